/** Servers and the people in them, added when a row names them. */
import type { Tx } from './database.ts';

/** So that rows can name the member. */
export async function ensureMember(tx: Tx, serverId: string, id: string): Promise<void> {
  await tx.server.createMany({ data: [{ id: serverId }], skipDuplicates: true });
  await tx.member.createMany({ data: [{ serverId, id }], skipDuplicates: true });
}
