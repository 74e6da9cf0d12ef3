/** `kit`: sounds become an artist's own kit, if any came or are to be cut from references; then the kit is shown, as a picture and as a loop. */
import { z } from 'zod';
import { VOICES } from '../../music/index.ts';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';
import { kitResult } from './kit-outcome.ts';

const payload = z.object({
  /** The artist's name. */
  subject,
  artistId: id,
  /** What was handed over, a sound or a ZIP; without it, the kit is only shown. */
  added: z
    .object({
      name: z.string(),
      sha256: z.string(),
      /** What the sound is, if that was said. */
      voice: z.enum(VOICES).optional(),
      /** The wording of the consent that was given with it. */
      consent: z.string(),
    })
    .optional(),
  /** From which references sounds are to be cut, and the wording of the consent that was given to it. */
  learned: z.object({ references: z.array(id), consent: z.string() }).optional(),
});
export type KitPayload = z.infer<typeof payload>;

export const kit = defineKind({
  payload,
  // One at a time, so that what is shown is what is there.
  queue: { concurrency: 1, expires: 900 },
  result: async (store, job) =>
    (await store.jobs.hasResult(job.id)) ? kitResult.parse(job.result) : undefined,
  handler: async () => (await import('./kit.handler.ts')).kit,
});
