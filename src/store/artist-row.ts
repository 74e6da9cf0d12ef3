/** An artist's row, and the lock that keeps its generators in order. */
import { STYLES, type Style } from '../music/index.ts';
import { BeatwrightError } from '../words/index.ts';
import type { Tx } from './database.ts';
import type { Prisma } from './prisma/client.ts';
import type { Artist } from './rows.ts';

export const artistParts = {
  collaborators: { orderBy: [{ addedAt: 'asc' }, { memberId: 'asc' }] },
} satisfies Prisma.ArtistInclude;
type Row = Prisma.ArtistGetPayload<{ include: typeof artistParts }>;

export function artistOf(row: Row): Artist {
  return {
    id: row.id,
    serverId: row.serverId,
    name: row.name,
    ownerId: row.ownerId,
    style: isStyle(row.style) ? row.style : null,
    collaboratorIds: row.collaborators.map(({ memberId }) => memberId),
    generatorId: row.generatorId,
    autoTrain: row.autoTrain,
    trainAfter: row.trainAfter,
    hidesReferences: row.hidesReferences,
    followsTaste: row.followsTaste,
    tasteSince: row.tasteSince,
    allowsBlends: row.allowsBlends,
    offeredTo: row.offeredTo,
    createdAt: row.createdAt,
  };
}

/** Until the transaction ends no other changes which generator is in use, or adds or retires one. */
export async function lockArtist(tx: Tx, id: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM artists WHERE id = ${id} FOR NO KEY UPDATE`;
  if (rows.length === 0) throw new BeatwrightError('artist-gone');
}

function isStyle(text: string | null): text is Style {
  return (STYLES as readonly (string | null)[]).includes(text);
}
