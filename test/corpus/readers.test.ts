import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  DATA_FOLDER,
  type Example,
  type Reading,
  readGroove,
  readOpenEwld,
  readProgressionScores,
  readProgressions,
} from '../../src/corpus/index.ts';
import { checkScore, isInKey, millisecondsOf, stepOf, TICKS_PER_BAR } from '../../src/music/index.ts';
import { words } from '../../src/words/index.ts';
import { inFolder } from './folder.ts';

const hasData = existsSync(DATA_FOLDER);
const WHY = `no data in ${DATA_FOLDER}`;

function songsIn(examples: readonly Example[]): Set<string> {
  return new Set(examples.map(({ song }) => song));
}

function expectDisjoint({ train, validation }: Reading): void {
  expect(validation.length).toBeGreaterThan(0);
  const training = songsIn(train);
  expect([...songsIn(validation)].filter((song) => training.has(song))).toEqual([]);
}

describe('the Groove MIDI Dataset', () => {
  it("is read in its own split: drummers' loops of 4 or 8 bars, played through", async (ctx) => {
    if (!hasData) return ctx.skip(WHY);
    const reading = await readGroove({
      wants: (style) => style.startsWith('hiphop') || style.startsWith('soul'),
    });
    expect(reading.problems).toEqual([]);
    expectDisjoint(reading);
    expect(songsIn(reading.train).size).toBeGreaterThan(20);
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

  it('keeps what makes it human: velocities and microtiming', async (ctx) => {
    if (!hasData) return ctx.skip(WHY);
    const { validation } = await readGroove({ wants: (style) => style === 'rock' || style === 'hiphop' });
    const hits = validation.flatMap(({ score }) => score.drums.map((hit) => ({ ...hit, bpm: score.bpm })));
    expect(new Set(hits.map(({ velocity }) => velocity)).size).toBeGreaterThan(60);
    const deviations = hits.map(({ tick, bpm }) => Math.abs(millisecondsOf(stepOf(tick).offset, bpm)));
    const median = deviations.sort((a, b) => a - b)[Math.floor(deviations.length / 2)]!;
    expect(median).toBeGreaterThan(3);
    expect(median).toBeLessThan(30);
  });

  it('keeps a first kick that is a little early', async (ctx) => {
    if (!hasData) return ctx.skip(WHY);
    const { train } = await readGroove({ wants: (style) => style === 'hiphop' });
    const opened = train.filter(({ score }) => score.drums.some(({ tick }) => tick < 45));
    expect(opened.length / train.length).toBeGreaterThan(0.9);
  });

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

  it('names a performance whose file is missing and reads on', async (ctx) => {
    if (!hasData) return ctx.skip(WHY);
    const header = 'drummer,id,style,beat_type,time_signature,midi_filename,split';
    const row = (file: string, id: string) => `drummer1,${id},funk,beat,4-4,${file},train`;
    const real = `${DATA_FOLDER}/groove/drummer1/session1/1_funk_80_beat_4-4.mid`;
    const relative = (folder: string) => `${'../'.repeat(folder.split('/').length)}${real.slice(1)}`;
    await inFolder({}, async (data, write) => {
      const rows = [header, row('gone.mid', 'a'), row(relative(`${data}/groove`).slice(3), 'b')];
      await write('groove/info.csv', rows.join('\n'));
      const { train, problems } = await readGroove({ data });
      expect(songsIn(train)).toEqual(new Set(['b']));
      expect(problems).toEqual([
        { where: expect.stringContaining('line 2'), what: words.notes['corpus-file-absent'] },
      ]);
    });
  });
});

describe('OpenEWLD', () => {
  it('gives melodies over chords in loops, split by song', async (ctx) => {
    if (!hasData) return ctx.skip(WHY);
    const reading = await readOpenEwld({ seed: 3 });
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
    expect(songsIn((await readOpenEwld({ seed: 3 })).validation)).toEqual(songsIn(reading.validation));
    expect(songsIn((await readOpenEwld({ seed: 4 })).validation)).not.toEqual(songsIn(reading.validation));
  });
});

describe('free-midi-chords', () => {
  it('gives every progression, in a mode and with moods', async (ctx) => {
    if (!hasData) return ctx.skip(WHY);
    const { progressions, problems } = await readProgressions();
    expect(problems).toEqual([]);
    expect(progressions).toHaveLength(190);
    expect(new Set(progressions.flatMap(({ moods }) => moods)).size).toBeGreaterThan(10);
    const scores = await readProgressionScores();
    expectDisjoint(scores);
    for (const { score } of scores.train) checkScore(score);
  });

  it('reads roman numerals as chords', async () => {
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

  it('names a chord that it cannot read, and refuses a file that is something else', async () => {
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
