import { join } from 'node:path';
import { BeatwrightError } from '../words/index.ts';
import { artists } from './artists.ts';
import { battles } from './battles.ts';
import { beats } from './beats.ts';
import { blobKeeper } from './blobs.ts';
import { openDatabase } from './database.ts';
import { folderDisk } from './disk.ts';
import { erasure } from './erasure.ts';
import { forPeople } from './errors.ts';
import { generators } from './generators.ts';
import { jobs } from './jobs.ts';
import { kept } from './kept.ts';
import { kits } from './kits.ts';
import { lyrics } from './lyrics.ts';
import { references } from './references.ts';
import { retention } from './retention.ts';
import { servers } from './servers.ts';
import { shelf } from './shelf.ts';
import { tastes } from './tastes.ts';
import type { Store, StoreOptions } from './types.ts';
import { usage } from './usage.ts';
import { votes } from './votes.ts';

/**
 * Opens the database, brings it up to date and finds the blobs.
 *
 * @example
 * const store = await openStore({ dataDir: './data' });
 * const artist = await store.artists.create({ serverId: TERMINAL, ownerId: TERMINAL, name: 'Night Shift' });
 * await store.close();
 *
 * @throws BeatwrightError `data-locked` (another process uses the directory), `data-unreadable`,
 * `data-folder`; with PostgreSQL `database-away`, `database-refused`; and as `migrate`.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const db = await openDatabase(options);
  const keeper = blobKeeper(db, folderDisk(join(options.dataDir, 'blobs')));
  const door = doorkeeper();
  let closing: Promise<void> | undefined;
  return {
    servers: door.guard(servers(db)),
    artists: door.guard(artists(db)),
    references: door.guard(references(db, keeper)),
    lyrics: door.guard(lyrics(db)),
    kits: door.guard(kits(db, keeper)),
    generators: door.guard(generators(db, keeper)),
    beats: door.guard(beats(db, keeper)),
    votes: door.guard(votes(db)),
    shelf: door.guard(shelf(db)),
    battles: door.guard(battles(db, keeper)),
    tastes: door.guard(tastes(db)),
    jobs: door.guard(jobs(db, keeper)),
    erasure: door.guard(erasure(db, keeper)),
    kept: door.guard(kept(db)),
    usage: door.guard(usage(db)),
    retention: door.guard(retention(db, keeper)),
    blobs: door.guard(keeper.blobs),
    database: db.shared,
    ...door.guard({
      snapshot: () => db.snapshot(),
      ping: async () => {
        await db.prisma.$queryRaw`SELECT 1`;
      },
    }),
    close: () => {
      closing ??= door.shut().then(() => db.close());
      return closing;
    },
  };
}

/** Knows which calls are under way, and says errors in people's words. */
function doorkeeper() {
  const inside = new Set<Promise<unknown>>();
  let isShut = false;

  const call = (method: (...given: unknown[]) => Promise<unknown>) => {
    return async (...given: unknown[]) => {
      if (isShut) throw new BeatwrightError('store-closed');
      const result = method(...given);
      inside.add(result);
      try {
        return await result;
      } catch (error) {
        throw forPeople(error);
      } finally {
        inside.delete(result);
      }
    };
  };

  return {
    guard: <T extends object>(methods: T): T =>
      Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, call(method)])) as T,
    shut: async () => {
      isShut = true;
      await Promise.allSettled(inside);
    },
  };
}
