/** How much a member or a server has of everything. */
import type { Database } from './database.ts';
import { Prisma } from './prisma/client.ts';
import type { Usage } from './types.ts';

export function usage({ prisma }: Database): Usage {
  return {
    async of({ serverId, memberId }) {
      const by = (column: Prisma.Sql) =>
        memberId === undefined ? Prisma.empty : Prisma.sql`AND ${column} = ${memberId}`;
      const [row] = await prisma.$queryRaw<
        { jobs: number; artists: number; references: number; tracks: number; sounds: number }[]
      >`
        SELECT
          (SELECT count(*)::int FROM jobs j WHERE j.server_id = ${serverId} ${by(Prisma.sql`j.member_id`)}
            AND j.parent_id IS NULL AND j.state IN ('queued', 'running')) AS jobs,
          (SELECT count(*)::int FROM artists a WHERE a.server_id = ${serverId} ${by(Prisma.sql`a.owner_id`)}) AS artists,
          (SELECT coalesce(sum(s.size), 0) FROM kit_sounds s JOIN artists a ON a.id = s.artist_id
            WHERE a.server_id = ${serverId} ${by(Prisma.sql`s.member_id`)} AND s.withdrawn_at IS NULL)::float8 AS sounds,
          count(*)::int AS "references",
          coalesce(sum(r.size), 0)::float8 AS tracks
        FROM "references" r
          JOIN artists a ON a.id = r.artist_id
          JOIN consents c ON c.reference_id = r.id
        WHERE a.server_id = ${serverId} ${by(Prisma.sql`c.member_id`)} AND r.removed_at IS NULL`;
      if (row === undefined) return { jobs: 0, artists: 0, references: 0, bytes: 0 };
      const { tracks, sounds, ...counts } = row;
      return { ...counts, bytes: tracks + sounds };
    },
    async latest({ serverId, memberId, kind, place }) {
      const row = await prisma.job.findFirst({
        where: { serverId, ...(memberId !== undefined && { memberId }), kind, state: { not: 'failed' } },
        select: { createdAt: true },
        orderBy: { createdAt: 'desc' },
        skip: place - 1,
      });
      return row?.createdAt;
    },
  };
}
