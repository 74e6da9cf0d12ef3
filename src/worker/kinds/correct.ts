/** `correct`: a reference is read or heard again as a member says it is; until then, what was found stays. */
import { z } from 'zod';
import { keyJson } from '../../store/index.ts';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';
import { referenceResult } from './reference-result.ts';

const payload = z.object({
  subject,
  referenceId: id,
  bpm: z.number().positive().optional(),
  key: keyJson.optional(),
  /** How long after it a training starts by itself, in milliseconds. */
  trainAfterMs: z.number().nonnegative().optional(),
});
export type CorrectPayload = z.infer<typeof payload>;

export const correct = defineKind({
  payload,
  queue: { concurrency: 2, expires: 300, priority: 5 },
  exclusive: ({ referenceId }) => correctionKey(referenceId),
  result: referenceResult,
  handler: async () => (await import('./correct.handler.ts')).correct,
});

/** No second correction of a reference is filed until the first has ended. */
export function correctionKey(referenceId: string): string {
  return `correct:${referenceId}`;
}
