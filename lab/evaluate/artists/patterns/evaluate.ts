/**
 * Pattern artists, made and asked as a member would: references handed over, a training, `/beat artist:` with nothing
 * else; then with one wish that the artist never fulfils. Beside each figure stands what the base network comes to.
 */
import {
  originalityGate,
  PARTS,
  type Part,
  randomOf,
  type Score,
  STYLES,
  type Style,
} from '../../../../src/music/index.ts';
import { choose } from '../../../../src/services/index.ts';
import { openPool, type Pool } from '../../../../src/threads/index.ts';
import { HABITS, pieceOf } from './artists.ts';
import { drumLikeness, judgeOf } from './judge.ts';

export interface PatternArtist {
  readonly artist: string;
  /** The style that it was taken for, and whether it is one that people would say, first or among the first two. */
  readonly style: Style;
  readonly isStyleRight: boolean;
  readonly isStyleNear: boolean;
  /** Shares of the takes that are recognised: its own, with all parts asked for, and the base's in the same style. */
  readonly recognised: number;
  readonly withAllParts: number;
  readonly base: number;
  /** Of the drums, to the nearest reference, beside that of the references to each other; null without drums. */
  readonly likeness: number | null;
  readonly likenessOfReferences: number | null;
  /** Share of the takes that the originality gate stops. */
  readonly stopped: number;
  /** Bits a step of what was held out, before and after. */
  readonly bits: readonly [number, number];
  readonly seconds: number;
}

export interface PatternsOptions {
  /** References of each artist, and beats of four takes. */
  readonly references: number;
  readonly beats: number;
  /** Only the first so many artists. */
  readonly artists?: number;
  readonly onProgress?: (stage: string, fraction: number) => void;
  readonly signal?: AbortSignal;
}

const NAMES = ['A', 'B', 'C', 'D'];

export async function evaluatePatterns(o: PatternsOptions): Promise<PatternArtist[]> {
  const references = new Map(
    HABITS.map((habit) => [
      habit.name,
      Array.from({ length: o.references }, (_, n) => pieceOf(habit, n, randomOf(`${habit.name} ${n}`))),
    ]),
  );
  const judge = judgeOf([...references].map(([name, scores]) => ({ name, references: scores })));
  const pool = openPool({ threads: 1, isAlone: true });
  const found: PatternArtist[] = [];
  const habits = HABITS.slice(0, o.artists);
  try {
    for (const [i, { name, styles }] of habits.entries()) {
      o.onProgress?.(name, i / habits.length);
      const scores = references.get(name)!;
      found.push(await artistOf(pool, { name, styles, scores, judge, beats: o.beats, signal: o.signal }));
    }
  } finally {
    await pool.close();
  }
  return found;
}

interface Asked {
  readonly name: string;
  readonly styles: readonly Style[];
  readonly scores: readonly Score[];
  readonly judge: ReturnType<typeof judgeOf>;
  readonly beats: number;
  readonly signal?: AbortSignal;
}

async function artistOf(
  pool: Pool,
  { name, styles, scores, judge, beats, signal }: Asked,
): Promise<PatternArtist> {
  const handed = scores.map((score, i) => ({ id: String(i), scores: [score] }));
  const learned = await pool.run('learn', { references: handed, seed: 0 }, { signal: signal ?? NEVER });
  const partsOf = (score: Score) => PARTS.filter((part) => score[part].length > 0);
  const own = PARTS.filter((part) => scores.some((score) => score[part].length > 0));
  const habits = {
    style: learned.style,
    bpms: scores.map(({ bpm }) => bpm),
    keys: scores.map(({ key }) => key),
    parts: scores.map(partsOf),
  };
  const takes = async (wish: { parts?: readonly Part[] }, generator?: Uint8Array) => {
    const all: Score[] = [];
    for (let seed = 0; seed < beats; seed++) {
      const request = { ...choose({ seed, ...wish }, habits), seed, title: name };
      const asked = {
        request,
        names: NAMES,
        ...(generator && { generator, like: scores.map((score) => [score]) }),
      };
      const { takes: written } = await pool.run('write', asked, { signal: signal ?? NEVER });
      all.push(...written.map(({ score }) => score));
    }
    return all;
  };
  // Of a wish for what the artist never does, its own parts are judged.
  const ownParts = (score: Score): Score => ({
    ...score,
    ...Object.fromEntries(PARTS.filter((part) => !own.includes(part)).map((part) => [part, []])),
  });
  const recognised = (some: readonly Score[]) =>
    some.filter((score) => judge.nearest(ownParts(score)) === name).length / some.length;
  const written = await takes({}, learned.generator);
  const gate = originalityGate(scores.map((score) => [score]));
  const named = (learned.styles ?? []).slice(0, 2).map(({ style }) => style);
  return {
    artist: name,
    style: learned.style,
    isStyleRight: styles.includes(learned.style),
    isStyleNear: named.some((style) => styles.includes(style)),
    recognised: recognised(written),
    withAllParts: recognised(await takes({ parts: PARTS }, learned.generator)),
    base: recognised(await takes({})),
    likeness: own.includes('drums') ? mean(written.map((take) => nearestDrums(take, scores))) : null,
    likenessOfReferences: own.includes('drums')
      ? mean(
          scores.map((score) =>
            nearestDrums(
              score,
              scores.filter((other) => other !== score),
            ),
          ),
        )
      : null,
    stopped: written.filter((score) => !gate.check(score).isOriginal).length / written.length,
    bits: [learned.heldOut.before, learned.heldOut.after],
    seconds: learned.seconds,
  };
}

const NEVER = new AbortController().signal;

const nearestDrums = (score: Score, others: readonly Score[]) =>
  Math.max(...others.map((other) => drumLikeness(score, other)));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function patternsTable(artists: readonly PatternArtist[]): string {
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  const number = (value: number | null) => (value === null ? '–' : value.toFixed(2));
  const line = (name: string, cells: readonly string[]) =>
    `${name.padEnd(38)}${cells.map((cell) => cell.padStart(12)).join('')}`;
  const right = artists.filter(({ isStyleRight }) => isStyleRight).length;
  const near = artists.filter(({ isStyleNear }) => isStyleNear).length;
  return [
    line('artist', [
      'recognised',
      'all parts',
      'base',
      'drums like',
      'references',
      'stopped',
      'bits',
      'seconds',
    ]),
    ...artists.map((one) =>
      line(one.artist, [
        ...[one.recognised, one.withAllParts, one.base].map(percent),
        ...[one.likeness, one.likenessOfReferences].map(number),
        percent(one.stopped),
        one.bits.map((bits) => bits.toFixed(1)).join('→'),
        one.seconds.toFixed(0),
      ]),
    ),
    line('mean', [
      percent(mean(artists.map(({ recognised }) => recognised))),
      percent(mean(artists.map(({ withAllParts }) => withAllParts))),
      percent(mean(artists.map(({ base }) => base))),
    ]),
    `Style: ${right} of ${artists.length} right, ${near} within the first two (of ${STYLES.length} styles).`,
  ].join('\n');
}
