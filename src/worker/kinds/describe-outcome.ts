/** What a track is described by, as the row of its job keeps it. */
import { z } from 'zod';
import { MODES, PARTS, STYLES } from '../../music/index.ts';

export const describeResult = z.object({
  /** The file's name. */
  name: z.string(),
  seconds: z.number(),
  bpm: z.number(),
  key: z.object({ tonic: z.int().min(0).max(11), mode: z.enum(MODES) }),
  /** How surely tempo and key were heard, 0–1; of MIDI they are read. */
  sure: z.object({ bpm: z.number(), key: z.number() }).optional(),
  /** Of the best loop: its bars, and events a bar of each part that plays. */
  bars: z.number(),
  density: z.partialRecord(z.enum(PARTS), z.number()),
  /** In percent; absent where nothing tells. */
  swing: z.number().optional(),
  /** The likeliest first. */
  styles: z.array(z.object({ style: z.enum(STYLES), share: z.number() })).min(1),
  warnings: z.array(z.string()),
  /** The blob of the picture, until it is delivered, and what it shows. */
  picture: z.string(),
  alt: z.string(),
});
export type DescribeResult = z.infer<typeof describeResult>;
