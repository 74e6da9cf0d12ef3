/**
 * Microtiming by position: how early or late each drum is at each 16th of the bar, on average over a style's
 * scores. Drummers and producers place positions differently (the off 16th late, the snare behind the beat); a
 * model that only adds jitter of the right size has learned nothing of that.
 */
import {
  DRUMS,
  type Hit,
  offsetsOf,
  type Random,
  type Score,
  STEPS_PER_BAR,
  stepOf,
  tickOf,
  ticksOf,
} from '../../src/music/index.ts';

export interface TimingError {
  /** Mean distance of the made positions from the real ones, in ms. */
  readonly error: number;
  /** The same for hits that all lie on the grid. */
  readonly quantised: number;
  /** The same for the real scores with their own offsets dealt out again among the hits of each. */
  readonly shuffled: number;
}

/** Lateness in ms, and in how many scores it was heard. */
interface Place {
  readonly late: number;
  readonly scores: number;
}

/**
 * How far the timing of made scores is from that of real ones, over the places (a drum at a 16th of the bar) that
 * both play, each weighed by how many real scores play it. Null if there is no such place.
 */
export function timingError(
  real: readonly Score[],
  made: readonly Score[],
  random: Random,
): TimingError | null {
  const wanted = placesOf(real);
  const played = placesOf(made);
  const dealt = placesOf(real.map((score, i) => shuffledTiming(score, random.fork(`${i}`))));
  let weight = 0;
  const sums = { error: 0, quantised: 0, shuffled: 0 };
  for (const [name, { late, scores }] of wanted) {
    const own = played.get(name);
    if (own === undefined) continue;
    weight += scores;
    sums.error += scores * Math.abs(own.late - late);
    sums.quantised += scores * Math.abs(late);
    sums.shuffled += scores * Math.abs((dealt.get(name)?.late ?? 0) - late);
  }
  if (weight === 0) return null;
  return {
    error: sums.error / weight,
    quantised: sums.quantised / weight,
    shuffled: sums.shuffled / weight,
  };
}

function placesOf(scores: readonly Score[]): Map<string, Place> {
  const heard = new Map<string, number[]>();
  for (const score of scores) {
    for (const drum of DRUMS) {
      if (!score.drums.some((hit) => hit.drum === drum)) continue;
      for (const [position, late] of offsetsOf(score, drum).entries()) {
        if (late === undefined) continue;
        const name = `${drum} ${position}`;
        const before = heard.get(name);
        if (before) before.push(late);
        else heard.set(name, [late]);
      }
    }
  }
  return new Map(
    [...heard].map(([name, lates]) => [
      name,
      { late: lates.reduce((sum, late) => sum + late, 0) / lates.length, scores: lates.length },
    ]),
  );
}

/** A score in which the hits keep their 16ths and velocities, and their offsets are dealt out again. */
export function shuffledTiming(score: Score, random: Random): Score {
  const end = ticksOf(score);
  const offsets = score.drums.map(({ tick }) => stepOf(tick).offset);
  for (let i = offsets.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [offsets[i], offsets[j]] = [offsets[j]!, offsets[i]!];
  }
  const drums = score.drums.map((hit, i): Hit => {
    const { step } = stepOf(hit.tick);
    const tick = tickOf(step % (score.bars * STEPS_PER_BAR), offsets[i]!);
    return { ...hit, tick: (tick + end) % end };
  });
  return { ...score, drums: drums.sort((a, b) => a.tick - b.tick) };
}
