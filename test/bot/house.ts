/** A room with members, a bot in it, and the services in memory. */
import { type Bot, type BotOptions, createBot } from '../../src/bot/index.ts';
import {
  connectOptions,
  createRoom,
  type Room,
  type RoomActor,
  type RoomMessage,
  type RoomOptions,
} from '../../src/room/index.ts';
import type { BeatCard } from '../../src/services/index.ts';
import { type FakeServices, fakeServices, someBeat } from './fake-services.ts';

interface Logged {
  readonly level: 'info' | 'warn' | 'error';
  readonly facts: object;
  readonly message: string;
}

export interface House {
  readonly room: Room;
  readonly services: FakeServices;
  readonly logged: Logged[];
  readonly bot: Bot;
  /** Stops the bot and starts another one on the same services. */
  restart(): Promise<void>;
  /** Someone in the first channel of the server `Cellar`: `ann`, `bob`, `cyd`. */
  as(name: string, channel?: string): RoomActor;
  /** A finished beat in the channel, asked for by `ann`, with its message. */
  beat(change?: Partial<BeatCard>): Promise<RoomMessage>;
  /** The rules that the bot has broken since this was asked last. */
  violations(): string[];
  close(): Promise<void>;
}

export async function openHouse(
  options: Partial<BotOptions> & { readonly room?: RoomOptions } = {},
): Promise<House> {
  const { room: roomOptions, ...botOptions } = options;
  const room = await createRoom({
    servers: [
      { name: 'Cellar', channels: ['beats', 'stage'], members: ['ann', 'bob', 'cyd'] },
      { name: 'Attic', members: ['dan'] },
    ],
    ...roomOptions,
  });
  const services = fakeServices();
  const logged: Logged[] = [];
  const note = (level: Logged['level']) => (facts: object, message: string) => {
    logged.push({ level, facts, message });
  };
  const make = () =>
    createBot({
      token: room.token,
      services,
      log: { info: note('info'), warn: note('warn'), error: note('error') },
      client: connectOptions(room),
      uploadsBase: room.base,
      // What the members wait for is held to in the watcher's own tests; here it would only take time.
      spacingMs: 50,
      ...botOptions,
    });
  let bot = make();
  await bot.start();
  let beats = 0;
  let violations = 0;
  const as = (name: string, channel?: string): RoomActor => {
    const server = room.server('Cellar');
    return room.as(server.member(name), channel === undefined ? undefined : server.channel(channel));
  };
  return {
    room,
    services,
    logged,
    get bot() {
      return bot;
    },
    async restart() {
      await bot.stop();
      bot = make();
      await bot.start();
    },
    as,
    async beat(change = {}) {
      const asked = as('ann').slash('beat', { style: 'trap' });
      const jobId = filed(services, await asked.replied());
      const result = someBeat({ id: `beat-${++beats}`, ...change });
      services.update(jobId, { state: 'done', percent: 100, result });
      const message = await asked.until(({ attachments }) => attachments.length > 0);
      await services.whenDelivered(jobId);
      return message;
    },
    violations() {
      const fresh = room.violations.slice(violations).map(({ rule }) => rule);
      violations = room.violations.length;
      return fresh;
    },
    async close() {
      await bot.stop();
      await room.close();
    },
  };
}

/** The id of the job that a message shows. */
export function filed(services: FakeServices, message: RoomMessage): string {
  const job = [...services.jobs.values()].find((each) => each.message?.messageId === message.id);
  if (job === undefined) throw new Error('no job has been filed for that message');
  return job.id;
}

/** The labels of a message's buttons. */
export function labels(message: RoomMessage): string[] {
  return message.components.flatMap((row) =>
    'components' in row
      ? row.components.flatMap((each) => ('label' in each && each.label !== undefined ? [each.label] : []))
      : [],
  );
}
