/** Sound files: what ffmpeg can and cannot do with them. */
import { clock, count } from '../text.ts';

export const errors = {
  'audio-empty': 'This file is empty. Export the track again and send that.',
  'audio-missing': ({ path }: { path: string }) => `There is no file at ${path}. Check the path.`,
  'audio-unreadable':
    'This file cannot be read as audio. Export the track again as MP3, WAV, FLAC, Ogg or M4A.',
  'audio-no-track': 'This file has no sound in it. Send one with an audio track.',
  'audio-too-long': ({ most }: { most: number }) =>
    `This track is longer than ${clock(most)} minutes. Send only the part that matters.`,
  'audio-timeout': ({ seconds }: { seconds: number }) =>
    `Reading this audio took longer than ${count(seconds, 'second')}. Send a shorter file, or another format.`,
  'audio-not-written':
    'The audio file could not be written. Check that the temporary folder has free space, and try again.',
  'audio-no-encoder': ({ encoder }: { encoder: string }) =>
    `This ffmpeg was built without ${encoder}. Install a full build of ffmpeg, or set FFMPEG_PATH to one.`,
  'audio-no-ffmpeg': ({ path }: { path: string | undefined }) =>
    path === undefined
      ? 'No ffmpeg was found that runs. Install ffmpeg, or set FFMPEG_PATH to one.'
      : `FFMPEG_PATH is ${path}, but no ffmpeg runs there. Correct it, or unset it to search PATH.`,
};
