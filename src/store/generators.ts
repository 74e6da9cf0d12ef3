/** Generators: an artist's versions, and the one in use. */
import { BeatwrightError } from '../words/index.ts';
import { lockArtist } from './artist-row.ts';
import type { BlobKeeper } from './blobs.ts';
import type { Database, Tx } from './database.ts';
import { generatorOf, generatorParts } from './generator-row.ts';
import { newId } from './ids.ts';
import { cleanText, figuresJson, jsonObject, readJson, toJson } from './json.ts';
import type { Prisma } from './prisma/client.ts';
import type { NewGenerator } from './rows.ts';
import type { Generators } from './types.ts';

const include = generatorParts;

export function generators({ prisma, transaction }: Database, keeper: BlobKeeper): Generators {
  const first = async (where: Prisma.GeneratorWhereInput) => {
    const row = await prisma.generator.findFirst({ where, include });
    return row === null ? undefined : generatorOf(row);
  };

  return {
    add: (given) => {
      return keeper.keepIf(blobsOf(given), () => transaction((tx) => add(tx, keeper, given)));
    },
    get: (id) => first({ id }),
    ofJob: (jobId) => first({ jobId }),
    current: (artistId) => first({ inUseBy: { id: artistId } }),

    list: async (artistId) => {
      const rows = await prisma.generator.findMany({
        where: { artistId },
        include,
        orderBy: { version: 'desc' },
      });
      return rows.map(generatorOf);
    },

    unfit: (artistId) =>
      transaction(async (tx) => {
        await lockArtist(tx, artistId);
        const rows = await tx.generator.findMany({
          where: { artistId },
          select: { id: true, lineage: true },
        });
        for (const { id, lineage } of rows) {
          const known = readJson(jsonObject, lineage, 'the lineage of a generator');
          const timbre = jsonObject.safeParse(known['timbre']).data;
          if (timbre === undefined) continue;
          const left = { ...known, timbre: { ...timbre, drums: [] } };
          await tx.generator.update({ where: { id }, data: { lineage: toJson(jsonObject, left) } });
        }
      }),

    choose: (artistId, version) =>
      transaction(async (tx) => {
        await lockArtist(tx, artistId);
        const row = await tx.generator.findUnique({
          where: { artistId_version: { artistId, version } },
          include,
        });
        if (row === null) throw new BeatwrightError('generator-unknown', { version });
        if (row.retiredAt !== null) throw new BeatwrightError('generator-retired', { version });
        await tx.artist.update({ where: { id: artistId }, data: { generatorId: row.id } });
        return generatorOf(row);
      }),
  };
}

function blobsOf({ sha256, picture, habitsPicture }: NewGenerator): string[] {
  return [sha256, picture, habitsPicture].filter((blob) => blob !== undefined);
}

async function add(tx: Tx, keeper: BlobKeeper, given: NewGenerator) {
  const { artistId, jobId, kind, sha256, picture, habitsPicture } = given;
  await lockArtist(tx, artistId);
  if (jobId !== undefined) {
    const stored = await tx.generator.findUnique({ where: { jobId }, include });
    if (stored !== null) return generatorOf(stored);
    await requireWanted(tx, jobId);
  }
  const learned = await requireReferences(tx, given);
  await keeper.claim(tx, blobsOf(given));
  const newest = await tx.generator.aggregate({ where: { artistId }, _max: { version: true } });
  const row = await tx.generator.create({
    data: {
      id: newId(),
      artistId,
      version: (newest._max.version ?? 0) + 1,
      kind: cleanText(kind),
      sha256,
      figures: toJson(figuresJson, given.figures),
      lineage: toJson(jsonObject, given.lineage),
      picture: picture ?? null,
      habitsPicture: habitsPicture ?? null,
      jobId: jobId ?? null,
      references: { create: learned },
    },
    include,
  });
  await tx.artist.update({ where: { id: artistId }, data: { generatorId: row.id } });
  return generatorOf(row);
}

/** And keep it so until the transaction ends. */
async function requireWanted(tx: Tx, jobId: string): Promise<void> {
  const [job] = await tx.$queryRaw<{ state: string }[]>`
    SELECT state::text FROM jobs WHERE id = ${jobId} FOR SHARE`;
  if (job === undefined || job.state === 'failed') throw new BeatwrightError('train-cancelled');
}

/** The references that were learned from; one may have been corrected since. */
async function requireReferences(tx: Tx, { artistId, referenceIds, revisions }: NewGenerator) {
  const wanted = new Set(referenceIds);
  if (wanted.size === 0) throw new RangeError('a generator learned from at least one reference');
  const there = await tx.reference.findMany({
    where: { artistId, removedAt: null, id: { in: [...wanted] } },
    select: { id: true, revision: true },
  });
  if (there.length === wanted.size) {
    return there.map(({ id, revision }) => ({
      referenceId: id,
      isOutdated: (revisions?.[id] ?? revision) !== revision,
    }));
  }
  throw new BeatwrightError('reference-removed');
}
