/**
 * `node scripts/fuzz.ts [SECONDS] [SEED]`: changes hostile input and good input at random and brings it to the doors where
 * strangers' input comes in (600 s unless told). Whatever is not taken and not refused with a sentence, takes over ten seconds of
 * the processor, or a sentence that no message holds, is kept in a folder and named.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BasicSoundBank } from 'spessasynth_core';
import { grammarSong } from '../src/corpus/index.ts';
import { randomOf, writeMidi } from '../src/music/index.ts';
import { KITS } from '../src/render/index.ts';
import { BeatwrightError } from '../src/words/index.ts';
import type { Hostile } from '../test/hostile/corpus/case.ts';
import { CORPUS } from '../test/hostile/corpus/corpus.ts';
import { openDoors } from '../test/hostile/corpus/doors.ts';
import { pack } from '../test/support/packs.ts';

const [seconds = 600, seed = 1] = process.argv.slice(2).map(Number);
const random = randomOf(`fuzz ${seed}`);
const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
const doors = await openDoors(folder);

const song = writeMidi(grammarSong('trap', 1, { bars: 4 }));
const GOOD: readonly Hostile[] = [
  { kind: 'midi', what: 'good', make: () => song },
  { kind: 'zip', what: 'good', make: () => pack({ 'a.mid': song, 'b/c.mid': song.subarray(0, 200) }) },
  { kind: 'kit', what: 'good', make: () => JSON.stringify(KITS.trap) },
  {
    kind: 'soundfont',
    what: 'good',
    make: async () => Buffer.from(await BasicSoundBank.getSampleSoundBankFile()),
  },
  {
    kind: 'lyrics',
    what: 'good',
    make: () => 'I walk the night and hold the light\n[00:12.00] so tight\n(ad lib) 808\n'.repeat(20),
  },
  { kind: 'name', what: 'good', make: () => 'Night Shift - 808 bass 140bpm F#m (drums) [stem 2].mid' },
];
/** Large ones are changed too seldom to be worth their time. */
const LARGEST = 300_000;
const seeds: { kind: Hostile['kind']; what: string; bytes: Buffer }[] = [];
for (const { kind, what, make } of [...GOOD, ...CORPUS]) {
  const bytes = Buffer.from((await make()) as Uint8Array);
  if (bytes.length <= LARGEST) seeds.push({ kind, what, bytes });
}
const kinds = [...new Set(seeds.map(({ kind }) => kind))];

function mutated(kind: Hostile['kind']): Buffer {
  const of = seeds.filter((each) => each.kind === kind);
  let bytes = Buffer.from((random.next() < 0.5 ? of[0]! : random.pick(of)).bytes);
  for (let changes = 1 + random.int(random.pick([2, 8, 40])); changes > 0 && bytes.length > 0; changes--) {
    const at = random.int(bytes.length);
    const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
    switch (random.int(6)) {
      case 0:
        bytes[at] = random.int(256);
        break;
      case 1:
        bytes[at] = bytes[at]! ^ (1 << random.int(8));
        break;
      case 2:
        bytes = Buffer.concat([head, tail.subarray(1 + random.int(8))]);
        break;
      case 3: {
        const other = random.pick(of).bytes;
        const from = random.int(other.length + 1);
        bytes = Buffer.concat([head, other.subarray(from, from + random.int(200)), tail]);
        break;
      }
      case 4:
        bytes = Buffer.concat([head, tail.subarray(0, random.int(400)), tail]);
        break;
      default:
        bytes.fill(random.pick([0, 0x7f, 0xff]), at, Math.min(bytes.length, at + 1 + random.int(4)));
    }
  }
  return bytes.subarray(0, 2 * LARGEST);
}

const counts: Record<string, number> = {};
const broken: string[] = [];
let slowest = 0;
const started = performance.now();
const before = process.memoryUsage().rss;
while (performance.now() - started < seconds * 1000) {
  const kind = random.pick(kinds);
  const bytes = mutated(kind);
  const input = kind === 'lyrics' && random.next() < 0.5 ? bytes.toString('utf8') : bytes;
  const from = process.cpuUsage();
  const error = await (async () => void (await doors[kind](input)))().catch((caught: unknown) => caught);
  const { user, system } = process.cpuUsage(from);
  const took = (user + system) / 1e6;
  slowest = Math.max(slowest, took);
  const outcome = `${kind} ${error === undefined ? 'taken' : 'refused'}`;
  counts[outcome] = (counts[outcome] ?? 0) + 1;
  const isTold = error === undefined || (error instanceof BeatwrightError && error.message.length < 1900);
  if (isTold && took < 10) continue;
  const path = join(folder, `${broken.length}.${kind}`);
  writeFileSync(path, bytes);
  broken.push(
    `${path}: ${took.toFixed(1)} s, ${String(error instanceof Error ? error.stack : error).slice(0, 600)}`,
  );
  console.error(broken.at(-1));
  if (broken.length === 20) break;
}
const megabytes = Math.round((process.memoryUsage().rss - before) / 2 ** 20);
console.log(
  JSON.stringify(
    { seconds, seed, counts, slowestSeconds: slowest, megabytes, broken: broken.length },
    null,
    1,
  ),
);
process.exitCode = broken.length > 0 ? 1 : 0;
