/** Runs an ffmpeg program of this machine, in an empty folder of its own. */
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { ENGINE_ENVIRONMENT, type NativeEngine } from './engine.ts';
import {
  COMMON_ARGS,
  MAX_BYTES,
  MAX_LOG_BYTES,
  OUTPUT,
  type Runner,
  SOURCE,
  type Source,
  TIMEOUT_MS,
  timedOut,
} from './runner.ts';

/**
 * What the kernel holds a run to, beside the limits of `RunOptions`: memory that it writes to, in bytes; seconds of all its
 * threads together, should this process die before it; bytes of a file; files that are open. How many processes there are
 * the kernel counts by user, this process among them, so that is the container's to limit.
 */
const LIMITS = [`--data=${2 ** 30}`, '--cpu=600', `--fsize=${2 ** 30}`, '--nofile=256', '--core=0'] as const;

export function nativeRunner({ path, limiter }: NativeEngine): Runner {
  const [program, ...before] = limiter === undefined ? [path] : [limiter, ...LIMITS, path];
  return {
    async run(args, { source, input, maxBytes = MAX_BYTES, timeoutMs = TIMEOUT_MS, signal } = {}) {
      signal?.throwIfAborted();
      return withFolder(async (cwd) => {
        if (source !== undefined) await place(source, join(cwd, SOURCE));
        const result = await execa(program, [...before, ...COMMON_ARGS, ...args], {
          cwd,
          env: ENGINE_ENVIRONMENT,
          extendEnv: false,
          encoding: 'buffer',
          reject: false,
          stripFinalNewline: false,
          maxBuffer: { stdout: maxBytes, stderr: MAX_LOG_BYTES },
          timeout: timeoutMs,
          forceKillAfterDelay: 2_000,
          ...(signal ? { cancelSignal: signal } : {}),
          ...(input ? { input } : { stdin: 'ignore' }),
        });
        signal?.throwIfAborted();
        if (result.timedOut) throw timedOut(timeoutMs);
        return {
          exitCode: result.isMaxBuffer ? undefined : result.exitCode,
          stdout: result.stdout,
          output: await readFile(join(cwd, OUTPUT)).catch(() => new Uint8Array()),
          stderr: new TextDecoder().decode(result.stderr),
        };
      });
    },
  };
}

/** Bytes become a file, since MP4 wants one that can seek. */
function place(source: Source, path: string): Promise<void> {
  return typeof source === 'string'
    ? symlink(resolve(source), path)
    : writeFile(path, source, { mode: 0o600 });
}

async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'beatwright-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
