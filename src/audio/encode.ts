/** Samples as a file. */
import { provenanceOf, type Sound } from '../music/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { id3Of } from './id3.ts';
import { interleave, OUTPUT, type Run, type Runner, rawArgs } from './runner.ts';
import type { Tags } from './tags.ts';
import { wavOf } from './wav.ts';

export type AudioFormat = 'mp3' | 'ogg' | 'flac' | 'wav';

export interface EncodeOptions {
  readonly format: AudioFormat;
  /** Bit rate of an MP3 in kbit/s, such as 128; 320 unless told, and V0, which varies, where it is long. */
  readonly kbps?: number;
  /** Of a FLAC's samples; 24 unless told. */
  readonly bits?: 16 | 24;
  readonly tags?: Tags;
  readonly signal?: AbortSignal;
}

export async function encode(runner: Runner, sound: Sound, options: EncodeOptions): Promise<Uint8Array> {
  const length = sound.channels[0]?.length ?? 0;
  if (
    length === 0 ||
    sound.channels.length > 2 ||
    sound.channels.some((channel) => channel.length !== length)
  ) {
    throw new RangeError('a sound has one or two channels of equal length, at least one sample long');
  }
  const { format, tags = {}, kbps, bits = 24, signal } = options;
  switch (format) {
    case 'wav':
      return wavOf(sound, tags);
    case 'mp3':
      return mp3Of(runner, sound, tags, kbps, signal);
    case 'ogg':
      return oggOf(runner, sound, tags, signal);
    case 'flac':
      return flacOf(runner, sound, tags, bits, signal);
  }
}

/** Up to so many seconds the bits are spent that spare LAME its thinking: a loop is short, a song is not. */
const SHORT = 60;
/**
 * 320 kbit/s with LAME's quick psychoacoustics: by noise against masking threshold 2 to 5 dB better than V0 with
 * the usual ones, in three quarters of the time, for an eighth to a third more bytes. (V0 with the quick ones
 * would be 3 to 4 dB worse.)
 */
const BEST = ['-b:a', '320k', '-compression_level', '7'];

/** Largest file that is written, WAV aside. */
const MAX_FILE_BYTES = 256 * 2 ** 20;

async function mp3Of(
  runner: Runner,
  sound: Sound,
  tags: Tags,
  kbps: number | undefined,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const seconds = (sound.channels[0]?.length ?? 0) / sound.sampleRate;
  const quality = kbps !== undefined ? ['-b:a', `${kbps}k`] : seconds <= SHORT ? BEST : ['-q:a', '0'];
  // To a file, not a pipe: the encoder goes back to write the length and the padding into the first frame,
  // without which a player can neither seek nor loop without a gap.
  const run = await runner.run(
    [
      ...rawArgs(sound),
      ...['-c:a', 'libmp3lame', ...quality, '-id3v2_version', '0', '-map_metadata', '-1'],
      ...['-fflags', '+bitexact', '-f', 'mp3', `file:${OUTPUT}`],
    ],
    { input: interleave(sound), maxBytes: MAX_FILE_BYTES, signal },
  );
  checkEncoded(run);
  return Buffer.concat([id3Of(tags, seconds), run.output]);
}

async function oggOf(runner: Runner, sound: Sound, tags: Tags, signal?: AbortSignal): Promise<Uint8Array> {
  const run = await runner.run(
    [
      ...rawArgs(sound),
      ...['-c:a', 'libvorbis', '-q:a', '6', ...commentsOf(tags)],
      ...['-fflags', '+bitexact', '-f', 'ogg', 'pipe:1'],
    ],
    { input: interleave(sound), maxBytes: MAX_FILE_BYTES, signal },
  );
  checkEncoded(run);
  return run.stdout;
}

async function flacOf(
  runner: Runner,
  sound: Sound,
  tags: Tags,
  bits: 16 | 24,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  // To a file: the length and the checksum of the samples are written into its head at the end.
  const run = await runner.run(
    [
      ...rawArgs(sound),
      // The encoder takes samples of 32 bits and writes their upper 24.
      ...['-c:a', 'flac', '-sample_fmt', bits === 16 ? 's16' : 's32', ...commentsOf(tags)],
      ...['-fflags', '+bitexact', '-f', 'flac', `file:${OUTPUT}`],
    ],
    { input: interleave(sound), maxBytes: MAX_FILE_BYTES, signal },
  );
  checkEncoded(run);
  return run.output;
}

/** Tags as Vorbis comments, whose names DJ software agrees on less than on ID3's: the key has two. */
function commentsOf(tags: Tags): string[] {
  const provenance = tags.origin && provenanceOf(tags.origin);
  const comments: Record<string, string | undefined> = {
    TITLE: tags.title,
    ARTIST: tags.artist,
    BPM: tags.bpm === undefined ? undefined : String(tags.bpm),
    INITIALKEY: tags.key,
    KEY: tags.key,
    COMMENT: tags.comment ?? provenance?.sentence,
    ...provenance?.fields,
  };
  return Object.entries(comments).flatMap(([name, text]) =>
    text === undefined ? [] : ['-metadata', `${name}=${text}`],
  );
}

function checkEncoded({ exitCode, stderr }: Run): void {
  if (exitCode === 0) return;
  const cause = stderr.slice(-2_000);
  const encoder = /Unknown encoder '(\w+)'/.exec(stderr)?.[1];
  if (encoder) throw new BeatwrightError('audio-no-encoder', { encoder }, { cause });
  throw new BeatwrightError('audio-not-written', { cause });
}
