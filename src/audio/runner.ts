/** Runs ffmpeg inside its limits. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { BeatwrightError, type Sound } from '../music/index.ts';

/** A sound file: its path, or its bytes. */
export type Source = string | Uint8Array;

/** What one run of ffmpeg said. */
export interface Run {
  readonly exitCode: number | undefined;
  readonly stdout: Uint8Array;
  readonly stderr: string;
  /** More came out than was asked for, and ffmpeg was stopped. */
  readonly overflowed: boolean;
}

export interface RunOptions {
  readonly input?: Uint8Array;
  /** Most bytes that may come out of stdout. */
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Runner {
  /** @throws BeatwrightError `audio-timeout`; the signal's reason when it aborts */
  run(args: readonly string[], options?: RunOptions): Promise<Run>;
}

const TIMEOUT_MS = 120_000;
const MAX_BYTES = 16 * 1024 * 1024;

export function createRunner(path: () => Promise<string>): Runner {
  return {
    async run(args, { input, maxBytes = MAX_BYTES, timeoutMs = TIMEOUT_MS, signal } = {}) {
      signal?.throwIfAborted();
      const result = await execa(await path(), ['-hide_banner', '-nostdin', '-nostats', ...args], {
        encoding: 'buffer',
        reject: false,
        stripFinalNewline: false,
        maxBuffer: { stdout: maxBytes, stderr: MAX_BYTES },
        timeout: timeoutMs,
        forceKillAfterDelay: 2_000,
        ...(signal ? { cancelSignal: signal } : {}),
        ...(input ? { input } : { stdin: 'ignore' }),
      });
      signal?.throwIfAborted();
      if (result.timedOut) {
        throw new BeatwrightError(
          'audio-timeout',
          `The sound was not read within ${Math.round(timeoutMs / 1000)} seconds. Send a shorter file or another format.`,
        );
      }
      return {
        exitCode: result.exitCode,
        stdout: result.stdout,
        stderr: new TextDecoder().decode(result.stderr),
        overflowed: result.isMaxBuffer,
      };
    },
  };
}

/**
 * What a stranger's file may be. A file whose format is a playlist or a script (HLS, concat, DASH, SDP, …)
 * would make ffmpeg open other files or addresses, so formats are allowed by name; whatever a format still
 * refers to can only be a file, never the network.
 */
const FORMATS = 'aac,aiff,asf,caf,flac,m4a,matroska,mov,mp3,mp4,ogg,w64,wav,webm,wv';

/** Arguments that open a stranger's file, whose first audio stream alone is used. */
export function inputArgs(path: string): string[] {
  return [
    ...['-protocol_whitelist', 'file', '-format_whitelist', FORMATS],
    ...['-i', `file:${path}`, '-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1'],
  ];
}

/** Arguments that read a sound's samples from stdin. */
export function rawArgs(sound: Sound): string[] {
  return [
    ...['-protocol_whitelist', 'pipe', '-f', 'f32le'],
    ...['-ar', String(sound.sampleRate), '-ac', String(sound.channels.length), '-i', 'pipe:0'],
  ];
}

/** Samples as interleaved 32-bit little-endian floats. */
export function interleave(sound: Sound): Uint8Array {
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

/** Calls `use` with a path to the source; bytes go to a temporary file, since MP4 needs one that can seek. */
export async function withFile<T>(source: Source, use: (path: string) => Promise<T>): Promise<T> {
  if (typeof source === 'string') {
    const found = await stat(source).catch(() => undefined);
    if (!found?.isFile()) {
      throw new BeatwrightError(
        'audio-missing',
        `There is no file at ${source}. Check the path and try again.`,
      );
    }
    if (found.size === 0) throw empty();
    return use(resolve(source));
  }
  if (source.length === 0) throw empty();
  return withFolder(async (folder) => {
    const path = join(folder, 'in');
    await writeFile(path, source, { mode: 0o600 });
    return use(path);
  });
}

/** Calls `use` with a path to write to and gives the bytes that were written there. */
export async function withOutput(use: (path: string) => Promise<void>): Promise<Uint8Array> {
  return withFolder(async (folder) => {
    const path = join(folder, 'out');
    await use(path);
    return readFile(path);
  });
}

async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'beatwright-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function empty(): BeatwrightError {
  return new BeatwrightError('audio-empty', 'The file is empty. Export the track again and send that.');
}
