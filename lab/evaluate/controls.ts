/** Whether models do as they are told. */
import type { SampleRequest } from '../../src/model/index.ts';
import {
  BPM_RANGE,
  MODES,
  PARTS,
  type Part,
  pitchInScaleRate,
  type Random,
  type Score,
  type Style,
  swingOf,
} from '../../src/music/index.ts';
import { type Candidate, type Contestant, handedOut } from './candidate.ts';
import { meanOf } from './measures.ts';

/** Shares of scores, 0–1. */
export interface Controls {
  /** That have exactly the tempo, the key and the bars asked for. */
  readonly bpm: number;
  readonly key: number;
  readonly bars: number;
  /** In which exactly the parts asked for play. */
  readonly parts: number;
  /** The share of the notes that lie in the scale asked for; null without notes. */
  readonly notesInKey: number | null;
}

export interface ObeyedWishes {
  /** The share of parts whose density is within a quarter, or one event a bar, of what was wished. */
  readonly density: number | null;
  /** The share of scores whose swing is within two points of what was wished. */
  readonly swing: number | null;
}

/** The request that a real score would be the answer to. */
export function requestLike({ bpm, key, bars }: Score, style: Style): SampleRequest {
  return { style, bpm, key, bars };
}

/** The parts that are asked for in turn; every model can write one of them at least. */
const PART_CHOICES: readonly (readonly Part[])[] = [
  PARTS,
  ['drums', 'bass'],
  ['bass', 'chords', 'melody'],
  ['drums', 'chords', 'melody'],
  ['melody'],
];
/** The longest piece that is asked for, in bars. */
const LONGEST = 16;

/** Requests such as people make: any tempo to two decimals, any key, 1 to 16 bars, not always all parts. */
export function variedRequests(style: Style, count: number, random: Random): SampleRequest[] {
  const [slowest, fastest] = BPM_RANGE;
  return Array.from({ length: count }, (_, i) => ({
    style,
    bpm: Math.round(100 * (slowest + random.next() * (fastest - slowest))) / 100,
    key: { tonic: random.int(12), mode: random.pick(MODES) },
    bars: 1 + random.int(LONGEST),
    parts: PART_CHOICES[i % PART_CHOICES.length]!,
  }));
}

export interface Answer {
  readonly request: SampleRequest;
  readonly score: Score;
}

/**
 * @param usual answers to requests that real scores would be the answer to; the notes of these are held against
 * their key.
 * @param varied answers to any other requests.
 */
export function controlsOf(usual: readonly Answer[], varied: readonly Answer[]): Controls {
  const answers = [...usual, ...varied];
  const share = (holds: (request: SampleRequest, score: Score) => boolean) =>
    answers.filter(({ request, score }) => holds(request, score)).length / answers.length;
  return {
    bpm: share((request, score) => score.bpm === request.bpm),
    key: share(({ key }, score) => score.key.tonic === key.tonic && score.key.mode === key.mode),
    bars: share((request, score) => score.bars === request.bars),
    parts: share((request, score) =>
      PARTS.every((part) => score[part].length > 0 === (request.parts ?? PARTS).includes(part)),
    ),
    notesInKey: meanOf(usual.map(({ request, score }) => pitchInScaleRate({ ...score, key: request.key }))),
  };
}

/** Swings that are wished for in turn. */
const SWINGS = [0.5, 0.54, 0.58, 0.62];
const SWING_SLACK = 0.02;
const DENSITY_SLACK = 0.25;

/**
 * Wishes densities of other real scores of the style, and swings, and looks at what comes.
 * @returns null for what the model does not take wishes of.
 */
export async function wishesObeyed(
  wishes: Candidate['wishes'],
  contestant: Contestant,
  real: readonly Score[],
  { style, count, random }: { style: Style; count: number; random: Random },
): Promise<ObeyedWishes> {
  const requests = Array.from({ length: count }, (_, i) => requestLike(real[i % real.length]!, style));
  const density: number[] = [];
  if (wishes?.density) {
    const wanted = requests.map(() => densityOf(random.pick(real)));
    const asked = requests.map((request, i) => ({
      request: wishes.density!(request, wanted[i]!),
      random: random.fork(`density ${i}`),
    }));
    for (const [i, score] of (await handedOut(contestant, asked)).entries()) {
      const had = densityOf(score);
      for (const part of PARTS) density.push(isNear(had[part], wanted[i]![part]) ? 1 : 0);
    }
  }
  const swing: number[] = [];
  if (wishes?.swing) {
    const wanted = requests.map((_, i) => SWINGS[i % SWINGS.length]!);
    const asked = requests.map((request, i) => ({
      request: wishes.swing!(request, wanted[i]!),
      random: random.fork(`swing ${i}`),
    }));
    for (const [i, score] of (await handedOut(contestant, asked)).entries()) {
      const had = swingOf(score);
      swing.push(had !== undefined && Math.abs(had / 100 - wanted[i]!) <= SWING_SLACK ? 1 : 0);
    }
  }
  return { density: meanOf(density), swing: meanOf(swing) };
}

function densityOf(score: Score): Record<Part, number> {
  const count = (part: Part) => score[part].length / score.bars;
  return { drums: count('drums'), bass: count('bass'), chords: count('chords'), melody: count('melody') };
}

function isNear(had: number, wanted: number): boolean {
  return Math.abs(had - wanted) <= Math.max(1, DENSITY_SLACK * wanted);
}
