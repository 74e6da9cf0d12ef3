/** A room with members, a bot in it, and behind the bot the product's own services (`support/studio.ts`). */
import { expect, vi } from 'vitest';
import { type Bot, type BotOptions, createBot } from '../../src/bot/index.ts';
import {
  connectOptions,
  createRoom,
  type OptionValue,
  type Room,
  type RoomActor,
  type RoomInteraction,
  type RoomMessage,
  type RoomOptions,
} from '../../src/room/index.ts';
import type { ArtistCard, Asker, BeatCard, Services } from '../../src/services/index.ts';
import type { Job } from '../../src/store/index.ts';
import { PATIENT } from '../support/patience.ts';
import { openStudio, type Studio } from '../support/studio.ts';

interface Logged {
  readonly level: 'info' | 'warn' | 'error';
  readonly facts: object;
  readonly message: string;
}

export interface House extends Studio {
  readonly room: Room;
  readonly logged: Logged[];
  readonly bot: Bot;
  /** Stops the bot and starts another one on the same services. */
  restart(): Promise<void>;
  /** Someone in a channel of the server `Cellar`, the first unless named: `ann`, `bob`, `cyd`. */
  as(name: string, channel?: string): RoomActor;
  /** The same person, as the services know whoever asks. */
  who(name: string): Asker;
  /** The bot finds these methods in place of the services' own, slow or broken ones, while `during` runs. */
  instead(methods: Partial<Services>, during: () => Promise<unknown>): Promise<void>;
  /** An artist of ann's with references that have been read, trained if the test says so. */
  artist(name: string, has?: { references?: number; isTrained?: boolean }): Promise<ArtistCard>;
  /** A finished beat in the first channel, asked for by ann, with its message. */
  beat(options?: Readonly<Record<string, OptionValue>>): Promise<{ message: RoomMessage; beat: BeatCard }>;
  /** What whoever pressed or picked is told alone: the answer itself or, if that came first, a message after it. */
  toldAlone(act: RoomInteraction): Promise<RoomMessage>;
  /** The job that a message shows, once it is filed. */
  jobOf(message: RoomMessage): Promise<Job>;
  /** Resolves once the message of the job shows how it ended. */
  whenDelivered(jobId: string): Promise<void>;
  /** The rules that the bot has broken since this was asked last. */
  violations(): string[];
}

export interface HouseOptions extends Partial<BotOptions> {
  readonly room?: RoomOptions;
  /** One that stays open when the house closes; by default the house has its own. */
  readonly studio?: Studio;
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const { room: roomOptions, studio: lent, ...botOptions } = options;
  const studio = lent ?? (await openStudio());
  const room = await createRoom({
    servers: [
      { name: 'Cellar', channels: ['beats', 'stage'], members: ['ann', 'bob', 'cyd'] },
      { name: 'Attic', members: ['dan'] },
    ],
    // Discord's 3 s are held to on the whole path (`test/e2e`); here they would only measure the machine.
    limits: { acknowledgeMs: PATIENT.timeoutMs },
    ...roomOptions,
  });
  const leave = async () => {
    await room.close();
    if (lent === undefined) await studio.close();
  };
  const { services, store } = studio;
  let inPlace: Partial<Services> = {};
  const seen = new Proxy(services, {
    get: (own, name: keyof Services) => inPlace[name] ?? own[name],
  });
  const logged: Logged[] = [];
  const note = (level: Logged['level']) => (facts: object, message: string) => {
    logged.push({ level, facts, message });
  };
  const make = () =>
    createBot({
      token: room.token,
      services: seen,
      log: { info: note('info'), warn: note('warn'), error: note('error') },
      client: connectOptions(room),
      uploadsBase: room.base,
      // The 2 s that members wait are held to in the watcher's own tests; here they would only take time.
      spacingMs: 200,
      ...botOptions,
    });
  let bot = make();
  try {
    await bot.start();
  } catch (error) {
    await leave();
    throw error;
  }
  let tracks = 0;
  let violations = 0;
  const cellar = () => room.server('Cellar');
  const house: House = {
    ...studio,
    room,
    logged,
    get bot() {
      return bot;
    },
    async restart() {
      await bot.stop();
      bot = make();
      await bot.start();
    },
    as: (name, channel) =>
      room.as(cellar().member(name), channel === undefined ? undefined : cellar().channel(channel)),
    who(name) {
      const { id } = cellar().member(name);
      return { serverId: cellar().id, userId: id };
    },
    async instead(methods, during) {
      inPlace = methods;
      try {
        await during();
      } finally {
        inPlace = {};
      }
    },
    async artist(name, { references = 0, isTrained = false } = {}) {
      const ann = house.who('ann');
      await services.createArtist(ann, { name });
      for (let i = 0; i < references; i++) {
        const file = { name: `${i}.mid`, bytes: Buffer.from(`MThd ${tracks++}`) };
        await studio.work((await services.addReference(ann, { artist: name, file, consent: true })).jobId);
      }
      if (isTrained) await studio.work((await services.train(ann, { artist: name })).jobId);
      return services.showArtist(ann, name);
    },
    async beat(beatOptions = { style: 'trap' }) {
      const asked = house.as('ann').slash('beat', beatOptions);
      const { id } = await house.jobOf(await asked.replied(PATIENT));
      await studio.work(id);
      const message = await asked.until(({ attachments }) => attachments.length > 0, PATIENT);
      await house.whenDelivered(id);
      const job = await services.job(id);
      if (job.kind !== 'beat' || job.result === undefined) throw new Error('that became no beat');
      return { message, beat: job.result };
    },
    toldAlone: (act) =>
      room.until(() => [act.answer?.message, ...act.followUps].find((message) => message?.onlyFor)),
    jobOf: (message) =>
      eventually(async () => {
        const jobs = await Promise.all((await store.jobs.undelivered()).map(({ id }) => store.jobs.get(id)));
        return jobs.find((job) => job?.message?.messageId === message.id);
      }),
    async whenDelivered(jobId) {
      await eventually(async () => (await store.jobs.get(jobId))?.deliveredAt);
    },
    violations() {
      const fresh = room.violations.slice(violations).map(({ rule }) => rule);
      violations = room.violations.length;
      return fresh;
    },
    async close() {
      await bot.stop();
      await leave();
    },
  };
  return house;
}

/** What is in the database sooner or later. */
export function eventually<T>(find: () => Promise<T | undefined | null>): Promise<T> {
  return vi.waitFor(
    async () => {
      const found = await find();
      if (found === undefined || found === null) throw new Error('it is not in the database');
      return found;
    },
    { timeout: PATIENT.timeoutMs, interval: 20 },
  );
}

/** The sentence that a service refuses with, under this id. */
export async function refusal(id: string, asked: Promise<unknown>): Promise<string> {
  const refused = await asked.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refused).toMatchObject({ name: 'BeatwrightError', id });
  return refused instanceof Error ? refused.message : '';
}

/** A method that begins only once the gate opens. */
export function behind<Given extends unknown[], Result>(
  gate: Promise<unknown>,
  method: (...given: Given) => Promise<Result>,
): (...given: Given) => Promise<Result> {
  return async (...given) => {
    await gate;
    return method(...given);
  };
}

/** The labels of a message's buttons. */
export function labels(message: RoomMessage): string[] {
  return message.components.flatMap((row) =>
    'components' in row
      ? row.components.flatMap((each) => ('label' in each && each.label !== undefined ? [each.label] : []))
      : [],
  );
}
