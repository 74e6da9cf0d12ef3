/** What Discord messages show of references and of their corrections. */
import { count, listed, percent, tempo } from '../text.ts';

export const views = {
  reference: {
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
    }: {
      member: string;
      bpm: number | undefined;
      key: string | undefined;
    }) => {
      const facts = [
        ...(bpm === undefined ? [] : [`tempo ${tempo(bpm)}`]),
        ...(key === undefined ? [] : [`key ${key}`]),
      ];
      return `Corrected by ${member}${facts.length === 0 ? '' : `: ${facts.join(', ')}`}.`;
    },
    /** How surely it was detected; each fact is `tempoSure`, `keySure` or `views.partShare`. */
    detected: ({ facts }: { facts: readonly string[] }) =>
      `Detected from audio. Confidence: ${facts.join(', ')}.`,
    tempoSure: ({ share }: { share: number }) => `tempo ${percent(share)}`,
    /** `other`: the next likely key, where it is not sure. */
    keySure: ({ share, other }: { share: number; other: string | undefined }) =>
      `key ${percent(share)}${other === undefined ? '' : ` (or ${other})`}`,
    leftOut: ({ parts }: { parts: readonly string[] }) => `Left out as too unclear: ${parts.join(', ')}.`,
    /** Facts of a reference, in a list of them. */
    facts: {
      stems: ({ stems }: { stems: number }) => count(stems, 'stem'),
      loops: ({ loops }: { loops: number }) => count(loops, 'loop'),
      checking: 'being analysed',
      audio: 'audio',
      unclear: 'not usable yet',
      corrected: 'corrected',
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
    buttons: { half: 'Half tempo', double: 'Double tempo', form: 'Correct…' },
    form: {
      title: ({ name }: { name: string }) => `Correct ${name}`,
      tempo: { label: 'Tempo', description: 'Quarter notes per minute, such as 92 or 140.5' },
      key: { label: 'Key', description: 'Such as Fm, F# minor, Bb or D dorian' },
    },
  },
};
