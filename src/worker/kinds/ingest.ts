/** `ingest`: a reference that was just handed over is read (MIDI) or heard (audio). */
import { z } from 'zod';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';
import { referenceResult } from './reference-result.ts';

const payload = z.object({
  subject,
  referenceId: id,
  /** How many files of the same batch go before it. */
  behind: z.int().nonnegative().optional(),
});
export type IngestPayload = z.infer<typeof payload>;

export const ingest = defineKind({
  payload,
  queue: { concurrency: 2, expires: 300, priority: 5 },
  // What comes alone is waited for; of what comes together, everybody's first file goes before anybody's second.
  behind: ({ behind = 0 }) => behind,
  result: referenceResult,
  handler: async () => (await import('./ingest.handler.ts')).ingest,
});
