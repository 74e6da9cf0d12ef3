import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  baseCandidates,
  type Candidate,
  evaluateBase,
  type ModelReport,
  type Sizes,
  tableOf,
} from '../../../lab/evaluate/index.ts';
import { DATA_FOLDER, grammarSong } from '../../../src/corpus/index.ts';
import type { SampleRequest } from '../../../src/model/index.ts';
import {
  checkScore,
  PARTS,
  type Part,
  type Random,
  type Score,
  type Style,
  stepOf,
} from '../../../src/music/index.ts';
import { grooveFiles, groovePerformances, leadSheetFiles, leadSheets } from '../../corpus/data-sets.ts';
import { inFolder } from '../../corpus/folder.ts';
import { LATE, songs } from '../../model/songs.ts';

const STYLES: readonly Style[] = ['boom-bap', 'uk-drill', 'lo-fi'];
const SIZES: Sizes = { samples: 12, real: 24, recogniser: 24, training: 12, open: 2 };
const NOWHERE = '/nowhere';
/** As little as an evaluation bears. */
const TINY: Sizes = { samples: 4, real: 6, recogniser: 2, training: 1, open: 3 };

/** A song of the grammar that answers a request exactly. */
function song({ style, bpm, key, bars, parts = PARTS }: SampleRequest, seed: number): Score {
  const whole = grammarSong(style, seed, { bpm, bars, ...key });
  const kept = Object.fromEntries(PARTS.map((part) => [part, parts.includes(part) ? whole[part] : []]));
  return checkScore({ ...whole, ...kept });
}

const bits = (total: number) => ({
  total,
  parts: { drums: total / 2, bass: 0, chords: 0, melody: total / 2 },
});

/** A model that writes by hand what the test says. */
const writer = (
  name: string,
  sample: (request: SampleRequest, random: Random) => Score,
  cost = 10,
): Candidate => ({ name, generator: async () => ({ bitsPerStep: () => bits(cost), sample }) });

const fresh = (request: SampleRequest, random: Random) => song(request, 7_000_000 + random.int(1e6));
const network = writer('network', fresh, 8);
const machine = writer('ngram', (request, random) => {
  const score = fresh(request, random);
  const last = score.bars * 16;
  const drums = score.drums.map((hit) => ({ ...hit, tick: (stepOf(hit.tick).step % last) * 120 }));
  return { ...score, drums };
});
const copyist = writer('copyist', ({ style }, random) => grammarSong(style, random.int(SIZES.training)), 9);

const run = { styles: STYLES, sizes: SIZES, data: NOWHERE };
const report = await evaluateBase({ ...run, candidates: [network, machine, copyist] });
const [good, stiff, copying] = report.models as [ModelReport, ModelReport, ModelReport];
const goal = (model: ModelReport, id: string) => model.goals.find((one) => one.id === id);

