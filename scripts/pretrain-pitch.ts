/**
 * Trains what hears bass, chords and melody, and writes its weights: `node scripts/pretrain-pitch.ts --songs 150
 * --steps 1600 --out assets/pitch.safetensors`. Material is kept in --work; what is there is not made again.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { pretrainPitch } from '../src/evaluate/pitch/index.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    work: { type: 'string', default: './data/pitch' },
    out: { type: 'string', default: './out/pitch.safetensors' },
    songs: { type: 'string', default: '150' },
    steps: { type: 'string', default: '1600' },
    seed: { type: 'string', default: '1' },
  },
});
const { data, work, out } = values;
let told = 0;
const { weights, losses } = await pretrainPitch({
  data,
  folder: work,
  songs: Number(values.songs),
  steps: Number(values.steps),
  seed: Number(values.seed),
  log: console.error,
  onProgress(stage, fraction, loss) {
    if (fraction < 1 && Date.now() - told < 5_000) return;
    told = Date.now();
    console.error(`${stage} ${Math.round(100 * fraction)} %${loss === undefined ? '' : `, loss ${loss.toFixed(4)}`}`);
  },
});
await mkdir(dirname(out), { recursive: true });
await writeFile(out, weights);
console.log(JSON.stringify({ out, bytes: weights.length, losses }));
process.exit(0);
