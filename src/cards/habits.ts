/** The habits of an artist that a generator was stored with. */
import { z } from 'zod';
import { type Key, PARTS, type Part, STYLES, type Style } from '../music/index.ts';
import { keyJson, type StoredGenerator } from '../store/index.ts';

/** What an artist's references say of the sound that was learned from them. */
export interface Habits {
  readonly style: Style;
  /** Tempi of the references, in quarter notes a minute. */
  readonly bpms: readonly number[];
  readonly keys: readonly Key[];
  /** If nobody has said the style: which it may be, the likeliest first, with their shares of all. */
  readonly styles?: readonly { readonly style: Style; readonly share: number }[];
  /** Which parts each reference has; not kept of what was learned long ago. */
  readonly parts?: readonly (readonly Part[])[];
}

const lineage = z.object({
  habits: z.object({
    style: z.enum(STYLES),
    bpms: z.array(z.number()),
    keys: z.array(keyJson),
    parts: z.array(z.array(z.enum(PARTS))).optional(),
    styles: z.array(z.object({ style: z.enum(STYLES), share: z.number() })).optional(),
  }),
});

/** The styles that a generator's artist was thought to have; none where it was said, or of a version that kept none. */
export function stylesOf(generator: Pick<StoredGenerator, 'lineage'>): Habits['styles'] {
  return lineage.safeParse(generator.lineage).data?.habits.styles;
}

/** @throws ZodError if a version that wrote something else stored the generator. */
export function habitsOf(generator: Pick<StoredGenerator, 'lineage'>): Habits {
  return lineage.parse(generator.lineage).habits;
}
