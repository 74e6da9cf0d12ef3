/** References: what an artist hands over, the consent given for it, and taking it back. */
import { BeatwrightError } from '../words/index.ts';
import { lockArtist } from './artist-row.ts';
import type { BlobKeeper } from './blobs.ts';
import type { Database, Tx } from './database.ts';
import { trainLater } from './due-trainings.ts';
import { isDuplicate } from './errors.ts';
import { retireLearnedFrom } from './generator-row.ts';
import { complete, fileHearing, revise } from './hearings.ts';
import { newId } from './ids.ts';
import { createJob, dropResults, jobOf, letGo, lockJob } from './job-row.ts';
import { cleanText, jsonObject, readJson, scoresJson, toJson } from './json.ts';
import { takeSoundsBack } from './kits.ts';
import { ensureMember } from './members.ts';
import { Prisma } from './prisma/client.ts';
import { analysed, referenceOf, referenceParts } from './reference-row.ts';
import type { NewReference, NewReferences } from './rows.ts';
import type { References } from './types.ts';

/** Longest file name that is kept. */
const NAME_LENGTH = 200;

const { include, omit, orderBy } = referenceParts;

export function references(database: Database, keeper: BlobKeeper): References {
  const { prisma, transaction } = database;
  const list = async (artistId: string) => {
    const rows = await prisma.reference.findMany({ where: { artistId, removedAt: null }, ...referenceParts });
    return rows.map(referenceOf);
  };
  const get = async (id: string) => {
    const row = await prisma.reference.findFirst({ where: { id, removedAt: null }, include, omit });
    return row === null ? undefined : referenceOf(row);
  };

  return {
    get,
    list,

    add: async (given) => {
      try {
        return await keeper.keepIf([given.sha256], () => transaction((tx) => add(tx, keeper, given)));
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        throw duplicate(given.name);
      }
    },

    addAll: async (given) => {
      for (;;) {
        try {
          const blobs = given.references.map(({ sha256 }) => sha256);
          const released = await keeper.keepIf(blobs, () => transaction((tx) => addAll(tx, keeper, given)));
          // Whoever did it before named what it needs.
          await keeper.release(released ?? [...blobs, ...(given.spent ?? [])]);
          return released !== undefined;
        } catch (error) {
          // The same file came by another way at this moment; now it is seen.
          if (!isDuplicate(error)) throw error;
        }
      }
    },

    resolve: async (artistId, idOrName, isSeen = () => true) => {
      const all = (await list(artistId)).filter(isSeen);
      const name = idOrName.trim().toLowerCase();
      const found =
        all.find(({ id }) => id === idOrName) ??
        all.findLast((reference) => reference.name.toLowerCase() === name);
      if (found !== undefined) return found;
      const names = all.slice(-10).map((reference) => reference.name);
      const others = names.length === 0 ? undefined : names;
      throw new BeatwrightError('reference-unknown', { name: idOrName, others });
    },

    complete: async (id, analysis) => {
      await complete(database, keeper, id, analysis);
      const reference = await get(id);
      if (reference === undefined) throw new BeatwrightError('reference-gone');
      return reference;
    },
    revise: (revision) => revise(database, keeper, revision),
    fileHearing: (listener, jobOf) => fileHearing(database, listener, jobOf),
    giveUpHearing: async (id, listener) => {
      await prisma.reference.updateMany({
        where: { id, removedAt: null, state: 'waiting' },
        data: { heardBy: listener },
      });
    },

    scores: async (artistId, only) => {
      const rows = await prisma.reference.findMany({
        where: { artistId, removedAt: null, state: 'ready', ...(only && { id: { in: [...only] } }) },
        include,
        orderBy,
      });
      return rows.map((row) => {
        const reference = referenceOf(row);
        return { reference, scores: readJson(scoresJson, row.scores, `the scores of ${reference.name}`) };
      });
    },

    remove: async ({ referenceId, memberId }) => {
      const { retired, blobs } = await transaction(async (tx) => {
        const removed = await takeBack(tx, referenceId, memberId);
        await keeper.spend(tx, removed.blobs);
        return removed;
      });
      await keeper.release(blobs);
      return { retired };
    },
  };
}

/**
 * @returns the blobs that it and what was learned from it or cut from it named; how many sounds were cut from it; whether it
 * had not been taken back before.
 */
export async function takeBack(tx: Tx, referenceId: string, memberId: string) {
  const row = await tx.reference.findUnique({ where: { id: referenceId } });
  if (row === null) throw new BeatwrightError('reference-gone');
  await lockArtist(tx, row.artistId);
  const { count } = await tx.reference.updateMany({
    where: { id: referenceId, removedAt: null },
    data: erased(),
  });
  if (count === 0) return { isFirst: false, retired: [], sounds: 0, blobs: [] };
  await tx.consent.update({
    where: { referenceId },
    data: { withdrawnAt: new Date(), withdrawnBy: memberId },
  });
  const { retired, blobs } = await retireLearnedFrom(tx, row.artistId, referenceId);
  // Also those that were shared with other artists.
  const sounds = await takeSoundsBack(tx, { referenceId, withdrawnAt: null }, memberId);
  const { serverId } = await tx.artist.findUniqueOrThrow({ where: { id: row.artistId } });
  const files = [row.sha256, row.picture].filter((sha256) => sha256 !== null);
  return {
    isFirst: true,
    retired,
    sounds: sounds.count,
    blobs: [...files, ...sounds.blobs, ...blobs, ...(await dropResults(tx, serverId))],
  };
}

