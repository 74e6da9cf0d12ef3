/**
 * A bot and a worker in one process, with threads that compute nothing, under members who ask for everything at once. It is
 * told a place and what to do: `storm` until it is killed, or `drain`: no more is asked, and it ends when nothing is open. Each
 * line says what was acknowledged, as JSON.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { createServices } from '../../src/services/index.ts';
import { openStore } from '../../src/store/index.ts';
import type { Pool } from '../../src/threads/index.ts';
import { createWorker } from '../../src/worker/index.ts';
import { openQueue } from '../../src/worker/queue.ts';
import { snowflake } from '../store/fixtures.ts';
import type { Place } from '../support/database.ts';
import { midi, pack } from '../support/packs.ts';
import { stubPool } from '../support/stub-pool.ts';

const [told, task] = process.argv.slice(2);
const place = JSON.parse(told!) as Place;
const log = pino({ level: 'fatal' }, pino.destination(2));
const say = (fact: object) => process.stdout.write(`${JSON.stringify(fact)}\n`);

/** So that kills hit jobs in the middle, too. */
const pool: Pool = {
  ...stubPool,
  async run(name, input, options) {
    await setTimeout(Math.random() * 20);
    return stubPool.run(name, input, options);
  },
};

const store = await openStore(place);
const queue = await openQueue(store, log);
await queue.work(createWorker({ store, pool, log, dataDir: place.dataDir, listener: 'a stub' }));
const services = createServices({
  store,
  send: queue.send,
  measureLyrics: () => Promise.reject(new Error('nobody hands over lyrics here')),
  trainAfterMs: 3600_000,
});
say({ did: 'open' });

/** A member does everything that there is to do, one after the other, and sometimes deletes it all in the end. */
async function member(): Promise<void> {
  const who = { serverId: snowflake(), userId: snowflake() };
  const name = `Artist ${randomUUID()}`;
  const { id: artistId } = await services.createArtist(who, { name });
  const did = (kind: string, facts: object) => say({ did: kind, artistId, ...facts });
  const file = () => ({ name: `${randomUUID()}.mid`, bytes: midi(randomUUID()) });
  did('artist', {});
  const ended = async (jobId: string) => {
    while (['queued', 'running'].includes((await store.jobs.get(jobId))?.state ?? '')) await setTimeout(30);
  };
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
  const training = await services.train(who, { artist: name });
  did('train', training);
  await ended(training.jobId);
  const beat = await services.requestBeat(who, { artist: name, style: 'trap', seed: 7 });
  did('beat', beat);
  await ended(beat.jobId);
  const made = (await store.beats.ofJob(beat.jobId))!;
  const [takeId] = made.takes.map(({ id }) => id);
  await services.castVote(who, takeId!);
  did('vote', { beatId: made.id, takeId, memberId: who.userId });
  did('download', { takeId, ...(await services.requestDownload(who, { takeId: takeId!, download: 'ogg' })) });
  did('export', await services.exportMine(who, {}));
  if (Math.random() < 0.4) {
    // It may be done and not be said any more.
    did('erasing', {});
    await services.deleteArtist(who, artistId);
    did('erase', { name });
  }
}

const open = async () => [...(await store.jobs.queued()), ...(await store.jobs.running())].length;
if (task === 'storm') {
  const members = async () => {
    for (;;) await member();
  };
  await Promise.all([members(), members(), members()]);
} else {
  while ((await open()) > 0) await setTimeout(50);
  await queue.stop(1000);
  await store.close();
  process.exit(0);
}
