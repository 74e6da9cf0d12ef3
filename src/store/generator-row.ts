/** A generator's row, and which of an artist's generators is in use. */
import type { Tx } from './database.ts';
import { figuresJson, jsonObject, readJson } from './json.ts';
import type { Prisma } from './prisma/client.ts';
import type { StoredGenerator } from './rows.ts';

export const generatorParts = {
  references: { orderBy: { referenceId: 'asc' } },
} satisfies Prisma.GeneratorInclude;
type Row = Prisma.GeneratorGetPayload<{ include: typeof generatorParts }>;

/** @throws `row-invalid`. */
export function generatorOf(row: Row): StoredGenerator {
  const what = `version ${row.version} of a generator`;
  return {
    id: row.id,
    artistId: row.artistId,
    version: row.version,
    kind: row.kind,
    sha256: row.sha256,
    figures: readJson(figuresJson, row.figures, what),
    lineage: readJson(jsonObject, row.lineage, what),
    referenceIds: row.references.map(({ referenceId }) => referenceId),
    picture: row.picture,
    jobId: row.jobId,
    retiredAt: row.retiredAt,
    createdAt: row.createdAt,
  };
}

/**
 * Retires every generator that learned from a reference; where one of them is in use, the newest that is left
 * takes its place. The artist is locked.
 */
export async function retireLearnedFrom(
  tx: Tx,
  artistId: string,
  referenceId: string,
): Promise<StoredGenerator[]> {
  const learned = { artistId, retiredAt: null, references: { some: { referenceId } } };
  const ids = (await tx.generator.findMany({ where: learned, select: { id: true } })).map(({ id }) => id);
  if (ids.length === 0) return [];
  await tx.generator.updateMany({ where: { id: { in: ids } }, data: { retiredAt: new Date() } });
  const left = await tx.generator.findFirst({
    where: { artistId, retiredAt: null },
    orderBy: { version: 'desc' },
  });
  await tx.artist.updateMany({
    where: { id: artistId, generatorId: { in: ids } },
    data: { generatorId: left?.id ?? null },
  });
  const retired = await tx.generator.findMany({
    where: { id: { in: ids } },
    include: generatorParts,
    orderBy: { version: 'asc' },
  });
  return retired.map(generatorOf);
}
