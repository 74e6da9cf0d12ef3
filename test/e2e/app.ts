/** The whole product against a practice room, for tests: the real bot, worker threads, database and ffmpeg. */
import { pino } from 'pino';
import { type App, type AppOptions, startApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { connectOptions, createRoom, type Room, type RoomOptions } from '../../src/room/index.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

export interface Stage {
  readonly room: Room;
  /** The app that is running now. */
  readonly app: App;
  readonly dataDir: string;
  /** Stops the bot and its workers and starts them again on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Enough to learn something. */
const TRAINING_STEPS = 8;

/** What every room of these tests has: two servers that share a member. */
export const SERVERS: NonNullable<RoomOptions['servers']> = [
  { name: 'Cellar', channels: ['beats'], members: ['ann', 'bob', 'cem', 'dee'] },
  { name: 'Attic', channels: ['beats'], members: ['eve', 'ann'] },
];

/** Starts the product on a database of its own, which `close` erases with everything else. */
export async function openStage(
  room: Room,
  database: TestDatabase = testDatabase('PGlite'),
  options: Pick<AppOptions, 'trainAfterMs'> = {},
): Promise<Stage> {
  const { dataDir, databaseUrl } = await database.place();
  const config: Config = {
    ...readConfig({ DATA_DIR: dataDir, DISCORD_TOKEN: room.token, WORKERS: '1' }),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  };
  const log = pino({ level: 'warn' });
  const start = () =>
    startApp({
      config,
      log,
      discord: { client: connectOptions(room), uploadsBase: room.base },
      ...options,
      // What is learned is measured elsewhere.
      trainingSteps: TRAINING_STEPS,
    });
  let app = await start();
  return {
    room,
    dataDir,
    get app() {
      return app;
    },
    async restart() {
      await app.stop();
      app = await start();
    },
    async close() {
      await app.stop();
      await room.close();
      await database.stop();
    },
  };
}

export { createRoom };
