import { existsSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  DATA_FOLDER,
  type Example,
  type Reading,
  readGroove,
  readOpenEwld,
  readProgressionScores,
} from '../../src/corpus/index.ts';
import { readProgressions } from '../../src/corpus/readers/progressions.ts';
import { checkScore, isInKey, median, millisecondsOf, stepOf, TICKS_PER_BAR } from '../../src/music/index.ts';
import { words } from '../../src/words/index.ts';
import {
  grooveFiles,
  groovePerformances,
  leadSheetFiles,
  leadSheets,
  PROGRESSIONS,
  progressionFiles,
} from './data-sets.ts';
import { inFolder, openFolder } from './folder.ts';

/** Data sets of ours in the form of the open ones, always there; and those themselves, where they are. */
let ours: Awaited<ReturnType<typeof openFolder>>;
beforeAll(async () => {
  ours = await openFolder({
    ...grooveFiles(groovePerformances()),
    ...leadSheetFiles(leadSheets(SHEETS)),
    ...progressionFiles(),
  });
});
afterAll(() => ours.remove());
const SHEETS = 240;
const SOURCES = [
  { source: 'written by this test', data: () => ours.path, isOurs: true },
  { source: `in ${DATA_FOLDER}`, data: () => DATA_FOLDER, isOurs: false },
] as const;

function songsIn(examples: readonly Example[]): Set<string> {
  return new Set(examples.map(({ song }) => song));
}

function expectDisjoint({ train, validation }: Reading): void {
  expect(validation.length).toBeGreaterThan(0);
  const training = songsIn(train);
  expect([...songsIn(validation)].filter((song) => training.has(song))).toEqual([]);
}

describe.each(SOURCES)('the Groove MIDI Dataset $source', ({ data, isOurs }) => {
  beforeEach((ctx) => {
    if (!existsSync(`${data()}/groove/info.csv`)) ctx.skip(`it is not there`);
  });

  it("is read in its own split: drummers' loops of 4 or 8 bars, played through", async () => {
    const reading = await readGroove({
      data: data(),
      wants: (style) => style.startsWith('hiphop') || style.startsWith('soul'),
    });
    expect(reading.problems).toEqual([]);
    expectDisjoint(reading);
    expect(songsIn(reading.train).size).toBeGreaterThan(20);
    // Fills, other metres and what the data set keeps for a test are left out.
    if (isOurs) expect([songsIn(reading.train).size, songsIn(reading.validation).size]).toEqual([24, 3]);
    for (const { score, parts, artist } of [...reading.train, ...reading.validation]) {
      checkScore(score);
      expect([4, 8]).toContain(score.bars);
      expect(parts).toEqual(['drums']);
      expect(score.bass.length + score.chords.length + score.melody.length).toBe(0);
      expect(artist).toMatch(/^drummer\d+$/);
      const bars = new Set(score.drums.map(({ tick }) => Math.floor(tick / TICKS_PER_BAR)));
      expect(bars.size).toBe(score.bars);
    }
  });

  it('keeps what makes it human: velocities and microtiming', async () => {
    const { validation } = await readGroove({
      data: data(),
      wants: (style) => style === 'rock' || style === 'hiphop',
    });
    const hits = validation.flatMap(({ score }) => score.drums.map((hit) => ({ ...hit, bpm: score.bpm })));
    expect(new Set(hits.map(({ velocity }) => velocity)).size).toBeGreaterThan(60);
    const deviations = hits.map(({ tick, bpm }) => Math.abs(millisecondsOf(stepOf(tick).offset, bpm)));
    expect(median(deviations)).toBeGreaterThan(3);
    expect(median(deviations)).toBeLessThan(30);
  });

  it('keeps a first kick that is a little early', async () => {
    const { train } = await readGroove({ data: data(), wants: (style) => style === 'hiphop' });
    const opened = train.filter(({ score }) => score.drums.some(({ tick }) => tick < 45));
    expect(opened.length / train.length).toBeGreaterThan(0.9);
  });
});

describe('a data set', () => {
  it('says where it is expected when it is not there', async () => {
    await inFolder({}, async (data) => {
      await expect(readGroove({ data })).rejects.toMatchObject({
        id: 'corpus-data-absent',
        message: expect.stringContaining(`${data}/groove/info.csv`),
      });
      await expect(readOpenEwld({ data })).rejects.toMatchObject({ id: 'corpus-data-absent' });
      await expect(readProgressions({ data })).rejects.toMatchObject({ id: 'corpus-data-absent' });
    });
  });

  it('names a performance whose file is missing and reads on', async () => {
    const [first, second] = groovePerformances();
    const { [`groove/${first!.path}`]: _, ...files } = grooveFiles([first!, second!]);
    await inFolder(files, async (data) => {
      const { train, problems } = await readGroove({ data });
      expect(songsIn(train)).toEqual(new Set([`${second!.drummer}/session1/2`]));
      expect(problems).toEqual([
        { where: expect.stringContaining('line 2'), what: words.notes['corpus-file-absent'] },
      ]);
    });
  });
});

