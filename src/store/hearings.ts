/** What is found in references: once by the job that reads them, again with corrections and by better listeners. */
import { BeatwrightError } from '../words/index.ts';
import { artistOf, artistParts, lockArtist } from './artist-row.ts';
import type { BlobKeeper } from './blobs.ts';
import type { Database } from './database.ts';
import { trainLater } from './due-trainings.ts';
import { isDuplicate } from './errors.ts';
import { createJob } from './job-row.ts';
import { correctionsJson, readJson } from './json.ts';
import { analysed, referenceOf, referenceParts } from './reference-row.ts';
import type { Artist, Job, NewJob, Reference, ReferenceAnalysis, Revision } from './rows.ts';

const { include, omit, orderBy } = referenceParts;

/** Writes what was found first, or later in one that waits; what is ready stays, and what this listener found. */
export async function complete(
  { transaction }: Database,
  keeper: BlobKeeper,
  id: string,
  analysis: ReferenceAnalysis,
): Promise<void> {
  const { picture, heardBy } = analysis;
  const other = heardBy === undefined ? {} : { OR: [{ heardBy: null }, { heardBy: { not: heardBy } }] };
  const open = { id, removedAt: null };
  const old = await transaction(async (tx) => {
    if (picture !== undefined) await keeper.claim(tx, [picture.sha256]);
    const row = await tx.reference.findFirst({ where: open, select: { picture: true } });
    const { count } = await tx.reference.updateMany({
      where: { ...open, OR: [{ state: 'checking' }, { state: 'waiting', ...other }] },
      data: analysed(analysis),
    });
    // What is not stored need not stay.
    if (count === 0) return picture?.sha256;
    return row?.picture === picture?.sha256 ? undefined : row?.picture;
  });
  await keeper.release(old ? [old] : []);
}

/** Replaces what was found by what was found with a correction. */
export async function revise(
  { transaction }: Database,
  keeper: BlobKeeper,
  { referenceId, analysis, correction, train }: Revision,
): Promise<Reference> {
  const { picture } = analysis;
  const blobs = picture === undefined ? [] : [picture.sha256];
  const { reference, old } = await keeper.keepIf(blobs, () =>
    transaction(async (tx) => {
      const found = await tx.reference.findFirst({ where: { id: referenceId, removedAt: null } });
      if (found === null) throw new BeatwrightError('reference-gone');
      // Nobody stores a generator meanwhile that has learned from what is replaced here.
      await lockArtist(tx, found.artistId);
      const row = await tx.reference.findFirst({
        where: { id: referenceId, removedAt: null },
        include,
        omit,
      });
      if (row === null) throw new BeatwrightError('reference-gone');
      const before = row.corrections === null ? [] : readJson(correctionsJson, row.corrections, row.id);
      if (before.some(({ jobId }) => jobId === correction.jobId))
        return { reference: referenceOf(row), old: null };
      if (picture !== undefined) await keeper.claim(tx, [picture.sha256]);
      const corrections = [...before, { ...correction, at: new Date() }];
      const renewed = await tx.reference.update({
        where: { id: referenceId },
        data: {
          ...analysed(analysis),
          corrections: JSON.parse(JSON.stringify(corrections)),
          revision: { increment: 1 },
        },
        include,
        omit,
      });
      await tx.generatorReference.updateMany({ where: { referenceId }, data: { isOutdated: true } });
      const artist = await tx.artist.findUniqueOrThrow({ where: { id: row.artistId } });
      if (train !== undefined && artist.autoTrain) await trainLater(tx, row.artistId, train);
      return { reference: referenceOf(renewed), old: row.picture };
    }),
  );
  await keeper.release(old !== null && old !== picture?.sha256 ? [old] : []);
  return reference;
}

/** Files the job that listens again to the sound that has waited longest and that this listener has not heard. */
export async function fileHearing(
  { prisma, transaction }: Database,
  listener: string,
  jobOf: (reference: Reference, artist: Artist) => NewJob,
): Promise<Job | undefined> {
  const row = await prisma.reference.findFirst({
    where: {
      ...{ removedAt: null, kind: 'audio', state: 'waiting' },
      OR: [{ heardBy: null }, { heardBy: { not: listener } }],
    },
    include: { ...include, artist: { include: artistParts } },
    omit,
    orderBy,
  });
  if (row === null) return undefined;
  const job = jobOf(referenceOf(row), artistOf(row.artist));
  if (job.exclusive && (await prisma.job.count({ where: { exclusive: job.exclusive } })) > 0)
    return undefined;
  try {
    return await transaction((tx) => createJob(tx, job));
  } catch (error) {
    // Another worker has just filed one.
    if (!isDuplicate(error)) throw error;
    return undefined;
  }
}
