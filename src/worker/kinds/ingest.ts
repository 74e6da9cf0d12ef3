/** `ingest`: a reference that was just handed over is read (MIDI) or heard (audio). */
import { z } from 'zod';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';
import { referenceResult } from './reference-result.ts';

const payload = z.object({ subject, referenceId: id });
export type IngestPayload = z.infer<typeof payload>;

export const ingest = defineKind({
  payload,
  queue: { concurrency: 2, expires: 300 },
  result: referenceResult,
  handler: async () => (await import('./ingest.handler.ts')).ingest,
});
