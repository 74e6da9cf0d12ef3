/** Takes: more candidates are written than are wanted; the soundest and most unlike are kept. */
import { checkScore, PARTS, type Part, type Random, type Score, STEPS_PER_BAR } from '../../music/index.ts';
import { classesOf } from '../core/language.ts';
import type { Steps } from '../core/steps.ts';
import type { Base } from './base.ts';
import { beginningOf, bitsOf, chosen, chosenByTaste, type Draft, readable } from './choosing.ts';
import type { Conditions } from './conditions.ts';
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

/** How many ways parts that an artist never has are added to a take, to choose one from. */
const WAYS = 2;

/**
 * Writes takes, the best first; by taste, in a shuffled order. The same plan and a `Random` of the same seed give the same
 * ones. Parts that an artist never has are written last, under what is the artist's, which so comes out as if nobody had
 * wished for them.
 */
export async function writeTakes(
  base: Pick<Base, 'languages'>,
  decoder: Decoder,
  plan: TakePlan,
  random: Random,
  signal?: AbortSignal,
): Promise<Take[]> {
  const { taste, count } = plan;
  const { own, added } = ownAndAdded(plan);
  const first = { ...plan, parts: own };
  const drafts = await writeCandidates(base, decoder, first, random, signal);
  const picked =
    taste === undefined
      ? chosen(drafts, first)
      : shuffled(
          chosenByTaste(drafts, { ...first, taste }, count === FULL ? EXPLORERS : 0),
          random.fork('order'),
        );
  const whole =
    added.length === 0
      ? picked
      : await withParts(base, decoder, { ...plan, parts: added }, picked, random, signal);
  return whole.map((draft) => ({ score: finished(draft.steps, plan), bits: bitsOf(draft) }));
}

/** The parts of a plan: those that an artist has, and those that are wished for besides. */
function ownAndAdded({ parts, like }: TakePlan): { own: readonly Part[]; added: readonly Part[] } {
  const own = parts.filter((part) => like?.parts.includes(part) ?? true);
  if (own.length === 0) return { own: parts, added: [] };
  return { own, added: parts.filter((part) => !own.includes(part)) };
}

/** Writes the parts of a plan under drafts that have others, each in the soundest of a few ways. */
async function withParts(
  base: Pick<Base, 'languages'>,
  decoder: Decoder,
  plan: TakePlan,
  drafts: readonly Draft[],
  random: Random,
  signal?: AbortSignal,
): Promise<Draft[]> {
  const one = { ...plan, count: 1, like: undefined };
  const ways = drafts.map(({ steps }, i) =>
    Array.from({ length: WAYS }, (_, n) =>
      penFor(base, { ...one, given: steps }, random.fork(`added ${i} ${n}`)),
    ),
  );
  await writeAll(decoder, ways.flat(), signal);
  return drafts.map(({ logProbability }, i) => {
    const [best] = chosen(ways[i]!, one);
    return { steps: best!.steps, logProbability: logProbability + best!.logProbability };
  });
}

async function writeAll(
  decoder: Decoder,
  pens: readonly Pen[],
  signal?: AbortSignal,
  until?: number,
): Promise<void> {
  for (let at = 0; at < pens.length; at += decoder.rows) {
    await decoder.write(pens.slice(at, at + decoder.rows), signal, until);
  }
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
  const begun = (many: number) =>
    Array.from({ length: many }, (_, i) =>
      penFor(base, plan, random.fork(`candidate ${i}`), toldTo(i, plan)),
    );
  if (taste === undefined || !isSketched(plan)) {
    const pens = begun(count);
    await writeAll(decoder, pens, signal);
    return pens;
  }
  const pens = begun(SKETCHES.begun);
  const until = SKETCHES.bars * STEPS_PER_BAR;
  await writeAll(decoder, pens, signal, until);
  const sketches = pens.map((pen) => beginningOf(pen, SKETCHES.bars));
  // Of these, too, some explore.
  const promising = chosenByTaste(sketches, { ...plan, taste, count: SKETCHES.goOn }, 2 * EXPLORERS);
  const going = promising.map((sketch) => {
    const at = sketches.indexOf(sketch);
    const kept = { steps: pens[at]!.steps, isKept: (step: number) => step < until };
    return {
      sketch,
      pen: penFor(base, { ...plan, kept }, random.fork(`candidate ${at} goes on`), toldTo(at, plan)),
    };
  });
  await writeAll(
    decoder,
    going.map(({ pen }) => pen),
    signal,
  );
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

/** What a pen is told of the style and tempo that were asked for. */
type Told = Pick<TakePlan, 'style'> & Pick<Conditions, 'bpm'>;

/** What a candidate is told: every other one that it is at home, at no tempo, which would be the other style's. */
function toldTo(candidate: number, { home, style, bpm }: TakePlan): Told {
  return home === undefined || candidate % 2 === 0 ? { style, bpm } : { style: home };
}

function penFor(
  base: Pick<Base, 'languages'>,
  plan: TakePlan,
  random: Random,
  { style, bpm }: Told = plan,
): Pen {
  const { mode, parts, given, density, swing, space, repeats, temperature } = plan;
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
