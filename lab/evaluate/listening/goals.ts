/** What is wanted of listening on the clean set. */
import type { DrumVoice } from '../../../src/listen/index.ts';
import type { Goal } from '../report.ts';
import type { Figures } from './figures.ts';
import type { LearnedByEar } from './learning.ts';

/** Goals, or none if the clean set was not heard. */
export function listeningGoals(
  clean: Figures | undefined,
  drumsAlone: Readonly<Record<DrumVoice | 'mean', number>>,
  learning: readonly LearnedByEar[],
): Goal[] {
  if (clean === undefined) return [];
  const least = (id: string, bound: number, measured: number | null): Goal => ({
    id,
    wanted: `at least ${bound.toFixed(2)}`,
    measured,
    reached: measured !== null && measured >= bound,
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
    ...(learning.length > 0 ? [least('learned-by-ear', 0.7, meanKept(learning))] : []),
  ];
}

/** The mean share of what scores teach that sound teaches too. */
export function meanKept(learning: readonly LearnedByEar[]): number {
  return learning.reduce((sum, { kept }) => sum + kept, 0) / learning.length;
}
