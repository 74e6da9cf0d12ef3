/** The habits that a generator was stored with, read back from its lineage. */
import { z } from 'zod';
import { STYLES } from '../../music/index.ts';
import type { StoredGenerator } from '../../store/index.ts';
import type { Habits } from '../../services/choose.ts';
import { keySchema } from './payload.ts';

const lineage = z.object({
  habits: z.object({ style: z.enum(STYLES), bpms: z.array(z.number()), keys: z.array(keySchema) }),
});

/** @throws ZodError if a version that wrote something else stored the generator. */
export function habitsOf(generator: Pick<StoredGenerator, 'lineage'>): Habits {
  return lineage.parse(generator.lineage).habits;
}
