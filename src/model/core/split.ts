import { type Score, STEPS_PER_BAR } from '../../music/index.ts';
import { stepsOf } from './steps.ts';

/** Each bar's content, without velocities and microtiming: two bars with the same text are the same music. */
export function barsOf(score: Score): string[] {
  const { steps } = stepsOf(score);
  return Array.from({ length: score.bars }, (_, bar) =>
    steps
      .slice(bar * STEPS_PER_BAR, (bar + 1) * STEPS_PER_BAR)
      .map((step) =>
        [
          step.drums.map((hit) => hit.drum),
          step.chords.map((chord) => [chord.low, ...chord.intervals].join('.')),
          step.bass.map((note) => `${note.pitch}/${note.glide}`),
          step.melody.map((note) => note.pitch),
        ].join(';'),
      )
      .join('|'),
  );
}

/**
 * Groups scores (by index) that must stay together when some are held out: those of one reference, and those
 * that share at least half of the shorter one's bars, whatever reference they came in.
 */
export function sameMusic(scores: readonly Score[], references?: readonly string[]): number[][] {
  const bars = scores.map((score) => new Set(barsOf(score)));
  const group = scores.map((_, i) => i);
  const join = (a: number, b: number) => {
    const [from, to] = [group[b]!, group[a]!];
    for (let i = 0; i < group.length; i++) if (group[i] === from) group[i] = to;
  };
  for (let a = 0; a < scores.length; a++) {
    for (let b = a + 1; b < scores.length; b++) {
      const shared = bars[a]!.intersection(bars[b]!).size;
      const alike = shared * 2 >= Math.min(bars[a]!.size, bars[b]!.size);
      if (alike || (references && references[a] === references[b])) join(a, b);
    }
  }
  return [...Map.groupBy(scores.keys(), (i) => group[i]!).values()];
}