describe('evaluateBase', () => {
  it('finds nothing to wish for in the music itself', () => {
    expect(report.real.recognised).toBeGreaterThan(0.95);
    expect(good.recognised).toBeGreaterThan(0.95);
    expect(good.overlap.share).toBeGreaterThan(0.9);
    expect(good.controls).toMatchObject({ bpm: 1, key: 1, bars: 1, parts: 1 });
    expect(good.verbatim.melody).toBe(0);
    expect(good.gaps.emptyBarRate).toBeLessThan(2);
    for (const id of ['overlap', 'style', 'controls', 'timing', 'verbatim-melody', 'bits-below-ngram'])
      expect([id, goal(good, id)?.reached]).toEqual([id, true]);
  });

  it('hears that a model plays like a machine', () => {
    const { error, quantised } = stiff.timing!;
    expect(error / quantised).toBeCloseTo(1, 1);
    expect(good.timing!.error).toBeLessThan(quantised / 2);
    expect(goal(stiff, 'timing')?.reached).toBe(false);
  });

  it('catches a model that copies, and one that does not do as it is told', () => {
    expect(copying.verbatim).toEqual({ drums: 1, bass: 1, chords: 1, melody: 1 });
    expect(goal(copying, 'verbatim-melody')?.reached).toBe(false);
    expect(copying.controls.key).toBeLessThan(0.5);
    expect(goal(copying, 'controls')?.reached).toBe(false);
  });

  it('compares bits with the n-gram of the same run', () => {
    expect(goal(good, 'bits-below-ngram')?.measured).toBeCloseTo(20, 9);
    expect(goal(good, 'bits-below-ngram')?.reached).toBe(true);
    expect(goal(copying, 'bits-below-ngram')?.measured).toBeCloseTo(10, 9);
    expect(goal(copying, 'bits-below-ngram')?.reached).toBe(false);
    expect(goal(stiff, 'bits-below-ngram')).toBeUndefined();
    expect(good.bits.grammar).toEqual(bits(8));
  });

  it('says what it could not measure', () => {
    expect(report.skipped).toHaveLength(2);
    expect(report.skipped.join()).toContain(NOWHERE);
    expect(report.heldOut).toEqual({ grammar: STYLES.length * SIZES.real });
  });

  it('gives the same figures for the same seed, whoever else is in the run, and tells how far it is', async () => {
    const small = { ...run, styles: STYLES.slice(0, 2), sizes: TINY };
    const figures = ({ seconds: _, goals: __, ...rest }: ModelReport) => rest;
    const { models } = await evaluateBase({ ...small, candidates: [machine, copyist] });
    const fractions: number[] = [];
    const again = await evaluateBase({
      ...small,
      candidates: [copyist],
      onProgress: ({ fraction }) => fractions.push(fraction),
    });
    expect(figures(again.models[0]!)).toEqual(figures(models[1]!));
    const other = await evaluateBase({ ...small, candidates: [copyist], seed: 2 });
    expect(figures(other.models[0]!)).not.toEqual(figures(models[1]!));
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(fractions.length).toBeGreaterThan(10);
  });

  it('asks for what a model takes wishes of', async () => {
    const obedient = (wish: Record<Part, number>, score: Score): Score => {
      const most = (part: Part) => Math.round(wish[part] * score.bars);
      const cut = Object.fromEntries(PARTS.map((part) => [part, score[part].slice(0, most(part))]));
      return { ...score, ...cut };
    };
    const wishes = new WeakMap<SampleRequest, Record<Part, number>>();
    const model: Candidate = {
      ...writer('network', (request, random) => {
        const wish = wishes.get(request);
        return wish ? obedient(wish, song({ ...request, bars: 8 }, random.int(1e6))) : fresh(request, random);
      }),
      wishes: {
        density(request, density) {
          const asked = { ...request };
          wishes.set(asked, { ...density });
          return asked;
        },
      },
    };
    const { models } = await evaluateBase({
      ...run,
      styles: ['trap'],
      sizes: TINY,
      candidates: [model],
    });
    expect(models[0]!.wishes.swing).toBeNull();
    expect(models[0]!.wishes.density).toBeGreaterThan(0.5);
    expect(good.wishes).toEqual({ density: null, swing: null });
    // With one style there is nothing to tell apart.
    expect(models[0]!.recognised).toBeNull();
    expect(goal(models[0]!, 'style')).toBeUndefined();
  });

  it('measures the models that there are', async () => {
    const lessons = { train: songs(LATE, 2), validation: songs(LATE, 1, 50) };
    const { models } = await evaluateBase({
      ...run,
      styles: ['boom-bap'],
      sizes: TINY,
      candidates: baseCandidates({ chapter: { epochs: 2, songs: lessons } }),
    });
    const [net, ngram, chapter] = models as [ModelReport, ModelReport, ModelReport];
    expect([net.name, ngram.name, chapter.name]).toEqual(['network', 'ngram', 'chapter']);
    expect(goal(net, 'bits-below-ngram')?.reached).toBe(true);
    expect(net.controls).toMatchObject({ bpm: 1, key: 1, bars: 1 });
    expect(net.wishes.density).toBeGreaterThan(0.5);
    expect(net.verbatim.melody).toBe(0);
    expect(ngram.bits.grammar!.total).toBeLessThan(chapter.bits.grammar!.total / 2);
    expect(ngram.controls).toMatchObject({ bpm: 1, key: 1, bars: 1, parts: 1 });
    expect(chapter.controls).toMatchObject({ bpm: 1, key: 1, bars: 1 });
    // The book's network has no drums.
    expect(chapter.timing).toBeNull();
    expect(chapter.verbatim.drums).toBeNull();
  });

  it('says where a network would have to lie', async () => {
    const candidates = baseCandidates({ network: '/nowhere/base.safetensors' }).slice(0, 1);
    await expect(evaluateBase({ ...run, styles: ['trap'], sizes: TINY, candidates })).rejects.toMatchObject({
      id: 'evaluate-network',
    });
  });

  it('measures bits on what open data keeps out of training', () =>
    inFolder(
      { ...grooveFiles(groovePerformances()), ...leadSheetFiles(leadSheets(40)) },
      expectBitsOnOpenData,
    ));

  it('does so on the open data sets themselves', async (ctx) => {
    const missing = ['groove', 'openewld'].filter((name) => !existsSync(join(DATA_FOLDER, name)));
    if (missing.length > 0) return ctx.skip(`${missing.join(' and ')} are not in ${DATA_FOLDER}`);
    await expectBitsOnOpenData(DATA_FOLDER);
  });

  it('stops when it is told to, and refuses sizes that mean nothing', async () => {
    const stop = new AbortController();
    const waiting = evaluateBase({
      ...run,
      sizes: TINY,
      candidates: [network],
      signal: stop.signal,
      onProgress: ({ fraction }) => {
        if (fraction > 0.6) stop.abort(new Error('enough'));
      },
    });
    await expect(waiting).rejects.toThrow('enough');
    await expect(evaluateBase({ ...run, sizes: { ...SIZES, real: 2 } })).rejects.toMatchObject({
      id: 'evaluate-size',
    });
    await expect(evaluateBase({ ...run, candidates: [] })).rejects.toMatchObject({ id: 'evaluate-nothing' });
  });
});

