/**
 * A bot and a worker in one process, with threads that compute nothing, under members who ask for everything at once. It is
 * told a place and what to do: `storm` until it is killed, or `drain`: no more is asked, and it ends when nothing is open; and
 * of which beats members go on with. Each
 * line says what was acknowledged, or what begins and ends, as JSON.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { type Asker, createServices } from '../../src/services/index.ts';
import { openStore } from '../../src/store/index.ts';
import type { Pool } from '../../src/threads/index.ts';
import { BeatwrightError } from '../../src/words/index.ts';
import { createWorker } from '../../src/worker/index.ts';
import { openQueue } from '../../src/worker/queue.ts';
import { snowflake } from '../store/fixtures.ts';
import type { Place } from '../support/database.ts';
import { midi, pack } from '../support/packs.ts';
import { stubPool } from '../support/stub-pool.ts';

/** Somebody's artist, and a beat that was asked for. */
interface Asked {
  readonly who: Asker;
  readonly artistId: string;
  readonly name: string;
  readonly jobId: string;
}

const [where, task, left = '[]'] = process.argv.slice(2);
const place = JSON.parse(where!) as Place;
const asked = JSON.parse(left) as Asked[];
const log = pino({ level: 'fatal' }, pino.destination(2));
const say = (fact: object) => process.stdout.write(`${JSON.stringify(fact)}\n`);

/** So that kills hit jobs in the middle, too. Sound is often too unclear, so that the next process hears it again. */
const pool: Pool = {
  ...stubPool,
  async run(name, input, options) {
    await setTimeout(Math.random() * 150);
    const answer = await stubPool.run(name, input, options);
    return name === 'listen' && Math.random() < 0.7 ? { ...answer, loops: [] } : answer;
  },
};

const store = await openStore(place);
const queue = await openQueue(store, log);
const worker = createWorker({ store, pool, log, dataDir: place.dataDir, listener: randomUUID() });
/** Says when something begins and when it has ended. */
async function saying<T>(begins: string, work: () => Promise<T>): Promise<T> {
  const id = randomUUID();
  say({ begins, id });
  try {
    return await work();
  } finally {
    say({ ends: id });
  }
}
await queue.work({
  ...worker,
  run: async (jobId, signal) => {
    const job = await store.jobs.get(jobId);
    const work = () => worker.run(jobId, signal);
    return job === undefined ? work() : saying(job.kind, work);
  },
});
const services = createServices({
  store,
  send: queue.send,
  measureLyrics: () => Promise.reject(new Error('nobody hands over lyrics here')),
  trainAfterMs: 3600_000,
});

const ended = async (jobId: string) => {
  while (['queued', 'running'].includes((await store.jobs.get(jobId))?.state ?? '')) await setTimeout(30);
};

/** A member hands over all that can be handed over, trains, and asks for a beat. */
async function ask(): Promise<Asked> {
  const who = { serverId: snowflake(), userId: snowflake() };
  const name = `Artist ${randomUUID()}`;
  const { id: artistId } = await services.createArtist(who, { name });
  const did = (kind: string, facts: object) => say({ did: kind, artistId, ...facts });
  const file = () => ({ name: `${randomUUID()}.mid`, bytes: midi(randomUUID()) });
  did('artist', {});
  const shared = { artist: name, consent: true };
  const upload = await services.addReference(who, { ...shared, file: file() });
  did('ingest', upload);
  const files = { 'one.mid': midi(randomUUID()), 'two.mid': midi(randomUUID()) };
  const zip = { name: 'pack.zip', bytes: pack(files) };
  did('batch', await services.addReference(who, { ...shared, file: zip }));
  await ended(upload.jobId);
  const [reference] = await services.listReferences(who, name);
  if (reference?.state === 'ready') {
    did('correct', await services.correctReference(who, { referenceId: reference.id, bpm: 100 }));
  }
  const sound = { name: `${randomUUID()}.wav`, bytes: Buffer.from(`sound ${randomUUID()}`) };
  did('sound', await services.addReference(who, { ...shared, file: sound }));
  const kick = { name: 'kick.wav', read: async () => Buffer.from(`kick ${randomUUID()}`) };
  did('kit', await services.addToKit(who, { ...shared, file: kick }));
  const training = await services.train(who, { artist: name });
  did('train', training);
  await ended(training.jobId);
  const { jobId } = await services.requestBeat(who, { artist: name, style: 'trap', seed: 7 });
  did('beat', { who, name, jobId });
  return { who, artistId, name, jobId };
}

/** Nothing if the last process left the same under way. */
async function unlessOpen<T>(ticket: Promise<T>): Promise<T | undefined> {
  try {
    return await ticket;
  } catch (error) {
    if (error instanceof BeatwrightError && error.id === 'job-exclusive') return undefined;
    throw error;
  }
}

/** Then votes, asks for files and for an export, and sometimes deletes it all in the end. */
async function goOn({ who, artistId, name, jobId }: Asked, isAgain = false): Promise<void> {
  const did = (kind: string, facts: object) => say({ did: kind, artistId, ...facts });
  await ended(jobId);
  const made = await store.beats.ofJob(jobId);
  // Given up, after all its workers were killed.
  if (made === undefined) return;
  const [takeId] = made.takes.map(({ id }) => id);
  // A vote that was acknowledged is not moved to another take again.
  for (const { id } of isAgain ? made.takes.slice(0, 1) : made.takes.toReversed()) {
    await saying('vote', () => services.castVote(who, id));
  }
  did('vote', { beatId: made.id, takeId, memberId: who.userId });
  const download = await unlessOpen(services.requestDownload(who, { takeId: takeId!, download: 'ogg' }));
  if (download !== undefined) did('download', { takeId, ...download });
  const packed = await unlessOpen(services.exportMine(who, {}));
  if (packed !== undefined) did('export', packed);
  if (Math.random() < 0.4) {
    // It may be done and not be said any more.
    did('erasing', {});
    await saying('erase', () => services.deleteArtist(who, artistId));
    did('erase', { name });
  }
}

/** What is still open then, nobody takes up. */
const LONGEST_DRAIN_MS = 5 * 60_000;
const open = async () => [...(await store.jobs.queued()), ...(await store.jobs.running())].length;
if (task === 'storm') {
  const member = async (_: unknown, i: number) => {
    const begun = asked[i];
    if (begun !== undefined) await goOn(begun, true);
    for (;;) await goOn(await ask());
  };
  await Promise.all(Array.from({ length: 4 }, member));
} else {
  const begun = performance.now();
  while ((await open()) > 0) {
    if (performance.now() - begun > LONGEST_DRAIN_MS) process.exit(3);
    await setTimeout(50);
  }
  await queue.stop(1000);
  await store.close();
  process.exit(0);
}
