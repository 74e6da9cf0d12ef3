/** Trainings that start by themselves: the last upload says when, and whoever looks first then files them. */
import { artistOf, artistParts, lockArtist } from './artist-row.ts';
import type { Database, Tx } from './database.ts';
import { isDuplicate } from './errors.ts';
import { createJob } from './job-row.ts';
import { readJson, trainForJson } from './json.ts';
import { Prisma } from './prisma/client.ts';
import type { Artist, Job, JobMessage, NewJob, TrainFor } from './rows.ts';

/** Artists looked at in one go. */
const AT_ONCE = 20;

export const nothingDue = () => ({ trainAfter: null, trainFor: Prisma.DbNull });

export interface TrainWish {
  readonly after: Date;
  readonly memberId: string;
  /** What the training's own message shall answer. */
  readonly message?: JobMessage | undefined;
}

export async function trainLater(tx: Tx, artistId: string, { after, memberId, message }: TrainWish) {
  const trainFor: TrainFor = { memberId, ...(message && { message: replyTo(message) }) };
  const data = { trainAfter: after, trainFor: JSON.parse(JSON.stringify(trainFor)) };
  await tx.artist.update({ where: { id: artistId }, data });
}

/** An answer to the message, for which its interaction may be needed. */
function replyTo({ messageId, ...message }: JobMessage): JobMessage {
  return { ...message, ...(messageId === undefined ? {} : { replyToId: messageId }) };
}

type JobOf = (artist: Artist, trainFor: TrainFor) => NewJob;

export async function fileDueTrainings({ prisma, transaction }: Database, jobOf: JobOf): Promise<Job[]> {
  const due = await prisma.artist.findMany({
    where: { trainAfter: { lte: new Date() } },
    select: { id: true },
    orderBy: { trainAfter: 'asc' },
    take: AT_ONCE,
  });
  const filed: Job[] = [];
  for (const { id } of due) {
    try {
      const job = await transaction((tx) => fileOne(tx, id, jobOf));
      if (job !== undefined) filed.push(job);
    } catch (error) {
      // Somebody asked for the same training at this moment; it stays due until that one has ended.
      if (!isDuplicate(error)) throw error;
    }
  }
  return filed;
}

async function fileOne(tx: Tx, artistId: string, jobOf: JobOf): Promise<Job | undefined> {
  await lockArtist(tx, artistId);
  const row = await tx.artist.findUniqueOrThrow({ where: { id: artistId }, include: artistParts });
  if (row.trainAfter === null || row.trainAfter > new Date()) return undefined;
  const job = jobOf(artistOf(row), readJson(trainForJson, row.trainFor, `when ${row.name} is to be trained`));
  const there = { artistId, removedAt: null };
  if ((await tx.reference.count({ where: { ...there, state: 'checking' } })) > 0) return undefined;
  if (job.exclusive && (await tx.job.count({ where: { exclusive: job.exclusive } })) > 0) return undefined;
  await tx.artist.update({ where: { id: artistId }, data: nothingDue() });
  return (await hasNews(tx, artistId)) ? createJob(tx, job) : undefined;
}

/** Whether the newest generator lacks a reference that could be learned from, or its present scores. */
async function hasNews(tx: Tx, artistId: string): Promise<boolean> {
  const newest = await tx.generator.findFirst({ where: { artistId }, orderBy: { version: 'desc' } });
  const learned =
    newest?.retiredAt === null ? { generators: { none: { generatorId: newest.id, isOutdated: false } } } : {};
  const unlearned = { artistId, removedAt: null, state: 'ready' as const, ...learned };
  return (await tx.reference.count({ where: unlearned })) > 0;
}
