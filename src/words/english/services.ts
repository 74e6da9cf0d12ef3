/** What members ask for: who may, within which limits, and what is missing. */
import { count, listed, percent, size, tempo } from '../text.ts';

export const errors = {
  'artist-forbidden': ({ artist }: { artist: string }) =>
    `Only the owner of ${artist} and its collaborators can do that. Ask the owner for /artist collaborator add, or create your own artist with /artist create.`,
  'artist-owner-only': ({ artist }: { artist: string }) =>
    `Only the owner of ${artist} and members who manage this server can do that. Ask one of them.`,
  'artist-not-yours': ({ artist }: { artist: string }) =>
    `Only the member who added this, the owner of ${artist} and members who manage this server can do that. Ask one of them.`,
  'offer-over': ({ artist }: { artist: string }) =>
    `${artist} is no longer offered to you. Ask its owner for /artist transfer again.`,
  'offer-not-yours': ({ artist }: { artist: string }) =>
    `${artist} is offered to somebody else, so only that member can say yes.`,
  'beat-none':
    'There is no beat in that message. Right-click a message of mine with takes that you can vote for.',
  'beat-like':
    'No beat of this server was found by that. Set like to the link of a message with takes: right-click it, then Copy Message Link.',
  'keep-no-artist': 'This beat is of a style alone, so there is no artist that could keep a take of it.',
  'keep-owner-only': ({ artist }: { artist: string }) => `Only the owner of ${artist} can keep a take of it.`,
  'keep-no-winner':
    'No take leads the vote yet. Vote first; once one take has the most votes, it can be kept.',
  'keep-full': ({ artist, own, kept, most }: { artist: string; own: number; kept: number; most: number }) =>
    `${artist} has ${count(own, 'reference')} of its own and ${count(kept, 'kept take')}; with so many, it can keep ${most}. Add references of your own first, so that it does not learn from itself.`,
  'beat-not-yours':
    'Only the member who asked for this beat, the owner of its artist and members who manage this server can delete it.',
  'manager-only': 'Only members who manage this server can do that. Ask one of them.',
  'export-changed':
    'Something of what is kept was erased before this reached you, so it was thrown away. Run /privacy export again.',
  'export-part': ({ part, parts }: { part: number; parts: number }) =>
    `There is no part ${part}: what is kept of you has ${count(parts, 'part')}. Run /privacy export for the first.`,
  'settings-nothing': 'Nothing was chosen, so nothing changed. Set autotrain, private, taste or style.',
  'consent-missing': ({ wording }: { wording: string }) =>
    `Please confirm that you have the rights: set consent to True if “${wording}” is true for you. Nothing was saved.`,
  'reference-empty': ({ name }: { name: string }) =>
    `${name} is empty. Export the track again and send that.`,
  'reference-too-big': ({ name, bytes, most }: { name: string; bytes: number; most: number }) =>
    `${name} has ${size(bytes)}; the limit is ${size(most)}. Send an MP3, or only the part with the loop.`,
  'reference-unsupported': ({ name, type }: { name: string; type: string }) =>
    `${name} is not music (${type}). Send a MIDI file, or audio such as MP3, WAV, FLAC, M4A or Ogg.`,
  'reference-unread': ({ name }: { name: string }) =>
    `${name} is still being analysed. Correct it when that is done.`,
  'reference-bpm': ({ bpm, least, most }: { bpm: number; least: number; most: number }) =>
    `${tempo(bpm)} is out of range. Enter quarter notes per minute from ${least} to ${most}, such as 92 or 140.5.`,
  'reference-same': ({ name, facts }: { name: string; facts: readonly string[] }) =>
    `${name} already has ${listed(facts)}, so nothing changed. Enter another tempo or key to correct it.`,
  'reference-same-parts': ({ name }: { name: string }) =>
    `${name} is corrected like this already, so nothing changed.`,
  'reference-no-tracks': ({ name }: { name: string }) =>
    `${name} is audio, so it has no tracks. Correct its tempo or key, or add the MIDI file with /reference add.`,
  'reference-tracks-unread': ({ name }: { name: string }) =>
    `${name} was analysed before Beatwright could show its tracks. Remove it and add it again to correct them.`,
  'reference-track-unknown': ({
    name,
    track,
    others,
  }: {
    name: string;
    track: string;
    others: readonly string[];
  }) => `${name} has no track ${track}. Pick one of these: ${others.join(', ')}.`,
  'reference-pad-unknown': ({ name, pad, track }: { name: string; pad: string; track: number | undefined }) =>
    `${track === undefined ? `No drum track of ${name} plays the` : `Track ${track} of ${name} has no`} drum note ${pad}. Pick one that its drums play.`,
  'reference-busy': ({ name }: { name: string }) =>
    `${name} is already being corrected. Its message shows the progress; correct it again when it is done.`,
  'lyrics-none': ({ artist }: { artist: string }) =>
    `${artist} has no lyrics to remove. Add some with /artist lyrics.`,
  'train-no-references': ({ artist }: { artist: string }) =>
    `${artist} has no references yet. Add some with /reference add, then train.`,
  'train-only-unclear': ({ artist }: { artist: string }) =>
    `No reference of ${artist} is clear enough to learn from. Correct a tempo with /reference show, or add a MIDI file with /reference add.`,
  'train-running': ({ artist }: { artist: string }) =>
    `${artist} is already being trained. The message of that training shows its progress; train again when it is done.`,
  'train-not-yours': ({ artist }: { artist: string }) =>
    `Only the member who started this training, the owner of ${artist}, its collaborators and members who manage this server can cancel it.`,
  'train-ended': 'This training has already ended, so there is nothing to cancel.',
  'beat-nothing': 'Pick an artist or a style.',
  'beat-generator':
    'Baseline generators do not know any artist. Leave out the artist and pick a style, or leave out the generator.',
  'beat-untrained': ({ artist }: { artist: string }) =>
    `${artist} has not been trained yet. Add references with /reference add and run /train, or pick a style instead.`,
  'beat-bpm': ({ bpm, least, most }: { bpm: number; least: number; most: number }) =>
    `${tempo(bpm)} is out of range. Pick a tempo from ${least} to ${most} BPM.`,
  'beat-bars': ({ bars, least, most }: { bars: number; least: number; most: number }) =>
    `A beat cannot have ${bars} bars. Pick a whole number from ${least} to ${most}.`,
  'beat-seed': ({ seed, least, most }: { seed: number; least: number; most: number }) =>
    `The seed ${seed} is out of range. Pick a whole number from ${least} to ${most}.`,
  'beat-takes': ({ takes, least, most }: { takes: number; least: number; most: number }) =>
    `A beat cannot have ${takes} takes. Pick a whole number from ${least} to ${most}.`,
  'beat-swing': ({ swing, least, most }: { swing: number; least: number; most: number }) =>
    `A swing of ${percent(swing)} is out of range. Pick ${percent(least)} (straight) to ${percent(most)} (triplets).`,
  'beat-density': ({ part, events, most }: { part: string; events: number; most: number }) =>
    `${events} events per bar is not a possible density for the ${part}. Pick 0 to ${most}.`,
  'beat-parts': ({ parts }: { parts: readonly string[] }) =>
    `No part is left to play. Pick at least one of ${listed(parts, 'or')}.`,
};

export const notes = {
  'train-cancelled': ({ artist }: { artist: string }) =>
    `The training of ${artist} was cancelled. Nothing changed; start it again with /train.`,
};
