/** Waves, added to both sides of a note. The saw and the square round their edges against aliasing (polyBLEP). */
import { edge } from '../dsp/noise.ts';
import { sine } from '../dsp/shape.ts';
import type { Stereo } from '../dsp/stereo.ts';
import type { AnalogSound } from '../kit.ts';

export interface Oscillator {
  /** Where it is in its cycle, in turns. */
  phase: number;
  /** Its frequency against the note's. */
  readonly ratio: number;
  /** Its gains on either side. */
  readonly left: number;
  readonly right: number;
}

/** The second square of a cowbell against its first: 800 Hz to 540 Hz on the TR-808. */
const COWBELL_RATIO = 1.481;

/** Adds oscillators from sample `start` to `end`. @param base turns a sample */
export function oscillate(
  sound: Stereo,
  start: number,
  end: number,
  wave: AnalogSound['wave'],
  oscillators: readonly Oscillator[],
  base: number,
): void {
  const add = WAVES[wave];
  for (const oscillator of oscillators) {
    oscillator.phase = add(sound, start, end, oscillator, Math.min(0.45, base * oscillator.ratio));
  }
}

/** Adds one oscillator and gives the phase that it comes to. One loop for each wave: they are the hot ones. */
type Add = (sound: Stereo, start: number, end: number, oscillator: Oscillator, step: number) => number;

const addSaw: Add = ({ left, right }, start, end, { phase: from, left: toLeft, right: toRight }, step) => {
  let phase = from;
  for (let i = start; i < end; i++) {
    let x = 2 * phase - 1;
    if (phase < step) {
      const t = phase / step;
      x -= t + t - t * t - 1;
    } else if (phase > 1 - step) {
      const t = (phase - 1) / step;
      x -= t * t + t + t + 1;
    }
    left[i]! += x * toLeft;
    right[i]! += x * toRight;
    phase += step;
    if (phase >= 1) phase -= 1;
  }
  return phase;
};

const addSquare: Add = ({ left, right }, start, end, { phase: from, left: toLeft, right: toRight }, step) => {
  let phase = from;
  for (let i = start; i < end; i++) {
    const x =
      (phase < 0.5 ? 1 : -1) + edge(phase, step) - edge(phase < 0.5 ? phase + 0.5 : phase - 0.5, step);
    left[i]! += x * toLeft;
    right[i]! += x * toRight;
    phase += step;
    if (phase >= 1) phase -= 1;
  }
  return phase;
};

const addTriangle: Add = (
  { left, right },
  start,
  end,
  { phase: from, left: toLeft, right: toRight },
  step,
) => {
  let phase = from;
  for (let i = start; i < end; i++) {
    const x = 1 - 4 * Math.abs(phase - 0.5);
    left[i]! += x * toLeft;
    right[i]! += x * toRight;
    phase += step;
    if (phase >= 1) phase -= 1;
  }
  return phase;
};

const addSine: Add = ({ left, right }, start, end, { phase: from, left: toLeft, right: toRight }, step) => {
  let phase = from;
  for (let i = start; i < end; i++) {
    const x = sine(phase);
    left[i]! += x * toLeft;
    right[i]! += x * toRight;
    phase += step;
    if (phase >= 1) phase -= 1;
  }
  return phase;
};

/** Two squares; the phase counts the first one's cycles on, so that the second can be told from it. */
const addCowbell: Add = (
  { left, right },
  start,
  end,
  { phase: from, left: toLeft, right: toRight },
  step,
) => {
  let phase = from;
  const high = Math.min(0.45, step * COWBELL_RATIO);
  for (let i = start; i < end; i++) {
    const first = phase - Math.floor(phase);
    const turned = phase * COWBELL_RATIO;
    const second = turned - Math.floor(turned);
    const x =
      (first < 0.5 ? 0.5 : -0.5) +
      (second < 0.5 ? 0.5 : -0.5) +
      0.5 *
        (edge(first, step) -
          edge((first + 0.5) % 1, step) +
          edge(second, high) -
          edge((second + 0.5) % 1, high));
    left[i]! += x * toLeft;
    right[i]! += x * toRight;
    phase += step;
  }
  return phase;
};

const WAVES: Readonly<Record<AnalogSound['wave'], Add>> = {
  saw: addSaw,
  square: addSquare,
  triangle: addTriangle,
  sine: addSine,
  cowbell: addCowbell,
};
