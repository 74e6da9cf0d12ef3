/** The shelf: takes found again, stars, and the best of a month. */
import { BeatwrightError } from '../words/index.ts';
import type { Database, Tx } from './database.ts';
import { createJob } from './job-row.ts';
import { Prisma } from './prisma/client.ts';
import type { Shelf, ShelfOrder, ShelfQuery } from './shelf-types.ts';

const ORDERS: Readonly<Record<ShelfOrder, Prisma.Sql>> = {
  new: Prisma.sql`b.created_at DESC, b.id, t.name`,
  votes: Prisma.sql`votes DESC, b.created_at DESC, b.id, t.name`,
};

export function shelf({ prisma, transaction }: Database): Shelf {
  return {
    find: async ({ order, skip, most, ...query }) => {
      const rows = await prisma.$queryRaw<{ takeId: string; isStarred: boolean; all: number }[]>`
        SELECT t.id AS "takeId", (s.take_id IS NOT NULL) AS "isStarred", count(*) OVER ()::int AS "all",
          (SELECT count(*)::int FROM votes v WHERE v.take_id = t.id) AS votes
        FROM takes t JOIN beats b ON b.id = t.beat_id
          LEFT JOIN stars s ON s.take_id = t.id AND s.member_id = ${query.memberId}
        WHERE ${wanted(query)}
        ORDER BY ${ORDERS[order]} LIMIT ${most} OFFSET ${skip}`;
      return { rows: rows.map(({ takeId, isStarred }) => ({ takeId, isStarred })), all: rows[0]?.all ?? 0 };
    },

    star: ({ takeId, memberId, isStarred }) =>
      transaction(async (tx) => {
        await requireTake(tx, takeId);
        if (isStarred) await tx.star.createMany({ data: [{ takeId, memberId }], skipDuplicates: true });
        else await tx.star.deleteMany({ where: { takeId, memberId } });
      }),

    isStarred: async (star) => (await prisma.star.count({ where: star })) > 0,

    setBest: async (id, bestChannelId) => {
      const best = { bestChannelId, bestSince: bestChannelId === null ? null : new Date() };
      await prisma.server.upsert({ where: { id }, create: { id, ...best }, update: best });
    },

    dueBests: (most) => prisma.$queryRaw<{ serverId: string; month: string }[]>`
      SELECT s.id AS "serverId", last.month FROM servers s, (
        SELECT date_trunc('month', now() AT TIME ZONE 'UTC') AS ends,
          to_char(date_trunc('month', now() AT TIME ZONE 'UTC') - interval '1 month', 'YYYY-MM') AS month) last
      WHERE s.best_channel_id IS NOT NULL AND s.left_at IS NULL AND s.best_since AT TIME ZONE 'UTC' < last.ends
        AND NOT EXISTS (SELECT 1 FROM monthly_bests m WHERE m.server_id = s.id AND m.month = last.month)
      ORDER BY s.id LIMIT ${most}`,

    settleBest: ({ serverId, month }, jobOf) =>
      transaction(async (tx) => {
        const server = await tx.server.findUnique({ where: { id: serverId } });
        if (server === null || server.bestChannelId === null) return undefined;
        // Whoever writes the row first does it; another waits here for it and then leaves it be.
        const { count } = await tx.monthlyBest.createMany({
          data: [{ serverId, month }],
          skipDuplicates: true,
        });
        if (count === 0) return undefined;
        const [best] = await tx.$queryRaw<{ takeId: string }[]>`
          SELECT t.id AS "takeId" FROM takes t JOIN beats b ON b.id = t.beat_id JOIN votes v ON v.take_id = t.id
          WHERE b.server_id = ${serverId} AND to_char(b.created_at AT TIME ZONE 'UTC', 'YYYY-MM') = ${month}
          GROUP BY t.id, b.created_at, b.id ORDER BY count(*) DESC, b.created_at, b.id, t.name LIMIT 1`;
        if (best === undefined) return undefined;
        return createJob(tx, jobOf({ takeId: best.takeId, channelId: server.bestChannelId }));
      }),
  };
}

function wanted(query: Omit<ShelfQuery, 'order' | 'skip' | 'most'>): Prisma.Sql {
  const { serverId, artistId, style, bpm, key, votes, days, isStarred } = query;
  const parts = [Prisma.sql`b.server_id = ${serverId}`];
  if (artistId !== undefined) parts.push(Prisma.sql`b.artist_id = ${artistId}`);
  if (style !== undefined) parts.push(Prisma.sql`b.style = ${style}`);
  if (bpm !== undefined)
    parts.push(Prisma.sql`(t.facts->>'bpm')::float8 BETWEEN ${bpm[0]}::float8 AND ${bpm[1]}::float8`);
  if (key !== undefined)
    parts.push(
      Prisma.sql`(t.facts->'key'->>'tonic')::int = ${key.tonic}::int AND t.facts->'key'->>'mode' = ${key.mode}`,
    );
  if (votes !== undefined && votes > 0)
    parts.push(Prisma.sql`(SELECT count(*) FROM votes v WHERE v.take_id = t.id) >= ${votes}::int`);
  if (days !== undefined) parts.push(Prisma.sql`b.created_at > now() - make_interval(days => ${days}::int)`);
  if (isStarred === true) parts.push(Prisma.sql`s.take_id IS NOT NULL`);
  return Prisma.join(parts, ' AND ');
}

/** And keep it so until the transaction ends. */
async function requireTake(tx: Tx, takeId: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM takes WHERE id = ${takeId} FOR SHARE`;
  if (rows.length === 0) throw new BeatwrightError('take-unknown');
}
