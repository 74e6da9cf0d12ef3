/** How long four takes take to write, once warm, as ever and by a taste, and what memory the writing needs. */
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { baseGenerator, openBase } from '../../src/model/index.ts';
import { median, type Random, randomOf } from '../../src/music/index.ts';
import { TASTE_FEATURES, type Taste } from '../../src/taste/index.ts';

const TAKES = ['A', 'B', 'C', 'D'];
const RUNS = 5;
const ASSET = new URL('../../assets/base.safetensors', import.meta.url);
const REQUEST = { style: 'trap', bpm: 140, key: { tonic: 5, mode: 'minor' }, bars: 8 } as const;

/** One that leans a little to all sides. */
const TASTE: Taste = {
  votes: 20,
  ears: [{ share: 1, weights: TASTE_FEATURES.map((_, i) => ((i % 5) - 2) / 10) }],
  guess: TASTE_FEATURES.map((_, i) => ((i % 7) - 3) / 10),
};

/**
 * Writes four takes of 8 bars of trap several times, after one time to warm up: with the base network, all
 * candidates included, or with the n-gram where there is no network. In turn without a taste and with one.
 *
 * @returns the median time of four takes in ms, and of the processor, and the process's resident memory in MiB.
 */
export async function beatBench(log: (line: string) => void): Promise<{
  generateMs: number;
  processorMs: number;
  withTaste: { generateMs: number; processorMs: number };
  memoryMiB: number;
}> {
  const { kind, write } = await writer();
  const runs = [undefined, TASTE].map((taste) => ({
    taste,
    times: [] as number[],
    processor: [] as number[],
  }));
  for (let run = 0; run <= RUNS; run++) {
    for (const { taste, times, processor } of runs) {
      const start = performance.now();
      const used = process.cpuUsage();
      await write(randomOf(`bench ${run}`), taste);
      const { user, system } = process.cpuUsage(used);
      if (run === 0) continue;
      times.push(performance.now() - start);
      processor.push((user + system) / 1000);
    }
  }
  const tenths = (values: readonly number[]) => Math.round(median(values)! * 10) / 10;
  const [plain, tasteful] = runs.map(({ times, processor }) => ({
    generateMs: tenths(times),
    processorMs: tenths(processor),
  }));
  const memoryMiB = Math.round(process.memoryUsage().rss / 2 ** 20);
  log(
    `four takes of 8 bars (${kind}): ${plain!.generateMs} ms, with a taste ${tasteful!.generateMs} ms, ${memoryMiB} MiB resident`,
  );
  return { ...plain!, withTaste: tasteful!, memoryMiB };
}

async function writer(): Promise<{
  kind: string;
  write: (random: Random, taste: Taste | undefined) => Promise<unknown>;
}> {
  const bytes = await readFile(ASSET).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (bytes) {
    const base = await openBase(bytes);
    return {
      kind: base.kind,
      write: (random, taste) =>
        base.takes({ ...REQUEST, count: TAKES.length, ...(taste && { taste }) }, random),
    };
  }
  const generator = await baseGenerator(REQUEST.style);
  return {
    kind: generator.kind,
    write: async (random) => TAKES.map((take) => generator.sample(REQUEST, random.fork(take))),
  };
}
