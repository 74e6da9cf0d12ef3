/** What a taste is shown as, as the row of its job keeps it. */
import { z } from 'zod';
import { TASTE_FEATURES } from '../../taste/index.ts';

export const tasteResult = z.object({
  artist: z.string(),
  artistId: z.string(),
  mayForget: z.boolean(),
  /** Whether beats follow it. */
  isFollowed: z.boolean(),
  /** Since when votes count, in milliseconds; 0: since ever. */
  since: z.number(),
  votes: z.number(),
  voters: z.number(),
  least: z.number(),
  leanings: z.array(z.object({ feature: z.enum(TASTE_FEATURES), isMore: z.boolean(), sure: z.number() })),
  /** The blob of the picture, until it is delivered, and what it shows; absent while there are too few votes. */
  picture: z.string().optional(),
  alt: z.string().optional(),
});
export type TasteResult = z.infer<typeof tasteResult>;
