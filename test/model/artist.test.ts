import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { probeArtists } from '../../src/corpus/index.ts';
import { matricesOf, shrunk } from '../../src/model/artist/adapter.ts';
import { adapterValues, baseVersion, readAdapter, saveAdapter } from '../../src/model/artist/adapter-file.ts';
import { plainSheet, windowsOf } from '../../src/model/artist/examples.ts';
import { artistPrograms, MEASURED } from '../../src/model/artist/program.ts';
import { settingsFor } from '../../src/model/artist/settings.ts';
import { resemblance } from '../../src/model/core/resemblance.ts';
import {
  type Likeness,
  likenessTo,
  openBase,
  type TrainArtistOptions,
  trainArtist,
} from '../../src/model/index.ts';
import { readBase } from '../../src/model/net/base.ts';
import { batchShape } from '../../src/model/net/batch.ts';
import { bitsOf } from '../../src/model/net/measure.ts';
import {
  checkScore,
  originalityGate,
  PARTS,
  randomOf,
  type Score,
  STYLES,
  slice,
  transpose,
} from '../../src/music/index.ts';
import { tinyBase } from './tiny-base.ts';

const folder = await mkdtemp(join(tmpdir(), 'artist-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const base = tinyBase();
const [artist] = probeArtists(1);
const references = [0, 1, 2, 3, 4, 5].map((i) => ({
  id: `song ${i}`,
  scores: [slice(artist!.song(i), 0, 4)],
}));
const { style } = artist!;
const quick: TrainArtistOptions = {
  style,
  seed: 1,
  threads: 1,
  settings: { steps: 30, rows: 3, own: 2, rate: 0.02, measureEvery: 10, form: { kind: 'lora', rank: 2 } },
};
const trained = await trainArtist(base, references, quick);

describe('an artist that is learned', () => {
  it('needs fewer bits than the base for songs that it has not heard', async () => {
    const { heldOut } = trained;
    expect(heldOut).toMatchObject({ by: 'references', turns: 1 });
    expect(heldOut.after).toBeLessThan(heldOut.before);
    const plain = await openBase(base);
    const own = await openBase(base, { adapter: trained.adapter });
    const songs = [100, 101].map((i) => ({ score: artist!.song(i), style }));
    const [before, after] = [await plain.bitsPerStep(songs), await own.bitsPerStep(songs)];
    expect(after.total).toBeLessThan(before.total);
    await Promise.all([plain.release(), own.release()]);
  });

  it('writes what is asked for, the same from the same seed', async () => {
    const own = await openBase(base, { adapter: trained.adapter });
    const request = {
      style,
      bpm: 91.5,
      key: { tonic: 3, mode: 'minor' },
      bars: 2,
      count: 2,
      candidates: 2,
    } as const;
    const first = await own.takes(request, randomOf(5));
    expect(first).toHaveLength(2);
    for (const { score } of first) expect(checkScore(score)).toMatchObject({ bpm: 91.5, bars: 2 });
    expect(await own.takes(request, randomOf(5))).toEqual(first);
    await own.release();
  });

  it('writes takes that take after the references that it is shown, and copies none', async () => {
    const own = await openBase(base, { adapter: trained.adapter });
    const shown = references.map(({ scores }) => scores);
    const request = { style, bpm: 92, key: { tonic: 3, mode: 'minor' }, bars: 4, count: 2 } as const;
    const likeness = async (like?: Likeness) => {
      const takes = [];
      for (const seed of [1, 2, 3, 4, 5, 6, 7, 8])
        takes.push(...(await own.takes({ ...request, like }, randomOf(seed))));
      const gate = originalityGate(shown);
      expect(takes.filter(({ score }) => !gate.check(score).isOriginal)).toEqual([]);
      return takes.reduce((sum, { score }) => sum + resemblance(score, shown.flat()), 0) / takes.length;
    };
    expect(await likeness(likenessTo(shown))).toBeGreaterThan(await likeness());
    await own.release();
  });

  it('leaves what is the artist’s to the tick where a part is wished for that they never have', async () => {
    const own = await openBase(base, { adapter: trained.adapter });
    const shown = references.map(({ scores }) =>
      scores.map((score): Score => ({ ...score, chords: [], melody: [] })),
    );
    const request = {
      style,
      bpm: 92,
      key: { tonic: 3, mode: 'minor' },
      bars: 4,
      like: likenessTo(shown),
    } as const;
    const asEver = await own.takes({ ...request, parts: ['drums', 'bass'] }, randomOf(2));
    const wished = await own.takes({ ...request, parts: PARTS }, randomOf(2));
    expect(wished.map(({ score: { drums, bass } }) => ({ drums, bass }))).toEqual(
      asEver.map(({ score: { drums, bass } }) => ({ drums, bass })),
    );
    expect(wished.some(({ score }) => score.chords.length + score.melody.length > 0)).toBe(true);
    expect(asEver.some(({ score }) => score.chords.length + score.melody.length > 0)).toBe(false);
    await own.release();
  });

  it('writes half of the candidates at home where another style is asked for', async () => {
    const request = {
      style: STYLES.find((other) => other !== style)!,
      bpm: 80,
      key: { tonic: 3, mode: 'minor' },
    } as const;
    const few = { ...request, bars: 2, count: 2, candidates: 2 };
    const own = await openBase(base, { adapter: trained.adapter });
    const abroad = await own.takes(few, randomOf(3));
    const home = await own.takes({ ...few, style }, randomOf(3));
    expect(await own.takes(few, randomOf(3))).toEqual(abroad);
    expect(abroad).not.toEqual(home);
    for (const { score } of abroad) expect(checkScore(score)).toMatchObject({ bpm: 80, bars: 2 });
    await own.release();
  });

  it('knows where it comes from, in a small file', () => {
    expect(readAdapter(trained.adapter)).toMatchObject({
      base: baseVersion(base),
      style,
      seed: 1,
      form: { kind: 'lora', rank: 2 },
      references: references.map(({ id }) => id),
    });
    expect(readAdapter(trained.adapter).settings).toMatchObject({ strength: settingsFor(6).strength });
  });

  it('tells the loss step by step, and what is held out where it was measured', () => {
    expect(trained.curve.map(({ step }) => step)).toEqual(trained.curve.map((_, i) => i + 1));
    expect(trained.curve).toHaveLength(trained.steps);
    expect(trained.curve.filter(({ heldOut }) => heldOut !== undefined).length).toBeGreaterThan(0);
  });

  it('is held against other artists of the same base, and those of another are passed over', async () => {
    const [, other] = probeArtists(2);
    const theirs = [0, 1].map((i) => ({ id: `${i}`, scores: [slice(other!.song(i), 0, 4)] }));
    const foreign = await trainArtist(tinyBase('another'), theirs, {
      ...quick,
      settings: { ...quick.settings, steps: 1 },
    });
    const wrong = await trainArtist(base, theirs, { ...quick, style: other!.style });
    const short = { ...quick, settings: { ...quick.settings, steps: 2 } };
    const alone = await trainArtist(base, references, { ...short, others: [foreign.adapter] });
    expect(alone.wrongArtists).toBeUndefined();
    const held = await trainArtist(base, references, { ...short, others: [foreign.adapter, wrong.adapter] });
    expect(held.wrongArtists).toBeGreaterThan(0);
    expect(held.adapter).toEqual(alone.adapter);
  });
});

it('goes on after kill -9 as if nothing had happened, and ends with the same generator', async () => {
  const cut = join(folder, 'cut');
  const module = (path: string) => JSON.stringify(join(import.meta.dirname, path));
  const script = `
    import { trainArtist } from ${module('../../src/model/index.ts')};
    import { probeArtists } from ${module('../../src/corpus/index.ts')};
    import { slice } from ${module('../../src/music/index.ts')};
    import { tinyBase } from ${module('./tiny-base.ts')};
    const [artist] = probeArtists(1);
    const references = [0, 1, 2, 3, 4, 5].map((i) => ({ id: 'song ' + i, scores: [slice(artist.song(i), 0, 4)] }));
    await trainArtist(tinyBase(), references, { ...${JSON.stringify(quick)}, folder: ${JSON.stringify(cut)}, saveEvery: 0 });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  const exited = once(child, 'exit');
  const saved = (async () => {
    let times = 0;
    for await (const { filename } of watch(folder, { recursive: true })) {
      if (filename?.endsWith('artist.safetensors') && ++times === 3) return;
    }
  })();
  await Promise.race([saved, exited]);
  expect(child.exitCode, 'it was still at work').toBeNull();
  child.kill('SIGKILL');
  await exited;
  const steps: number[] = [];
  const resumed = await trainArtist(base, references, {
    ...quick,
    folder: cut,
    onProgress: ({ step }) => steps.push(step),
  });
  expect(steps.find((step) => step > 0)).toBeGreaterThan(1);
  expect(Buffer.compare(tensorsIn(resumed.adapter), tensorsIn(trained.adapter))).toBe(0);
  expect(resumed.heldOut).toEqual(trained.heldOut);
});

it('stops when it is told to', async () => {
  const control = new AbortController();
  const training = trainArtist(base, references, {
    ...quick,
    signal: control.signal,
    onProgress: ({ step }) => step >= 2 && control.abort(new Error('enough')),
  });
  await expect(training).rejects.toThrow('enough');
  // And who comes next is served.
  const next = await trainArtist(base, references, { ...quick, settings: { ...quick.settings, steps: 2 } });
  expect(next.steps).toBeGreaterThan(0);
});

describe('of few references', () => {
  it('as many steps are taken, more gently, by an adapter of the same form', () => {
    const [one, four, ten] = [settingsFor(1), settingsFor(4), settingsFor(10)];
    expect(one.steps).toBe(ten.steps);
    expect(one.rate).toBeLessThan(four.rate);
    expect(four.rate).toBeLessThan(ten.rate);
    expect(four.decay).toBeGreaterThan(ten.decay);
    expect(four.form).toEqual(ten.form);
  });

  it('one alone holds nothing out and claims nothing', async () => {
    const { heldOut } = await trainArtist(base, references.slice(0, 1), {
      ...quick,
      settings: { ...quick.settings, steps: 3 },
    });
    expect(heldOut).toMatchObject({ by: 'nothing', turns: 0 });
  });

  it('which share their music are held out one by one, and claim less', async () => {
    const same = references.slice(0, 1).flatMap(({ scores }) =>
      ['a', 'b', 'c'].map((id, i) => ({
        id,
        scores: scores.map((score) => ({ ...score, bpm: score.bpm + i })),
      })),
    );
    const { heldOut } = await trainArtist(base, same, {
      ...quick,
      settings: { ...quick.settings, steps: 3 },
    });
    expect(heldOut.by).not.toBe('references');
  });

  it('none is an error that says what to do', async () => {
    await expect(trainArtist(base, [], quick)).rejects.toMatchObject({ id: 'learn-nothing' });
  });
});

describe('of references that were heard', () => {
  it('the tune is left out unless there is nothing else', () => {
    const song = references[0]!.scores[0]!;
    const tune = { ...song, drums: [], bass: [], chords: [] };
    const [all, alone, written] = [
      windowsOf([{ id: 'a', scores: [song], isHeard: true }]),
      windowsOf([{ id: 'a', scores: [tune], isHeard: true }]),
      windowsOf([{ id: 'a', scores: [song] }]),
    ].map(([window]) => window!.score);
    expect(song.melody.length).toBeGreaterThan(0);
    expect(all).toMatchObject({ drums: written!.drums, bass: written!.bass, melody: [] });
    expect(alone!.melody.length).toBeGreaterThan(0);
    expect(written!.melody.length).toBeGreaterThan(0);
  });

  it('what is guessed costs nothing: how hard drums are hit, how long notes are', async () => {
    const programs = await artistPrograms({
      base: readBase(base),
      form: { kind: 'lora', rank: 2 },
      shape: batchShape(2, 128),
      decay: 0,
      threads: 1,
    });
    programs.begin(1);
    const song = references[0]!.scores[0]!;
    const cost = async (score: typeof song, isHeard: boolean) => {
      const sheet = plainSheet({ score, isHeard }, style);
      return (await bitsOf([sheet], MEASURED, (batch) => programs.logs(batch))).parts;
    };
    // The same parts cost more where they are written.
    const none = { drums: [], bass: [], chords: [], melody: [] };
    for (const part of ['drums', 'bass'] as const) {
      const alone = { ...song, ...none, [part]: song[part] };
      const [ear, page] = [await cost(alone, true), await cost(alone, false)];
      expect(ear[part]).toBeGreaterThan(0);
      expect(ear[part]).toBeLessThan(page[part]);
    }
    await programs.release();
  });
});

describe.each(['lora', 'ia3'] as const)('an adapter (%s)', (kind) => {
  const file = tinyBase();
  const form = { kind, rank: kind === 'lora' ? 2 : 0 } as const;
  const sheets = references.slice(0, 2).map(({ scores }) => plainSheet({ score: scores[0]! }, style));

  it('changes nothing at first; worked into the base it is what it was beside it', async () => {
    const opened = readBase(file);
    const programs = await artistPrograms({
      base: opened,
      form,
      shape: batchShape(2, 128),
      decay: 0,
      threads: 1,
    });
    programs.begin(1);
    const cost = () => bitsOf(sheets, MEASURED, (batch) => programs.logs(batch));
    const plain = await openBase(file);
    const songs = references.slice(0, 2).map(({ scores }) => ({ score: scores[0]!, style }));
    expect((await cost()).total).toBeCloseTo((await plain.bitsPerStep(songs)).total, 4);

    const random = randomOf('somewhere');
    const values = programs.adapter.read();
    const shaken = (node: unknown): void => {
      if (node instanceof Float32Array)
        for (const i of node.keys()) node[i] = Math.fround(random.normal() * 0.1);
      else if (typeof node === 'object' && node !== null) Object.values(node).forEach(shaken);
    };
    shaken(values);
    const facts = {
      ...{ base: baseVersion(file), style, form, language: {}, references: [] },
      ...{ seed: 1, trust: 1, settings: {}, figures: null },
    };
    const adapter = saveAdapter(values, facts);
    programs.adapter.set(adapterValues(opened.size, readAdapter(adapter)));
    const merged = await openBase(file, { adapter });
    const beside = (await cost()).total;
    expect((await merged.bitsPerStep(songs)).total).toBeCloseTo(beside, 3);
    const unchanged = (await plain.bitsPerStep(songs)).total;
    expect(Math.abs(beside - unchanged)).toBeGreaterThan(0.01);

    // Half of the change is between, nearer to the base than the whole; none of it is the base.
    const saved = adapterValues(opened.size, readAdapter(adapter));
    const halfBelieved = await openBase(file, { adapter: saveAdapter(values, { ...facts, trust: 0.5 }) });
    programs.adapter.set(shrunk(saved, 0.5));
    expect((await halfBelieved.bitsPerStep(songs)).total).toBeCloseTo((await cost()).total, 3);
    await halfBelieved.release();
    const away = async (share: number) => {
      programs.adapter.set(shrunk(saved, share));
      return Math.abs((await cost()).total - unchanged);
    };
    expect(await away(0)).toBeLessThan(1e-4);
    expect(await away(0.5)).toBeLessThan(await away(1));
    expect(await away(1)).toBeCloseTo(Math.abs(beside - unchanged), 4);
    await Promise.all([plain.release(), merged.release(), programs.release()]);
  });

  it('changes every matrix that products are made with', () => {
    const names = [...matricesOf(readBase(file).network.read()).keys()];
    expect(names).toContain('head-events');
    expect(names.filter((name) => name.endsWith('-up')).length).toBe(3);
  });
});

describe('files', () => {
  it('of another base, and damaged ones, are refused with what to do', async () => {
    await expect(openBase(tinyBase('another'), { adapter: trained.adapter })).rejects.toMatchObject({
      id: 'generator-other-base',
    });
    for (const length of [0, 20, trained.adapter.length - 10]) {
      const cut = trained.adapter.slice(0, length);
      await expect(openBase(base, { adapter: cut })).rejects.toMatchObject({ id: 'generator-damaged' });
    }
  });
});

describe('windows', () => {
  it('leave out what a loop repeats', () => {
    const loop = slice(artist!.song(0), 0, 4);
    expect(windowsOf([{ id: 'a', scores: [loop, loop] }])).toHaveLength(1);
    const [first, second] = windowsOf([
      { id: 'a', scores: [loop] },
      { id: 'b', scores: [artist!.song(0)] },
    ]);
    expect(first!.fresh).toBe(1);
    expect(second!.fresh).toBeLessThan(1);
  });

  it('are the same in every key, so that nothing need be transposed', () => {
    const score = { ...slice(artist!.song(0), 0, 4), key: { tonic: 0, mode: 'minor' } } as const;
    const up = transpose(score, 3);
    expect(plainSheet({ score: up }, style)).toEqual(plainSheet({ score }, style));
  });
});

/** The tensors of a file: what follows the header. */
function tensorsIn(file: Uint8Array): Buffer {
  const length = Number(Buffer.from(file.subarray(0, 8)).readBigUInt64LE());
  return Buffer.from(file.subarray(8 + length));
}
