/**
 * `npm run bench -- [NAME ...] [--json]`: what is fast, measured on this machine. Each benchmark is a file
 * here that measures in interleaved rounds and returns medians.
 */
import { parseArgs } from 'node:util';
import { answerBench } from './answer.ts';
import { audioBench } from './audio.ts';

import { beatBench } from './beat.ts';
import { engineBench } from './engine.ts';
import { fairnessBench } from './fairness.ts';
import { listenBench } from './listen.ts';
import { renderBench } from './render.ts';
import { startBench } from './start.ts';
import { trainBench } from './train.ts';

const benchmarks: Record<string, (log: (line: string) => void) => Promise<object>> = {
  engine: engineBench,
  beat: beatBench,
  render: renderBench,
  listen: listenBench,
  audio: audioBench,
  train: trainBench,
  answer: answerBench,
  fairness: fairnessBench,
  start: startBench,
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
const names = positionals.length > 0 ? positionals : Object.keys(benchmarks);
const unknown = names.filter((name) => !(name in benchmarks));
if (unknown.length > 0) {
  console.error(
    `No benchmark called ${unknown.join(', ')}; there are ${Object.keys(benchmarks).join(', ')}.`,
  );
  process.exit(2);
}
const results: Record<string, object> = {};
for (const name of names) results[name] = await benchmarks[name]!((line) => console.error(line));
const result = names.length === 1 ? results[names[0]!] : results;
console.log(values.json ? JSON.stringify(result) : result);
