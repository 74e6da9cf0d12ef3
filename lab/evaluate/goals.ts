/** What is wanted of a base generator, and whether a model reaches it. */
import type { Goal, ModelReport } from './report.ts';

type Figures = Omit<ModelReport, 'goals'>;

/**
 * A model's goals. Those that compare it with another model are there only if that model is in the same run.
 * @param others all models of the run.
 */
export function goalsOf(model: Figures, others: readonly Figures[]): Goal[] {
  const least = (id: string, wanted: string, measured: number | null, bound: number): Goal => ({
    id,
    wanted,
    measured,
    reached: measured !== null && measured >= bound,
  });
  const most = (id: string, wanted: string, measured: number | null, bound: number): Goal => ({
    id,
    wanted,
    measured,
    reached: measured !== null && measured <= bound,
  });
  const goals: Goal[] = [];
  const ngram = fewerThan(model, others, 'ngram');
  if (ngram !== undefined) goals.push(least('bits-below-ngram', 'at least 15', ngram, 15));
  const gru = fewerThan(model, others, 'gru');
  if (gru !== undefined) {
    goals.push({ id: 'bits-below-gru', wanted: 'above 0', measured: gru, reached: gru !== null && gru > 0 });
  }
  const { gaps, timing, overlap, controls, verbatim, recognised } = model;
  const exact = 100 * Math.min(controls.bpm, controls.key, controls.bars);
  const margin = timing && Math.min(timing.quantised, timing.shuffled) - timing.error;
  goals.push(
    most('pitch-class-entropy', 'at most 0.10', gaps.pitchClassEntropy, 0.1),
    most('scale-consistency', 'at most 1.0', gaps.scaleConsistency, 1),
    most('groove-consistency', 'at most 0.5', gaps.grooveConsistency, 0.5),
    { id: 'timing', wanted: 'below both', measured: margin, reached: margin !== null && margin > 0 },
    least('overlap', 'at least 90', 100 * overlap.share, 90),
    least('controls', '100', exact, 100),
    most('verbatim-melody', '0', verbatim.melody === null ? null : 100 * verbatim.melody, 0),
  );
  // Where there is only one style there is nothing to tell apart.
  if (recognised !== null) goals.push(least('style', 'at least 80', 100 * recognised, 80));
  return goals;
}

/** By how many percent a model needs fewer bits on the grammar's songs than another; undefined if that is not there. */
function fewerThan(model: Figures, others: readonly Figures[], name: string): number | null | undefined {
  const other = others.find((one) => one.name === name);
  if (other === undefined || other.name === model.name) return undefined;
  const [own, theirs] = [model.bits.grammar?.total, other.bits.grammar?.total];
  if (own === undefined || theirs === undefined || !Number.isFinite(own) || !(theirs > 0)) return null;
  return 100 * (1 - own / theirs);
}
