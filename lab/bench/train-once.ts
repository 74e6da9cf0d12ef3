/** One training, as the learn task makes it, in a process that does nothing else. Prints what it took as JSON. */
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { probeArtists } from '../../src/corpus/index.ts';
import { BASE_FILE, trainArtist } from '../../src/model/index.ts';

export interface TrainingTime {
  /** From the references to the generator, reading and preparing the base included. */
  readonly seconds: number;
  readonly peakRssMb: number;
  /** While it learns; with nothing prepared. */
  readonly stepsPerSecond: number;
}

const REFERENCES = 10;

const [artist] = probeArtists(1);
const references = Array.from({ length: REFERENCES }, (_, i) => {
  // Every other reference has two loops of eight bars.
  const loops = i % 2 === 0 ? [2 * i] : [2 * i, 2 * i + 1];
  return { id: `reference ${i}`, scores: loops.map((loop) => artist!.song(loop)) };
});
const start = performance.now();
let first = start;
let last = start;
let steps = 0;
await trainArtist(await readFile(BASE_FILE), references, {
  style: artist!.style,
  seed: 1,
  onProgress({ step }) {
    if (step === 0) return;
    if (steps === 0) first = performance.now();
    steps += 1;
    last = performance.now();
  },
});
const round = (value: number) => Math.round(value * 100) / 100;
const time: TrainingTime = {
  seconds: round((performance.now() - start) / 1000),
  peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  stepsPerSecond: round(((steps - 1) * 1000) / (last - first)),
};
console.log(JSON.stringify(time));
