/**
 * Reads mutated MIDI files and holds the reader to its word: each file is read or refused by a sentence,
 * within a second and 200 MB. What breaks it is written to a folder.
 *
 *     node --max-old-space-size=200 lab/midi/fuzz.ts [--files 1000000] [--seconds 600] [--seed 1] [--out /tmp/fuzz]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Random, randomOf, readMidi } from '../../src/music/index.ts';
import { BeatwrightError } from '../../src/words/index.ts';
import { HELD_WRITERS } from './corpus/writers-held.ts';
import { TUNED_WRITERS, written } from './corpus/writers-tuned.ts';

const MOST_MILLISECONDS = 1000;
const MOST_MEGABYTES = 200;

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: '/tmp/fuzz-midi' },
  },
});

const random = randomOf(`fuzz ${values.seed}`);
const seeds = written([...TUNED_WRITERS, ...HELD_WRITERS], random.fork('seeds'), 6).map(({ bytes }) => bytes);
/** Bytes that mean something to a reader: statuses, metas, lengths, names of chunks. */
const TELLING: readonly (readonly number[])[] = [
  ...[0x00, 0x7f, 0x80, 0x90, 0xb0, 0xc0, 0xe0, 0xf0, 0xf7, 0xf8, 0xff].map((byte) => [byte]),
  ...[0x03, 0x20, 0x2f, 0x51, 0x54, 0x58, 0x59, 0x7f].map((type) => [0xff, type]),
  [0x4d, 0x54, 0x72, 0x6b],
  [0x4d, 0x54, 0x68, 0x64],
  [0xff, 0xff, 0xff, 0x7f],
  [0xff, 0x2f, 0x00],
  [0x52, 0x49, 0x46, 0x46],
];

function mutated(): Uint8Array {
  let bytes = [...random.pick(seeds)];
  // Small files are mutated more often where it matters: in the header and in lengths.
  const place = () =>
    random.next() < 0.2 ? random.int(Math.min(40, bytes.length)) : random.int(bytes.length);
  for (let changes = 1 + random.int(random.pick([2, 8, 40])); changes > 0 && bytes.length > 0; changes--) {
    const at = place();
    switch (random.int(8)) {
      case 0:
        bytes[at] = random.int(256);
        break;
      case 1:
        bytes[at] = bytes[at]! ^ (1 << random.int(8));
        break;
      case 2:
        bytes.splice(at, 1 + random.int(8));
        break;
      case 3:
        bytes.splice(at, 0, ...random.pick(TELLING));
        break;
      case 4: {
        const telling = random.pick(TELLING);
        bytes.splice(at, telling.length, ...telling);
        break;
      }
      case 5:
        bytes.splice(at, 0, ...bytes.slice(at, at + random.int(400)));
        break;
      case 6:
        bytes = random.next() < 0.2 ? bytes.slice(0, at) : bytes;
        break;
      default: {
        const other = random.pick(seeds);
        const from = random.int(other.length);
        bytes.splice(at, random.int(60), ...other.slice(from, from + random.int(200)));
      }
    }
  }
  return Uint8Array.from(bytes);
}

function outcome(bytes: Uint8Array, options: Parameters<typeof readMidi>[1]): string {
  try {
    readMidi(bytes, options);
    return 'read';
  } catch (error) {
    if (error instanceof BeatwrightError) return error.id;
    return `CRASH ${error instanceof Error ? error.stack : String(error)}`;
  }
}

const counts = new Map<string, number>();
const started = performance.now();
const before = process.memoryUsage().rss;
let slowest = 0;
let most = 0;
let broken = 0;
let files = 0;
let spoken = 0;

function keep(bytes: Uint8Array, why: string): void {
  mkdirSync(values.out, { recursive: true });
  const path = join(values.out, `${files}.mid`);
  if (broken < 20) writeFileSync(path, bytes);
  broken++;
  console.error(`${why}: ${path}`);
}

function line(): string {
  const seconds = Math.round((performance.now() - started) / 1000);
  return `${files} files in ${seconds} s, slowest ${slowest.toFixed(0)} ms, memory +${most.toFixed(0)} MB, ${broken} broken`;
}

while (files < Number(values.files) && performance.now() - started < Number(values.seconds) * 1000) {
  const bytes = mutated();
  const name = random.next() < 0.3 ? nameFor(random) : undefined;
  // The machine may have other work: what counts is the time on the processor.
  const from = process.cpuUsage();
  const what = outcome(bytes, name === undefined ? {} : { fileName: name });
  const { user, system } = process.cpuUsage(from);
  const took = (user + system) / 1000;
  slowest = Math.max(slowest, took);
  if (files % 200 === 0) most = Math.max(most, (process.memoryUsage().rss - before) / 2 ** 20);
  files++;
  const kind = what.startsWith('CRASH') ? 'crash' : what;
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (kind === 'crash') keep(bytes, what);
  if (took > MOST_MILLISECONDS) keep(bytes, `${took.toFixed(0)} ms`);
  if (performance.now() - spoken > 30_000) {
    spoken = performance.now();
    console.log(line());
  }
}
console.log(line());
for (const [kind, count] of [...counts].sort((a, b) => b[1] - a[1]))
  console.log(`${kind.padEnd(18)} ${count}`);
if (most > MOST_MEGABYTES) console.error(`More than ${MOST_MEGABYTES} MB.`);
process.exitCode = broken > 0 || most > MOST_MEGABYTES ? 1 : 0;

/** Names, too, are anything at all. */
function nameFor(own: Random): string {
  const letters = 'ABCDEFG#b0123456789 _-()[].mMbpmin808äд鼓\u0000🎹/\\';
  return Array.from({ length: own.int(60) }, () => own.pick([...letters])).join('');
}
