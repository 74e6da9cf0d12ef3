/** How lines sit on a tempo. */
import { STEPS_PER_BAR } from '../music/index.ts';
import type { Flow } from './measure.ts';

/** How much of a bar a line takes: a bar, as usual; half of one; or two. */
export interface Pace {
  /** `double time` puts two lines on a bar, `half time` lets one take two. */
  readonly time: 'one line a bar' | 'double time' | 'half time';
  /** 16th steps that a line takes. */
  readonly lineSteps: number;
  /** Syllables a bar and a second. */
  readonly perBar: number;
  readonly perSecond: number;
}

/**
 * Slower than this, in syllables a second, a line drags so that two go on a bar; faster, it takes two bars.
 * The bounds lie a little more than an octave apart, so that every tempo has one reading.
 */
const SLOWEST = 2.6;
const FASTEST = 6.4;
/** Where rap is at ease, about the speed of talk. */
const EASY = [3.2, 5.6] as const;

/** How the lines sit on a tempo in quarter notes a minute. */
export function paceAt({ syllables }: Pick<Flow, 'syllables'>, bpm: number): Pace {
  return paceOf(syllables.mean, bpm);
}

/** As `paceAt`, from the syllables of a line. */
export function paceOf(syllables: number, bpm: number): Pace {
  const perSecond = (syllables * bpm) / 240;
  const [time, lines] =
    perSecond < SLOWEST
      ? (['double time', 2] as const)
      : perSecond > FASTEST
        ? (['half time', 0.5] as const)
        : (['one line a bar', 1] as const);
  return {
    time,
    lineSteps: STEPS_PER_BAR / lines,
    perBar: syllables * lines,
    perSecond: perSecond * lines,
  };
}

/**
 * Those of some tempi on which the lines sit well: at ease with one line a bar, or at ease in half or double
 * time, or else the one that is nearest to it.
 */
export function easyTempi(flow: Pick<Flow, 'syllables'>, tempi: readonly number[]): readonly number[] {
  const easy = tempi.filter((bpm) => strain(paceAt(flow, bpm)) === 0);
  const plain = easy.filter((bpm) => paceAt(flow, bpm).time === 'one line a bar');
  if (plain.length > 0) return plain;
  if (easy.length > 0 || tempi.length === 0) return easy;
  const least = Math.min(...tempi.map((bpm) => strain(paceAt(flow, bpm))));
  return tempi.filter((bpm) => strain(paceAt(flow, bpm)) === least);
}

/** How far from being at ease, in octaves. */
function strain({ perSecond }: Pace): number {
  const [slow, fast] = EASY;
  return Math.max(0, Math.log2(slow / perSecond), Math.log2(perSecond / fast));
}
