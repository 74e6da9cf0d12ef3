/** Many tracks at once: ZIPs, and files that come together. */
import { listed, size } from '../text.ts';

export const errors = {
  'pack-damaged': ({ name }: { name: string }) =>
    `${name} is not a complete ZIP. Make it again and send that, or send the tracks one by one.`,
  'pack-file-damaged': ({ name }: { name: string }) =>
    `${name} is damaged inside its ZIP. Make the ZIP again, or send this track by itself.`,
  'pack-encrypted': ({ name }: { name: string }) =>
    `${name} has a password. Make a ZIP without one and send that.`,
  'pack-empty': ({ name }: { name: string }) =>
    `There is no MIDI or audio in ${name}. Put the tracks themselves into the ZIP.`,
  'pack-too-many': ({ name, files, most }: { name: string; files: number; most: number }) =>
    `${name} has ${files} files; the limit is ${most}. Split it into several ZIPs.`,
  'pack-too-big': ({ name, most }: { name: string; most: number }) =>
    `${name} is larger than ${size(most)}, the limit for a ZIP. Split it into several, or use MP3 or FLAC instead of WAV.`,
  'pack-bomb': ({ name, most }: { name: string; most: number }) =>
    `${name} unpacks to more than ${size(most)}. Split it into several ZIPs, or use MP3 or FLAC instead of WAV.`,
  'pack-nested': ({ name }: { name: string }) =>
    `${name} is an archive within the ZIP. Unpack it and send what is in it as a ZIP of its own.`,
  'pack-method': ({ name }: { name: string }) =>
    `${name} is compressed in a way that only some programs read. Make the ZIP with Windows or macOS itself, or send this track alone.`,
  'pack-other': ({ name, type }: { name: string; type: string }) =>
    `${name} is a ${type} archive. Unpack it, make a ZIP of the tracks and send that.`,
  /** One of the files that a song is made of. */
  'stem-unreadable': ({ name, why }: { name: string; why: string }) =>
    `${name} cannot be read, so its song was not added. ${why}`,
  'stems-gone': 'These are separate tracks already, or the reference has been removed.',
  'stems-none': ({ name }: { name: string }) => `${name} is a single file, so there is nothing to separate.`,
  'stems-busy': ({ name }: { name: string }) =>
    `${name} is being separated already. A message shows the progress.`,
  'batch-too-many': ({ files, most }: { files: number; most: number }) =>
    `That is ${files} files at once; the limit is ${most}. Send them in several goes.`,
};

/** Names of files that are listed before the rest are counted. */
const NAMED = 3;

export const notes = {
  'song-mix': ({ song, files }: { song: string; files: readonly string[] }) =>
    `${listed(files)} ${files.length === 1 ? 'was' : 'were'} left out: the stems of ${song} already are the whole mix.`,
  'song-vocals': ({ song, files }: { song: string; files: readonly string[] }) =>
    `${listed(files)} ${files.length === 1 ? 'was' : 'were'} left out of ${song}: vocals are never learned.`,
  'pack-passed-over': ({ name, files }: { name: string; files: readonly string[] }) => {
    const rest = files.length - NAMED;
    const named = rest > 1 ? [...files.slice(0, NAMED), `${rest} more`] : files;
    return `Left out of ${name}, as it is no music: ${listed(named)}.`;
  },
};

export const stages = {
  unpacking: 'opening the files',
};
