/**
 * Fits what notes alone say (`src/music/midi-part-weights.ts`, `src/music/midi-rhythm-weights.ts`), on music by
 * rule, real drummers and lead sheets, by logistic regression. Prints the tables, and how often each source is
 * told right where it was not learned from. The rhythm's weights go into the part's features: fit them first.
 *
 *     node lab/midi/fit-parts.ts rhythm
 *     node lab/midi/fit-parts.ts parts
 */
import { PARTS, randomOf } from '../../src/music/index.ts';
import { FEATURES, featuresOf } from '../../src/music/midi-features.ts';
import { RHYTHM_FEATURES } from '../../src/music/midi-rhythm.ts';
import { type Example, grooveExamples, ruledExamples, sheetExamples } from './corpus/examples.ts';
import { fitted, type Row, scores } from './corpus/regression.ts';
import { playedSounds, ruledSounds, SOUND_CLASSES } from './corpus/sounds.ts';

const LEARNED_DRUMMERS = ['drummer1', 'drummer5'];
const isLearned = (drummer: string) => LEARNED_DRUMMERS.includes(drummer);
const random = randomOf('midi parts');

if (process.argv[2] === 'rhythm') fitRhythm();
else fitParts();

function fitParts(): void {
  const learned = rowsOf([
    ...ruledExamples(random.fork('ruled'), 4000),
    ...grooveExamples(random.fork('groove'), isLearned),
    ...sheetExamples(random.fork('sheets'), (i) => i % 3 > 0),
  ]);
  const held = rowsOf([
    ...ruledExamples(random.fork('other'), 1000),
    ...grooveExamples(random.fork('other groove'), (drummer) => !isLearned(drummer)),
    ...sheetExamples(random.fork('other sheets'), (i) => i % 3 === 0),
  ]);
  const table = fitted(learned, { classes: PARTS.length, penalty: 0.0003, steps: 2500, isBalanced: true });
  report(learned, held, table, PARTS, FEATURES);
}

/** The odds of a drum are those against any percussion, whose own row is taken off the others. */
function fitRhythm(): void {
  const learned = [
    ...ruledSounds(random.fork('ruled'), 500),
    ...playedSounds(random.fork('played'), isLearned),
  ];
  const held = [
    ...ruledSounds(random.fork('other'), 200),
    ...playedSounds(random.fork('other'), (drummer) => !isLearned(drummer)),
  ];
  const table = fitted(learned, {
    classes: SOUND_CLASSES.length,
    penalty: 0.0005,
    steps: 2500,
    isBalanced: false,
  });
  const percussion = table.at(-1)!;
  const against = table.map((own) => own.map((weight, i) => weight - percussion[i]!));
  report(learned, held, against, SOUND_CLASSES, RHYTHM_FEATURES);
}

function rowsOf(examples: readonly Example[]): Row[] {
  return examples.map(({ part, notes, source, weight }) => ({
    answer: PARTS.indexOf(part),
    features: featuresOf(notes),
    source,
    weight,
  }));
}

function report(
  learned: readonly Row[],
  held: readonly Row[],
  table: readonly (readonly number[])[],
  classes: readonly string[],
  features: readonly string[],
): void {
  for (const line of scores(learned, table, classes)) console.log(`learned from ${line}`);
  for (const line of scores(held, table, classes)) console.log(`held out ${line}`);
  for (const [i, name] of classes.entries()) {
    console.log(`  ${name}: [${table[i]!.map((value) => Number(value.toFixed(2))).join(', ')}],`);
  }
  for (const [i, feature] of features.entries()) {
    console.log(`// ${feature.padEnd(24)} ${table.map((row) => row[i]!.toFixed(2).padStart(7)).join('')}`);
  }
}