/** @returns the blobs that may not be named any more; `undefined`: the job has handed on before, or has ended. */
async function addAll(
  tx: Tx,
  keeper: BlobKeeper,
  { jobId, references, instead, trainAfter, spent = [], resultOf }: NewReferences,
): Promise<string[] | undefined> {
  if (!(await lockJob(tx, jobId))) return undefined;
  const parent = jobOf(await tx.job.findUniqueOrThrow({ where: { id: jobId } }));
  if (parent.result !== null) return undefined;
  // Before the artist is locked, as whoever adds a single one does.
  await keeper.claim(
    tx,
    references.map(({ sha256 }) => sha256),
  );
  const blobs: string[] = [];
  if (instead !== undefined) {
    const removed = await takeBack(tx, instead.referenceId, instead.memberId);
    // Its consent has ended, and with it that for its parts.
    if (!removed.isFirst) throw new BeatwrightError('reference-gone');
    blobs.push(...removed.blobs);
  }
  const { artistId } = references[0] ?? {};
  const there = await namesByFile(tx, artistId);
  const twins = new Map<string, string>();
  for (const reference of references) {
    const twin = there.get(reference.sha256);
    if (twin !== undefined) twins.set(reference.id, twin);
    else {
      there.set(reference.sha256, reference.name);
      await add(tx, keeper, { ...reference, job: { ...reference.job, parentId: jobId } });
    }
  }
  if (artistId !== undefined && trainAfter !== undefined && twins.size < references.length) {
    const { autoTrain } = await tx.artist.findUniqueOrThrow({ where: { id: artistId } });
    const wish = { after: trainAfter, memberId: parent.memberId, message: parent.message ?? undefined };
    if (autoTrain) await trainLater(tx, artistId, wish);
  }
  await tx.job.update({ where: { id: jobId }, data: { result: toJson(jsonObject, resultOf(twins)) } });
  return [...blobs, ...(await letGo(tx, jobId)), ...spent];
}

/** What an artist has: the names of references by their blobs. */
async function namesByFile(tx: Tx, artistId: string | undefined): Promise<Map<string, string>> {
  if (artistId === undefined) return new Map();
  const where = { artistId, removedAt: null };
  const rows = await tx.reference.findMany({ where, select: { sha256: true, name: true } });
  return new Map(rows.map(({ sha256, name }) => [sha256 ?? '', name ?? '']));
}

async function add(tx: Tx, keeper: BlobKeeper, given: NewReference) {
  const { artistId, kind, sha256, size, consent } = given;
  const artist = await tx.artist.findUnique({ where: { id: artistId } });
  if (artist === null) throw new BeatwrightError('artist-gone');
  const twin = await tx.reference.findFirst({ where: { artistId, sha256 } });
  if (twin !== null) throw duplicate(given.name, artist.name, twin.name);
  await ensureMember(tx, artist.serverId, consent.memberId);
  const { picture } = given.analysis ?? {};
  await keeper.claim(tx, picture === undefined ? [sha256] : [sha256, picture.sha256]);
  if (given.trainAfter !== undefined && artist.autoTrain) {
    const wish = { after: given.trainAfter, memberId: consent.memberId, message: given.job?.message };
    await trainLater(tx, artistId, wish);
  }
  const { id = newId() } = given;
  const job = given.job && (await createJob(tx, given.job));
  const row = await tx.reference.create({
    data: {
      id,
      artistId,
      name: fileName(given.name),
      kind,
      sha256,
      size,
      stems: (given.stems ?? []).map(fileName),
      state: 'checking',
      ...(given.analysis && analysed(given.analysis)),
      keptFrom: given.keptFrom ?? null,
      jobId: job?.id ?? null,
      consent: { create: { ...consent, wording: cleanText(consent.wording) } },
    },
    include,
    omit,
  });
  return { reference: referenceOf(row), job };
}

/** What is left of a reference that was taken back: that there was one. */
const erased = () => ({
  removedAt: new Date(),
  name: null,
  sha256: null,
  size: null,
  seconds: null,
  analysis: Prisma.DbNull,
  scores: Prisma.DbNull,
  scoreCount: 0,
  picture: null,
  heardBy: null,
  stems: [],
  corrections: Prisma.DbNull,
  keptFrom: null,
});

/** Nothing that could break a line or a list. */
function fileName(name: string): string {
  const clean = cleanText(name)
    .replace(/\p{Cc}/gu, ' ')
    .trim();
  return [...clean].slice(0, NAME_LENGTH).join('') || 'unnamed';
}

function duplicate(name: string, artist = 'This artist', twin: string | null = null): BeatwrightError {
  return new BeatwrightError('reference-duplicate', { artist, name, twin: twin ?? name });
}
