/** Takes: more candidates are written than are wanted; the soundest and most unlike are kept. */
import {
  checkScore,
  type Key,
  type Mode,
  PARTS,
  type Part,
  type Random,
  type Score,
  type Style,
  upperMedian,
} from '../../music/index.ts';
import { classesOf } from '../core/language.ts';
import { remode } from '../core/remode.ts';
import { shapeOf } from '../core/shape.ts';
import { type Steps, scoreOf } from '../core/steps.ts';
import type { Base } from './base.ts';
import type { Conditions } from './conditions.ts';
import type { Decoder } from './decoder.ts';
import { type Edit, merged } from './edits.ts';
import { faultsOf } from './faults.ts';
import type { Likeness } from './likeness.ts';
import { type Drawing, Pen, type Repetitions } from './pen.ts';
import { swungTo } from './swing.ts';

/** Everything that a set of takes is written from. */
export interface TakePlan extends Edit {
  readonly style: Style;
  /** The style that an artist is at home in, where another is asked for: it is told to half of the candidates. */
  readonly home?: Style;
  readonly bpm: number;
  /** The key of the takes. */
  readonly key: Key;
  /** The mode they are thought in, before they are moved to the key's. */
  readonly mode: Mode;
  readonly density?: Conditions['density'];
  readonly swing?: number;
  /** Steps at which the melody should rest. */
  readonly space?: readonly number[];
  readonly repeats?: Repetitions;
  readonly temperature: number;
  /** What the takes should take after: an artist's references. */
  readonly like?: Likeness;
  /** How many takes are wanted, and how many are written to choose from. */
  readonly count: number;
  readonly candidates: number;
}

export interface Take {
  readonly score: Score;
  /** Bits a step of what was written, under the network. */
  readonly bits: number;
}

/**
 * How daring each part is, and which unlikely words are never written: nearly as the network has it. Sharper
 * drawing makes bars more alike than those of real music; what goes astray, the choice among candidates leaves out.
 */
const DRAWING: Drawing = {
  temperature: { drums: 1, bass: 1, chords: 1, melody: 1 },
  minP: { drums: 0.003, bass: 0.003, chords: 0.003, melody: 0.003 },
};
/** How much it costs a take to be like one that was taken already: a copy costs as much as this many faults. */
const VARIETY = 1.5;

/**
 * What it costs a take to be nothing like the references, beside one that is as like them as they are to each other; and
 * how much less variety counts then: what an artist always does is no fault.
 */
const LIKENESS = 6;
const OWN_VARIETY = 0.5;
/** What a copy costs: it is taken only where there is nothing else. */
const COPY = 20;

/** How many ways parts that an artist never has are added to a take, to choose one from. */
const WAYS = 2;

/**
 * Writes takes, the best first. The same plan and a `Random` of the same seed give the same ones. Parts that an artist
 * never has are written last, under what is the artist's, which so comes out as if nobody had wished for them.
 */
export async function writeTakes(
  base: Pick<Base, 'languages'>,
  decoder: Decoder,
  plan: TakePlan,
  random: Random,
  signal?: AbortSignal,
): Promise<Take[]> {
  const write = async (pens: readonly Pen[]): Promise<void> => {
    for (let at = 0; at < pens.length; at += decoder.rows) {
      await decoder.write(pens.slice(at, at + decoder.rows), signal);
    }
  };
  const { own, added } = ownAndAdded(plan);
  const first = { ...plan, parts: own };
  const pens = Array.from({ length: Math.max(plan.candidates, plan.count) }, (_, i) =>
    penFor(base, first, random.fork(`candidate ${i}`), toldTo(i, plan)),
  );
  await write(pens);
  const kept = chosen(pens, first);
  if (added.length === 0) return kept.map((pen) => takeOf(pen.steps, pen.logProbability, plan));
  const rest = { ...plan, parts: added, count: 1, like: undefined };
  const ways = kept.map(({ steps }, i) =>
    Array.from({ length: WAYS }, (_, n) =>
      penFor(base, { ...rest, given: steps }, random.fork(`added ${i} ${n}`)),
    ),
  );
  await write(ways.flat());
  return kept.map(({ logProbability }, i) => {
    const [best] = chosen(ways[i]!, rest);
    return takeOf(best!.steps, logProbability + best!.logProbability, plan);
  });
}

