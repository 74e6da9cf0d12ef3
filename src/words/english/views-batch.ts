/** What Discord messages show of references that are added together, and of the form for it. */
import { count, size } from '../text.ts';

export const views = {
  batch: {
    /** `done` of `files` have been read or refused. */
    adding: ({ artist, done, files }: { artist: string; done: number; files: number }) =>
      `Adding references for ${artist}: ${done} of ${files} done`,
    added: ({ artist, added, files }: { artist: string; added: number; files: number }) =>
      added === files
        ? `${count(added, 'track is now a reference', 'tracks are now references')} for ${artist}.`
        : `${added} of ${count(files, 'file')} ${added === 1 ? 'is now a reference' : 'are now references'} for ${artist}.`,
    trains: 'A minute after the last upload, training starts by itself.',
    next: 'Run `/train` to learn from them.',
    /** What to do with what was refused, and with what was kept and cannot be learned from. */
    refused: ({ files }: { files: number }) =>
      `${count(files, 'file was', 'files were')} not added; each says why. Fix ${files === 1 ? 'it' : 'them'} and send ${files === 1 ? 'it' : 'them'} again.`,
    kept: ({ files }: { files: number }) =>
      `${count(files, 'file is', 'files are')} saved but too unclear to learn from. Correct the tempo with \`/reference show\`, or send the MIDI.`,
    queued: 'waiting',
    gone: 'removed since',
    /** `name` is the reference that is the same file. */
    twin: ({ name }: { name: string }) => `the same file as ${name}, so nothing to add`,
    /** `stage` is what is being done to it. */
    running: ({ stage, percent }: { stage: string; percent: number }) => `${stage}, ${percent} %`,
    /** `parts` are such as `drums` and `808`. */
    stems: ({ parts }: { parts: readonly string[] }) =>
      `${count(parts.length, 'stem')} of one song: ${parts.join(', ')}`,
    buttons: {
      separate: 'They are separate tracks',
      /** Where there are several songs. */
      separateSong: ({ song }: { song: string }) => `${song}: separate tracks`,
    },
    /** The files that there is no room to list. */
    more: ({ files }: { files: number }) => `and ${files} more`,
    form: {
      title: 'Add references',
      artist: {
        label: 'Artist',
        description: 'Whose sound these tracks are',
        placeholder: 'Choose an artist',
      },
      files: {
        label: 'Tracks',
        description: ({ files, most }: { files: number; most: number }) =>
          `Up to ${files} files: MIDI, audio up to ${size(most)} each, or ZIPs of them`,
      },
      consent: { label: 'Your rights', description: 'Beatwright only learns from what you may use' },
    },
  },
};
