/**
 * Fits what the notes of a voice say of its part (`src/music/midi-part-weights.ts`): multinomial logistic
 * regression with a penalty on large weights, on music by rule, real drummers and lead sheets. Prints the
 * table, and how often each source is told right where it was not learned from.
 *
 *     node scripts/fit-midi-parts.ts
 */
import { PARTS, type Part, randomOf } from '../src/music/index.ts';
import { FEATURES, featuresOf } from '../src/music/midi-features.ts';
import { type Example, grooveExamples, ruledExamples, sheetExamples } from './midi-corpus/examples.ts';

const PENALTY = 0.0015;
const STEPS = 4000;

interface Row {
  readonly part: number;
  readonly features: readonly number[];
  readonly source: string;
  readonly weight: number;
}

const random = randomOf('midi parts');
const learned = rowsOf([
  ...ruledExamples(random.fork('ruled'), 4000),
  ...grooveExamples(random.fork('groove'), (drummer) => drummer === 'drummer1' || drummer === 'drummer5'),
  ...sheetExamples(random.fork('sheets'), (i) => i % 3 > 0),
]);
const held = rowsOf([
  ...ruledExamples(random.fork('other'), 1000),
  ...grooveExamples(random.fork('other groove'), (drummer) => !['drummer1', 'drummer5'].includes(drummer)),
  ...sheetExamples(random.fork('other sheets'), (i) => i % 3 === 0),
]);

const weights = fitted(learned);
for (const [name, rows] of [
  ['learned from', learned],
  ['held out', held],
] as const)
  report(name, rows);
for (const [i, part] of PARTS.entries()) {
  console.log(`  ${part}: [${weights[i]!.map((value) => Number(value.toFixed(2))).join(', ')}],`);
}
for (const [i, feature] of FEATURES.entries()) {
  console.log(`// ${feature.padEnd(20)} ${weights.map((row) => row[i]!.toFixed(2).padStart(7)).join('')}`);
}

function rowsOf(examples: readonly Example[]): Row[] {
  return examples.map(({ part, notes, source, weight }) => ({
    part: PARTS.indexOf(part),
    features: featuresOf(notes),
    source,
    weight,
  }));
}

function chances(row: Row, table: readonly (readonly number[])[]): number[] {
  const odds = table.map((own) => own.reduce((sum, weight, i) => sum + weight * row.features[i]!, 0));
  const most = Math.max(...odds);
  const shares = odds.map((one) => Math.exp(one - most));
  const total = shares.reduce((sum, one) => sum + one, 0);
  return shares.map((one) => one / total);
}

/** Gradient descent with momentum over all rows: few rows, few features. Parts weigh the same in all. */
function fitted(rows: readonly Row[]): number[][] {
  const table = PARTS.map(() => FEATURES.map(() => 0));
  const speed = PARTS.map(() => FEATURES.map(() => 0));
  const counts = PARTS.map((_, part) =>
    rows.reduce((sum, row) => sum + (row.part === part ? row.weight : 0), 0),
  );
  for (let step = 0; step < STEPS; step++) {
    const slope = table.map((own) => own.map((weight) => PENALTY * weight));
    for (const row of rows) {
      const told = chances(row, table);
      const share = row.weight / counts[row.part]! / PARTS.length;
      for (const [part, chance] of told.entries()) {
        const miss = (chance - (part === row.part ? 1 : 0)) * share;
        for (const [i, value] of row.features.entries()) slope[part]![i]! += miss * value;
      }
    }
    for (const [part, own] of table.entries()) {
      for (const i of own.keys()) {
        speed[part]![i] = 0.9 * speed[part]![i]! - 0.5 * slope[part]![i]!;
        own[i]! += speed[part]![i]!;
      }
    }
  }
  return table;
}

function report(name: string, rows: readonly Row[]): void {
  for (const source of new Set(rows.map((row) => row.source))) {
    for (const [part, label] of PARTS.entries()) {
      const own = rows.filter((row) => row.source === source && row.part === part);
      if (own.length === 0) continue;
      const wrong = new Map<Part, number>();
      for (const row of own) {
        const told = chances(row, weights);
        const best = told.indexOf(Math.max(...told));
        if (best !== part) wrong.set(PARTS[best]!, (wrong.get(PARTS[best]!) ?? 0) + 1);
      }
      const misses = [...wrong.values()].reduce((sum, one) => sum + one, 0);
      const share = ((own.length - misses) / own.length) * 100;
      console.log(
        `${name} ${source} ${label}: ${share.toFixed(1)} % of ${own.length}`,
        Object.fromEntries(wrong),
      );
    }
  }
}
