/** Takes: more candidates are written than are wanted; the soundest and most unlike are kept. */
import { checkScore, PARTS, type Part, type Random, type Score, STEPS_PER_BAR } from '../../music/index.ts';
import { classesOf } from '../core/language.ts';
import type { Steps } from '../core/steps.ts';
import type { Base } from './base.ts';
import { beginningOf, bitsOf, chosen, chosenByTaste, type Draft, readable } from './choosing.ts';
import type { Decoder } from './decoder.ts';
import { merged } from './edits.ts';
import { type Drawing, Pen } from './pen.ts';
import type { Take, TakePlan } from './plan.ts';

/**
 * How daring each part is, and which unlikely words are never written: nearly as the network has it. Sharper
 * drawing makes bars more alike than those of real music; what goes astray, the choice among candidates leaves out.
 */
const DRAWING: Drawing = {
  temperature: { drums: 1, bass: 1, chords: 1, melody: 1 },
  minP: { drums: 0.003, bass: 0.003, chords: 0.003, melody: 0.003 },
};
/** Of a whole beat so many takes explore; one that is written again is chosen by taste. */
const FULL = 4;
const EXPLORERS = 1;
/**
 * Where takes are chosen by taste and fewer than `enough` would be written, so many are begun, the first bar of each, and so
 * many of these go on: that takes as long as the eight that are written otherwise.
 */
export const SKETCHES = { enough: 16, begun: 18, bars: 1, goOn: 6 } as const;

/**
 * Writes takes, the best first; by taste, in a shuffled order. The same plan and a `Random` of the same seed give the same
 * ones.
 */
export async function writeTakes(
  base: Pick<Base, 'languages'>,
  decoder: Decoder,
  plan: TakePlan,
  random: Random,
  signal?: AbortSignal,
): Promise<Take[]> {
  const { taste, count } = plan;
  const drafts = await writeCandidates(base, decoder, plan, random, signal);
  const picked =
    taste === undefined
      ? chosen(drafts, plan)
      : shuffled(
          chosenByTaste(drafts, { ...plan, taste }, count === FULL ? EXPLORERS : 0),
          random.fork('order'),
        );
  return picked.map((draft) => ({ score: finished(draft.steps, plan), bits: bitsOf(draft) }));
}

/** Whether more takes of a plan are begun than are written to their ends. */
export function isSketched({ taste, candidates, bars }: TakePlan): boolean {
  return taste !== undefined && candidates < SKETCHES.enough && bars > SKETCHES.bars;
}

/** Writes all candidates. By taste, more are begun than are written to their ends. */
export async function writeCandidates(
  base: Pick<Base, 'languages'>,
  decoder: Decoder,
  plan: TakePlan,
  random: Random,
  signal?: AbortSignal,
): Promise<Draft[]> {
  const { taste } = plan;
  const count = Math.max(plan.candidates, plan.count);
  const write = async (pens: readonly Pen[], until?: number) => {
    for (let at = 0; at < pens.length; at += decoder.rows) {
      await decoder.write(pens.slice(at, at + decoder.rows), signal, until);
    }
  };
  const begun = (many: number) =>
    Array.from({ length: many }, (_, i) => penFor(base, plan, random.fork(`candidate ${i}`)));
  if (taste === undefined || !isSketched(plan)) {
    const pens = begun(count);
    await write(pens);
    return pens;
  }
  const pens = begun(SKETCHES.begun);
  const until = SKETCHES.bars * STEPS_PER_BAR;
  await write(pens, until);
  const sketches = pens.map((pen) => beginningOf(pen, SKETCHES.bars));
  // Of these, too, some explore.
  const promising = chosenByTaste(sketches, { ...plan, taste, count: SKETCHES.goOn }, 2 * EXPLORERS);
  const going = promising.map((sketch) => {
    const at = sketches.indexOf(sketch);
    const kept = { steps: pens[at]!.steps, isKept: (step: number) => step < until };
    return { sketch, pen: penFor(base, { ...plan, kept }, random.fork(`candidate ${at} goes on`)) };
  });
  await write(going.map(({ pen }) => pen));
  return going.map(({ sketch, pen }) => ({
    steps: pen.steps,
    logProbability: sketch.logProbability + pen.logProbability,
  }));
}

/** Writes one take for each plan, as it comes: nothing is chosen. All plans must have as many bars. */
export async function writeEach(
  base: Pick<Base, 'languages'>,
  decoder: Decoder,
  plans: readonly { readonly plan: TakePlan; readonly random: Random }[],
  signal?: AbortSignal,
): Promise<Score[]> {
  const pens = plans.map(({ plan, random }) => penFor(base, plan, random.fork('candidate 0')));
  await decoder.write(pens, signal);
  return pens.map(({ steps }, i) => finished(steps, plans[i]!.plan));
}

/** What was written, in the key that was asked for, and beside it what was kept. */
function finished(steps: Steps, plan: TakePlan): Score {
  const fresh = readable(steps, plan);
  const isKept = plan.kept?.isKept ?? (() => false);
  return checkScore(plan.original ? merged(plan.original, fresh, plan.parts, isKept) : fresh);
}

/** In an order that says nothing of how they were chosen. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function penFor(base: Pick<Base, 'languages'>, plan: TakePlan, random: Random): Pen {
  const { style, bpm, mode, parts, given, density, swing, space, repeats, temperature } = plan;
  const known = given?.parts.filter((part) => !parts.includes(part)) ?? [];
  const daring = (part: Part) => DRAWING.temperature[part] * temperature;
  return new Pen({
    bars: plan.bars,
    parts,
    given,
    kept: plan.kept,
    firstBar: plan.firstBar,
    ...(space && { rests: new Set(space) }),
    repeats,
    conditions: {
      style,
      bpm,
      mode,
      parts: PARTS.filter((part) => parts.includes(part) || known.includes(part)),
      given: known,
      density,
      swing,
    },
    language: { key: { tonic: plan.key.tonic, mode }, classes: classesOf(base.languages[style], mode) },
    drawing: {
      ...DRAWING,
      temperature: {
        drums: daring('drums'),
        bass: daring('bass'),
        chords: daring('chords'),
        melody: daring('melody'),
      },
    },
    random,
  });
}
