import { describe, expect, it } from 'vitest';
import { splitBySong } from '../../src/corpus/examples.ts';
import { grammarSong, KEYS, readCsv, readFolder, rollsOf } from '../../src/corpus/index.ts';
import { checkScore, type Score, writeMidi } from '../../src/music/index.ts';
import { words } from '../../src/words/index.ts';
import { type At, midiFile, pattern, tempo } from '../music/midi-files.ts';
import { inFolder } from './folder.ts';

const midi = (seed: number) => writeMidi(grammarSong('trap', seed, { bars: 4 }));
const twelve = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`deep/song ${i}.mid`, midi(i)]));

describe('a folder of MIDI files', () => {
  it('is read with the folders in it, split by song alike whenever the seed is the same', async () => {
    await inFolder({ ...twelve, 'notes.txt': 'not music' }, async (folder) => {
      const reading = await readFolder(folder, { seed: 5, validationShare: 0.25 });
      expect(reading.problems).toEqual([]);
      expect(reading.train).toHaveLength(9);
      expect(reading.validation).toHaveLength(3);
      for (const { score, parts } of [...reading.train, ...reading.validation]) {
        checkScore(score);
        expect(parts).toContain('drums');
      }
      expect(await readFolder(folder, { seed: 5, validationShare: 0.25 })).toEqual(reading);
      const songs = reading.train.map(({ song }) => song);
      expect(reading.validation.filter(({ song }) => songs.includes(song))).toEqual([]);
    });
  });

  it('knows a tempo that file or name say, and not the one that MIDI has by default', async () => {
    const beat = (...setup: At[]) =>
      midiFile([[...setup, ...pattern(9, 36, [0, 8])], pattern(9, 42, [2, 6])]);
    const files = {
      'said.mid': beat(tempo(120)),
      'unsaid.mid': beat(),
      'named 90 BPM.mid': midiFile([pattern(9, 36, [0, 4, 8, 12])]),
    };
    await inFolder(files, async (folder) => {
      const { train, validation } = await readFolder(folder);
      const known = [...train, ...validation].map(({ song, score, tempoIsKnown }) => [
        song,
        score.bpm,
        tempoIsKnown,
      ]);
      expect(known.sort()).toEqual([
        ['named 90 BPM.mid', 90, true],
        ['said.mid', 120, true],
        ['unsaid.mid', 120, false],
      ]);
    });
  });

  it('names what it cannot read and goes on', async () => {
    const files = {
      'a.mid': midi(1),
      'b.mid': midi(2),
      'copy of a.mid': midi(1),
      'broken.mid': midi(3).slice(0, 90),
      'empty.midi': new Uint8Array(),
      'page.mid': '<html>not found</html>',
    };
    await inFolder(files, async (folder) => {
      const { train, validation, problems } = await readFolder(folder);
      expect(train.length + validation.length).toBe(2);
      expect(problems.map(({ where }) => where)).toEqual([
        'broken.mid',
        'copy of a.mid',
        'empty.midi',
        'page.mid',
      ]);
      expect(problems[1]!.what).toBe(words.errors['corpus-twin']({ twin: 'a.mid' }));
      for (const { what } of problems) expect(what).toMatch(/\.$/);
    });
  });

  it('must be there, be a folder, and hold music', async () => {
    await inFolder({ 'only.mid': 'no' }, async (folder) => {
      await expect(readFolder(`${folder}/gone`)).rejects.toMatchObject({ id: 'corpus-absent' });
      await expect(readFolder(`${folder}/only.mid`)).rejects.toMatchObject({ id: 'corpus-not-folder' });
      await expect(readFolder(folder)).rejects.toMatchObject({
        id: 'corpus-unusable',
        message: expect.stringContaining('only.mid'),
      });
    });
    await inFolder({}, async (folder) => {
      await expect(readFolder(folder)).rejects.toMatchObject({ id: 'corpus-empty' });
    });
  });
});

