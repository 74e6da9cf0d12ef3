/** `export`: what is kept of a member, as a ZIP; in parts where it is more than fits into a message. */
import { z } from 'zod';
import { exportResult } from './export-outcome.ts';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';

const payload = z.object({
  subject,
  serverId: id,
  memberId: id,
  /** Which part is wanted, from 1. */
  part: z.int().positive(),
  /** The most that a part may weigh, in bytes. */
  maxBytes: z.number().positive(),
});
export type ExportPayload = z.infer<typeof payload>;

export const exportKind = defineKind({
  payload,
  queue: { concurrency: 1, expires: 600 },
  exclusive: ({ serverId, memberId }) => `export:${serverId}:${memberId}`,
  result: async (store, job) => {
    const result = exportResult.parse(job.result);
    return (await store.jobs.hasResult(job.id)) ? result : undefined;
  },
  handler: async () => (await import('./export.handler.ts')).exportKept,
});