/** The parts of a plan: those that an artist has, and those that are wished for besides. */
function ownAndAdded({ parts, like }: TakePlan): { own: readonly Part[]; added: readonly Part[] } {
  const own = parts.filter((part) => like?.parts.includes(part) ?? true);
  if (own.length === 0) return { own: parts, added: [] };
  return { own, added: parts.filter((part) => !own.includes(part)) };
}

/** What a candidate is told: every other one that it is at home, at no tempo, which would be the other style's. */
function toldTo(candidate: number, { home, style, bpm }: TakePlan): Told {
  return home === undefined || candidate % 2 === 0 ? { style, bpm } : { style: home };
}

function takeOf(steps: Steps, logProbability: number, plan: TakePlan): Take {
  return { score: finished(steps, plan), bits: -logProbability / Math.LN2 / steps.steps.length };
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
  const swung = plan.swing === undefined ? steps : swungTo(steps, plan.swing);
  const fresh = scoreOf(remode(swung, plan.mode, plan.key.mode), plan);
  const isKept = plan.kept?.isKept ?? (() => false);
  return checkScore(plan.original ? merged(plan.original, fresh, plan.parts, isKept) : fresh);
}

/** What a pen is told of the style and tempo that were asked for. */
type Told = Pick<TakePlan, 'style'> & Pick<Conditions, 'bpm'>;

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

/** Picks pens one after the other, each time the one with the least to say against it. */
function chosen(pens: readonly Pen[], plan: TakePlan): Pen[] {
  const costs = pens.map((pen) => -pen.logProbability);
  const middle = upperMedian(costs)!;
  const spread = upperMedian(costs.map((cost) => Math.abs(cost - middle))) || 1;
  const left = pens.map((pen, i) => {
    const unusual = (costs[i]! - middle) / spread;
    // What the network finds very unlikely is likely wrong; what it finds very likely is dull, which is less bad.
    const against = unusual > 0 ? 0.3 * unusual : -0.1 * unusual;
    const strange = plan.like === undefined ? 0 : strangeness(plan.like, pen.steps, plan);
    return { pen, steps: pen.steps, against: against + faultsOf(pen.steps, plan) + strange };
  });
  const variety = plan.like === undefined ? VARIETY : OWN_VARIETY;
  const kept: typeof left = [];
  while (kept.length < plan.count) {
    const cost = (one: (typeof left)[number]) =>
      one.against + variety * Math.max(0, ...kept.map((other) => likeness(one.steps, other.steps)));
    const best = left.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    kept.push(best);
    left.splice(left.indexOf(best), 1);
  }
  return kept.map(({ pen }) => pen);
}

/** What it costs a take to fall behind what is usual among the references, or to copy one of them. */
function strangeness({ of, usual, isCopy }: Likeness, steps: Steps, plan: TakePlan): number {
  const score = scoreOf(steps, plan);
  const likeness = of(score);
  const falls = Number.isNaN(likeness) ? 0 : Math.max(0, 1 - likeness / Math.max(0.01, usual));
  return LIKENESS * falls + (isCopy(score) ? COPY : 0);
}

/** The share of steps in which two takes say the same, among those in which either says anything; by part, averaged. */
function likeness(a: Steps, b: Steps): number {
  const shares = PARTS.flatMap((part) => {
    let spoken = 0;
    let same = 0;
    a.steps.forEach((step, at) => {
      const other = b.steps[at]!;
      if (step[part].length === 0 && other[part].length === 0) return;
      spoken += 1;
      if (shapeOf(step, part) === shapeOf(other, part)) same += 1;
    });
    return spoken > 0 ? [same / spoken] : [];
  });
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}
