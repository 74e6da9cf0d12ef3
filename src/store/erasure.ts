/**
 * Erasing: an artist, a beat, what is kept of a member, of a server. Rows go in one transaction, which also notes the files
 * that they named; those are erased afterwards, or later if the process ends between. Jobs under way lose their rows, and
 * whatever they come to is stored no more.
 */
import { BeatwrightError } from '../words/index.ts';
import type { BlobKeeper } from './blobs.ts';
import type { Database, Tx } from './database.ts';
import { nothingDue } from './due-trainings.ts';
import { eraseBattles, eraseFromBattles } from './erasure-battles.ts';
import { newId } from './ids.ts';
import { dropResults } from './job-row.ts';
import { correctionsJson, readJson } from './json.ts';
import { Prisma } from './prisma/client.ts';
import { takeBack } from './references.ts';
import { ERASED, type Erased, type ErasedCounts, type Receipt } from './rows.ts';
import type { Erasure } from './types.ts';

export function erasure({ prisma, transaction }: Database, keeper: BlobKeeper): Erasure {
  async function erase(
    of: Receipt['of'],
    work: (tx: Tx) => Promise<Erased[] | false>,
  ): Promise<Receipt | undefined> {
    const erased = await transaction(async (tx) => {
      const parts = await work(tx);
      if (parts === false) return undefined;
      const blobs = [...new Set(parts.flatMap((part) => part.blobs))];
      await keeper.spend(tx, blobs);
      const counts = sum(parts.map((part) => part.counts));
      const { id, erasedAt } = await tx.receipt.create({ data: { id: newId(), of, counts: { ...counts } } });
      return { receipt: { id, of, counts, erasedAt }, blobs };
    });
    await keeper.release(erased?.blobs ?? []);
    return erased?.receipt;
  }

  async function eraseAll(of: Receipt['of'], work: (tx: Tx) => Promise<Erased[]>): Promise<Receipt> {
    return (await erase(of, work))!;
  }

  return {
    artist: (artistId) =>
      eraseAll('artist', async (tx) => {
        const erased = await eraseArtists(tx, { id: artistId });
        if (erased.counts.artists === 0) throw new BeatwrightError('artist-gone');
        return [erased];
      }),

    beat: async (beatId) => {
      const blobs = await transaction(async (tx) => {
        const erased = await eraseBeats(tx, { id: beatId });
        if (erased.counts.beats === 0) throw new BeatwrightError('beat-unknown');
        await keeper.spend(tx, erased.blobs);
        return erased.blobs;
      });
      await keeper.release(blobs);
    },

    member: ({ serverId, memberId }) => eraseAll('member', (tx) => eraseMember(tx, serverId, memberId)),

    server: async (serverId, leftBefore) => {
      // One artist after the other, so that no transaction gets too long; an erasure that is cut short is begun again.
      const artists = await prisma.artist.findMany({ where: { serverId }, select: { id: true } });
      for (const { id } of artists) {
        const work = async (tx: Tx) =>
          (await claimLeft(tx, serverId, leftBefore)) && [await eraseArtists(tx, { id })];
        if ((await erase('artist', work)) === undefined) return undefined;
      }
      return erase('server', async (tx) => {
        if (!(await claimLeft(tx, serverId, leftBefore))) return false;
        const parts = [await eraseArtists(tx, { serverId }), await eraseBeats(tx, { serverId })];
        parts.push(await eraseBattles(tx, serverId));
        parts.push(await eraseJobs(tx, Prisma.sql`server_id = ${serverId}`));
        await tx.member.deleteMany({ where: { serverId } });
        await tx.server.deleteMany({ where: { id: serverId } });
        return parts;
      });
    },
  };
}

