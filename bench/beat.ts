/** How long four takes take to write, once warm, and what memory the writing needs. */
import { performance } from 'node:perf_hooks';
import { baseGenerator } from '../src/model/index.ts';
import { randomOf } from '../src/music/index.ts';

const TAKES = ['A', 'B', 'C', 'D'];
const RUNS = 5;

/**
 * Writes four takes of 8 bars of trap several times, after one time to warm up.
 *
 * @returns the median time of four takes in ms, and the process's resident memory in MiB.
 */
export async function beatBench(
  log: (line: string) => void,
): Promise<{ generateMs: number; memoryMiB: number }> {
  const generator = await baseGenerator('trap');
  const request = { style: 'trap', bpm: 140, key: { tonic: 5, mode: 'minor' }, bars: 8 } as const;
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const start = performance.now();
    for (const take of TAKES) generator.sample(request, randomOf(`bench ${run}`).fork(take));
    if (run > 0) times.push(performance.now() - start);
  }
  const generateMs = Math.round(times.sort((a, b) => a - b)[Math.floor(RUNS / 2)]! * 10) / 10;
  const memoryMiB = Math.round(process.memoryUsage().rss / 2 ** 20);
  log(`four takes of 8 bars (${generator.kind}): ${generateMs} ms, ${memoryMiB} MiB resident`);
  return { generateMs, memoryMiB };
}
