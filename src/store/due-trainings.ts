/** Trainings that start by themselves: the last upload says when, and whoever looks first then files them. */
import { artistOf, artistParts, lockArtist } from './artist-row.ts';
import type { Database, Tx } from './database.ts';
import { isDuplicate } from './errors.ts';
import { generatorOf, generatorParts } from './generator-row.ts';
import { createJob } from './job-row.ts';
import { readJson, trainForJson } from './json.ts';
import { Prisma } from './prisma/client.ts';
import type { DueTraining, Job, JobMessage, NewJob, StoredGenerator, TrainFor, TrainWish } from './rows.ts';

export const nothingDue = () => ({ trainAfter: null, trainFor: Prisma.DbNull });

export async function trainLater(tx: Tx, artistId: string, { after, memberId, message }: TrainWish) {
  const trainFor: TrainFor = { memberId, ...(message && { message: replyTo(message) }) };
  const data = { trainAfter: after, trainFor: JSON.parse(JSON.stringify(trainFor)) };
  await tx.artist.update({ where: { id: artistId }, data });
}

/** An answer to the message, for which its interaction may be needed. */
function replyTo({ messageId, ...message }: JobMessage): JobMessage {
  return { ...message, ...(messageId === undefined ? {} : { replyToId: messageId }) };
}

export async function dueForTraining(
  { prisma }: Database,
  { now, most, keyPrefix }: { now: Date; most: number; keyPrefix: string },
): Promise<string[]> {
  const due = await prisma.$queryRaw<{ id: string }[]>`
    SELECT a.id FROM artists a
    WHERE a.train_after <= ${now}
      AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.exclusive = ${keyPrefix} || a.id)
      AND NOT EXISTS (SELECT 1 FROM "references" r
        WHERE r.artist_id = a.id AND r.removed_at IS NULL AND r.state = 'checking')
    ORDER BY a.train_after LIMIT ${most}`;
  return due.map(({ id }) => id);
}

type Decide = (due: DueTraining) => NewJob | 'wait' | 'forget';

export async function settleDueTraining(
  { transaction }: Database,
  artistId: string,
  decide: Decide,
): Promise<Job | undefined> {
  try {
    return await transaction((tx) => settle(tx, artistId, decide));
  } catch (error) {
    // Somebody asked for the same training at this moment; it stays due until that one has ended.
    if (!isDuplicate(error)) throw error;
    return undefined;
  }
}

async function settle(tx: Tx, artistId: string, decide: Decide): Promise<Job | undefined> {
  await lockArtist(tx, artistId);
  const row = await tx.artist.findUniqueOrThrow({ where: { id: artistId }, include: artistParts });
  if (row.trainAfter === null || row.trainAfter > new Date()) return undefined;
  const decision = decide({
    artist: artistOf(row),
    trainFor: readJson(trainForJson, row.trainFor, `when ${row.name} is to be trained`),
    checking: await tx.reference.count({ where: { artistId, removedAt: null, state: 'checking' } }),
    ...(await newsOf(tx, artistId)),
  });
  if (decision === 'wait') return undefined;
  if (decision !== 'forget' && decision.exclusive !== undefined) {
    if ((await tx.job.count({ where: { exclusive: decision.exclusive } })) > 0) return undefined;
  }
  await tx.artist.update({ where: { id: artistId }, data: nothingDue() });
  return decision === 'forget' ? undefined : createJob(tx, decision);
}

async function newsOf(
  tx: Tx,
  artistId: string,
): Promise<{ unlearned: number; newest: StoredGenerator | null }> {
  const last = await tx.generator.findFirst({
    where: { artistId },
    include: generatorParts,
    orderBy: { version: 'desc' },
  });
  const newest = last?.retiredAt === null ? generatorOf(last) : null;
  const learned =
    newest === null ? {} : { generators: { none: { generatorId: newest.id, isOutdated: false } } };
  const unlearned = { artistId, removedAt: null, state: 'ready' as const, ...learned };
  return { unlearned: await tx.reference.count({ where: unlearned }), newest };
}
