/** What goes of battles when a member's data is erased, or a server's. */
import { dropEntries } from './battles.ts';
import type { Tx } from './database.ts';
import { ERASED, type Erased } from './rows.ts';

/** A member's entries and votes, and what they handed over as a sample. Battles that they host go on, and name them no more. */
export async function eraseFromBattles(tx: Tx, serverId: string, memberId: string): Promise<Erased> {
  const here = { battle: { serverId } };
  // One after the other in one order, and before the entries: as whoever counts them does.
  const touched = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM battles b WHERE b.server_id = ${serverId} AND (b.host_id = ${memberId}
      OR EXISTS (SELECT 1 FROM battle_entries e WHERE e.battle_id = b.id AND e.member_id = ${memberId})
      OR EXISTS (SELECT 1 FROM battle_votes v WHERE v.battle_id = b.id AND v.member_id = ${memberId}))
    ORDER BY id FOR UPDATE`;
  const id = { in: touched.map((row) => row.id) };
  const { count: votes } = await tx.battleVote.deleteMany({ where: { ...here, memberId } });
  const entries = await tx.battleEntry.count({ where: { ...here, memberId } });
  const blobs = await dropEntries(tx, { ...here, memberId });
  const hosted = await tx.battle.findMany({ where: { serverId, hostId: memberId } });
  const own = hosted.filter(({ sampleTakeId }) => sampleTakeId === null);
  await tx.battle.updateMany({
    where: { id: { in: own.map((row) => row.id) } },
    data: { sampleSha256: null, sampleWording: null },
  });
  await tx.battle.updateMany({ where: { serverId, hostId: memberId }, data: { hostId: ERASED } });
  await tx.battle.updateMany({ where: { id }, data: { revision: { increment: 1 } } });
  return {
    counts: { votes, entries },
    blobs: [...blobs, ...own.flatMap(({ sampleSha256 }) => sampleSha256 ?? [])],
  };
}

/** All battles of a server. */
export async function eraseBattles(tx: Tx, serverId: string): Promise<Erased> {
  const entries = await tx.battleEntry.count({ where: { battle: { serverId } } });
  const blobs = await dropEntries(tx, { battle: { serverId } });
  const samples = await tx.battle.findMany({ where: { serverId }, select: { sampleSha256: true } });
  await tx.battle.deleteMany({ where: { serverId } });
  return {
    counts: { entries },
    blobs: [...blobs, ...samples.flatMap(({ sampleSha256 }) => sampleSha256 ?? [])],
  };
}
