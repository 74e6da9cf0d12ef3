/** What was measured of a flow, as it is stored and handed on: checked whenever it is read. */
import { z } from 'zod';
import type { Flow } from './measure.ts';

const share = z.number().min(0).max(1);

export const flowSchema: z.ZodType<Flow> = z.object({
  language: z.enum(['english', 'other']),
  lines: z.int().positive(),
  adLibs: z.int().nonnegative(),
  syllables: z.object({ mean: z.number().positive(), low: z.number(), high: z.number() }),
  rhyming: z
    .object({
      density: share,
      longest: z.int().nonnegative(),
      where: z.tuple([share, share, share, share]),
      masculine: share,
      open: share,
      scheme: z.string().exactOptional(),
    })
    .exactOptional(),
});
