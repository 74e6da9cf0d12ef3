/** What a kit is shown as, as the row of its job keeps it. */
import { z } from 'zod';
import { VOICES } from '../../music/index.ts';

export const kitResult = z.object({
  artist: z.string(),
  sounds: z.number(),
  /** Where something was handed over. */
  added: z
    .object({
      sounds: z.number(),
      /** Files of a ZIP that are no sounds of a kit. */
      leftOut: z.number(),
      /** Why others could not be taken, one sentence each. */
      refused: z.array(z.string()),
    })
    .optional(),
  /** Where sounds were to be cut: what was found, what was there before and stays, and what was not found surely enough. */
  learned: z
    .object({
      found: z.array(z.enum(VOICES)),
      kept: z.array(z.enum(VOICES)),
      missing: z.array(z.enum(VOICES)),
    })
    .optional(),
  /** Drums of our synthesis that were fitted to the artist's tracks, where it has no sound of its own. */
  fitted: z.array(z.enum(VOICES)).optional(),
  /** What the picture shows. */
  alt: z.string(),
  /** The blobs of the picture and of the loop, until they are delivered. */
  picture: z.string(),
  loop: z.string(),
});
export type KitResult = z.infer<typeof kitResult>;
