/** Sound files: what ffmpeg can and cannot do with them. */
import { clock, count, hertz, size } from '../text.ts';

export const errors = {
  'audio-empty': 'This file is empty. Export the track again and send that.',
  'audio-missing': ({ path }: { path: string }) => `There is no file at ${path}. Check the path.`,
  'audio-unreadable':
    'This file cannot be read as audio. Export the track again as MP3, WAV, FLAC, Ogg or M4A.',
  'audio-no-track': 'This file has no sound in it. Send one with an audio track.',
  'audio-too-long': ({ most }: { most: number }) =>
    `This track is longer than ${most % 60 === 0 ? count(most / 60, 'minute') : clock(most)}. Send only the part that matters.`,
  'audio-timeout': ({ seconds }: { seconds: number }) =>
    `Reading this audio took longer than ${count(seconds, 'second')}. Send a shorter file, or another format.`,
  'audio-not-written':
    'The audio file could not be written. Check that the temporary folder has free space, and try again.',
  'audio-no-encoder': ({ encoder }: { encoder: string }) =>
    `This ffmpeg was built without ${encoder}. Install a full build of ffmpeg, or set FFMPEG_PATH to one.`,
  'audio-no-ffmpeg': ({ path }: { path: string }) =>
    `FFMPEG_PATH is ${path}, but no ffmpeg runs there. Correct it, or unset it to search PATH.`,
  'audio-old-ffmpeg': ({ path, version, least }: { path: string; version: string; least: number }) =>
    `FFMPEG_PATH is ${path}, which is ffmpeg ${version}; it must be version ${least} or newer. Upgrade it, or unset FFMPEG_PATH.`,
  'audio-too-big': ({ bytes, most }: { bytes: number; most: number }) =>
    `This file has ${size(bytes)}; the built-in ffmpeg reads up to ${size(most)}. Send a shorter file, or ask whoever runs this bot to install ffmpeg.`,
  'audio-sample-rate': ({ rate, least, most }: { rate: number; least: number; most: number }) =>
    `This file has a sample rate of ${hertz(rate)}, outside ${hertz(least)} to ${hertz(most)}. Export the track again at 44.1 kHz.`,
  'audio-channels': ({ most }: { most: number }) =>
    `This file has more than ${most} channels. Export the track again in stereo.`,
};
