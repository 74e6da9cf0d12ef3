/** `sample`: what a battle flips is made ready: the stems of a take, or what its host handed over, as a ZIP. */
import { z } from 'zod';
import { battleCard } from '../../cards/index.ts';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';

const payload = z.object({
  /** The battle's title. */
  subject,
  battleId: id,
  from: z.union([z.object({ takeId: id }), z.object({ sha256: z.string(), file: z.string() })]),
});
export type SamplePayload = z.infer<typeof payload>;

export const sample = defineKind({
  payload,
  queue: { concurrency: 1, expires: 300 },
  isQuiet: true,
  // The battle's own message shows it.
  result: (store, _job, { battleId }) => battleCard(store, battleId),
  handler: async () => (await import('./sample.handler.ts')).sample,
});
