/** `taste`: what the votes on an artist's beats say is counted and drawn. */
import { z } from 'zod';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';
import { tasteResult } from './taste-outcome.ts';

const payload = z.object({
  /** The artist's name. */
  subject,
  artistId: id,
  /** Whether whoever asks may have the votes forgotten. */
  mayForget: z.boolean(),
});
export type TastePayload = z.infer<typeof payload>;

export const taste = defineKind({
  payload,
  queue: { concurrency: 2, expires: 120 },
  async result(store, job) {
    const read = tasteResult.safeParse(job.result).data;
    if (read === undefined) return undefined;
    return read.picture === undefined || (await store.jobs.hasResult(job.id)) ? read : undefined;
  },
  handler: async () => (await import('./taste.handler.ts')).taste,
});
