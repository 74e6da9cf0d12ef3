import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KERNELS } from '../../src/engine/kernels/index.ts';
import { type CaseOf, compare, exercised } from './cases.ts';
import { arranging } from './cases-arranging.ts';
import { elementwise } from './cases-elementwise.ts';
import { images } from './cases-images.ts';
import { reducing } from './cases-reducing.ts';

/** Each run is one program with one random case for each op: few sessions, many cases. */
const RUNS = 25;

const MAPPED = Object.keys(KERNELS).toSorted();

const GROUPS: Readonly<Record<string, Readonly<Record<string, CaseOf>>>> = {
  elementwise,
  arranging,
  reducing,
  images,
};

describe.each(Object.entries(GROUPS))('%s kernels', (_, cases) => {
  it('compute what TensorFlow.js computes, forward and gradient', async () => {
    await fc.assert(fc.asyncProperty(fc.record(cases), compare), { numRuns: RUNS, endOnFailure: true });
  });
});

/** The kernels that the table in the engine's README lists: the words in backticks of its first column. */
async function documented(): Promise<string[]> {
  const readme = await readFile(new URL('../../src/engine/README.md', import.meta.url), 'utf8');
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`(\w+)`/g)].map((match) => match[1]!));
}

describe('the mapped kernels', () => {
  it('are those the README lists', async () => {
    expect((await documented()).toSorted()).toEqual(MAPPED);
  });

  it('are all compared with TensorFlow.js', async () => {
    const draws = Object.values(GROUPS).map(
      (cases) => fc.sample(fc.record(cases), { numRuns: 1, seed: 1 })[0]!,
    );
    for (const cases of draws) await compare(cases);
    expect(MAPPED.filter((name) => !exercised.has(name))).toEqual([]);
  });
});
