/** What members know better of a reference than whoever read it. */
import type { Correction, Reference } from './rows.ts';

/** What members said of a reference's tempo and key: the last word on each. */
export function correctionsOf({
  corrections,
}: Pick<Reference, 'corrections'>): Pick<Correction, 'bpm' | 'key'> {
  return {
    bpm: corrections.findLast(({ bpm }) => bpm !== undefined)?.bpm,
    key: corrections.findLast(({ key }) => key !== undefined)?.key,
  };
}
