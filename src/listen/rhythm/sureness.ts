/** How sure a tempo is among all that were thought of, and how sure its octave is: that it is not half or double. */
import type { Rhythm } from '../types.ts';

/** A tempo and the logarithm of its posterior, up to a constant. */
export interface Weighed {
  readonly bpm: number;
  readonly worth: number;
}

/** Differences of worth are tempered by this: strikes of one beat are no independent evidence. */
export const TEMPER = 6;

/** Tempi that differ by less than this share are one. */
const SAME = 0.04;
/** Half or double is worth a thought if it has this share of the octaves. */
const THINKABLE = 0.01;

/** @param temper what differences of worth are divided by. */
export function surenessOf(
  ranked: readonly Weighed[],
  temper = TEMPER,
): Pick<Rhythm, 'bpmConfidence' | 'octaveConfidence' | 'otherBpm'> {
  const [best] = ranked;
  if (best === undefined) return { bpmConfidence: 0, octaveConfidence: 0 };
  let [all, same, half, double] = [0, 0, 0, 0];
  for (const { bpm, worth } of ranked) {
    const share = Math.exp((worth - best.worth) / temper);
    const ratio = bpm / best.bpm;
    all += share;
    if (Math.abs(ratio - 1) < SAME) same += share;
    else if (Math.abs(2 * ratio - 1) < SAME) half += share;
    else if (Math.abs(ratio / 2 - 1) < SAME) double += share;
  }
  const octaves = same + half + double;
  const isThinkable = Math.max(half, double) > THINKABLE * octaves;
  return {
    bpmConfidence: thousandths(same / all),
    octaveConfidence: thousandths(same / octaves),
    ...(isThinkable && { otherBpm: hundredths(half > double ? best.bpm / 2 : best.bpm * 2) }),
  };
}

const thousandths = (x: number) => Math.round(1000 * x) / 1000;
const hundredths = (x: number) => Math.round(100 * x) / 100;
