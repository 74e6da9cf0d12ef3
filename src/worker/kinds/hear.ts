/** `hear`: sound that no listener was sure of is heard by a newer one. Nobody waits for it. */
import { z } from 'zod';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';
import { referenceResult } from './reference-result.ts';

const payload = z.object({ subject, referenceId: id });
export type HearPayload = z.infer<typeof payload>;

export const hear = defineKind({
  payload,
  queue: { concurrency: 1, expires: 3600 },
  // One at a time, whatever waits.
  exclusive: () => 'hear',
  result: referenceResult,
  handler: async () => (await import('./hear.handler.ts')).hear,
});
