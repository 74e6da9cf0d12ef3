/** `describe`: a track is heard or read, and what it sounds like is told; nothing of it is kept. */
import { z } from 'zod';
import { describeResult } from './describe-outcome.ts';
import { subject } from './fields.ts';
import { defineKind } from './kind.ts';

const payload = z.object({
  /** The file's name. */
  subject,
  /** The file, which goes with the job. */
  sha256: z.string(),
});
export type DescribePayload = z.infer<typeof payload>;

export const describe = defineKind({
  payload,
  queue: { concurrency: 1, expires: 600 },
  result: async (store, job) =>
    (await store.jobs.hasResult(job.id)) ? describeResult.parse(job.result) : undefined,
  handler: async () => (await import('./describe.handler.ts')).describe,
});
