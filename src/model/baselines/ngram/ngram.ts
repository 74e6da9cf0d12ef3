/** A generator by counting: interpolated n-grams over the choices that a style's songs are made of. */
import { checkScore, type Random, type Score, STEPS_PER_BAR, type Style } from '../../../music/index.ts';
import { FIELD_SIZES } from '../../core/fields.ts';
import type { BitsPerStep, Generator, SampleRequest } from '../../core/generator.ts';
import { classesOf, homeMode, type PitchLanguage } from '../../core/language.ts';
import { isPlayable, type Language } from '../../core/masks.ts';
import { remode } from '../../core/remode.ts';
import { checkRequest, type FullRequest } from '../../core/request.ts';
import { oneAtATime, type Steps, scoreOf } from '../../core/steps.ts';
import { choicesOf, Writer } from '../../core/writer.ts';
import { Contexts } from './contexts.ts';
import { eachPart, exampleOf, OVERLAPS, visitsOf } from './count.ts';
import { draw } from './draw.ts';
import { bitsOf, estimate } from './estimate.ts';
import { type Form, planForm } from './form.ts';
import type { Table } from './table.ts';

/** What is known of a style. */
export interface StylePrior {
  readonly style: Style;
  readonly counts: Table;
  readonly language: PitchLanguage;
}

/** Values less likely than this share of the likeliest are not written: smoothing is for measuring. */
const MIN_P = 0.02;
/** How often a score is begun again because a part that was asked for never came in. */
const ATTEMPTS = 6;
/** The share of melody notes that must sound into another for the melody to have more than one voice. */
const VOICES = 0.1;

export function ngramGenerator(prior: StylePrior): Generator {
  return {
    kind: 'ngram',
    style: prior.style,
    bitsPerStep: (scores) => bitsPerStep(prior.counts, scores),
    sample: (request, random) => sample(prior, request, random),
  };
}

function bitsPerStep(counts: Table, scores: readonly Score[]): BitsPerStep {
  const bits = eachPart(() => 0);
  let steps = 0;
  for (const score of scores) {
    steps += score.bars * STEPS_PER_BAR;
    for (const visit of visitsOf(exampleOf(score))) bits[visit.part] += bitsOf(counts, visit);
  }
  const parts = eachPart((part) => bits[part] / steps);
  return { total: Object.values(parts).reduce((sum, value) => sum + value, 0), parts };
}

function sample({ counts, language: spoken }: StylePrior, asked: SampleRequest, random: Random): Score {
  const request = checkRequest(asked);
  const home = homeMode(spoken, request.key.mode);
  const classes = new Set(classesOf(spoken, home));
  const language: Language = { key: { tonic: request.key.tonic, mode: home }, classes };
  for (let attempt = 1; ; attempt++) {
    const insist = attempt === ATTEMPTS;
    const steps = write(counts, request, language, random.fork(`attempt ${attempt}`), insist);
    const complete = request.parts.every((part) => steps.steps.some((step) => step[part].length > 0));
    if (!complete && !insist) continue;
    const score = scoreOf(remode(steps, home, request.key.mode), request);
    return checkScore(isOneVoice(counts) ? { ...score, melody: oneAtATime(score.melody) } : score);
  }
}

/** Writes steps. `insist` makes every part begin in the first step. */
function write(
  counts: Table,
  request: FullRequest,
  language: Language,
  random: Random,
  insist: boolean,
): Steps {
  const writer = new Writer(request);
  const contexts = new Contexts(writer, language.key.mode);
  const form = planForm(counts, request, random.fork('form'));
  while (!writer.done) {
    const repeated = repeat(writer, form);
    if (repeated !== undefined) {
      writer.push(repeated);
      continue;
    }
    const size = FIELD_SIZES[writer.field];
    const nothing = writer.field === 'drum' ? size - 1 : 0;
    const mustBegin = insist && writer.step === 0 && writer.chosen.length === 0;
    const possible = (value: number) => writer.allows(value) && !(mustBegin && value === nothing);
    const probabilities = estimate(counts, contexts.keys(), size);
    const options = { temperature: request.temperature, minP: MIN_P };
    let value = draw(
      probabilities,
      { ...options, allows: (v) => possible(v) && isPlayable(writer.current, writer.field, v, language) },
      random,
    );
    if (value < 0) value = draw(probabilities, { ...options, allows: possible }, random);
    writer.push(value);
  }
  return { bars: request.bars, parts: request.parts, steps: writer.steps };
}

/** The choice at hand as the bar that is repeated made it; how hard and when to play is chosen again. */
function repeat(writer: Writer, form: Form): number | undefined {
  const { part, step, field, steps, current } = writer;
  const ago = form[part][Math.floor(step / STEPS_PER_BAR)] ?? 0;
  if (ago === 0 || field.endsWith('Velocity') || field.endsWith('Offset')) return undefined;
  const source = steps[step - ago * STEPS_PER_BAR]!;
  // Chosen again are attributes of equal number, so that the choices of both steps stay side by side.
  const value = choicesOf(source, part)[writer.chosen.length];
  const fits = value !== undefined && writer.allows(value) && current[part].length <= source[part].length;
  return fits ? value : undefined;
}

/** Whether the melodies of the material are sung by one voice. */
function isOneVoice(counts: Table): boolean {
  const seen = counts.get(OVERLAPS);
  const overlapping = seen?.counts[seen.values.indexOf(1)] ?? 0;
  return seen !== undefined && overlapping < VOICES * seen.total;
}
