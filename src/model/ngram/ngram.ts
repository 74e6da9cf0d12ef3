/** A generator by counting: interpolated n-grams over choices, grown from a style and taught by an artist. */
import {
  checkScore,
  type Key,
  MODES,
  type Mode,
  type Random,
  type Score,
  STEPS_PER_BAR,
  type Style,
  scalePitchClasses,
} from '../../music/index.ts';
import { draw } from '../draw.ts';
import { FIELD_SIZES } from '../fields.ts';
import type { BitsPerStep, Generator, SampleRequest } from '../generator.ts';
import { isPlayable, type Language } from '../masks.ts';
import { remode } from '../remode.ts';
import { checkRequest, type FullRequest } from '../request.ts';
import { oneAtATime, type Steps, scoreOf } from '../steps.ts';
import { choicesOf, Writer } from '../writer.ts';
import { Contexts } from './contexts.ts';
import { type Example, eachPart, exampleOf, OVERLAPS, palette, tableOf, visitsOf } from './count.ts';
import { bitsOf, type Evidence, estimate } from './estimate.ts';
import { type Form, planForm } from './form.ts';
import { saveNgram } from './save.ts';

/** A style's counts, shared by every generator that is grown from it. */
export interface StylePrior {
  readonly style: Style;
  readonly evidence: Evidence;
}

/** What an artist adds to a style. */
export interface ArtistExamples {
  readonly examples: readonly Example[];
  /** See `Evidence.styleWeight`. */
  readonly styleWeight: number;
}

/** Values less likely than this share of the likeliest are not written: smoothing is for measuring. */
const MIN_P = 0.02;
/** How often a score is begun again because a part that was asked for never came in. */
const ATTEMPTS = 6;
/** The share of the notes that a pitch class outside the scale must have to belong to the language. */
const COLOUR = 0.04;
/** The share of melody notes that must sound into another for the melody to have more than one voice. */
const VOICES = 0.1;

/** @param prior what is known of the style; with `artist`, what is known of its artist on top. */
export function ngramGenerator(prior: StylePrior, artist?: ArtistExamples): Generator {
  const { style } = prior;
  const evidence: Evidence = artist
    ? { style: prior.evidence.style, artist: tableOf(artist.examples), styleWeight: artist.styleWeight }
    : prior.evidence;
  return {
    kind: 'ngram',
    style,
    bitsPerStep: (scores) => bitsPerStep(evidence, scores),
    sample: (request, random) => sample(evidence, request, random),
    save: () => saveNgram({ style, ...(artist && { artist }) }),
  };
}

function bitsPerStep(evidence: Evidence, scores: readonly Score[]): BitsPerStep {
  const bits = eachPart(() => 0);
  let steps = 0;
  for (const score of scores) {
    steps += score.bars * STEPS_PER_BAR;
    for (const visit of visitsOf(exampleOf(score))) bits[visit.part] += bitsOf(evidence, visit);
  }
  const parts = eachPart((part) => bits[part] / steps);
  return { total: Object.values(parts).reduce((sum, value) => sum + value, 0), parts };
}

function sample(evidence: Evidence, asked: SampleRequest, random: Random): Score {
  const request = checkRequest(asked);
  const home = homeMode(evidence, request.key.mode);
  const language = languageOf(evidence, { tonic: request.key.tonic, mode: home });
  for (let attempt = 1; ; attempt++) {
    const insist = attempt === ATTEMPTS;
    const steps = write(evidence, request, language, random.fork(`attempt ${attempt}`), insist);
    const complete = request.parts.every((part) => steps.steps.some((step) => step[part].length > 0));
    if (!complete && !insist) continue;
    const score = scoreOf(remode(steps, home, request.key.mode), request);
    return checkScore(isOneVoice(evidence) ? { ...score, melody: oneAtATime(score.melody) } : score);
  }
}

/** Writes steps. `insist` makes every part begin in the first step. */
function write(
  evidence: Evidence,
  request: FullRequest,
  language: Language,
  random: Random,
  insist: boolean,
): Steps {
  const writer = new Writer(request);
  const contexts = new Contexts(writer, language.key.mode);
  const form = planForm(evidence, request, random.fork('form'));
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
    const probabilities = estimate(evidence, contexts.keys(), size);
    const options = { temperature: request.temperature, minP: MIN_P };
    let value = draw(
      probabilities,
      { ...options, allows: (v) => possible(v) && isPlayable(writer, v, language) },
      random,
    );
    if (value < 0) value = draw(probabilities, { ...options, allows: possible }, random);
    writer.push(value);
  }
  return { bars: request.bars, parts: request.parts, steps: writer.steps };
}

/** The choice at hand as the bar that is repeated made it; how hard and when to play is chosen anew. */
function repeat(writer: Writer, form: Form): number | undefined {
  const { part, step, field, steps, current } = writer;
  const ago = form[part][Math.floor(step / STEPS_PER_BAR)] ?? 0;
  if (ago === 0 || field.endsWith('Velocity') || field.endsWith('Offset')) return undefined;
  const source = steps[step - ago * STEPS_PER_BAR]!;
  // Chosen anew are attributes of equal number, so that the choices of both steps stay side by side.
  const value = choicesOf(source, part)[writer.chosen.length];
  const fits = value !== undefined && writer.allows(value) && current[part].length <= source[part].length;
  return fits ? value : undefined;
}

/**
 * The mode to think in: the one asked for if the artist (or, without one, the style) uses it, else the one it
 * uses most. What is written in another mode than was asked for is moved to it degree by degree.
 */
function homeMode(evidence: Evidence, wanted: Mode): Mode {
  const table = evidence.artist ?? evidence.style;
  const notes = MODES.map((mode) => table.get(palette(mode))?.total ?? 0);
  const all = notes.reduce((sum, n) => sum + n, 0);
  if (all === 0 && evidence.artist) return homeMode({ ...evidence, artist: evidence.style }, wanted);
  if (notes[MODES.indexOf(wanted)]! >= 0.1 * all) return wanted;
  return MODES[notes.indexOf(Math.max(...notes))]!;
}

/** Whether the melodies of the material are sung by one voice. */
function isOneVoice(evidence: Evidence): boolean {
  const seen = evidence.artist?.get(OVERLAPS) ?? evidence.style.get(OVERLAPS);
  const overlapping = seen?.counts[seen.values.indexOf(1)] ?? 0;
  return seen !== undefined && overlapping < VOICES * seen.total;
}

function languageOf(evidence: Evidence, key: Key): Language {
  const classes = new Set(scalePitchClasses({ tonic: 0, mode: key.mode }));
  for (const table of [evidence.style, evidence.artist]) {
    const used = table?.get(palette(key.mode));
    used?.values.forEach((pitchClass, i) => {
      if (used.counts[i]! >= COLOUR * used.total) classes.add(pitchClass);
    });
  }
  return { key, classes };
}
