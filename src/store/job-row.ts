/** A job's row. */
import { randomUUID } from 'node:crypto';
import { BeatwrightError } from '../words/index.ts';
import type { Tx } from './database.ts';
import { cleanText, jsonObject, readJson, toJson } from './json.ts';
import { ensureMember } from './members.ts';
import type { JobModel } from './prisma/models.ts';
import type { Job, JobMessage, NewJob } from './rows.ts';

export async function createJob(tx: Tx, given: NewJob): Promise<Job> {
  const { id = randomUUID(), kind, serverId, memberId, message, exclusive, parentId, holds = [] } = given;
  await ensureMember(tx, serverId, memberId);
  const turn = await nextTurn(tx, { kind, serverId, memberId });
  const row = await tx.job.create({
    data: {
      id,
      kind,
      payload: toJson(jsonObject, given.payload),
      serverId,
      memberId,
      exclusive: exclusive ?? null,
      turn,
      parentId: parentId ?? null,
      files: { create: [...new Set(holds)].map((sha256) => ({ sha256 })) },
      ...(message && messageColumns(message)),
    },
  });
  return jobOf(row);
}

/**
 * Fair turns among the open jobs of a kind, as of a clock that only moves while somebody waits. Whoever has none open
 * starts at the clock, so that nobody waits for more than one job of each other member; the others follow their own last
 * job. The more members of a server have jobs open, the longer the steps of each, so that a server's turns come as often
 * as another's.
 */
async function nextTurn(
  tx: Tx,
  { kind, serverId, memberId }: Pick<NewJob, 'kind' | 'serverId' | 'memberId'>,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ clock: number | null; last: number | null; others: number }[]>`
    SELECT min(turn) AS clock,
      max(turn) FILTER (WHERE server_id = ${serverId} AND member_id = ${memberId}) AS last,
      count(DISTINCT member_id) FILTER (WHERE server_id = ${serverId} AND member_id <> ${memberId})::int AS others
    FROM jobs WHERE kind = ${kind} AND state IN ('queued', 'running')`;
  const { clock, last, others } = row ?? { clock: null, last: null, others: 0 };
  return last === null ? (clock ?? 0) + others : last + 1 + others;
}

/** Until the transaction ends no other ends the job or hands its work on. @returns whether it has not ended. */
export async function lockJob(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ state: string }[]>`
    SELECT state::text FROM jobs WHERE id = ${id} FOR NO KEY UPDATE`;
  return rows.some(({ state }) => state === 'queued' || state === 'running');
}

/** Until the transaction ends nobody erases the job, which somebody has asked for. @throws `job-unknown`. */
export async function requireJob(tx: Tx, jobId: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM jobs WHERE id = ${jobId} FOR KEY SHARE`;
  if (rows.length === 0) throw new BeatwrightError('job-unknown');
}

/**
 * Lets go of the blobs that were handed over with a job, or of those that it made.
 * @returns their names, to be released afterwards.
 */
export async function letGo(tx: Tx, jobId: string, isResult = false): Promise<string[]> {
  const held = await tx.heldFile.findMany({ where: { jobId, isResult } });
  if (held.length > 0) await tx.heldFile.deleteMany({ where: { jobId, isResult } });
  return held.map(({ sha256 }) => sha256);
}

/**
 * Takes away what jobs of a server have made for whoever asked and what is not delivered yet, and ends those that are still
 * making it: it holds copies of what is erased. @returns the blobs, to be released afterwards.
 */
export async function dropResults(tx: Tx, serverId: string): Promise<string[]> {
  const { id: errorId, message: errorText } = new BeatwrightError('export-changed');
  await tx.job.updateMany({
    where: { serverId, kind: 'export', state: { in: ['queued', 'running'] } },
    data: { state: 'failed', errorId, errorText, stage: null, exclusive: null },
  });
  const where = { isResult: true, job: { serverId } };
  const made = await tx.heldFile.findMany({ where });
  if (made.length > 0) await tx.heldFile.deleteMany({ where });
  return made.map(({ sha256 }) => sha256);
}

export function messageColumns(message: JobMessage) {
  const { channelId, messageId, replyToId, interactionToken, tokenExpiresAt } = message;
  return {
    channelId,
    messageId: messageId ?? null,
    replyToId: replyToId ?? null,
    interactionToken: interactionToken === undefined ? null : cleanText(interactionToken),
    tokenExpiresAt: tokenExpiresAt ?? null,
  };
}

/** @throws `row-invalid`. */
export function jobOf(row: JobModel): Job {
  const what = `job ${row.id}`;
  return {
    id: row.id,
    kind: row.kind,
    payload: readJson(jsonObject, row.payload, what),
    serverId: row.serverId,
    memberId: row.memberId,
    state: row.state,
    stage: row.stage,
    percent: row.percent,
    attempts: row.attempts,
    result: row.result === null ? null : readJson(jsonObject, row.result, what),
    error: row.errorId === null ? null : { id: row.errorId, text: row.errorText ?? '' },
    message: messageOf(row),
    deliveredAt: row.deliveredAt,
    parentId: row.parentId,
    turn: row.turn,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

function messageOf(row: JobModel): JobMessage | null {
  const { channelId, messageId, replyToId, interactionToken, tokenExpiresAt } = row;
  if (channelId === null) return null;
  return {
    channelId,
    ...(messageId === null ? {} : { messageId }),
    ...(replyToId === null ? {} : { replyToId }),
    ...(interactionToken === null ? {} : { interactionToken }),
    ...(tokenExpiresAt === null ? {} : { tokenExpiresAt }),
  };
}
