/** Servers: whether the bot is still there. */
import type { Database } from './database.ts';
import { TERMINAL } from './rows.ts';
import type { Servers } from './types.ts';

export function servers({ prisma, transaction }: Database): Servers {
  return {
    left: async (id) => {
      await prisma.server.updateMany({ where: { id, leftAt: null }, data: { leftAt: new Date() } });
    },

    joined: async (id) => {
      await prisma.server.updateMany({ where: { id }, data: { leftAt: null } });
    },

    present: (ids) =>
      transaction(async (tx) => {
        const there = { id: { in: [...ids] } };
        await tx.server.updateMany({ where: there, data: { leftAt: null } });
        // A bot that knows none of the servers is another one, on the same database by mistake.
        if ((await tx.server.count({ where: there })) === 0) return 0;
        const { count } = await tx.server.updateMany({
          where: { id: { notIn: [...ids, TERMINAL] }, leftAt: null },
          data: { leftAt: new Date() },
        });
        return count;
      }),

    leftBefore: async (date) => {
      const rows = await prisma.server.findMany({ where: { leftAt: { lte: date } }, select: { id: true } });
      return rows.map(({ id }) => id);
    },
  };
}
