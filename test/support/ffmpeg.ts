/** ffmpeg for tests: each engine in turn, and one that every machine has to make files and to measure them. */
import { describe, it } from 'vitest';
import { type Engine, findEngine, wasmEngine } from '../../src/audio/index.ts';
import type { Run, RunOptions } from '../../src/audio/runner.ts';
import { wasmRunner } from '../../src/audio/wasm/runner.ts';

const wasm = await wasmEngine();
const found = await findEngine();
const runner = wasmRunner(wasm);

/** Runs ffmpeg as WebAssembly, which is there wherever the tests are. */
export function ffmpeg(args: readonly string[], options?: RunOptions): Promise<Run> {
  return runner.run(args, options);
}

/** The same tests with WebAssembly and with the program of this machine, if it has one of version 5 or later. */
export function describeEngines(tests: (engine: Engine) => void): void {
  describe('with ffmpeg as WebAssembly', () => tests(wasm));
  describe('with the ffmpeg of this machine', () => {
    if (found.kind === 'native') tests(found);
    else it('does the same', (ctx) => ctx.skip('no ffmpeg of version 5 or later is on PATH'));
  });
}
