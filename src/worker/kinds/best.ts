/** `best`: a server's best take of a month is posted. */
import { z } from 'zod';
import { shelfCard } from '../../cards/index.ts';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';

const payload = z.object({
  subject,
  takeId: id,
  /** `2026-11`. */
  month: z.string(),
});
export type BestPayload = z.infer<typeof payload>;

export const best = defineKind({
  payload,
  queue: { concurrency: 1, expires: 60 },
  isQuiet: true,
  async result(store, _job, { takeId, month }) {
    const card = await shelfCard(store, takeId);
    return card && { ...card, month };
  },
  handler: async () => (await import('./best.handler.ts')).best,
});
