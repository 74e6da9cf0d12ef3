/** Votes as choices among the takes that were shown: what a taste is learned from. */
import { z } from 'zod';
import type { Database } from './database.ts';
import { readJson, scoreJson, toJson } from './json.ts';
import { Prisma } from './prisma/client.ts';
import { type Shown, type ShownVote, TAKE_NAMES } from './rows.ts';
import type { Tastes } from './types.ts';

export const shownJson: z.ZodType<Shown> = z.object({
  version: z.int().min(1),
  takes: z.partialRecord(z.enum(TAKE_NAMES), z.array(z.number())),
});

interface Row {
  readonly memberId: string;
  readonly chosen: string;
  readonly shown: unknown;
}

export function tastes({ prisma }: Database): Tastes {
  async function latest(of: Prisma.Sql, version: number, most: number): Promise<ShownVote[]> {
    const rows = await prisma.$queryRaw<Row[]>`
      SELECT v.member_id AS "memberId", t.name::text AS chosen, b.shown
      FROM votes v JOIN beats b ON b.id = v.beat_id JOIN takes t ON t.id = v.take_id
      WHERE (b.shown->>'version')::int = ${version} AND ${of}
      ORDER BY v.cast_at DESC, v.beat_id, v.member_id LIMIT ${most}`;
    return rows.map(({ memberId, chosen, shown }) => ({
      memberId,
      chosen: z.enum(TAKE_NAMES).parse(chosen),
      shown: readJson(shownJson, shown, 'traits that were shown').takes,
    }));
  }

  return {
    ofArtist: ({ artistId, since, version, most }) =>
      latest(
        since === null
          ? Prisma.sql`b.artist_id = ${artistId}`
          : Prisma.sql`b.artist_id = ${artistId} AND v.cast_at > ${since.toISOString()}::timestamptz`,
        version,
        most,
      ),
    // Where an artist's votes do not count, they count nowhere; the artist may be gone, or none was asked for.
    ofServer: ({ serverId, notArtistId, version, most }) =>
      latest(
        Prisma.sql`b.server_id = ${serverId} AND b.artist_id IS DISTINCT FROM ${notArtistId} AND ${COUNTS}`,
        version,
        most,
      ),
    ofOthers: ({ notServerId, version, most }) =>
      latest(Prisma.sql`b.server_id <> ${notServerId} AND ${COUNTS}`, version, most),

    unread: async ({ artistId, version, most }) => {
      const beats = await prisma.$queryRaw<{ id: string }[]>`
        SELECT b.id FROM beats b
        WHERE b.artist_id = ${artistId} AND (b.shown IS NULL OR (b.shown->>'version')::int < ${version})
          AND EXISTS (SELECT 1 FROM votes v WHERE v.beat_id = b.id)
          AND (SELECT count(*) FROM takes t WHERE t.beat_id = b.id) > 1
        ORDER BY b.created_at DESC, b.id LIMIT ${most}`;
      const takes = await prisma.take.findMany({
        where: { beatId: { in: beats.map(({ id }) => id) } },
        orderBy: [{ beatId: 'asc' }, { name: 'asc' }],
      });
      return beats.map(({ id }) => ({
        beatId: id,
        takes: takes
          .filter(({ beatId }) => beatId === id)
          .map(({ name, score }) => ({
            name,
            score: readJson(scoreJson, score, `the score of take ${name}`),
          })),
      }));
    },
    read: async (beatId, shown) => {
      await prisma.beat.updateMany({ where: { id: beatId }, data: { shown: toJson(shownJson, shown) } });
    },
  };
}

const COUNTS = Prisma.sql`NOT EXISTS (
  SELECT 1 FROM artists a WHERE a.id = b.artist_id AND (v.cast_at <= a.taste_since OR NOT a.follows_taste))`;
