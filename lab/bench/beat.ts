/** How long four takes take to write, once warm, and what memory the writing needs. */
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { baseGenerator, openBase } from '../../src/model/index.ts';
import { median, type Random, randomOf } from '../../src/music/index.ts';

const TAKES = ['A', 'B', 'C', 'D'];
const RUNS = 5;
const ASSET = new URL('../../assets/base.safetensors', import.meta.url);
const REQUEST = { style: 'trap', bpm: 140, key: { tonic: 5, mode: 'minor' }, bars: 8 } as const;

/**
 * Writes four takes of 8 bars of trap several times, after one time to warm up: with the base network, all
 * candidates included, or with the n-gram where there is no network.
 *
 * @returns the median time of four takes in ms, and the process's resident memory in MiB.
 */
export async function beatBench(
  log: (line: string) => void,
): Promise<{ generateMs: number; memoryMiB: number }> {
  const { kind, write } = await writer();
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const start = performance.now();
    await write(randomOf(`bench ${run}`));
    if (run > 0) times.push(performance.now() - start);
  }
  const generateMs = Math.round(median(times)! * 10) / 10;
  const memoryMiB = Math.round(process.memoryUsage().rss / 2 ** 20);
  log(`four takes of 8 bars (${kind}): ${generateMs} ms, ${memoryMiB} MiB resident`);
  return { generateMs, memoryMiB };
}

async function writer(): Promise<{ kind: string; write: (random: Random) => Promise<unknown> }> {
  const bytes = await readFile(ASSET).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (bytes) {
    const base = await openBase(bytes);
    return { kind: base.kind, write: (random) => base.takes({ ...REQUEST, count: TAKES.length }, random) };
  }
  const generator = await baseGenerator(REQUEST.style);
  return {
    kind: generator.kind,
    write: async (random) => TAKES.map((take) => generator.sample(REQUEST, random.fork(take))),
  };
}
