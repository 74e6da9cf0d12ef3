/** What Discord messages show of references and of their corrections. */
import { count, listed, percent, size, tempo } from '../text.ts';

const FROM = {
  file: '',
  told: '',
  name: ' (from the file’s name)',
  notes: ' (from its notes)',
  default: ' (the file does not say)',
};

export const views = {
  uploadLink: {
    /** The message with the link, and the page behind it. */
    message: ({ artist, url }: { artist: string; url: string }) =>
      `Open this within 15 minutes to hand over one file for ${artist}. Give it to nobody: whoever has it uploads in your name.\n${url}`,
    title: ({ artist }: { artist: string }) => `A reference for ${artist}`,
    track: ({ most }: { most: number }) => `MIDI, audio or a ZIP, up to ${size(most)}`,
    send: 'Hand it over',
    done: ({ name }: { name: string }) =>
      `${name} has arrived. The message in Discord shows what becomes of it, and so does /reference list; you can close this page.`,
  },
  reference: {
    /** In place of the name, where names are for the artist’s own people. */
    private: 'a private reference',
    added: ({ name, artist, facts }: { name: string; artist: string; facts: readonly string[] }) =>
      `${name} is now a reference for ${artist}: ${facts.join(', ')}.`,
    addedTrains: 'Add more if you like. A minute after the last one, training starts by itself.',
    addedNext: 'Add more, or run `/train` to learn from them.',
    /** Nothing in it can be learned from; a note says why. `length` is such as `3:12`. */
    unclear: ({ name, artist, length }: { name: string; artist: string; length: string | undefined }) =>
      `${name}${length === undefined ? '' : ` (${length})`} is saved for ${artist}, but not usable yet.`,
    corrected: ({ name, artist, facts }: { name: string; artist: string; facts: readonly string[] }) =>
      `${name} of ${artist} is corrected: ${facts.join(', ')}.`,
    correctedTrains: 'In a minute, training starts by itself and learns from it.',
    correctedNext: 'Run `/train` to learn from it.',
    shown: ({ name, artist, facts }: { name: string; artist: string; facts: readonly string[] }) =>
      `${name} of ${artist}: ${facts.join(', ')}.`,
    /** `ago` is when, such as `3 days ago`. */
    addedBy: ({ member, ago }: { member: string; ago: string }) => `Added by ${member} ${ago}.`,
    correctedBy: ({
      member,
      bpm,
      key,
      tracks,
      pads,
    }: {
      member: string;
      bpm: number | undefined;
      key: string | undefined;
      tracks: number;
      pads: number;
    }) => {
      const facts = [
        ...(bpm === undefined ? [] : [`tempo ${tempo(bpm)}`]),
        ...(key === undefined ? [] : [`key ${key}`]),
        ...(tracks === 0 ? [] : [count(tracks, 'track')]),
        ...(pads === 0 ? [] : [count(pads, 'drum pad')]),
      ];
      return `Corrected by ${member}${facts.length === 0 ? '' : `: ${facts.join(', ')}`}.`;
    },
    /** How surely it was detected; each fact is `tempoSure`, `keySure` or `views.partShare`. */
    detected: ({ facts }: { facts: readonly string[] }) =>
      `Detected from audio. Confidence: ${facts.join(', ')}.`,
    /** `other`: half or double, where it may well be that. */
    tempoSure: ({ share, other }: { share: number; other: number | undefined }) =>
      `tempo ${percent(share)}${other === undefined ? '' : ` (or ${tempo(other)})`}`,
    /** `other`: the next likely key, where it is not sure. */
    keySure: ({ share, other }: { share: number; other: string | undefined }) =>
      `key ${percent(share)}${other === undefined ? '' : ` (or ${other})`}`,
    leftOut: ({ parts }: { parts: readonly string[] }) => `Left out as too unclear: ${parts.join(', ')}.`,
    /** Facts of a reference, in a list of them. */
    facts: {
      /** It is none of the artist's own work. */
      kept: 'a kept take, written by Beatwright',
      stems: ({ stems }: { stems: number }) => count(stems, 'stem'),
      loops: ({ loops }: { loops: number }) => count(loops, 'loop'),
      checking: 'being analysed',
      audio: 'audio',
      unclear: 'not usable yet',
      corrected: 'corrected',
      /** With where it is from, if the file does not say it itself. */
      tempo: ({ bpm, from }: { bpm: number; from: 'file' | 'name' | 'default' | 'told' }) =>
        `${tempo(bpm)}${FROM[from]}`,
      key: ({ key, from }: { key: string; from: 'file' | 'name' | 'notes' | 'told' }) =>
        `${key}${FROM[from]}`,
    },
    list: {
      title: ({ artist }: { artist: string }) => `References of ${artist}`,
      none: ({ artist }: { artist: string }) =>
        `${artist} has no references yet. Add one with \`/reference add\`.`,
      older: ({ references }: { references: number }) => `and ${references} older`,
    },
    removed: ({ name, artist }: { name: string; artist: string }) =>
      `${name} is no longer a reference for ${artist}; its file is deleted.`,
    /** `versions` of the generator, such as `v1`; `used` is the one in use from now on. */
    retired: ({ versions, used }: { versions: readonly string[]; used: string | undefined }) =>
      `${listed(versions)} learned from it and ${versions.length === 1 ? 'is' : 'are'} retired. ${
        used === undefined
          ? '`/beat` uses the plain style until `/train` has learned from the other references.'
          : `\`/beat\` uses ${used} now; \`/train\` learns from the other references.`
      }`,
  },
  correction: {
    buttons: {
      half: ({ bpm }: { bpm: number }) => `Half: ${tempo(bpm)}`,
      double: ({ bpm }: { bpm: number }) => `Double: ${tempo(bpm)}`,
      form: 'Correct…',
      parts: 'Parts…',
    },
    form: {
      title: ({ name }: { name: string }) => `Correct ${name}`,
      tempo: { label: 'Tempo', description: 'Quarter notes per minute, such as 92 or 140.5' },
      key: { label: 'Key', description: 'Such as Fm, F# minor, Bb or D dorian' },
    },
  },
  /** What the tracks of a MIDI file were taken for, in messages and at the terminal. */
  tracks: {
    part: { drums: 'drums', bass: 'bass', chords: 'chords', melody: 'melody', 'leave-out': 'left out' },
    drum: {
      kick: 'kick',
      snare: 'snare',
      clap: 'clap',
      rim: 'rim',
      closedHat: 'closed hat',
      openHat: 'open hat',
      lowTom: 'low tom',
      highTom: 'high tom',
      crash: 'crash',
      ride: 'ride',
      percussion: 'percussion',
      shaker: 'shaker',
      'leave-out': 'left out',
    },
    surely: ({ surely, share }: { surely: 'told' | 'sure' | 'probably' | 'unsure'; share: number }) =>
      ({
        told: 'corrected',
        sure: 'sure',
        probably: `probably, ${percent(share)}`,
        unsure: `not sure, ${percent(share)}`,
      })[surely],
    unnamed: ({ number }: { number: number }) => `Track ${number}`,
    /** `surely` and `pads` are the sentences above and below; `hands`: a piano that was parted. */
    line: ({
      name,
      part,
      surely,
      hands,
      pads,
    }: {
      name: string;
      part: string;
      surely: string;
      hands: boolean;
      pads: readonly string[];
    }) =>
      [
        `${name}: ${part} (${surely})`,
        ...(hands ? ['its low notes are bass, its chords chords'] : []),
        ...(pads.length === 0 ? [] : [pads.join(', ')]),
      ].join('; '),
    /** A pad that is not as General MIDI has it. `note` is such as `C4`, 60. */
    pad: ({
      note,
      pitch,
      drum,
      from,
    }: {
      note: string;
      pitch: number;
      drum: string;
      from: 'map' | 'name' | 'rhythm' | 'unknown' | 'told';
    }) => {
      const why = {
        map: '',
        name: '',
        rhythm: ' by its rhythm',
        unknown: ', but not sure',
        told: ' (corrected)',
      }[from];
      return `${note} (${pitch}) is ${drum}${why}`;
    },
    more: ({ tracks }: { tracks: number }) => `and ${count(tracks, 'more track', 'more tracks')}`,
    morePads: ({ pads }: { pads: number }) => `and ${count(pads, 'more note', 'more notes')}`,
    /** `button` opens the menus. */
    ask: ({ button }: { button: string }) => `Some of this is not sure. Check it with “${button}”.`,
  },
  /** The menus to say what tracks and pads are. */
  parts: {
    title: ({ name }: { name: string }) => `What plays in ${name}? Pick a track, then what it is.`,
    track: ({ track, part }: { track: string; part: string }) => `${track} is ${part} now.`,
    pad: ({ note, pitch, track, drum }: { note: string; pitch: number; track: string; drum: string }) =>
      `${note} (${pitch}) of ${track} is ${drum} now.`,
    options: {
      pickTrack: 'Pick a track',
      pickPart: ({ track }: { track: string }) => `What is ${track}?`,
      pickPad: ({ track }: { track: string }) => `Pick a drum note of ${track}`,
      pickDrum: ({ note, pitch }: { note: string; pitch: number }) => `What is ${note} (${pitch})?`,
      track: ({ number, name }: { number: number; name: string }) =>
        name === '' ? `Track ${number}` : `${number} · ${name}`,
      plays: ({ part, surely, notes }: { part: string; surely: string; notes: number }) =>
        `${part} (${surely}), ${count(notes, 'note')}`,
      pad: ({ note, pitch }: { note: string; pitch: number }) => `${note} (${pitch})`,
      struck: ({ drum, hits }: { drum: string; hits: number }) => `${drum}, played ${count(hits, 'time')}`,
      leaveOut: 'leave out',
      now: 'as it is now',
      more: 'Show more …',
    },
  },
};
