/** `post`: a message of a battle: how it stands, its entries, a reminder, or what came of it. */
import { z } from 'zod';
import { battleCard } from '../../cards/index.ts';
import type { Store } from '../../store/index.ts';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';

export const POSTS = ['board', 'part', 'reminder', 'results'] as const;

const payload = z.object({
  /** The battle's title. */
  subject,
  battleId: id,
  post: z.enum(POSTS),
  /** The round of votes that it is about, from 1. */
  round: z.int(),
  /** Of a `part`: the entries that it has. */
  entryIds: z.array(id).optional(),
  /** Of a `board`: whether the sample comes with it. */
  hasSample: z.boolean().optional(),
});
export type PostPayload = z.infer<typeof payload>;

/** What was made for it, until it is delivered. */
export const postMade = z.object({
  /** Blind copies of takes, by entry. */
  takes: z.record(z.string(), z.string()).optional(),
  picture: z.object({ sha256: z.string(), alt: z.string() }).optional(),
});

export const post = defineKind({
  payload,
  queue: { concurrency: 2, expires: 300 },
  isQuiet: true,
  async result(store, job, { battleId, ...told }) {
    const battle = await battleCard(store, battleId);
    if (battle === undefined) return undefined;
    const made = postMade.parse(job.result ?? {});
    return {
      battle,
      ...told,
      jobId: job.id,
      alt: made.picture?.alt,
      missing: await missingOf(store, battleId),
    };
  },
  handler: async () => (await import('./post.handler.ts')).post,
});

/** Entrants who have not voted in the round that is open. */
async function missingOf(store: Store, battleId: string): Promise<string[]> {
  const state = await store.battles.state(battleId);
  if (state?.battle.phase !== 'voting') return [];
  const { battle, entries, voters } = state;
  const voted = new Set(voters.flatMap(({ memberId, round }) => (round === battle.round ? [memberId] : [])));
  return entries.flatMap(({ memberId, number }) =>
    memberId !== null && number !== null && !voted.has(memberId) ? [memberId] : [],
  );
}
