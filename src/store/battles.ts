/** Battles: rows that one transaction after the other moves on, under the lock of the battle's own row. */
import { BeatwrightError } from '../words/index.ts';
import { ballots } from './ballots.ts';
import { battleOf, entryOf, entryParts, rulesJson, stateOf } from './battle-row.ts';
import type { BattleChange, Battles } from './battle-types.ts';
import type { BlobKeeper } from './blobs.ts';
import type { Database, Tx } from './database.ts';
import { isDuplicate } from './errors.ts';
import { newId } from './ids.ts';
import { createJob, jobOf, requireJob } from './job-row.ts';
import { cleanText, toJson } from './json.ts';
import { ensureMember } from './members.ts';
import type { Prisma } from './prisma/client.ts';
import type { BattleModel } from './prisma/models.ts';
import type { Job } from './rows.ts';

const OPEN: string[] = ['preparing', 'open', 'voting'];

export function battles(db: Database, keeper: BlobKeeper): Battles {
  const { prisma, transaction } = db;
  const find = async (id: string) => {
    const row = await prisma.battle.findUnique({ where: { id } });
    return row === null ? undefined : battleOf(row);
  };
  /** Changes an open battle under its lock. */
  const change = (id: string, work: (tx: Tx, row: BattleModel) => Promise<Prisma.BattleUpdateInput>) =>
    transaction(async (tx) => {
      const row = await lock(tx, id);
      if (!OPEN.includes(row.phase)) throw new BeatwrightError('battle-over', { title: row.title });
      const data = { ...(await work(tx, row)), revision: { increment: 1 } };
      return battleOf(await tx.battle.update({ where: { id }, data }));
    });

  return {
    add: async ({ jobOf, artistIds = [], ...given }) => {
      const id = newId();
      const { messageId } = given;
      if (messageId !== undefined) {
        const known = await prisma.battle.findFirst({ where: { messageId } });
        if (known !== null) return { battle: battleOf(known), job: undefined, isNew: false };
      }
      const filed = jobOf?.(id);
      // Who was named earlier came earlier: so ties are told.
      const now = Date.now();
      const entries = artistIds.map((artistId, i) => ({
        id: newId(),
        artistId,
        handedInAt: new Date(now + i),
      }));
      return keeper.keepIf(filed?.holds ?? [], () =>
        transaction(async (tx) => {
          await ensureMember(tx, given.serverId, given.hostId);
          if (filed?.holds !== undefined) await keeper.claim(tx, filed.holds);
          const job = filed && (await createJob(tx, filed));
          const row = await tx.battle.create({
            data: {
              ...given,
              id,
              title: cleanText(given.title),
              rules: toJson(rulesJson, given.rules),
              jobId: job?.id ?? null,
              entries: { create: entries },
            },
          });
          return { battle: battleOf(row), job, isNew: true };
        }),
      );
    },

    drop: async (id) => {
      await prisma.battle.deleteMany({ where: { id, phase: 'preparing' } });
    },

    get: find,

    state: (id) =>
      transaction(async (tx) => {
        const row = await tx.battle.findUnique({ where: { id } });
        return row === null ? undefined : stateOf(tx, row);
      }),

    list: async ({ serverId, isOpen, hostId, most }) => {
      const rows = await prisma.battle.findMany({
        where: {
          serverId,
          ...(isOpen === true && { phase: { in: OPEN } }),
          ...(hostId !== undefined && { hostId }),
        },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: most,
      });
      return rows.map(battleOf);
    },

    setThread: async (id, threadId) => {
      await prisma.battle.updateMany({ where: { id }, data: { threadId } });
    },

    ofMessage: async (messageId) => {
      const row = await prisma.battle.findFirst({ where: { messageId } });
      return row === null ? undefined : battleOf(row);
    },

    setTake: (battleId, artistId, { jobId, take }) =>
      transaction(async (tx) => {
        const row = await lock(tx, battleId);
        await tx.battleEntry.updateMany({ where: { battleId, artistId }, data: { jobId } });
        const rules = toJson(rulesJson, { ...battleOf(row).rules, take });
        await tx.battle.update({ where: { id: battleId }, data: { rules, revision: { increment: 1 } } });
      }),

    setSample: (id, sampleSha256) =>
      keeper.keepIf([sampleSha256], () =>
        transaction(async (tx) => {
          const { phase } = await lock(tx, id);
          if (phase !== 'preparing') return;
          await keeper.claim(tx, [sampleSha256]);
          await tx.battle.update({ where: { id }, data: { sampleSha256 } });
        }),
      ),

    fileEntry: async ({ battleId, memberId, job }) => {
      const holds = job.holds ?? [];
      try {
        return await keeper.keepIf(holds, () =>
          transaction(async (tx) => {
            const row = await lock(tx, battleId);
            await requireOpen(tx, row);
            const others = await tx.$queryRaw<unknown[]>`
              SELECT member_id FROM battle_entries WHERE battle_id = ${battleId} AND member_id <> ${memberId}
              UNION SELECT member_id FROM jobs WHERE kind = ${job.kind} AND server_id = ${row.serverId}
                AND state IN ('queued', 'running') AND payload->>'battleId' = ${battleId} AND member_id <> ${memberId}`;
            const { most } = battleOf(row).rules;
            if (others.length >= most) throw new BeatwrightError('battle-full', { most });
            await keeper.claim(tx, holds);
            return createJob(tx, job);
          }),
        );
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const filed = job.id === undefined ? null : await prisma.job.findUnique({ where: { id: job.id } });
        if (filed === null) throw new BeatwrightError('job-exclusive');
        return jobOf(filed);
      }
    },

    putEntry: ({ jobId, ...entry }) => {
      const { battleId, memberId, sha256 } = entry;
      return keeper.keepIf([sha256], async () => {
        const { row, spent } = await transaction(async (tx) => {
          const battle = await lock(tx, battleId);
          // The deadline may be over: whoever handed in in time is waited for.
          if (battle.phase !== 'open') throw new BeatwrightError('battle-not-open', { title: battle.title });
          await requireJob(tx, jobId);
          await keeper.claim(tx, [sha256]);
          await ensureMember(tx, battle.serverId, memberId);
          const one = { battleId_memberId: { battleId, memberId } };
          const before = await tx.battleEntry.findUnique({ where: one });
          const data = { ...entry, name: entry.name === null ? null : cleanText(entry.name) };
          const row = await tx.battleEntry.upsert({
            where: one,
            create: { id: newId(), ...data },
            update: before?.sha256 === sha256 ? {} : data,
            include: entryParts.include,
          });
          await tx.battle.update({ where: { id: battleId }, data: { revision: { increment: 1 } } });
          const spent = before?.sha256 && before.sha256 !== sha256 ? [before.sha256] : [];
          await keeper.spend(tx, spent);
          return { row, spent };
        });
        await keeper.release(spent);
        return entryOf(row);
      });
    },

    removeEntry: async (id) => {
      const gone = await transaction(async (tx) => {
        const entry = await tx.battleEntry.findUnique({ where: { id }, select: { battleId: true } });
        if (entry === null) return undefined;
        await lock(tx, entry.battleId);
        await tx.battle.update({ where: { id: entry.battleId }, data: { revision: { increment: 1 } } });
        const blobs = await dropEntries(tx, { id });
        await keeper.spend(tx, blobs);
        return blobs;
      });
      await keeper.release(gone ?? []);
      return gone !== undefined;
    },

    ...ballots(db),

    extend: (id, hours) =>
      change(id, async (_, row) => {
        if (row.deadline === null) throw new BeatwrightError('battle-over', { title: row.title });
        const later = (date: Date | null) => date && new Date(date.getTime() + hours * 3600_000);
        return { deadline: later(row.deadline), remindAt: later(row.remindAt) };
      }),

    end: (id) =>
      change(id, async (tx, row) => {
        if (row.deadline === null) throw new BeatwrightError('battle-over', { title: row.title });
        return { deadline: await clock(tx), remindAt: null };
      }),

    cancel: async (id) => {
      let blobs: string[] = [];
      const battle = await change(id, async (tx, row) => {
        blobs = await dropEntries(tx, { battleId: id });
        if (row.sampleSha256 !== null) blobs.push(row.sampleSha256);
        await keeper.spend(tx, blobs);
        const over = { deadline: null, remindAt: null, sampleSha256: null, endedAt: await clock(tx) };
        return { phase: 'off', reason: 'cancelled', ...over };
      });
      await keeper.release(blobs);
      return battle;
    },

    due: async (most) => {
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        SELECT id FROM battles WHERE revision > shown_revision OR phase = 'preparing'
          OR (phase IN ('open', 'voting') AND (deadline <= now() OR remind_at <= now()))
        ORDER BY deadline NULLS FIRST, id LIMIT ${most}`;
      return rows.map(({ id }) => id);
    },

    settle: async (id, decide) => {
      const { jobs, blobs } = await transaction(async (tx) => {
        // Whoever finds it locked leaves it to whoever has it.
        const rows = await tx.$queryRaw<
          unknown[]
        >`SELECT id FROM battles WHERE id = ${id} FOR UPDATE SKIP LOCKED`;
        if (rows.length === 0) return { jobs: [], blobs: [] };
        const row = await tx.battle.findUniqueOrThrow({ where: { id } });
        const decided = decide(await stateOf(tx, row));
        return decided === undefined ? { jobs: [], blobs: [] } : apply(tx, keeper, row, decided);
      });
      await keeper.release(blobs);
      return jobs;
    },

    season: ({ serverId, season, most }) => prisma.$queryRaw`
      SELECT e.member_id AS "memberId", a.name AS artist, sum(e.points)::int AS points, count(*)::int AS battles,
        count(*) FILTER (WHERE e.place = 1)::int AS wins
      FROM battle_entries e JOIN battles b ON b.id = e.battle_id LEFT JOIN artists a ON a.id = e.artist_id
      WHERE b.server_id = ${serverId} AND b.season = ${season} AND e.points IS NOT NULL
      GROUP BY e.member_id, e.artist_id, a.name
      ORDER BY points DESC, wins DESC, battles, min(e.handed_in_at) LIMIT ${most}`,
  };
}

/** Until the transaction ends, nobody else changes it. @throws `battle-unknown`. */
async function lock(tx: Tx, id: string): Promise<BattleModel> {
  await tx.$queryRaw`SELECT id FROM battles WHERE id = ${id} FOR UPDATE`;
  const row = await tx.battle.findUnique({ where: { id } });
  if (row === null) throw new BeatwrightError('battle-unknown');
  return row;
}

/** The database's clock, which all processes share. */
async function clock(tx: Tx): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT now() AS now`;
  return new Date(row!.now);
}

async function requireOpen(tx: Tx, { phase, deadline, title }: BattleModel): Promise<void> {
  if (phase === 'open' && deadline !== null && (await clock(tx)) < deadline) return;
  throw new BeatwrightError('battle-not-open', { title });
}

/** @returns the blobs that they named. */
export async function dropEntries(tx: Tx, where: Prisma.BattleEntryWhereInput): Promise<string[]> {
  const rows = await tx.battleEntry.findMany({ where, select: { id: true, sha256: true } });
  const gone = { in: rows.map(({ id }) => id) };
  for (const side of ['a', 'b', 'winner'] as const) {
    await tx.battleMatch.updateMany({ where: { [side]: gone }, data: { [side]: null } });
  }
  await tx.battleEntry.deleteMany({ where: { id: gone } });
  return rows.flatMap(({ sha256 }) => sha256 ?? []);
}

async function apply(
  tx: Tx,
  keeper: BlobKeeper,
  row: BattleModel,
  { entries = [], gone = [], matches = [], jobs, ...changed }: BattleChange,
): Promise<{ jobs: Job[]; blobs: string[] }> {
  const { id } = row;
  for (const { id: entryId, ...data } of entries) {
    // Its artist may be deleted at this moment.
    await tx.battleEntry.updateMany({ where: { id: entryId }, data });
  }
  const blobs = gone.length === 0 ? [] : await dropEntries(tx, { id: { in: [...gone] } });
  for (const match of matches) {
    const { round, place } = match;
    await tx.battleMatch.upsert({
      where: { battleId_round_place: { battleId: id, round, place } },
      create: { battleId: id, ...match },
      update: match,
    });
  }
  const isOver = changed.phase === 'done' || changed.phase === 'off';
  if (isOver && row.sampleSha256 !== null) blobs.push(row.sampleSha256);
  // The jobs filed now show it as it is from now on.
  const revision = row.revision + 1;
  await tx.battle.update({
    where: { id },
    data: {
      ...changed,
      ...(isOver && { sampleSha256: null, deadline: null, remindAt: null, endedAt: await clock(tx) }),
      ...{ revision, shownRevision: revision },
    },
  });
  await keeper.spend(tx, blobs);
  const filed: Job[] = [];
  for (const job of jobs) filed.push(await createJob(tx, job));
  return { jobs: filed, blobs };
}
