/**
 * The practice room as a whole: the loopback Discord with its page, and behind it the real bot, the real worker and the
 * embedded database, in one process and on one folder. It opens at once; the bot follows behind it.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { createTour, openPage, type Page } from '../page/index.ts';
import { connectOptions, createRoom, openMemory, type Room, type RoomMemory } from '../room/index.ts';
import { ARTIST, ARTIST_STYLE, type ArtistState, makeArtist } from './artist.ts';
import { tourPlans } from './steps.ts';
import { greet } from './welcome.ts';
import { PARTS, SERVERS, TOPICS } from './world.ts';

export { openInBrowser } from './browser.ts';

export interface PracticeOptions {
  /** The port of the page; 0 for a free one. */
  readonly port: number;
  /** Settings of the product; where its data lies is `dataDir`. */
  readonly config: Config;
  readonly log: Logger;
  /** The bot has ended for good. */
  readonly onFatal?: () => void;
}

export interface Practice {
  readonly page: Page;
  readonly room: Room;
  /** The bot answers, and the artist of the room is there. Rejects if the product cannot start. */
  readonly ready: Promise<App>;
  close(): Promise<void>;
}

/** How long after the last upload a training starts here: nobody wants to wait in a practice room. */
const TRAIN_AFTER_MS = 5000;
/** How long the bot waits for the page to be seen, in milliseconds: while it loads, nothing else is answered. */
const VISIT_MS = 1500;
const YEAR_MS = 365 * 24 * 3600_000;

/** Opens the room. @throws RoomError `room-memory`, `room-page-port`. */
export async function openPractice(options: PracticeOptions): Promise<Practice> {
  const { config, log, port } = options;
  await mkdir(config.dataDir, { recursive: true });
  const memory = openMemory(join(config.dataDir, 'room.sqlite'));
  const closing: (() => Promise<void> | void)[] = [() => memory.close()];
  try {
    // Whoever leaves the room open for a week still gets the files of its messages.
    const room = await createRoom({ servers: SERVERS, memory, limits: { attachmentMs: YEAR_MS } });
    closing.push(() => room.close());
    const leaving = new AbortController();
    let hasLearned = false;
    const tour = createTour(
      room,
      tourPlans(() => hasLearned),
      memory,
    );
    const onLearned = () => {
      hasLearned = true;
      page.tell({ isReady: true });
      tour.renew();
    };
    const onError = (error: unknown) => log.error({ err: error }, 'the page had trouble');
    const page = await openPage({ room, port, tour, parts: PARTS, topics: TOPICS, onError });
    closing.push(() => page.close());
    const ready = start(options, { room, page, memory, leaving: leaving.signal, onLearned });
    // Whoever waits for it hears of it.
    ready.catch(() => {});
    closing.push(() => ready.then((app) => app.stop()).catch(() => {}));
    return {
      page,
      room,
      ready,
      close() {
        leaving.abort();
        return closeAll(closing);
      },
    };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

/** The last that was opened is closed first: the app, while there is still a Discord to say farewell to. */
async function closeAll(closing: (() => Promise<void> | void)[]): Promise<void> {
  for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close();
}

interface Inside {
  readonly room: Room;
  readonly page: Page;
  readonly memory: RoomMemory;
  /** The room is being closed. */
  readonly leaving: AbortSignal;
  /** The artist of the room has a generator. */
  onLearned(): void;
}

async function start({ config, log, onFatal }: PracticeOptions, inside: Inside): Promise<App> {
  const { room, page, memory } = inside;
  await greet(room, memory);
  page.tell({ isReady: false, line: 'Beatwright is coming online…' });
  await Promise.race([page.visited, setTimeout(VISIT_MS)]);
  try {
    // What the product loads takes longest: the page is there before.
    const { startApp } = await import('../app.ts');
    const app = await startApp({
      config: { ...config, role: 'all', databaseUrl: undefined, discordToken: room.token },
      log,
      discord: { client: connectOptions(room), uploadsBase: room.base },
      trainAfterMs: TRAIN_AFTER_MS,
      // The tour begins with a beat.
      coming: { style: ARTIST_STYLE, isArtists: false },
      ...(onFatal === undefined ? {} : { onFatal }),
    });
    page.tell({ isReady: true });
    // The room is usable without it.
    prepare(inside, app).catch((error: unknown) => {
      if (inside.leaving.aborted) return;
      log.error({ err: error }, 'the artist of the room could not be made');
      page.tell({ isReady: true });
    });
    return app;
  } catch (error) {
    page.tell({ isReady: false, line: 'Beatwright could not start: see where the room was started.' });
    throw error;
  }
}

/** Makes the artist, and says so until it has learned. */
async function prepare({ room, page, onLearned }: Inside, { services }: App): Promise<void> {
  const server = room.servers[0]!;
  const who = { serverId: server.id, userId: server.member('ann').id };
  const look = async (): Promise<ArtistState> => {
    const there = (await services.listManaged(who, 100)).includes(ARTIST);
    if (!there) return { isThere: false, hasCollaborator: false, references: 0, isTrained: false };
    const { collaboratorIds, references, generator } = await services.showArtist(who, ARTIST);
    const { ready, waiting, checking } = references;
    return {
      isThere: true,
      hasCollaborator: collaboratorIds.length > 0,
      references: ready + waiting + checking,
      isTrained: generator !== undefined,
    };
  };
  if ((await look()).isTrained) return onLearned();
  const line = `${ARTIST} is handing over its tracks and learns from them in the background, in #studio.`;
  page.tell({ isReady: true, line });
  await makeArtist(room, look);
  const stop = room.on((event) => {
    if (event.type !== 'edit') return;
    look().then(
      ({ isTrained }) => {
        if (!isTrained) return;
        stop();
        onLearned();
      },
      () => {},
    );
  });
}
