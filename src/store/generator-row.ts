/** A generator's row, and which of an artist's generators is in use. */
import { z } from 'zod';
import type { Tx } from './database.ts';
import { figuresJson, jsonObject, readJson, toJson } from './json.ts';
import type { Prisma } from './prisma/client.ts';
import type { GeneratorModel } from './prisma/models.ts';
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
    habitsPicture: row.habitsPicture,
    jobId: row.jobId,
    retiredAt: row.retiredAt,
    createdAt: row.createdAt,
  };
}

/**
 * Retires every generator that learned from a reference; where one of them is in use, the newest that is left
 * takes its place. What they have learned goes with it. The artist is locked.
 * @returns the generators, and the blobs that they named.
 */
export async function retireLearnedFrom(
  tx: Tx,
  artistId: string,
  referenceId: string,
): Promise<{ retired: StoredGenerator[]; blobs: string[] }> {
  const where = { artistId, retiredAt: null, references: { some: { referenceId } } };
  const learned = await tx.generator.findMany({ where });
  const ids = learned.map(({ id }) => id);
  if (ids.length === 0) return { retired: [], blobs: [] };
  for (const row of learned) {
    await tx.generator.update({ where: { id: row.id }, data: { retiredAt: new Date(), ...emptied(row) } });
  }
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
  const blobs = learned
    .flatMap(({ sha256, picture, habitsPicture }) => [sha256, picture, habitsPicture])
    .filter((each) => each !== null);
  return { retired: retired.map(generatorOf), blobs };
}

const habits = z.looseObject({ habits: z.looseObject({}) });

/** What is left of a generator: its figures, and the style that it was grown from. */
function emptied({ figures, lineage }: Pick<GeneratorModel, 'figures' | 'lineage'>) {
  const {
    pictureAlt: _curve,
    habitsAlt: _habits,
    ...measured
  } = readJson(jsonObject, figures, 'the figures of a generator');
  const {
    consents: _consents,
    timbre: _timbre,
    ...grown
  } = readJson(jsonObject, lineage, 'the lineage of a generator');
  const had = habits.safeParse(grown).data;
  const left =
    had === undefined ? grown : { ...grown, habits: { ...had.habits, bpms: [], keys: [], plays: [] } };
  return {
    sha256: null,
    picture: null,
    habitsPicture: null,
    figures: toJson(jsonObject, measured),
    lineage: toJson(jsonObject, left),
  };
}
