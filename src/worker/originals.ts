/**
 * An artist's takes before anybody gets them: each is held against the references that its generator learned
 * from, and one that comes too close is rewritten with the next seed. What comes of a request depends on the
 * request, its seed and the generator alone.
 */
import { type OriginalityReport, PARTS, type Part } from '../music/index.ts';
import type { GateReference, Pool, Tasks } from '../threads/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import { SEED_RANGE } from './kinds/limits.ts';

/** How often a take is written before it is withheld. */
const MOST_TRIES = 5;

type Written = Tasks['write']['output']['takes'][number];

/** What was found out about a take. */
export interface Originality {
  /** How many references it was held against. */
  readonly references: number;
  /** How often it was written: 1 if it was original at once. */
  readonly tries: number;
  /** The likeness of the two bars of each part that are most alike, 0–1. */
  readonly twoBars: Partial<Readonly<Record<Part, number>>>;
}

export interface Originals {
  readonly takes: readonly (Written & { readonly originality?: Originality })[];
  /** What people should know of takes that came too close every time. */
  readonly notes: readonly string[];
}

export interface OriginalsOptions {
  /** What the takes must not copy. */
  readonly references: readonly (GateReference & { readonly id: string })[];
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** @throws BeatwrightError `beat-unoriginal` if no take is left. */
export async function writeOriginals(
  pool: Pool,
  asked: Tasks['write']['input'],
  { references, signal, onProgress }: OriginalsOptions,
): Promise<Originals> {
  const { request, names } = asked;
  const write = async (of: readonly string[], seed: number, from: number, to: number) => {
    const { takes } = await pool.run(
      'write',
      { ...asked, request: { ...request, seed }, names: of },
      { signal, onProgress: ({ fraction }) => onProgress(from + (to - from) * fraction) },
    );
    return takes;
  };
  if (references.length === 0) return { takes: await write(names, request.seed, 0, 1), notes: [] };
  const gate = references.map(({ id }) => id).join(' ');
  const passed = new Map<string, Originals['takes'][number]>();
  let rejected = new Map<string, string>();
  let left = names;
  for (let tries = 1; left.length > 0 && tries <= MOST_TRIES; tries++) {
    // Every round goes half of the way that is left.
    const from = 1 - 0.5 ** (tries - 1);
    const takes = await write(left, nextSeed(request.seed, tries - 1), from, 1 - 0.5 ** tries);
    const scores = takes.map(({ score }) => score);
    const { reports } = await pool.run('check', { gate, references, scores }, { signal });
    rejected = new Map();
    for (const [i, take] of takes.entries()) {
      const report = reports[i]!;
      const originality = { references: references.length, tries, twoBars: twoBarsOf(report) };
      if (report.isOriginal) passed.set(take.name, { ...take, originality });
      else rejected.set(take.name, report.reasons[0]!);
    }
    left = [...rejected.keys()];
  }
  if (passed.size === 0) {
    throw new BeatwrightError('beat-unoriginal', { tries: MOST_TRIES, reasons: reasonsOf(rejected) });
  }
  return { takes: names.flatMap((name) => passed.get(name) ?? []), notes: notesOn(rejected) };
}

function nextSeed(seed: number, by: number): number {
  return (seed + by) % (SEED_RANGE[1] + 1);
}

function twoBarsOf({ parts }: OriginalityReport): Originality['twoBars'] {
  return Object.fromEntries(
    PARTS.flatMap((part) => {
      const likeness = parts[part]?.overlap.windows[2];
      return likeness === undefined ? [] : [[part, Math.round(likeness * 100) / 100]];
    }),
  );
}

function notesOn(rejected: ReadonlyMap<string, string>): string[] {
  if (rejected.size === 0) return [];
  const takes = [...rejected.keys()];
  return [words.notes['beat-withheld']({ takes, tries: MOST_TRIES, reasons: reasonsOf(rejected) })];
}

function reasonsOf(rejected: ReadonlyMap<string, string>): string[] {
  return [...new Set(rejected.values())];
}
