/** `entry`: what a member hands in for a battle is checked, made as loud as the others, and stripped of what names it. */
import { z } from 'zod';
import { battleCard } from '../../cards/index.ts';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';

const payload = z.object({
  /** The battle's title. */
  subject,
  battleId: id,
  memberId: id,
  /** The file as it was handed over, and its name. */
  sha256: z.string(),
  file: z.string(),
  /** What the member goes by. */
  name: z.string().optional(),
  /** The wording of the consent that was given with it. */
  consent: z.string(),
});
export type EntryPayload = z.infer<typeof payload>;

const done = z.object({ seconds: z.number(), loudness: z.number() });

export const entry = defineKind({
  payload,
  queue: { concurrency: 2, expires: 300 },
  exclusive: ({ battleId, memberId }) => `entry:${battleId}:${memberId}`,
  async result(store, job, { battleId }) {
    const battle = await battleCard(store, battleId);
    return battle && { battle, ...done.parse(job.result) };
  },
  handler: async () => (await import('./entry.handler.ts')).entry,
});
