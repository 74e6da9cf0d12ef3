/** What is kept of a member in a server: rows as they are, and the blobs that they name. */
import type { Database } from './database.ts';
import { Prisma } from './prisma/client.ts';
import type { JsonObject } from './rows.ts';
import type { Kept } from './types.ts';

export function kept({ prisma }: Database): Kept {
  const select = async (query: Prisma.Sql): Promise<JsonObject[]> =>
    (await prisma.$queryRaw<{ row: JsonObject }[]>(query)).map(({ row }) => row);

  return {
    rowsOf: async ({ serverId, memberId }) => {
      const owned = Prisma.sql`SELECT id FROM artists WHERE server_id = ${serverId} AND owner_id = ${memberId}`;
      const given = Prisma.sql`
        SELECT reference_id FROM consents WHERE member_id = ${memberId} AND reference_id IN (
          SELECT r.id FROM "references" r JOIN artists a ON a.id = r.artist_id WHERE a.server_id = ${serverId})`;
      const asked = Prisma.sql`SELECT id FROM beats WHERE server_id = ${serverId} AND member_id = ${memberId}`;
      return {
        members: await select(Prisma.sql`
          SELECT to_jsonb(t) AS row FROM members t WHERE server_id = ${serverId} AND id = ${memberId}`),
        artists: await select(Prisma.sql`
          SELECT to_jsonb(t) - 'train_for' AS row FROM artists t WHERE id IN (${owned}) ORDER BY created_at`),
        collaborations: await select(Prisma.sql`
          SELECT to_jsonb(t) AS row FROM collaborators t JOIN artists a ON a.id = t.artist_id
          WHERE a.server_id = ${serverId} AND t.member_id = ${memberId} ORDER BY t.added_at`),
        references: await select(Prisma.sql`
          SELECT to_jsonb(t) AS row FROM "references" t WHERE id IN (${given}) ORDER BY created_at, id`),
        consents: await select(Prisma.sql`
          SELECT to_jsonb(t) AS row FROM consents t WHERE reference_id IN (${given}) ORDER BY given_at`),
        corrections: await select(Prisma.sql`
          SELECT jsonb_build_object('reference_id', r.id, 'correction', said) AS row
          FROM "references" r JOIN artists a ON a.id = r.artist_id, jsonb_array_elements(r.corrections) said
          WHERE a.server_id = ${serverId} AND said->>'memberId' = ${memberId}`),
        lyrics: await select(Prisma.sql`
          SELECT to_jsonb(t) AS row FROM lyrics t JOIN artists a ON a.id = t.artist_id
          WHERE a.server_id = ${serverId} AND t.member_id = ${memberId}`),
        sounds: await select(Prisma.sql`
          SELECT to_jsonb(t) AS row FROM kit_sounds t JOIN artists a ON a.id = t.artist_id
          WHERE a.server_id = ${serverId} AND t.member_id = ${memberId} ORDER BY t.given_at, t.id`),
        // Whose consents a generator was learned under is those members' own.
        generators: await select(Prisma.sql`
          SELECT to_jsonb(t) #- '{lineage,consents}' AS row FROM generators t WHERE artist_id IN (${owned})
          ORDER BY artist_id, version`),
        beats: await select(Prisma.sql`
          SELECT to_jsonb(t) AS row FROM beats t WHERE id IN (${asked}) ORDER BY created_at, id`),
        takes: await select(Prisma.sql`
          SELECT to_jsonb(t) AS row FROM takes t WHERE beat_id IN (${asked}) ORDER BY beat_id, name`),
        votes: await select(Prisma.sql`
          SELECT to_jsonb(t) AS row FROM votes t JOIN beats b ON b.id = t.beat_id
          WHERE b.server_id = ${serverId} AND t.member_id = ${memberId} ORDER BY t.cast_at`),
        stars: await select(Prisma.sql`
          SELECT to_jsonb(t) AS row FROM stars t JOIN takes k ON k.id = t.take_id JOIN beats b ON b.id = k.beat_id
          WHERE b.server_id = ${serverId} AND t.member_id = ${memberId} ORDER BY t.starred_at`),
        battles: await select(Prisma.sql`
          SELECT to_jsonb(t) AS row FROM battles t
          WHERE server_id = ${serverId} AND host_id = ${memberId} ORDER BY created_at, id`),
        battle_entries: await select(Prisma.sql`
          SELECT to_jsonb(t) AS row FROM battle_entries t JOIN battles b ON b.id = t.battle_id
          WHERE b.server_id = ${serverId} AND t.member_id = ${memberId} ORDER BY t.handed_in_at, t.id`),
        battle_votes: await select(Prisma.sql`
          SELECT to_jsonb(t) AS row FROM battle_votes t JOIN battles b ON b.id = t.battle_id
          WHERE b.server_id = ${serverId} AND t.member_id = ${memberId} ORDER BY t.cast_at, t.entry_id`),
        // The token lets anybody who reads it write as the bot.
        jobs: await select(Prisma.sql`
          SELECT to_jsonb(t) - 'interaction_token' AS row FROM jobs t
          WHERE server_id = ${serverId} AND member_id = ${memberId} ORDER BY created_at, id`),
      };
    },

    filesOf: async ({ serverId, memberId }) => {
      const references = await prisma.reference.findMany({
        where: { artist: { serverId }, consent: { memberId }, removedAt: null },
        select: { id: true, name: true, sha256: true, picture: true },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      const sounds = await prisma.kitSound.findMany({
        where: { artist: { serverId }, memberId, withdrawnAt: null },
        orderBy: [{ givenAt: 'asc' }, { id: 'asc' }],
      });
      const generators = await prisma.generator.findMany({
        where: { artist: { serverId, ownerId: memberId } },
        select: { id: true, sha256: true, picture: true, habitsPicture: true },
        orderBy: [{ artistId: 'asc' }, { version: 'asc' }],
      });
      const takes = await prisma.take.findMany({
        where: { beat: { serverId, memberId } },
        select: { name: true, beatId: true, files: { orderBy: { kind: 'asc' } } },
        orderBy: [{ beatId: 'asc' }, { name: 'asc' }],
      });
      const entries = await prisma.battleEntry.findMany({
        where: { battle: { serverId }, memberId },
        orderBy: [{ handedInAt: 'asc' }, { id: 'asc' }],
      });
      const samples = await prisma.battle.findMany({
        where: { serverId, hostId: memberId, sampleTakeId: null },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      const files = [
        ...references.flatMap(({ id, name, sha256, picture }) => [
          { path: `references/${id} ${fileName(name ?? '')}`, sha256 },
          { path: `references/${id}.png`, sha256: picture },
        ]),
        ...sounds.map(({ id, voice, sha256 }) => ({ path: `kits/${id} ${voice}.wav`, sha256 })),
        ...generators.flatMap(({ id, sha256, picture, habitsPicture }) => [
          { path: `generators/${id}.safetensors`, sha256 },
          { path: `generators/${id}.png`, sha256: picture },
          { path: `generators/${id} habits.png`, sha256: habitsPicture },
        ]),
        ...entries.map(({ id, sha256 }) => ({ path: `battles/${id}.mp3`, sha256 })),
        ...samples.map(({ id, sampleSha256 }) => ({
          path: `battles/${id} sample.zip`,
          sha256: sampleSha256,
        })),
        ...takes.flatMap((take) =>
          take.files.map(({ kind, sha256 }) => ({
            path: `beats/${take.beatId}/${take.name}.${ENDINGS[kind] ?? kind}`,
            sha256,
          })),
        ),
      ];
      return files.flatMap(({ path, sha256 }) => (sha256 === null ? [] : [{ path, sha256 }]));
    },
  };
}

/** Where the kind of a take's file is not its ending. */
const ENDINGS: Readonly<Record<string, string>> = { midi: 'mid', stems: 'stems.zip', sheet: 'png' };

/** Nothing that another system would take for a folder. */
function fileName(name: string): string {
  return name.replace(/[/\\:*?"<>|]/g, '_');
}
