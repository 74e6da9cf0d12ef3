/** What an artist's tracks sound like, as a generator was stored with it. */
import { z } from 'zod';
import { DRUMS, type Drum } from '../music/index.ts';
import type { JsonObject, StoredGenerator } from '../store/index.ts';

const lineage = z.object({
  timbre: z.custom<JsonObject>((value) => typeof value === 'object' && value !== null),
});
const fitted = z.object({
  drums: z.array(z.object({ drum: z.enum(DRUMS), sound: z.looseObject({}).optional() })),
});

/** As it was stored, for threads to read. None of a generator without audio references, or of one that was retired. */
export function timbreOf(generator: Pick<StoredGenerator, 'lineage'> | undefined): JsonObject | undefined {
  return lineage.safeParse(generator?.lineage).data?.timbre;
}

/** The drums of our synthesis that were fitted to the artist's tracks. */
export function fittedDrums(generator: Pick<StoredGenerator, 'lineage'> | undefined): readonly Drum[] {
  const drums = fitted.safeParse(timbreOf(generator)).data?.drums ?? [];
  return drums.filter(({ sound }) => sound !== undefined).map(({ drum }) => drum);
}