async function expectBitsOnOpenData(data: string): Promise<void> {
  const asked: (readonly Score[])[] = [];
  const { skipped, heldOut, models } = await evaluateBase({
    styles: ['boom-bap'],
    sizes: TINY,
    data,
    candidates: [
      {
        name: 'network',
        generator: async () => ({
          bitsPerStep(scores) {
            asked.push(scores);
            return bits(asked.length);
          },
          sample: fresh,
        }),
      },
    ],
  });
  expect(skipped).toEqual([]);
  expect(heldOut).toEqual({ grammar: TINY.real, groove: TINY.open, openewld: TINY.open });
  expect(asked.map((scores) => scores.length)).toEqual([TINY.real, TINY.open, TINY.open]);
  expect(
    asked[1]!.every(({ drums, bass, melody }) => drums.length > 0 && bass.length + melody.length === 0),
  ).toBe(true);
  expect(asked[2]!.every(({ drums, chords }) => drums.length === 0 && chords.length > 0)).toBe(true);
  expect(models[0]!.bits).toEqual({ grammar: bits(1), groove: bits(2), openewld: bits(3) });
}

describe('tableOf', () => {
  const many = { ...report, models: [good, stiff, copying, { ...good, name: 'gru' }] };
  const lines = tableOf(many).split('\n');

  it('fits 100 columns', () => {
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });

  it('says what is wanted, what was measured and whether it is enough', () => {
    const row = (label: string) => lines.find((line) => line.trim().startsWith(label));
    expect(row('bpm, key and bars')).toMatch(/100 +100\.0 ✓ +100\.0 ✓ +\d+\.\d ✗/);
    expect(row('fewer than ngram')).toMatch(/at least 15 +20\.0 ✓ +– +10\.0 ✗/);
    expect(lines.join('\n')).toContain('verbatim-melody');
    expect(lines.join(' ')).toContain('groove is left out');
  });
});
