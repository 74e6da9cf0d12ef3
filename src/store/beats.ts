/** Beats: what was asked for, and the takes that answered. */

import { z } from 'zod';
import { STYLES } from '../music/index.ts';
import { BeatwrightError } from '../words/index.ts';
import type { BlobKeeper } from './blobs.ts';
import type { Database, Tx } from './database.ts';
import { inDays } from './days.ts';
import { isDuplicate } from './errors.ts';
import { newId } from './ids.ts';
import { requireJob } from './job-row.ts';
import { cleanText, factsJson, filesJson, jsonObject, readJson, scoreJson, toJson } from './json.ts';
import { ensureMember } from './members.ts';
import type { Prisma } from './prisma/client.ts';
import type { Beat, NewBeat, Take } from './rows.ts';
import { shownJson } from './tastes.ts';
import type { Beats } from './types.ts';

const include = {
  takes: { omit: { score: true }, include: { files: true }, orderBy: { name: 'asc' } },
} satisfies Prisma.BeatInclude;
type Row = Prisma.BeatGetPayload<{ include: typeof include }>;

export function beats({ prisma, transaction }: Database, keeper: BlobKeeper): Beats {
  const first = async (where: Prisma.BeatWhereInput) => {
    const row = await prisma.beat.findFirst({ where, include });
    return row === null ? undefined : beatOf(row);
  };

  return {
    add: async (given) => {
      try {
        const blobs = given.takes.flatMap(({ files }) => Object.values(files));
        return await keeper.keepIf(blobs, () => transaction((tx) => add(tx, keeper, given)));
      } catch (error) {
        // Two runs of one job at once: the other was first.
        const stored =
          isDuplicate(error) && given.jobId !== undefined ? await first({ jobId: given.jobId }) : undefined;
        if (stored === undefined) throw error;
        return stored;
      }
    },
    get: (id) => first({ id }),
    ofJob: (jobId) => first({ jobId }),
    latest: async ({ serverId, memberId, most }) => {
      const rows = await prisma.beat.findMany({
        where: { serverId, memberId },
        include,
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: most,
      });
      return rows.map(beatOf);
    },
    ofTake: (takeId) => first({ takes: { some: { id: takeId } } }),
    score: async (takeId) => {
      const row = await prisma.take.findUnique({ where: { id: takeId } });
      if (row === null) throw new BeatwrightError('take-unknown');
      return readJson(scoreJson, row.score, `the score of take ${row.name}`);
    },
    addDownload: (takeId, files) =>
      keeper.keepIf(Object.values(files), () =>
        transaction(async (tx) => {
          const kinds = Object.keys(files);
          // Two runs at once would each add what the other lacks: one after the other.
          const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM takes WHERE id = ${takeId} FOR UPDATE`;
          if (rows.length === 0) throw new BeatwrightError('take-unknown');
          const download = kinds[0]?.split('.')[0];
          if (await tx.takeFile.findFirst({ where: { takeId, kind: { startsWith: `${download}.` } } }))
            return;
          await keeper.claim(tx, Object.values(files));
          await tx.takeFile.createMany({
            data: Object.entries(files).map(([kind, sha256]) => ({ takeId, kind, sha256 })),
          });
          await tx.take.update({ where: { id: takeId }, data: { downloadedAt: new Date() } });
        }),
      ),
  };
}

async function add(tx: Tx, keeper: BlobKeeper, given: NewBeat): Promise<Beat> {
  const { serverId, memberId, artistId, generatorId, sounds, style, jobId, takes } = given;
  if (jobId !== undefined) {
    const stored = await tx.beat.findUnique({ where: { jobId }, include });
    if (stored !== null) return beatOf(stored);
    await requireJob(tx, jobId);
  }
  if (artistId !== undefined) await requireArtist(tx, artistId);
  if (generatorId !== undefined) await requireInForce(tx, generatorId);
  if (sounds !== undefined) await requireSounds(tx, sounds);
  await ensureMember(tx, serverId, memberId);
  await keeper.claim(
    tx,
    takes.flatMap(({ files }) => Object.values(files)),
  );
  const row = await tx.beat.create({
    data: {
      id: newId(),
      serverId,
      memberId,
      artistId: artistId ?? null,
      generatorId: generatorId ?? null,
      style,
      seed: BigInt(given.seed),
      request: toJson(jsonObject, given.request),
      notes: (given.notes ?? []).map(cleanText),
      keptUntil: given.keepDays === undefined ? null : inDays(given.keepDays),
      ...(given.shown && { shown: toJson(shownJson, given.shown) }),
      parentId: await parentOf(tx, given.parentId),
      jobId: jobId ?? null,
      takes: {
        create: takes.map(({ name, score, files, facts }) => ({
          id: newId(),
          name,
          score: toJson(scoreJson, score),
          facts: toJson(factsJson, facts),
          files: { create: Object.entries(files).map(([kind, sha256]) => ({ kind, sha256 })) },
        })),
      },
    },
    include,
  });
  return beatOf(row);
}

/** The beat, and keep it until the transaction ends; `null` if it has gone. */
async function parentOf(tx: Tx, id: string | undefined): Promise<string | null> {
  if (id === undefined) return null;
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM beats WHERE id = ${id} FOR KEY SHARE`;
  return rows.length === 0 ? null : id;
}

async function requireArtist(tx: Tx, artistId: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM artists WHERE id = ${artistId} FOR KEY SHARE`;
  if (rows.length === 0) throw new BeatwrightError('artist-gone');
}

/** And keep it so until the transaction ends. */
async function requireInForce(tx: Tx, generatorId: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT id FROM generators WHERE id = ${generatorId} AND retired_at IS NULL FOR SHARE`;
  if (rows.length === 0) throw new BeatwrightError('generator-retired', { version: undefined });
}

async function requireSounds(tx: Tx, ids: readonly string[]): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT id FROM kit_sounds WHERE id = ANY(${[...ids]}) AND withdrawn_at IS NULL ORDER BY id FOR SHARE`;
  if (rows.length < ids.length) throw new BeatwrightError('kit-changed');
}

function beatOf(row: Row): Beat {
  const what = `beat ${row.id}`;
  return {
    id: row.id,
    serverId: row.serverId,
    memberId: row.memberId,
    artistId: row.artistId,
    generatorId: row.generatorId,
    style: readJson(z.enum(STYLES), row.style, what),
    seed: Number(row.seed),
    request: readJson(jsonObject, row.request, what),
    notes: row.notes,
    parentId: row.parentId,
    jobId: row.jobId,
    takes: row.takes.map(takeOf),
    createdAt: row.createdAt,
  };
}

function takeOf(row: Row['takes'][number]): Take {
  const what = `take ${row.name} of beat ${row.beatId}`;
  return {
    id: row.id,
    beatId: row.beatId,
    name: row.name,
    files: readJson(filesJson, Object.fromEntries(row.files.map(({ kind, sha256 }) => [kind, sha256])), what),
    facts: readJson(factsJson, row.facts, what),
  };
}
