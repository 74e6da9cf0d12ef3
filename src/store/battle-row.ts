/** A battle's rows. */
import { z } from 'zod';
import {
  BATTLE_KINDS,
  BATTLE_PHASES,
  type Battle,
  type BattleEntry,
  type BattleRules,
  type BattleState,
  OFF_REASONS,
} from './battle-types.ts';
import type { Tx } from './database.ts';
import { keyJson, readJson } from './json.ts';
import type { Prisma } from './prisma/client.ts';
import type { BattleModel } from './prisma/models.ts';

export const rulesJson: z.ZodType<BattleRules> = z.object({
  hours: z.number().positive(),
  votingHours: z.number().positive(),
  choices: z.int().positive(),
  most: z.int().positive(),
  take: z
    .object({ bpm: z.number().positive(), key: keyJson, bars: z.int().positive(), seed: z.int() })
    .exactOptional(),
});

export const entryParts = {
  include: { artist: { select: { name: true } }, take: { select: { facts: true } } },
  orderBy: [{ handedInAt: 'asc' }, { id: 'asc' }],
} satisfies Prisma.BattleEntryFindManyArgs;
type EntryRow = Prisma.BattleEntryGetPayload<typeof entryParts>;

/** @throws `row-invalid`. */
export function battleOf({ sampleWording: _, shownRevision: __, ...row }: BattleModel): Battle {
  const what = `battle ${row.id}`;
  return {
    ...row,
    kind: readJson(z.enum(BATTLE_KINDS), row.kind, what),
    phase: readJson(z.enum(BATTLE_PHASES), row.phase, what),
    rules: readJson(rulesJson, row.rules, what),
    reason: readJson(z.enum(OFF_REASONS).nullable(), row.reason, what),
  };
}

const timed = z.object({ seconds: z.number() });

export function entryOf({ artist, take, wording: _, loudness: __, ...row }: EntryRow): BattleEntry {
  return {
    ...row,
    name: artist?.name ?? row.name,
    seconds: row.seconds ?? timed.safeParse(take?.facts).data?.seconds ?? null,
  };
}

/** All of a battle at one moment. */
export async function stateOf(tx: Tx, row: BattleModel): Promise<BattleState> {
  const battleId = row.id;
  const entries = await tx.battleEntry.findMany({ where: { battleId }, ...entryParts });
  const matches = await tx.battleMatch.findMany({
    where: { battleId },
    orderBy: [{ round: 'asc' }, { place: 'asc' }],
  });
  const votes = await tx.$queryRaw<{ round: number; entryId: string; votes: number }[]>`
    SELECT round, entry_id AS "entryId", count(*)::int AS votes FROM battle_votes
    WHERE battle_id = ${battleId} GROUP BY round, entry_id`;
  const voters = await tx.$queryRaw<{ memberId: string; round: number }[]>`
    SELECT DISTINCT member_id AS "memberId", round FROM battle_votes WHERE battle_id = ${battleId}`;
  const filed = [row.jobId, ...entries.map(({ jobId }) => jobId)].flatMap((id) => id ?? []);
  const [clock] = await tx.$queryRaw<{ now: Date; open: number }[]>`
    SELECT now() AS now, (SELECT count(*)::int FROM jobs j WHERE j.state IN ('queued', 'running') AND (
      j.id = ANY(${filed}) OR (j.kind = 'entry' AND j.server_id = ${row.serverId}
        AND j.payload->>'battleId' = ${battleId}))) AS open`;
  const asked = entries.flatMap(({ jobId, takeId }) => (jobId !== null && takeId === null ? [jobId] : []));
  const made = await tx.beat.findMany({
    where: { jobId: { in: asked } },
    select: { jobId: true, takes: { select: { id: true, facts: true }, orderBy: { name: 'asc' }, take: 1 } },
  });
  /** An artist's take as soon as it is there. */
  const taken = (entry: (typeof entries)[number]) => {
    const [take] = made.find(({ jobId }) => jobId === entry.jobId)?.takes ?? [];
    return take === undefined ? entry : { ...entry, takeId: take.id, take };
  };
  return {
    battle: battleOf(row),
    entries: entries.map((entry) => entryOf(entry.jobId === null ? entry : taken(entry))),
    matches: matches.map(({ battleId: _, ...match }) => match),
    votes,
    voters,
    openJobs: clock?.open ?? 0,
    now: new Date(clock?.now ?? Date.now()),
    shownRevision: row.shownRevision,
  };
}
