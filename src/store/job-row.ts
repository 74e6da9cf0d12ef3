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
  const row = await tx.job.create({
    data: {
      id,
      kind,
      payload: toJson(jsonObject, given.payload),
      serverId,
      memberId,
      exclusive: exclusive ?? null,
      parentId: parentId ?? null,
      files: { create: [...new Set(holds)].map((sha256) => ({ sha256 })) },
      ...(message && messageColumns(message)),
    },
  });
  return jobOf(row);
}

/** Until the transaction ends no other ends the job or hands its work on. @returns whether it has not ended. */
export async function lockJob(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ state: string }[]>`
    SELECT state::text FROM jobs WHERE id = ${id} FOR NO KEY UPDATE`;
  return rows.some(({ state }) => state === 'queued' || state === 'running');
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
