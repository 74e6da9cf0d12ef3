/** Runs ffmpeg as WebAssembly, on threads that can be ended. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { BeatwrightError } from '../../words/index.ts';
import type { WasmEngine } from '../engine.ts';
import { MAX_BYTES, type Run, type Runner, type Source, sizeOf, TIMEOUT_MS, timedOut } from '../runner.ts';
import type { Task, ThreadData } from './thread.ts';

/** A file lies in memory while it is read. */
const MAX_SOURCE_BYTES = 512 * 2 ** 20;

export function wasmRunner({ module }: WasmEngine): Runner {
  /** A thread that waits for the next run: to start one takes as long as to encode some seconds of sound. */
  let idle: Worker | undefined;

  function start(): Worker {
    const workerData: ThreadData = { module };
    const thread = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData,
      // Nothing of the process' own environment or flags is of use to it.
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    // Whoever waits for an answer hears of it; an idle thread is replaced.
    thread.on('error', () => {});
    thread.on('exit', () => {
      if (idle === thread) idle = undefined;
    });
    return thread;
  }

  return {
    async run(args, { source, input, maxBytes = MAX_BYTES, timeoutMs = TIMEOUT_MS, signal } = {}) {
      signal?.throwIfAborted();
      if (source !== undefined) await checkSize(source);
      const thread = idle ?? start();
      idle = undefined;
      thread.ref();
      const timeout = AbortSignal.timeout(timeoutMs);
      const task: Task = { args, maxBytes, ...(source && { source }), ...(input && { input }) };
      let run: Run | undefined;
      try {
        thread.postMessage(task, input === undefined ? [] : [input.buffer]);
        [run] = (await once(thread, 'message', {
          signal: AbortSignal.any(signal ? [signal, timeout] : [timeout]),
        })) as [Run];
        return run;
      } catch (error) {
        signal?.throwIfAborted();
        if (timeout.aborted) throw timedOut(timeoutMs);
        // The thread broke down, as it does when its memory is full.
        return {
          exitCode: undefined,
          stdout: new Uint8Array(),
          output: new Uint8Array(),
          stderr: `${error}`,
        };
      } finally {
        // Whatever went wrong, nothing of it is met again.
        if (run?.exitCode !== 0 || idle !== undefined) await thread.terminate();
        else {
          idle = thread;
          thread.unref();
        }
      }
    },
  };
}

/** @throws BeatwrightError `audio-too-big` */
async function checkSize(source: Source): Promise<void> {
  const size = await sizeOf(source);
  if (size <= MAX_SOURCE_BYTES) return;
  throw new BeatwrightError('audio-too-big', { bytes: size, most: MAX_SOURCE_BYTES });
}
