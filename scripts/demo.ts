/**
 * `npm run demo`: two artists with unlike sounds hand over references that the project writes itself, both are
 * trained, each gets a beat, and a table shows that each beat took after its artist. Everything goes the way of
 * a real upload; only Discord is left out. At a terminal it ends in the practice room, where Discord is played by a page.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTerminal, showError, type Terminal } from '../src/cli/terminal.ts';
import { ASKER, type Workshop, withWorkshop } from '../src/cli/workshop.ts';
import { isAttended } from '../src/config.ts';
import { type Artist, grammarArtist } from '../src/corpus/index.ts';
import { resemblance } from '../src/model/index.ts';
import { keyName, readMidi, type Score, STYLE_FACTS, takeFileName, writeMidi } from '../src/music/index.ts';
import type { BeatCard } from '../src/services/index.ts';

const OUT = './out';
const REFERENCES = 8;
const SEED = 7;

interface Act {
  readonly name: string;
  readonly references: readonly Score[];
}

interface Shown {
  readonly beat: BeatCard;
  /** The artist's takes, as read back from their MIDI files. */
  readonly own: readonly Score[];
  /** What the style alone makes of the same request: what the artist would get without training. */
  readonly plain: readonly Score[];
}

const actOf = (name: string, artist: Artist): Act => ({
  name,
  references: Array.from({ length: REFERENCES }, (_, i) => artist.song(i)),
});

const acts = [
  actOf('Dusty Crates', grammarArtist('boom-bap', 4)),
  actOf('Night Slide', grammarArtist('uk-drill', 9)),
];

async function perform(act: Act, workshop: Workshop, terminal: Terminal): Promise<Shown> {
  const { services, finish } = workshop;
  await services.createArtist(ASKER, { name: act.name });
  for (const [i, score] of act.references.entries()) {
    const file = { name: `reference-${i + 1}.mid`, bytes: writeMidi(score, { title: `Reference ${i + 1}` }) };
    const { jobId } = await services.addReference(ASKER, { artist: act.name, file, consent: true });
    await finish('ingest', jobId);
    terminal.progress(`handing over references of ${act.name}`, (100 * (i + 1)) / act.references.length);
  }
  terminal.progressEnds();

  const trained = await finish('train', (await services.train(ASKER, { artist: act.name })).jobId);
  const { before, after } = trained.heldOut!;
  say(
    `${act.name}: trained on ${trained.loops} loops from ${trained.references} references. Held-out loops cost ${after.toFixed(2)} bits per step; with the plain style, ${before.toFixed(2)}.`,
  );

  const { jobId } = await services.requestBeat(ASKER, { artist: act.name, seed: SEED });
  const beat = await finish('beat', jobId);
  const own = await takesOf(workshop, beat);
  for (const take of own) {
    const { name, files } = take;
    const path = join(OUT, takeFileName({ ...beat, take: name }));
    await writeFile(`${path}.mid`, files.midi);
    await writeFile(`${path}.mp3`, files.mp3);
    say(`  ${path}.mp3`);
  }
  const { style, bpm, key, bars } = beat;
  const request = await services.requestBeat(ASKER, { style, bpm, key, bars, seed: SEED });
  const plain = await takesOf(workshop, await finish('beat', request.jobId));
  return { beat, own: own.map(({ score }) => score), plain: plain.map(({ score }) => score) };
}

function takesOf({ services }: Workshop, beat: BeatCard) {
  return Promise.all(
    beat.takes.map(async ({ id, name }) => {
      const files = await services.takeFiles(id);
      return { name, files, score: readMidi(files.midi).score };
    }),
  );
}

/** A row for each beat: how it sounds, and how much it takes after each artist's references. */
function table(shown: readonly Shown[]): string {
  const likeness = (scores: readonly Score[], { references }: Act) =>
    (scores.reduce((sum, score) => sum + resemblance(score, references), 0) / scores.length).toFixed(2);
  const among = ({ references }: Act) =>
    references.reduce(
      (sum, score) =>
        sum +
        resemblance(
          score,
          references.filter((other) => other !== score),
        ) /
          references.length,
      0,
    );
  const rows = [
    ['', ...acts.map(({ name }) => `like ${name}`)],
    ...acts.flatMap((act, i) => {
      const { beat, own, plain } = shown[i]!;
      const facts = `${beat.bpm} BPM, ${keyName(beat.key)}`;
      return [
        [`${act.name}'s beat (${facts})`, ...acts.map((other) => likeness(own, other))],
        [`  by ${STYLE_FACTS[beat.style].label} alone`, ...acts.map((other) => likeness(plain, other))],
      ];
    }),
    ['a reference to the artist’s others', ...acts.map((act) => among(act).toFixed(2))],
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}

function say(line: string): void {
  console.log(line);
}

/** Until whoever sits there stops it. A process of its own: the demo has told this one to compile in haste. */
async function openRoom(): Promise<void> {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: { room: string } };
  const [, ...args] = scripts.room.split(' ');
  // Ctrl-C reaches both: the room decides when it is over.
  process.on('SIGINT', () => {});
  const [code] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
  process.exitCode = code ?? 0;
}

const started = performance.now();
let isDone = false;
const terminal = createTerminal({ json: false });
const data = await mkdtemp(join(tmpdir(), 'beatwright-demo-'));
try {
  await mkdir(OUT, { recursive: true });
  const shown = await withWorkshop(terminal, { data }, async (workshop) => {
    const all: Shown[] = [];
    for (const act of acts) all.push(await perform(act, workshop, terminal));
    return all;
  });
  say(
    `\nHow alike each beat is to each artist, from 0 to 1 (mean of four takes, over drums, bass, chords and melody):\n\n${table(shown)}\n`,
  );
  say(
    `Each beat should be most like its own artist. It took ${Math.round((performance.now() - started) / 1000)} s.`,
  );
  isDone = true;
} catch (error) {
  showError(error, { json: false });
} finally {
  await rm(data, { recursive: true, force: true });
}
if (isDone && isAttended()) await openRoom();