describe('a table of MIDI files', () => {
  it('is read row by row, with style, artist, song and split where it says them', async () => {
    const table = [
      'Style,File,Artist,Split,Song',
      'trap,deep/song 0.mid,Ada,train,x',
      'polka,"deep/song 1.mid",Ada,validation,y',
      'Drift Phonk,deep/song 2.mid,,,z',
      ',deep/song 3.mid,Bo,train,x',
    ];
    await inFolder({ ...twelve, 'music_dataset.csv': `\uFEFF${table.join('\r\n')}` }, async (folder) => {
      const { train, validation, problems } = await readCsv(`${folder}/music_dataset.csv`);
      expect(problems).toEqual([]);
      expect(train.map(({ song, style, artist }) => [song, style, artist])).toEqual([
        ['x', 'trap', 'Ada'],
        ['x', undefined, 'Bo'],
        ['z', 'drift-phonk', undefined],
      ]);
      expect(validation.map(({ song, style }) => [song, style])).toEqual([['y', undefined]]);
    });
  });

  it('says which rows are bad and goes on', async () => {
    const table = [
      'file,split',
      'deep/song 0.mid,train',
      'gone.mid,train',
      ',train',
      'deep,train',
      'deep/song 1.mid,test',
      'deep/song 2.mid,train',
    ];
    await inFolder({ ...twelve, 'set.csv': table.join('\n') }, async (folder) => {
      const { train, problems } = await readCsv(`${folder}/set.csv`);
      expect(train).toHaveLength(2);
      const lines = problems.map(({ where }) => /line (\d+)/.exec(where)?.[1]);
      expect(lines.sort()).toEqual(['3', '4', '5', '6']);
    });
  });

  it('keeps the same music from both sides of the split, under whatever names', async () => {
    const table = [
      'file,split',
      'deep/song 0.mid,train',
      'again.mid,validation',
      'deep/song 1.mid,validation',
    ];
    const files = { ...twelve, 'again.mid': midi(0), 'set.csv': table.join('\n') };
    await inFolder(files, async (folder) => {
      const { train, validation, problems } = await readCsv(`${folder}/set.csv`);
      expect([train, validation].map((side) => side.map(({ song }) => song))).toEqual([
        ['deep/song 0.mid'],
        ['deep/song 1.mid'],
      ]);
      expect(problems).toEqual([
        {
          where: 'row on line 3 (again.mid)',
          what: words.errors['corpus-twin']({ twin: 'row on line 2 (deep/song 0.mid)' }),
        },
      ]);
    });
  });

  it('needs a column that names files, and to be a table at all', async () => {
    await inFolder(
      { 'a.csv': 'title,year\nx,1999', 'b.csv': 'file\n"never closed', 'c.csv': '' },
      async (folder) => {
        await expect(readCsv(`${folder}/a.csv`)).rejects.toMatchObject({
          id: 'corpus-columns',
          message: expect.stringContaining('title and year'),
        });
        await expect(readCsv(`${folder}/b.csv`)).rejects.toMatchObject({ id: 'corpus-table' });
        await expect(readCsv(`${folder}/c.csv`)).rejects.toMatchObject({ id: 'corpus-empty' });
        await expect(readCsv(`${folder}/d.csv`)).rejects.toMatchObject({ id: 'corpus-absent' });
        await expect(readCsv(folder)).rejects.toMatchObject({ id: 'corpus-not-file' });
      },
    );
  });
});

describe('rows of keys', () => {
  const note = (tick: number, duration: number, pitch: number, velocity: number) => ({
    tick,
    duration,
    pitch,
    velocity,
  });
  const score: Score = {
    bpm: 90,
    key: { tonic: 0, mode: 'minor' },
    bars: 1,
    drums: [{ drum: 'kick', tick: 0, velocity: 127 }],
    bass: [note(0, 240, 33, 127)],
    chords: [{ tick: 0, duration: 1920, pitches: [60, 63], velocity: 64 }],
    melody: [note(130, 60, 72, 100), note(1800, 120, 10, 100)],
  };

  it('gives rows of 88 keys: what sounds, what sounded a 16th before, and the mask of what sounds', () => {
    const { rows, data, labels, activation } = rollsOf([score, score]);
    expect(rows).toBe(32);
    expect(labels).toHaveLength(32 * KEYS);
    const at = (roll: Float32Array, row: number, pitch: number) => roll[row * KEYS + pitch - 21]!;
    expect([0, 1, 2].map((row) => at(labels, row, 33))).toEqual([1, 1, 0]);
    expect([0, 8, 15].map((row) => at(labels, row, 63))).toEqual(new Array(3).fill(Math.fround(64 / 127)));
    expect([0, 1, 2].map((row) => at(labels, row, 72) > 0)).toEqual([false, true, false]);
    // Silence comes before each score, not the end of the one before it.
    expect([0, 1, 2, 3].map((row) => at(data, row, 33))).toEqual([0, 1, 1, 0]);
    expect(at(data, 16, 60)).toBe(0);
    expect([...activation]).toEqual([...labels].map((key) => (key > 0 ? 1 : 0)));
    expect(labels.reduce((sum, key) => sum + (key > 0 ? 1 : 0), 0)).toBe(2 * (2 + 32 + 1));
  });
});

describe('a split by song', () => {
  const items = Array.from({ length: 200 }, (_, i) => ({ song: `song ${i % 50}`, i }));

  it('keeps songs together, whatever their order', () => {
    const { train, validation } = splitBySong(items, ({ song }) => song, 1, 0.2);
    expect(new Set(validation.map(({ song }) => song)).size).toBe(10);
    const trained = new Set(train.map(({ song }) => song));
    expect(validation.some(({ song }) => trained.has(song))).toBe(false);
    const backwards = splitBySong(items.toReversed(), ({ song }) => song, 1, 0.2);
    expect(new Set(backwards.validation)).toEqual(new Set(validation));
  });

  it('leaves something on both sides of two songs, and trains on a single one', () => {
    const two = splitBySong(['a', 'b'], (song) => song, 1);
    expect([two.train.length, two.validation.length]).toEqual([1, 1]);
    expect(splitBySong(['a'], (song) => song, 1)).toEqual({ train: ['a'], validation: [] });
    expect(splitBySong(['a', 'b'], (song) => song, 1, 0).validation).toEqual([]);
  });
});
