/** The terminal: what its commands print, and why they fail. */
import { count, listed } from '../text.ts';

export const errors = {
  stopped: 'Stopped. Nothing partial was saved.',
  'out-unwritable': ({ path }: { path: string }) =>
    `The folder ${path} cannot be created. Choose a writable folder with --out.`,
  'picture-unwritable': ({ path }: { path: string }) =>
    `The training is done, but ${path} cannot be written. Choose a file in an existing folder with --picture.`,
  'file-unreadable': ({ path }: { path: string }) =>
    `${path} cannot be read. Check that the path names a file that you may read.`,
  'listen-no-loop': ({ file }: { file: string }) =>
    `Nothing in ${file} came through clearly enough for a loop, so no MIDI was written. Try a version without vocals.`,
  'lyrics-file-or-remove': 'Give either a file or --remove. Nothing changed.',
  'delete-unsure': ({
    artist,
    references,
    versions,
  }: {
    artist: string;
    references: number;
    versions: number;
  }) =>
    `This would delete ${artist} for good, with ${count(references, 'reference')}, ${count(versions, 'generator')} and all its beats. Add --yes to do it.`,
  'erase-unsure':
    'This would erase all artists, references, beats and requests of that member for good. Add --yes to do it.',
  'restore-unsure':
    'This would replace everything in the PostgreSQL database of DATABASE_URL. Stop every Beatwright that uses it, then add --yes.',
  'member-half': 'A member is named by both --server and --member, their Discord IDs. Nothing changed.',
  'correct-nothing': 'Say what to correct: --bpm, --half, --double, --key, --track or --pad.',
  'correct-track-several': ({ track, numbers }: { track: string; numbers: readonly string[] }) =>
    `There are several tracks called “${track}”. Give the number of one instead: ${listed(numbers, 'or')}.`,
  'correct-pad-several': ({
    pad,
    pitch,
    numbers,
  }: {
    pad: string;
    pitch: number;
    numbers: readonly string[];
  }) =>
    `Several drum tracks play the note ${pad}. Name one of them, ${listed(numbers, 'or')}, such as --pad "${numbers[0]}:${pitch}=snare".`,
  'correct-bpm': ({ name }: { name: string }) =>
    `--half and --double only work for tempi that were detected in audio. Give the tempo of ${name} with --bpm.`,
  'rework-empty': ({ path }: { path: string }) => `${path} has no notes to rework. Choose another MIDI file.`,
  'rework-change': 'Pick one change: --parts, --bars (which --parts can narrow down), --continue or --vary.',
  'job-removed': 'Somebody else removed this while it was in progress. Start again.',
};

/** What is said where nothing failed, and of options that cannot be read. */
export const terminal = {
  /** `npm run room` */
  room: {
    description: 'Opens the practice room: the real bot in a chat of its own, on this machine alone.',
    port: ({ usual }: { usual: number }) =>
      `the port of the page (${usual}, or a free one if that is taken; 0 for any)`,
    portWanted: 'It is a whole number from 0 to 65535.',
    data: 'where everything lies',
    quiet: 'prints the address and opens no browser',
    address: ({ address }: { address: string }) =>
      `The practice room is open, for one visitor:\n\n${address}\n\nEnter gives another address, Ctrl-C stops; everything is kept.`,
    ready: 'Beatwright is online.',
    stopping: 'Stopping…',
  },
  equals: ({ example }: { example: string }) => `Write it with an equals sign, such as ${example}.`,
  padNote: 'The note is a number from 0 to 127 or a name such as D2, as `reference show` tells it.',
  noToken: `DISCORD_TOKEN is not set, so the bot cannot log in to Discord.
To get a token: https://discord.com/developers/applications, New Application, Bot, Reset Token; put it into .env as DISCORD_TOKEN=… (README, "Your own server").
To try Beatwright without one: npm run demo, or npm run -s beatwright -- --help.`,
};
