/** Servers and the people in them, remembered by being seen. */
import type { Database, Tx } from './database.ts';
import { cleanText } from './json.ts';
import type { Members, Servers } from './types.ts';

export function servers({ transaction }: Database): Servers {
  return {
    seen: ({ id, name }) =>
      transaction(async (tx) => {
        await ensureServer(tx, id);
        return name === undefined
          ? tx.server.findUniqueOrThrow({ where: { id } })
          : tx.server.update({ where: { id }, data: { name: cleanText(name) } });
      }),
  };
}

export function members({ transaction }: Database): Members {
  return {
    seen: ({ serverId, id, name }) =>
      transaction(async (tx) => {
        await ensureMember(tx, serverId, id);
        const where = { serverId_id: { serverId, id } };
        return name === undefined
          ? tx.member.findUniqueOrThrow({ where })
          : tx.member.update({ where, data: { name: cleanText(name) } });
      }),
  };
}

/** So that rows can name the member, whether or not anybody has said a name. */
export async function ensureMember(tx: Tx, serverId: string, id: string): Promise<void> {
  await ensureServer(tx, serverId);
  await tx.member.createMany({ data: [{ serverId, id }], skipDuplicates: true });
}

async function ensureServer(tx: Tx, id: string): Promise<void> {
  await tx.server.createMany({ data: [{ id }], skipDuplicates: true });
}
