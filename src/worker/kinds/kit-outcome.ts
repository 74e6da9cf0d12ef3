/** What a kit is shown as, as the row of its job keeps it. */
import { z } from 'zod';

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
  /** What the picture shows. */
  alt: z.string(),
  /** The blobs of the picture and of the loop, until they are delivered. */
  picture: z.string(),
  loop: z.string(),
});
export type KitResult = z.infer<typeof kitResult>;
