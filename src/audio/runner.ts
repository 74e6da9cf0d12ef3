/** One run of ffmpeg: what goes in, what comes out, within which limits. Each engine has its own way to do it. */
import { stat } from 'node:fs/promises';
import type { Sound } from '../music/index.ts';
import { BeatwrightError } from '../words/index.ts';

/** A sound file: its path, or its bytes. */
export type Source = string | Uint8Array;

/** The file names that the arguments of a run may hold: what is read, and what is written. */
export const SOURCE = 'in';
export const OUTPUT = 'out';

/** What one run of ffmpeg left. */
export interface Run {
  /** Undefined if ffmpeg broke down, or was stopped because too much came out. */
  readonly exitCode: number | undefined;
  readonly stdout: Uint8Array;
  /** The bytes of the file `OUTPUT`; none if it was not written. */
  readonly output: Uint8Array;
  readonly stderr: string;
}

export interface RunOptions {
  /** The file that is read as `SOURCE`. */
  readonly source?: Source;
  /** What stdin gives. It is handed over: the caller has no more use for the array. */
  readonly input?: Uint8Array<ArrayBuffer>;
  /** Most bytes that may come out: of stdout, and of the file of an engine that holds it in memory. 16 MiB unless told. */
  readonly maxBytes?: number;
  /** 120,000 unless told. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Runner {
  /** @throws BeatwrightError `audio-timeout`; the signal's reason when it aborts */
  run(args: readonly string[], options?: RunOptions): Promise<Run>;
}

export const TIMEOUT_MS = 120_000;
export const MAX_BYTES = 16 * 2 ** 20;
/** Most that ffmpeg may say on stderr. */
export const MAX_LOG_BYTES = 16 * 2 ** 20;

/** What every run begins with. No single block of memory is larger than 128 MiB, whatever a file's header asks for. */
export const COMMON_ARGS = ['-hide_banner', '-nostdin', '-nostats', '-max_alloc', String(128 * 2 ** 20)];

export function timedOut(timeoutMs: number): BeatwrightError {
  return new BeatwrightError('audio-timeout', { seconds: Math.round(timeoutMs / 1000) });
}

/**
 * What a stranger's file may be. A file whose format is a playlist or a script (HLS, concat, DASH, SDP, …)
 * would make ffmpeg open other files or addresses, so formats are allowed by name; whatever a format still
 * refers to can only be a file, never the network.
 */
const FORMATS = 'aac,aiff,asf,caf,flac,m4a,matroska,mov,mp3,mp4,ogg,w64,wav,webm,wv';

/** Arguments that open a stranger's file, whose first audio stream alone is used. */
export const INPUT_ARGS = [
  ...['-protocol_whitelist', 'file', '-format_whitelist', FORMATS],
  ...['-i', `file:${SOURCE}`, '-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1'],
];

/** Arguments that read a sound's samples from stdin. */
export function rawArgs(sound: Sound): string[] {
  return [
    ...['-protocol_whitelist', 'pipe', '-f', 'f32le'],
    ...['-ar', String(sound.sampleRate), '-ac', String(sound.channels.length), '-i', 'pipe:0'],
  ];
}

/** Samples as interleaved 32-bit little-endian floats. */
export function interleave(sound: Sound): Uint8Array<ArrayBuffer> {
  const { channels } = sound;
  const width = channels.length;
  const length = channels[0]?.length ?? 0;
  const samples = new Float32Array(length * width);
  for (let c = 0; c < width; c++) {
    const channel = channels[c]!;
    for (let i = 0; i < length; i++) samples[i * width + c] = channel[i]!;
  }
  return new Uint8Array(samples.buffer);
}

/** @throws BeatwrightError `audio-missing`, `audio-empty` */
export async function checkSource(source: Source): Promise<void> {
  if ((await sizeOf(source)) > 0) return;
  throw new BeatwrightError('audio-empty');
}

/** Bytes of the source. @throws BeatwrightError `audio-missing` */
export async function sizeOf(source: Source): Promise<number> {
  if (typeof source !== 'string') return source.length;
  const found = await stat(source).catch(() => undefined);
  if (found?.isFile()) return found.size;
  throw new BeatwrightError('audio-missing', { path: source });
}
