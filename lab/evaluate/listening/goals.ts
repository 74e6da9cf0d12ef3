/** What is wanted of listening on the clean set. */
import type { DrumVoice } from '../../../src/listen/index.ts';
import type { LoopFigures, LoopReport } from '../loops/index.ts';
import type { Goal } from '../report.ts';
import type { Figures } from './figures.ts';
import type { LearnedByEar } from './learning.ts';

/** Goals, or none if the clean set was not heard. */
export function listeningGoals(
  clean: Figures | undefined,
  drumsAlone: Readonly<Record<DrumVoice | 'mean', number>>,
  learning: readonly LearnedByEar[],
  loops: LoopReport,
): Goal[] {
  if (clean === undefined) return [];
  const least = (id: string, bound: number, measured: number | null): Goal => ({
    id,
    wanted: `at least ${bound.toFixed(2)}`,
    measured,
    reached: measured !== null && measured >= bound,
  });
  const most = (id: string, bound: number, measured: number): Goal => ({
    id,
    wanted: `at most ${bound.toFixed(2)}`,
    measured,
    reached: measured <= bound,
  });
  return [
    least('tempo-1', 0.9, clean.tempo1),
    least('tempo-2', 0.98, clean.tempo2),
    least('beat', 0.92, clean.beatF),
    least('downbeat', 0.88, clean.downbeatF),
    least('key', 0.75, clean.key),
    least('kick-alone', 0.92, drumsAlone.kick),
    least('snare-alone', 0.92, drumsAlone.snare),
    least('hat-alone', 0.85, drumsAlone.closedHat),
    least('drums-in-mix', 0.8, clean.drums.mean),
    least('bass', 0.8, clean.bassF),
    ...(loops.kinds['TR-8'] === undefined ? [] : realLoops(loops.kinds['TR-8'], least)),
    least('unseen-loops-tempo-1', 0.85, loops.unseen.tempo1),
    least('unseen-loops-tempo-2', 0.98, loops.unseen.tempo2),
    most('octave-calibration', 0.05, loops.octaveError),
    ...(learning.length > 0 ? [least('learned-by-ear', 0.7, meanKept(learning))] : []),
  ];
}

function realLoops(
  { tempo1, tempo2, refused, named1 }: LoopFigures,
  least: (id: string, bound: number, measured: number | null) => Goal,
): Goal[] {
  return [
    least('real-loops-tempo-1', 0.85, tempo1),
    least('real-loops-tempo-2', 0.98, tempo2),
    least('real-loops-named', 1, named1),
    least('real-loops-accepted', 1, 1 - refused),
  ];
}

/** The mean share of what scores teach that sound teaches too. */
export function meanKept(learning: readonly LearnedByEar[]): number {
  return learning.reduce((sum, { kept }) => sum + kept, 0) / learning.length;
}