/** Until the transaction ends: whether the bot has left, and no other process is erasing the server now. */
async function claimLeft(tx: Tx, serverId: string, leftBefore: Date): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT id FROM servers WHERE id = ${serverId} AND left_at <= ${leftBefore.toISOString()}::timestamptz
    FOR UPDATE SKIP LOCKED`;
  return rows.length > 0;
}

/** What is kept of a member in one server. What others may do with what is theirs stays, but names nobody. */
async function eraseMember(tx: Tx, serverId: string, memberId: string): Promise<Erased[]> {
  const here = { artist: { serverId } };
  const parts = [await eraseArtists(tx, { serverId, ownerId: memberId })];
  const given = await tx.reference.findMany({
    where: { ...here, consent: { memberId } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  let references = 0;
  for (const { id } of given) {
    const { isFirst, sounds: cut, blobs } = await takeBack(tx, id, memberId);
    if (isFirst) references++;
    parts.push({ counts: { sounds: cut, consentsWithdrawn: cut }, blobs });
  }
  parts.push({ counts: { references, consentsWithdrawn: references }, blobs: [] });
  await forgetIn(tx, serverId, memberId);
  await tx.kitSound.updateMany({ where: { ...here, withdrawnBy: memberId }, data: { withdrawnBy: ERASED } });
  const { count: lyrics } = await tx.lyrics.deleteMany({ where: { ...here, memberId } });
  await tx.collaborator.deleteMany({ where: { ...here, memberId } });
  await tx.artist.updateMany({ where: { serverId, offeredTo: memberId }, data: { offeredTo: null } });
  await tx.artist.updateMany({
    where: { serverId, trainFor: { path: ['memberId'], equals: memberId } },
    data: nothingDue(),
  });
  const { count: votes } = await tx.vote.deleteMany({ where: { memberId, take: { beat: { serverId } } } });
  const { count: stars } = await tx.star.deleteMany({ where: { memberId, take: { beat: { serverId } } } });
  parts.push({ counts: { lyrics, votes, stars }, blobs: [] });
  parts.push(await eraseFromBattles(tx, serverId, memberId));
  parts.push(await eraseBeats(tx, { serverId, memberId }));
  const own = Prisma.sql`server_id = ${serverId} AND member_id = ${memberId}`;
  parts.push(await eraseJobs(tx, own));
  parts.push(await eraseJobsAbout(tx, serverId, [memberId, ...given.map(({ id }) => id)]));
  // After the jobs, one of which may just have added one.
  const sounds = await eraseSounds(tx, { ...here, memberId });
  parts.push(sounds);
  if (sounds.blobs.length > 0) parts.push({ counts: {}, blobs: await dropResults(tx, serverId) });
  await tx.member.deleteMany({ where: { serverId, id: memberId } });
  return parts;
}

/** Takes a member's name off consents and corrections that have to stay. */
async function forgetIn(tx: Tx, serverId: string, memberId: string): Promise<void> {
  const inServer = { reference: { artist: { serverId } } };
  await tx.consent.updateMany({
    where: { ...inServer, memberId },
    data: { memberId: ERASED, wording: '' },
  });
  await tx.consent.updateMany({
    where: { ...inServer, withdrawnBy: memberId },
    data: { withdrawnBy: ERASED },
  });
  const corrected = await tx.reference.findMany({
    where: { artist: { serverId }, NOT: { corrections: { equals: Prisma.DbNull } } },
    select: { id: true, corrections: true },
  });
  for (const { id, corrections: said } of corrected) {
    const corrections = readJson(correctionsJson, said, id);
    if (corrections.every((each) => each.memberId !== memberId)) continue;
    const nameless = corrections.map((each) =>
      each.memberId === memberId ? { ...each, memberId: ERASED } : each,
    );
    await tx.reference.update({
      where: { id },
      data: { corrections: JSON.parse(JSON.stringify(nameless)) },
    });
  }
}

async function eraseArtists(tx: Tx, where: Prisma.ArtistWhereInput): Promise<Erased> {
  const artists = await tx.artist.findMany({
    where,
    select: { id: true, serverId: true },
    orderBy: { id: 'asc' },
  });
  const ids = artists.map(({ id }) => id);
  const [serverId] = artists.map((artist) => artist.serverId);
  if (serverId === undefined) return { counts: { artists: 0 }, blobs: [] };
  // Whoever stores something for them waits, and then finds them gone.
  await tx.$queryRaw`SELECT id FROM artists WHERE id = ANY(${ids}) ORDER BY id FOR UPDATE`;
  const of = { artist: where };
  const references = await tx.reference.findMany({
    where: of,
    select: { id: true, sha256: true, picture: true, removedAt: true },
  });
  const generators = await tx.generator.findMany({
    where: of,
    select: { id: true, sha256: true, picture: true, habitsPicture: true },
  });
  const lyrics = await tx.lyrics.count({ where: of });
  // What was cut from a reference of theirs goes wherever it was shared.
  const sounds = await eraseSounds(tx, { OR: [of, { reference: of }] });
  const beats = await eraseBeats(tx, of);
  const about = [...artists, ...references, ...generators].map(({ id }) => id);
  const jobs = await eraseJobsAbout(tx, serverId, about);
  const { count } = await tx.artist.deleteMany({ where: { id: { in: ids } } });
  const kept = references.filter(({ removedAt }) => removedAt === null).length;
  return {
    counts: sum([
      beats.counts,
      jobs.counts,
      sounds.counts,
      {
        artists: count,
        references: kept,
        consentsWithdrawn: kept,
        generators: generators.length,
        lyrics,
      },
    ]),
    blobs: [
      ...[...references, ...generators].flatMap(({ sha256, picture }) => [sha256, picture]),
      ...generators.map(({ habitsPicture }) => habitsPicture),
      ...sounds.blobs,
      ...beats.blobs,
      ...jobs.blobs,
      ...(await dropResults(tx, serverId)),
    ].filter((sha256) => sha256 !== null),
  };
}

/** Sounds of kits, also those that were taken back before. */
async function eraseSounds(tx: Tx, where: Prisma.KitSoundWhereInput): Promise<Erased> {
  const blobs = (await tx.kitSound.findMany({ where })).flatMap(({ sha256 }) => sha256 ?? []);
  await tx.kitSound.deleteMany({ where });
  return { counts: { sounds: blobs.length, consentsWithdrawn: blobs.length }, blobs };
}

async function eraseBeats(tx: Tx, where: Prisma.BeatWhereInput): Promise<Erased> {
  const beats = await tx.beat.findMany({
    where,
    select: { id: true, serverId: true, jobId: true, takes: { select: { id: true, files: true } } },
  });
  const [serverId] = beats.map((beat) => beat.serverId);
  if (serverId === undefined) return { counts: { beats: 0 }, blobs: [] };
  const takes = beats.flatMap((beat) => beat.takes);
  const about = [...beats, ...takes].map(({ id }) => id);
  const jobs = await eraseJobsAbout(tx, serverId, about);
  const filed = beats.flatMap(({ jobId }) => jobId ?? []);
  const makers = await eraseJobs(tx, Prisma.sql`id = ANY(${filed})`);
  const { count } = await tx.beat.deleteMany({ where: { id: { in: beats.map(({ id }) => id) } } });
  return {
    counts: sum([jobs.counts, makers.counts, { beats: count, takes: takes.length }]),
    blobs: [
      ...takes.flatMap(({ files }) => files.map(({ sha256 }) => sha256)),
      ...jobs.blobs,
      ...makers.blobs,
      ...(await dropResults(tx, serverId)),
    ],
  };
}

/** Jobs that were told of any of these ids or came to them, whatever their kind. Ids are random, so none fits by chance. */
async function eraseJobsAbout(tx: Tx, serverId: string, ids: readonly string[]): Promise<Erased> {
  return eraseJobs(
    tx,
    Prisma.sql`server_id = ${serverId} AND EXISTS (
      SELECT 1 FROM unnest(${[...ids]}::text[]) AS gone (id)
      WHERE strpos(payload::text, gone.id) > 0 OR strpos(coalesce(result::text, ''), gone.id) > 0)`,
  );
}

/** And what the queue keeps of them. Whoever is doing one of them finds no row to write into, and stops. */
async function eraseJobs(tx: Tx, where: Prisma.Sql): Promise<Erased> {
  const found = await tx.$queryRaw<
    { id: string }[]
  >`SELECT id FROM jobs WHERE ${where} ORDER BY id FOR UPDATE`;
  const ids = found.map(({ id }) => id);
  if (ids.length === 0) return { counts: {}, blobs: [] };
  // Tracks that were still to be read go with the job that would have read them.
  const unread = { jobId: { in: ids }, state: 'checking', removedAt: null } as const;
  const references = await tx.reference.findMany({ where: unread, select: { sha256: true } });
  await tx.reference.deleteMany({ where: unread });
  const held = await tx.heldFile.findMany({ where: { jobId: { in: ids } }, select: { sha256: true } });
  await tx.job.deleteMany({ where: { id: { in: ids } } });
  const [queue] = await tx.$queryRaw<
    { there: boolean }[]
  >`SELECT to_regclass('pgboss.job') IS NOT NULL AS there`;
  if (queue?.there) await tx.$executeRaw`DELETE FROM pgboss.job WHERE data->>'jobId' = ANY(${ids})`;
  return {
    counts: { jobs: ids.length },
    blobs: [...held, ...references].flatMap(({ sha256 }) => sha256 ?? []),
  };
}

const KINDS = [
  'artists',
  'references',
  'consentsWithdrawn',
  'generators',
  'lyrics',
  'sounds',
  'beats',
  'takes',
  'votes',
  'stars',
  'entries',
  'jobs',
] as const satisfies readonly (keyof ErasedCounts)[];

function sum(parts: readonly Partial<ErasedCounts>[]): ErasedCounts {
  const total = (kind: keyof ErasedCounts) => parts.reduce((all, part) => all + (part[kind] ?? 0), 0);
  return Object.fromEntries(KINDS.map((kind) => [kind, total(kind)])) as Record<keyof ErasedCounts, number>;
}
