/** Who writes a beat, for its files to say. */
import type { Origin } from '../music/index.ts';
import type { Beat, StoredGenerator } from '../store/index.ts';

/** @param artist the artist's name; of a beat of a style alone there is none, nor a generator. */
export function originOf(
  { style, seed }: Pick<Beat, 'style' | 'seed'>,
  generator: StoredGenerator | undefined,
  artist: string | undefined,
): Omit<Origin, 'take'> {
  if (generator === undefined || artist === undefined) return { style, seed };
  const { version, referenceIds } = generator;
  return { generator: { artist, version, references: referenceIds.length }, style, seed };
}
