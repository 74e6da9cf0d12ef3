/** Which ffmpeg reads and writes sound: the machine's own where it is new enough, else the one that npm brings. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { execa } from 'execa';
import which from 'which';
import { BeatwrightError } from '../words/index.ts';

/** A program on this machine. */
export interface NativeEngine {
  readonly kind: 'native';
  /** Absolute. */
  readonly path: string;
  /** As the program tells it, such as `7.1.1` or `5.1.9-0+deb12u1`. */
  readonly version: string;
  /** Absolute path of util-linux's `prlimit`, where this machine has one: it bounds what a run may take. */
  readonly limiter?: string;
}

/** `@ffmpeg/core`: ffmpeg as WebAssembly, which sees no file, no network and no memory but what it is given. */
export interface WasmEngine {
  readonly kind: 'wasm';
  readonly version: string;
  /** Compiled once a process; threads share the code. */
  readonly module: WebAssembly.Module;
}

/** Plain data: it can be handed to another thread. */
export type Engine = NativeEngine | WasmEngine;

export interface EngineOptions {
  /** The only program to use; without it PATH is searched. */
  readonly ffmpegPath?: string;
  /** Hears one sentence that says which ffmpeg is used, and why. */
  readonly log?: (line: string) => void;
}

/** Older versions are not used for anything: files of strangers go through them. */
const OLDEST_MAJOR = 5;

/** What `@ffmpeg/core` is a build of. */
const WASM_VERSION = '5.1.4';

/**
 * A program inherits nothing: the bot's own environment holds its token and the database's password. Programs are
 * started by their absolute path, so that they need no PATH.
 */
export const ENGINE_ENVIRONMENT = { LC_ALL: 'C' } as const;

/**
 * The program at `ffmpegPath`; without that, the `ffmpeg` on PATH if it is of version 5 or later; else WebAssembly.
 * @throws BeatwrightError `audio-no-ffmpeg` if `ffmpegPath` does not run, `audio-old-ffmpeg` if it is older than 5
 */
export async function findEngine({ ffmpegPath, log = () => {} }: EngineOptions = {}): Promise<Engine> {
  const path = await which(ffmpegPath ?? 'ffmpeg', { nothrow: true });
  const version = path === null ? undefined : await versionOf(path);
  const isOld = version !== undefined && version.major < OLDEST_MAJOR;
  if (path !== null && version !== undefined && !isOld) {
    const limiter = await which('prlimit', { nothrow: true });
    const bounds = limiter === null ? ', with no bound on its memory, since there is no prlimit' : '';
    log(`Sound is read and written by ffmpeg ${version.name} (${path})${bounds}.`);
    const native = { kind: 'native', path: resolve(path), version: version.name } as const;
    return limiter === null ? native : { ...native, limiter: resolve(limiter) };
  }
  if (ffmpegPath !== undefined) {
    throw isOld
      ? new BeatwrightError('audio-old-ffmpeg', {
          path: ffmpegPath,
          version: version.name,
          least: OLDEST_MAJOR,
        })
      : new BeatwrightError('audio-no-ffmpeg', { path: ffmpegPath });
  }
  const why =
    path === null
      ? 'there is no ffmpeg on PATH'
      : isOld
        ? `${path} is version ${version.name}`
        : `${path} does not run`;
  log(
    `Sound is read and written by ffmpeg ${WASM_VERSION} as WebAssembly, since ${why}. A program of version ${OLDEST_MAJOR} or later would be preferred.`,
  );
  return wasmEngine();
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** ffmpeg as WebAssembly, whatever is installed on this machine. */
export async function wasmEngine(): Promise<WasmEngine> {
  compiled ??= readFile(createRequire(import.meta.url).resolve('@ffmpeg/core/wasm')).then((bytes) =>
    WebAssembly.compile(bytes),
  );
  return { kind: 'wasm', version: WASM_VERSION, module: await compiled };
}

async function versionOf(path: string): Promise<{ name: string; major: number } | undefined> {
  const { exitCode, stdout } = await execa(resolve(path), ['-version'], {
    env: ENGINE_ENVIRONMENT,
    extendEnv: false,
    reject: false,
    timeout: 10_000,
    stdin: 'ignore',
  });
  const name = /^ffmpeg version (\S+)/.exec(stdout ?? '')?.[1];
  if (exitCode !== 0 || name === undefined) return undefined;
  const release = /^n?(\d+)\./.exec(name)?.[1];
  if (release !== undefined) return { name, major: Number(release) };
  // Builds between releases are named by date or commit. Version 5 came with libavcodec 59, and they count alike.
  const libavcodec = /^libavcodec +(\d+)\./m.exec(stdout)?.[1];
  return libavcodec === undefined ? undefined : { name, major: Number(libavcodec) - 54 };
}
