/** Jobs as people see them: how far they are, how they ended, and whether that was said. */
import { z } from 'zod';
import { BeatwrightError } from '../words/index.ts';
import type { BlobKeeper } from './blobs.ts';
import type { Database, Tx } from './database.ts';
import { isDuplicate } from './errors.ts';
import { createJob, jobOf, letGo, lockJob, messageColumns } from './job-row.ts';
import { cleanText, jsonObject, toJson } from './json.ts';
import { Prisma } from './prisma/client.ts';
import type { Job, JobLine } from './rows.ts';
import type { Jobs } from './types.ts';

const UNDER_WAY = { state: { in: ['queued', 'running'] } } satisfies Prisma.JobWhereInput;
/** Jobs whose messages are looked after at once; what waits longest for its turn is left for later. */
const MOST_SHOWN = 500;
/** Ended jobs that tell how long the next will take. */
const LATEST = 20;
const glimpses = z.array(z.tuple([z.string(), z.enum(['queued', 'running', 'done', 'failed']), z.number()]));
const OLDEST_FIRST = [{ createdAt: 'asc' }, { id: 'asc' }] satisfies Prisma.JobOrderByWithRelationInput[];

export function jobs({ prisma, transaction }: Database, keeper: BlobKeeper): Jobs {
  const find = async (
    where: Prisma.JobWhereInput,
    orderBy: Prisma.JobOrderByWithRelationInput[] = OLDEST_FIRST,
  ): Promise<Job[]> => (await prisma.job.findMany({ where, orderBy })).map(jobOf);

  return {
    create: async (given) => {
      try {
        return await transaction(async (tx) => {
          if (given.holds !== undefined) await keeper.claim(tx, given.holds);
          return createJob(tx, given);
        });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const filed = given.id === undefined ? [] : await find({ id: given.id });
        if (filed[0] !== undefined) return filed[0];
        throw new BeatwrightError('job-exclusive');
      }
    },

    get: async (id) => (await find({ id }))[0],
    partsOf: (parentId) => find({ parentId }),
    queued: () => find({ state: 'queued' }),
    running: () => find({ state: 'running' }),
    active: async (exclusive) => (await find({ exclusive }))[0],
    undelivered: async (most = MOST_SHOWN) => {
      // Asked twice a second, so as one value: thousands of rows, made into objects each, would block the thread.
      const [row] = await prisma.$queryRaw<{ jobs: string }[]>`
        SELECT coalesce(json_agg(json_build_array(id, state, version)), '[]')::text AS jobs FROM (
          SELECT id, state, floor(extract(epoch FROM updated_at) * 1000)::float8 AS version FROM jobs
          WHERE delivered_at IS NULL AND channel_id IS NOT NULL
          -- The order of the states: what has ended, then what is under way, then what waits.
          ORDER BY state DESC, updated_at, id LIMIT ${most}) shown`;
      const found = glimpses.parse(JSON.parse(row?.jobs ?? '[]'));
      return found.map(([id, state, version]) => ({ id, state, version }));
    },
    open: ({ serverId, memberId }) =>
      find({ serverId, memberId, parentId: null, ...UNDER_WAY }, [
        { state: 'desc' },
        { turn: 'asc' },
        ...OLDEST_FIRST,
      ]),
    line: async (id) => {
      const [row] = await prisma.$queryRaw<JobLine[]>`
        SELECT
          (SELECT count(*)::int FROM jobs o WHERE o.kind = j.kind AND o.state = 'queued'
            AND (o.turn, o.created_at, o.id) < (j.turn, j.created_at, j.id)) AS ahead,
          (SELECT count(*)::int FROM jobs o WHERE o.kind = j.kind AND o.state = 'running') AS running,
          (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM late.ended_at - late.started_at))
            FROM (SELECT started_at, ended_at FROM jobs o WHERE o.kind = j.kind AND o.state = 'done'
              ORDER BY o.ended_at DESC NULLS LAST LIMIT ${LATEST}) late) AS seconds
        FROM jobs j WHERE j.id = ${id} AND j.state = 'queued'`;
      return row;
    },

    start: (id) =>
      transaction(async (tx) => {
        const { count } = await tx.job.updateMany({
          where: { id, ...UNDER_WAY },
          data: {
            state: 'running',
            startedAt: new Date(),
            attempts: { increment: 1 },
            percent: 0,
            stage: null,
          },
        });
        return count === 0 ? undefined : jobOf(await tx.job.findUniqueOrThrow({ where: { id } }));
      }),

    progress: async (id, { stage, percent }) => {
      await prisma.job.updateMany({
        where: { id, ...UNDER_WAY },
        data: { stage: cleanText(stage), percent: Math.round(Math.min(100, Math.max(0, percent))) },
      });
    },

    finish: async (id, result) => {
      const { first, held } = await transaction(async (tx) => {
        const found = { result: toJson(jsonObject, result) };
        if (await isHandedOn(tx, id)) {
          await tx.job.updateMany({ where: { id, ...UNDER_WAY }, data: found });
          return { first: true, held: [] };
        }
        const first = await end(tx, id, { state: 'done', percent: 100, ...found });
        return { first, held: first ? await letGo(tx, id) : [] };
      });
      await keeper.release(held);
      return first;
    },

    fail: async (id, error) => {
      const { first, erased } = await transaction(async (tx) => {
        const failure = { errorId: error.id, errorText: cleanText(error.text) };
        const first = await end(tx, id, { state: 'failed', ...failure });
        if (!first) return { first, erased: [] };
        const held = [...(await letGo(tx, id)), ...(await letGo(tx, id, true))];
        const unread = { jobId: id, state: 'checking', removedAt: null } as const;
        const rows = await tx.reference.findMany({ where: unread, select: { sha256: true } });
        await tx.reference.deleteMany({ where: unread });
        return { first, erased: [...held, ...rows.flatMap(({ sha256 }) => sha256 ?? [])] };
      });
      await keeper.release(erased);
      return first;
    },

    setMessage: async (id, message) => {
      const { count } = await prisma.job.updateMany({ where: { id }, data: messageColumns(message) });
      if (count === 0) throw new BeatwrightError('job-unknown');
    },

    keepResult: (id, sha256s) =>
      keeper.keepIf(sha256s, () =>
        transaction(async (tx) => {
          if (!(await lockJob(tx, id))) throw new BeatwrightError('job-unknown');
          await keeper.claim(tx, sha256s);
          const data = sha256s.map((sha256) => ({ jobId: id, sha256, isResult: true }));
          await tx.heldFile.createMany({ data, skipDuplicates: true });
        }),
      ),

    hasResult: async (jobId) => (await prisma.heldFile.count({ where: { jobId, isResult: true } })) > 0,

    markDelivered: async (id) => {
      const { first, made } = await transaction(async (tx) => {
        const { count } = await tx.job.updateMany({
          where: { id, state: { in: ['done', 'failed'] }, deliveredAt: null },
          // The token lets anybody who reads it write as the bot, and nobody needs it any more.
          data: { deliveredAt: new Date(), interactionToken: null, tokenExpiresAt: null },
        });
        const made = count > 0 ? await letGo(tx, id, true) : [];
        await keeper.spend(tx, made);
        return { first: count > 0, made };
      });
      await keeper.release(made);
      return first;
    },
  };
}

/** Whether parts of a job's work are under way as jobs of their own. */
async function isHandedOn(tx: Tx, id: string): Promise<boolean> {
  await lockJob(tx, id);
  return (await tx.job.count({ where: { parentId: id, ...UNDER_WAY } })) > 0;
}

/** A job that has handed its work on ends with the last part of it. */
async function endParent(tx: Tx, id: string): Promise<void> {
  const part = await tx.job.findUnique({ where: { id }, select: { parentId: true } });
  const parentId = part?.parentId ?? null;
  if (parentId === null || (await isHandedOn(tx, parentId))) return;
  await tx.job.updateMany({
    where: { id: parentId, ...UNDER_WAY, result: { not: Prisma.DbNull } },
    data: { state: 'done', percent: 100, stage: null, exclusive: null, endedAt: new Date() },
  });
}

/** @returns whether this was the first end. */
async function end(tx: Tx, id: string, data: Prisma.JobUpdateManyMutationInput): Promise<boolean> {
  const { count } = await tx.job.updateMany({
    where: { id, ...UNDER_WAY },
    data: { ...data, stage: null, exclusive: null, endedAt: new Date() },
  });
  if (count > 0) await endParent(tx, id);
  return count > 0;
}
