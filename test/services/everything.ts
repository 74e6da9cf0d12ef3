/** A database in which artists have all that an artist can have, each file marked, and a way to look for what is left. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { expect } from 'vitest';
import { type Asker, createServices, fileDueJobs, type Services } from '../../src/services/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { measureLyrics, type Pool } from '../../src/threads/index.ts';
import { createWorker } from '../../src/worker/index.ts';
import { openQueue } from '../../src/worker/queue.ts';
import { snowflake } from '../store/fixtures.ts';
import { testDatabase } from '../support/database.ts';
import { remainsOf } from '../support/remains.ts';
import { stubPool } from '../support/stub-pool.ts';

const log = pino({ level: 'silent' });

export interface Everything {
  readonly store: Store;
  readonly services: Services;
  /** Does a job. @returns its id. */
  work(ticket: { readonly jobId: string }): Promise<string>;
  /** Where one of the texts occurs, in rows and files. */
  remains(...texts: readonly string[]): Promise<readonly string[]>;
  /** An artist with all that an artist can have. */
  makeArtist(owner: Asker, mark: string, guest?: Asker): Promise<Made>;
  /** A battle over a take, in which both and somebody else have handed in, and another one has voted. */
  makeBattle(host: Asker, other: Asker, take: string): Promise<void>;
  /** What the threads do before they answer, from now on. */
  before(wait: (task: string) => Promise<unknown>): void;
  close(): Promise<void>;
}

export interface Made {
  readonly name: string;
  /** A take that was voted for. */
  readonly takeId: string;
  readonly ids: readonly string[];
}

export async function openEverything(): Promise<Everything> {
  const database = testDatabase('PGlite');
  const place = await database.place();
  const { dataDir } = place;
  const store = await openStore(place);
  const queue = await openQueue(store, log);
  const services = createServices({ store, measureLyrics, send: queue.send, trainAfterMs: 60_000 });
  let before: (task: string) => Promise<unknown> = async () => {};
  const pool: Pool = {
    ...stubPool,
    async run(name, input, options) {
      await before(name);
      return stubPool.run(name, input, options);
    },
  };
  const work: Everything['work'] = async ({ jobId }) => {
    const worker = createWorker({ store, pool, log, dataDir, listener: 'a stub' });
    await worker.run(jobId, new AbortController().signal);
    return jobId;
  };
  return {
    store,
    services,
    work,
    remains: (...texts) => remainsOf(store, dataDir, texts),
    makeArtist: (owner, mark, guest) => makeArtist({ store, services, work }, owner, mark, guest),
    makeBattle: (host, other, take) => makeBattle({ store, services, work }, [host, other], take),
    before(wait) {
      before = wait;
    },
    async close() {
      await queue.stop(0);
      await store.close();
      await database.stop();
    },
  };
}

const LYRICS = 'I walk the night and hold the light\nI write it right, a line so tight\n'.repeat(6);

/** A mark that stands in the names and in the bytes of all files. */
export const marked = () => `MARK-${randomUUID()}`;
export const message = () => ({
  channelId: snowflake(),
  messageId: snowflake(),
  interactionToken: randomUUID(),
});

async function makeArtist(
  { store, services, work }: Pick<Everything, 'store' | 'services' | 'work'>,
  owner: Asker,
  mark: string,
  guest?: Asker,
): Promise<Made> {
  const name = `Artist ${mark}`;
  const artist = { artist: name };
  const { id } = await services.createArtist(owner, { name });
  if (guest !== undefined) await services.addCollaborator(owner, name, guest.userId);
  const people = [owner, guest ?? owner];
  const references: string[] = [];
  for (const [i, who] of people.entries()) {
    const file = { name: `${mark} ${i}.mid`, bytes: Buffer.from(`MThd ${mark} ${who.userId} ${i}`) };
    await work(await services.addReference(who, { ...artist, file, consent: true, message: message() }));
    const all = await store.references.list(id);
    references.push(all.at(-1)!.id);
  }
  await work(
    await services.correctReference(people[1]!, {
      referenceId: references[1]!,
      bpm: 46,
      message: message(),
    }),
  );
  const sounds: string[] = [];
  for (const who of people) {
    const bytes = Buffer.from(`kick ${mark} ${who.userId}`);
    const file = { name: `kick ${mark}.wav`, read: async () => bytes };
    await work(await services.addToKit(who, { ...artist, file, consent: true, message: message() }));
    sounds.push(...(await store.kits.list(id)).map((sound) => sound.id));
  }
  await services.setLyrics(owner, { ...artist, lyrics: LYRICS, consent: true });
  const trained = await work(await services.train(owner, { ...artist, message: message() }));
  const generator = await store.generators.ofJob(trained);
  const asked = await work(await services.requestBeat(people[1]!, { ...artist, message: message() }));
  const beat = (await store.beats.ofJob(asked))!;
  const takeId = beat.takes[0]!.id;
  await services.castVote(owner, takeId);
  await services.castVote(people[1]!, takeId);
  await work(await services.requestDownload(owner, { takeId, download: 'song', message: message() }));
  await services.starTake(owner, takeId, true);
  await store.shelf.setBest(owner.serverId, snowflake());
  await store.shelf.settleBest({ serverId: owner.serverId, month: '2000-01' }, () => {
    throw new Error('no take is as old');
  });
  // And what waits in the queue.
  await services.requestBeat(owner, { ...artist, message: message() });
  const batch = {
    ...artist,
    files: ['a', 'b'].map((part) => ({
      name: `${mark} ${part}.mid`,
      read: async () => Buffer.from(`MThd ${mark} ${part}`),
    })),
  };
  await services.addReferences(owner, { ...batch, consent: true, message: message() });
  if ((await store.jobs.active(`export:${owner.serverId}:${owner.userId}`)) === undefined) {
    const asked = await work(await services.exportMine(owner, { message: message() }));
    expect((await services.exportFile(asked)).length).toBeGreaterThan(0);
  }
  const takes = beat.takes.map((take) => take.id);
  return { name, takeId, ids: [id, ...references, generator!.id, beat.id, ...takes, ...sounds] };
}

async function makeBattle(
  { store, services, work }: Pick<Everything, 'store' | 'services' | 'work'>,
  [host, other]: readonly [Asker, Asker],
  take: string,
): Promise<void> {
  const another = () => ({ ...host, userId: snowflake() });
  const { id: battleId } = await services.startBattle(host, {
    ...{ kind: 'bracket', size: 4, title: 'A battle', take, message: message() },
  });
  await work({ jobId: (await store.battles.get(battleId))!.jobId! });
  await fileDueJobs(store, 'a stub');
  for (const who of [host, other, another()]) {
    const file = { name: 'mine.wav', read: async () => Buffer.from(`RIFF by ${who.userId}`) };
    await work(await services.handIn(who, { battleId, file, consent: true, message: message() }));
  }
  await services.endBattle(host, battleId);
  await fileDueJobs(store, 'a stub');
  const { matches } = (await store.battles.state(battleId))!;
  const { round, a } = matches.find((match) => match.a !== null && match.b !== null)!;
  await services.castPick(another(), { battleId, round, entryId: a! });
}

/** Two members of a server of their own. */
export function people(): { serverId: string; ann: Asker; bob: Asker } {
  const serverId = snowflake();
  return {
    serverId,
    ann: { serverId, userId: snowflake() },
    bob: { serverId, userId: snowflake() },
  };
}
