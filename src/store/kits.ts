/** Kits: the sounds that an artist hands over, the consent given for them, and taking them back. */
import { z } from 'zod';
import { VOICES } from '../music/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { lockArtist } from './artist-row.ts';
import type { BlobKeeper } from './blobs.ts';
import type { Database, Tx } from './database.ts';
import { newId } from './ids.ts';
import { dropResults, requireJob } from './job-row.ts';
import { cleanText, readJson } from './json.ts';
import { ensureMember } from './members.ts';
import type { Prisma } from './prisma/client.ts';
import type { KitSound, NewKitSound } from './rows.ts';
import type { Kits } from './types.ts';

/** Longest file name that is kept. */
const NAME_LENGTH = 200;

const inOrder = {
  orderBy: [{ givenAt: 'asc' }, { id: 'asc' }],
  omit: { withdrawnAt: true, withdrawnBy: true },
} satisfies Prisma.KitSoundFindManyArgs;

export function kits({ prisma, transaction }: Database, keeper: BlobKeeper): Kits {
  return {
    add: (artistId, sounds, most, jobId) => {
      const blobs = sounds.map(({ sha256 }) => sha256);
      return keeper.keepIf(blobs, () =>
        transaction(async (tx) => {
          await keeper.claim(tx, blobs);
          await lockArtist(tx, artistId);
          if (jobId !== undefined) await requireJob(tx, jobId);
          return add(tx, artistId, sounds, most);
        }),
      );
    },

    list: async (artistId) =>
      (await prisma.kitSound.findMany({ where: { artistId }, ...inOrder })).flatMap(soundOf),

    some: async (ids) =>
      (await prisma.kitSound.findMany({ where: { id: { in: [...ids] } }, ...inOrder })).flatMap(soundOf),

    remove: async ({ artistId, givenBy, memberId }) => {
      const { count, blobs } = await transaction(async (tx) => {
        await lockArtist(tx, artistId);
        const where = { artistId, withdrawnAt: null, ...(givenBy !== undefined && { memberId: givenBy }) };
        const { count, blobs: files } = await takeSoundsBack(tx, where, memberId);
        const { serverId } = await tx.artist.findUniqueOrThrow({ where: { id: artistId } });
        const blobs = [...files, ...(await dropResults(tx, serverId))];
        await keeper.spend(tx, blobs);
        return { count, blobs };
      });
      await keeper.release(blobs);
      return count;
    },
  };
}

/** @returns how many, and the blobs that they named. */
export async function takeSoundsBack(
  tx: Tx,
  where: Prisma.KitSoundWhereInput,
  memberId: string,
): Promise<{ readonly count: number; readonly blobs: readonly string[] }> {
  const sounds = await tx.kitSound.findMany({ where });
  const gone = { name: null, sha256: null, pitch: null, withdrawnAt: new Date(), withdrawnBy: memberId };
  const { count } = await tx.kitSound.updateMany({ where, data: gone });
  return { count, blobs: sounds.flatMap(({ sha256 }) => sha256 ?? []) };
}

/** Until the transaction ends, none of the references is taken back. @throws `reference-gone`. */
async function requireReferences(tx: Tx, sounds: readonly NewKitSound[]): Promise<void> {
  const ids = [...new Set(sounds.flatMap(({ referenceId }) => referenceId ?? []))];
  if (ids.length === 0) return;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT id FROM "references" WHERE id = ANY(${ids}) AND removed_at IS NULL ORDER BY id FOR SHARE`;
  if (rows.length < ids.length) throw new BeatwrightError('reference-gone');
}

async function add(
  tx: Tx,
  artistId: string,
  sounds: readonly NewKitSound[],
  most: { readonly sounds: number; readonly bytes: number },
): Promise<number> {
  await requireReferences(tx, sounds);
  const { name: artist, serverId } = await tx.artist.findUniqueOrThrow({ where: { id: artistId } });
  const there = await tx.kitSound.findMany({ where: { artistId, withdrawnAt: null } });
  const keyOf = ({ voice, sha256 }: { voice: string; sha256: string | null }) => `${voice} ${sha256}`;
  const known = new Set(there.map(keyOf));
  const fresh = new Map(
    sounds.filter((sound) => !known.has(keyOf(sound))).map((each) => [keyOf(each), each]),
  );
  if (there.length + fresh.size > most.sounds) {
    throw new BeatwrightError('kit-full', { artist, most: most.sounds });
  }
  const all = [...there, ...fresh.values()];
  if (all.reduce((sum, { size }) => sum + size, 0) > most.bytes) {
    throw new BeatwrightError('kit-heavy', { artist, most: most.bytes });
  }
  for (const { voice, name, sha256, size, seconds, pitch, referenceId, consent } of fresh.values()) {
    const { memberId, wording } = consent;
    await ensureMember(tx, serverId, memberId);
    const said = { name: cleanText(name).slice(0, NAME_LENGTH).toWellFormed(), wording: cleanText(wording) };
    const from = { referenceId: referenceId ?? null, memberId };
    const data = { id: newId(), artistId, voice, sha256, size, seconds, pitch, ...from, ...said };
    await tx.kitSound.create({ data });
  }
  return fresh.size;
}

/** Nothing of what was taken back. @throws `row-invalid`. */
function soundOf({
  name,
  sha256,
  memberId,
  wording,
  givenAt,
  ...row
}: Prisma.KitSoundGetPayload<typeof inOrder>): KitSound[] {
  if (name === null || sha256 === null) return [];
  const voice = readJson(z.enum(VOICES), row.voice, `sound ${row.id}`);
  return [{ ...row, voice, name, sha256, consent: { memberId, wording, givenAt } }];
}