describe.each(SOURCES)('OpenEWLD $source', ({ data, isOurs }) => {
  it('gives melodies over chords in loops, split by song', async (ctx) => {
    if (!existsSync(`${data()}/openewld`)) return ctx.skip('it is not there');
    const read = (seed: number) => readOpenEwld({ seed, data: data() });
    const reading = await read(3);
    expect(reading.problems).toEqual([]);
    expectDisjoint(reading);
    expect(reading.train.length).toBeGreaterThan(700);
    const all = [...reading.train, ...reading.validation];
    for (const { score } of all) checkScore(score);
    expect(new Set(all.map(({ parts }) => String(parts)))).toEqual(new Set(['chords,melody']));
    expect(all.every(({ tempoIsKnown }) => !tempoIsKnown)).toBe(true);
    // Tunes of their time stay in their keys.
    const notes = all.flatMap(({ score }) => score.melody.map(({ pitch }) => isInKey(pitch, score.key)));
    expect(notes.filter(Boolean).length / notes.length).toBeGreaterThan(0.85);
    expect(songsIn((await read(3)).validation)).toEqual(songsIn(reading.validation));
    expect(songsIn((await read(4)).validation)).not.toEqual(songsIn(reading.validation));
    // All that is in 4/4, and the waltz is not.
    if (isOurs) expect(songsIn(all).size).toBe(SHEETS);
  });
});

describe.each(SOURCES)('free-midi-chords $source', ({ data, isOurs }) => {
  it('gives every progression, in a mode and with moods', async (ctx) => {
    if (!existsSync(`${data()}/free-midi-chords`)) return ctx.skip('it is not there');
    const { progressions, problems } = await readProgressions({ data: data() });
    expect(problems).toEqual([]);
    expect(progressions).toHaveLength(isOurs ? Object.values(PROGRESSIONS).flat().length : 190);
    const moods = new Set(progressions.flatMap((progression) => progression.moods));
    expect(moods.size).toBeGreaterThanOrEqual(isOurs ? 4 : 11);
    const scores = await readProgressionScores({ data: data() });
    expectDisjoint(scores);
    for (const { score } of [...scores.train, ...scores.validation]) checkScore(score);
    expect(scores.train.length + scores.validation.length).toBe(progressions.length);
  });
});

describe('progressions', () => {
  it('are read from roman numerals', async () => {
    const lists = {
      prog_maj: [{ chords: ['I', 'vi', 'V7', 'vii', 'Idom7', 'I7'], moods: ['Hopeful'] }],
      prog_min: [{ chords: ['i', 'VI', 'VII6', 'iv7', 'VIsus4'], moods: ['Dark'] }],
      prog_modal: [{ chords: ['im', 'bVIIM', '#IVdim', 'bIIM7', 'ivmadd9', 'II5'], moods: [] }],
    };
    await inFolder({ 'free-midi-chords/progressions.json': JSON.stringify(lists) }, async (data) => {
      const { progressions } = await readProgressions({ data });
      const read = progressions.map(({ chords }) =>
        chords.map(({ root, intervals }) => [root, ...intervals]),
      );
      expect(read[0]).toEqual([
        [0, 0, 4, 7],
        [9, 0, 3, 7],
        [7, 0, 4, 7, 10],
        [11, 0, 3, 6],
        [0, 0, 4, 7, 10],
        [0, 0, 4, 7, 11],
      ]);
      expect(read[1]).toEqual([
        [0, 0, 3, 7],
        [8, 0, 4, 7],
        [10, 0, 4, 7, 9],
        [5, 0, 3, 7, 10],
        [8, 0, 5, 7],
      ]);
      expect(read[2]).toEqual([
        [0, 0, 3, 7],
        [10, 0, 4, 7],
        [6, 0, 3, 6],
        [1, 0, 4, 7, 11],
        [5, 0, 3, 7, 14],
        [2, 0, 7],
      ]);
      expect(progressions.map(({ mode }) => mode).slice(0, 2)).toEqual(['major', 'minor']);
    });
  });

  it('name a chord that cannot be read, and a file that is something else is refused', async () => {
    const lists = {
      prog_maj: [
        { chords: ['I', 'H7'], moods: [] },
        { chords: ['I', 'IV'], moods: [] },
      ],
      prog_min: [],
      prog_modal: [],
    };
    await inFolder({ 'free-midi-chords/progressions.json': JSON.stringify(lists) }, async (data, write) => {
      const { progressions, problems } = await readProgressions({ data });
      expect(progressions).toHaveLength(1);
      expect(problems).toEqual([
        { where: expect.stringContaining('I H7'), what: words.notes['corpus-chord']({ text: 'H7' }) },
      ]);
      await write('free-midi-chords/progressions.json', '<html>');
      await expect(readProgressions({ data })).rejects.toMatchObject({ id: 'corpus-data' });
    });
  });
});
