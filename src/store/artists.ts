/** Artists: whose sound is learned, and who may decide about it. */
import type { Key } from '../music/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { artistName, nameKey, requireUnlike } from './artist-name.ts';
import { artistOf, artistParts } from './artist-row.ts';
import type { Database, Tx } from './database.ts';
import { dueForTraining, nothingDue, settleDueTraining, trainLater } from './due-trainings.ts';
import { isDuplicate } from './errors.ts';
import { generatorOf, generatorParts } from './generator-row.ts';
import { newId } from './ids.ts';
import { cleanText } from './json.ts';
import { ensureMember } from './members.ts';
import type { Prisma } from './prisma/client.ts';
import { referenceOf, referenceParts } from './reference-row.ts';
import type { Artist } from './rows.ts';
import type { Artists } from './types.ts';

/** As many as Discord shows in an autocomplete. */
const SUGGESTIONS = 25;

export function artists(db: Database): Artists {
  const { prisma, transaction } = db;
  const change = (id: string, work: (tx: Tx, artist: Artist) => Promise<unknown>) =>
    transaction(async (tx) => {
      const row = await tx.artist.findUnique({ where: { id }, include: artistParts });
      if (row === null) throw new BeatwrightError('artist-gone');
      await work(tx, artistOf(row));
      return artistOf(await tx.artist.findUniqueOrThrow({ where: { id }, include: artistParts }));
    });

  return {
    create: async ({ serverId, ownerId, name: written, style }) => {
      const name = artistName(written);
      const data = { id: newId(), serverId, ownerId, name, nameKey: nameKey(name), style: style ?? null };
      try {
        return await transaction(async (tx) => {
          await ensureMember(tx, serverId, ownerId);
          await requireUnlike(tx, serverId, name);
          return artistOf(await tx.artist.create({ data, include: artistParts }));
        });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        throw new BeatwrightError('artist-name-taken', { name });
      }
    },

    rename: async (id, written) => {
      const name = artistName(written);
      try {
        return await change(id, async (tx, { serverId }) => {
          await requireUnlike(tx, serverId, name, id);
          return tx.artist.update({ where: { id }, data: { name, nameKey: nameKey(name) } });
        });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        throw new BeatwrightError('artist-name-taken', { name });
      }
    },

    offer: (id, memberId) =>
      change(id, (tx) => tx.artist.update({ where: { id }, data: { offeredTo: memberId } })),

    acceptOffer: (id, memberId) =>
      change(id, async (tx, { name, serverId }) => {
        await ensureMember(tx, serverId, memberId);
        const { count } = await tx.artist.updateMany({
          where: { id, offeredTo: memberId },
          data: { ownerId: memberId, offeredTo: null },
        });
        if (count === 0) throw new BeatwrightError('offer-over', { artist: name });
        await tx.collaborator.deleteMany({ where: { artistId: id, memberId } });
      }),

    get: async (id) => {
      const row = await prisma.artist.findUnique({ where: { id }, include: artistParts });
      return row === null ? undefined : artistOf(row);
    },

    resolve: async (serverId, idOrName) => {
      const id = cleanText(idOrName);
      const rows = await prisma.artist.findMany({
        where: { serverId, OR: [{ id }, { nameKey: nameKey(idOrName) }] },
        include: artistParts,
      });
      const row = rows.find((one) => one.id === id) ?? rows[0];
      if (row !== undefined) return artistOf(row);
      const others = await prisma.artist.findMany({
        where: { serverId },
        orderBy: { nameKey: 'asc' },
        take: 10,
      });
      const names = others.length === 0 ? undefined : others.map(({ name }) => name);
      throw new BeatwrightError('artist-unknown', { name: idOrName, others: names });
    },

    suggest: async ({ serverId, text, managedBy, limit = SUGGESTIONS }) => {
      const like = nameKey(text).replace(/[\\%_]/g, '\\$&');
      const manages = {
        OR: [{ ownerId: managedBy! }, { collaborators: { some: { memberId: managedBy! } } }],
      };
      const find = (name: Prisma.ArtistWhereInput, take: number) =>
        prisma.artist.findMany({
          where: { serverId, AND: managedBy === undefined ? name : [name, manages] },
          orderBy: { nameKey: 'asc' },
          include: artistParts,
          take,
        });
      const beginning = await find({ nameKey: { startsWith: like } }, limit);
      const left = limit - beginning.length;
      if (like === '' || left === 0) return beginning.map(artistOf);
      const containing = { nameKey: { contains: like }, NOT: { nameKey: { startsWith: like } } };
      return [...beginning, ...(await find(containing, left))].map(artistOf);
    },

    set: (id, { autoTrain, train, ...given }) => {
      const due = autoTrain === false ? nothingDue() : {};
      const data = {
        ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
        ...(autoTrain !== undefined && { autoTrain }),
      };
      return change(id, async (tx) => {
        const { autoTrain: trainsItself } = await tx.artist.update({
          where: { id },
          data: { ...data, ...due },
        });
        if (train !== undefined && trainsItself) await trainLater(tx, id, train);
      });
    },
    forgetTraining: async (id) => {
      await prisma.artist.updateMany({ where: { id }, data: nothingDue() });
    },
    dueForTraining: (asked) => dueForTraining(db, asked),
    settleDueTraining: (id, decide) => settleDueTraining(db, id, decide),

    summary: async (id) => {
      const row = await prisma.artist.findUnique({
        where: { id },
        include: {
          ...artistParts,
          generator: { include: generatorParts },
          references: { where: { removedAt: null }, ...referenceParts },
        },
      });
      if (row === null) throw new BeatwrightError('artist-gone');
      const references = row.references.map(referenceOf);
      const ready = references.filter(({ state }) => state === 'ready');
      const tempi = ready.flatMap(({ bpm }) => bpm ?? []);
      const generator = row.generator === null ? null : generatorOf(row.generator);
      const learned = row.generator?.references.filter(({ isOutdated }) => !isOutdated) ?? [];
      const of = (state: string) => references.filter((reference) => reference.state === state).length;
      return {
        artist: artistOf(row),
        references: { checking: of('checking'), waiting: of('waiting'), ready: of('ready') },
        bpm: tempi.length === 0 ? null : [Math.min(...tempi), Math.max(...tempi)],
        keys: countKeys(ready.flatMap(({ key }) => key ?? [])),
        generator,
        unlearned: ready.filter(({ id }) => !learned.some(({ referenceId }) => referenceId === id)).length,
      };
    },

    addCollaborator: (artistId, memberId) =>
      change(artistId, async (tx, artist) => {
        if (artist.ownerId === memberId) {
          throw new BeatwrightError('collaborator-is-owner', { artist: artist.name });
        }
        await ensureMember(tx, artist.serverId, memberId);
        await tx.collaborator.createMany({ data: [{ artistId, memberId }], skipDuplicates: true });
      }),

    removeCollaborator: (artistId, memberId) =>
      change(artistId, (tx) => tx.collaborator.deleteMany({ where: { artistId, memberId } })),
  };
}

function countKeys(keys: readonly Key[]): { key: Key; references: number }[] {
  const counts = new Map<string, { key: Key; references: number }>();
  for (const key of keys) {
    const name = `${key.tonic} ${key.mode}`;
    counts.set(name, { key, references: (counts.get(name)?.references ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.references - a.references);
}
