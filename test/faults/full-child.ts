/**
 * A process whose files lie on a disk of 512 KiB, by the folder that it is given. Three beats are asked for, and while they are
 * made the disk gets full, for longer than a job that fails is tried again. It prints what became of them, as one JSON object.
 */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { createServices } from '../../src/services/index.ts';
import { openStore } from '../../src/store/index.ts';
import { measureLyrics, type Pool } from '../../src/threads/index.ts';
import { createWorker } from '../../src/worker/index.ts';
import { openQueue } from '../../src/worker/queue.ts';
import { stubPool } from '../support/stub-pool.ts';

const [dataDir = ''] = process.argv.slice(2);
const filler = join(dataDir, 'blobs', 'filler');
const FULL_MS = 6000;
const log = pino({ level: 'silent' });
const who = { serverId: '1', userId: '2' };

/** Each take's sound is 20 KiB, too much for what room is left. */
const pool: Pool = {
  ...stubPool,
  async run(name, input, options) {
    const answer = await stubPool.run(name, input, options);
    if (name === 'sound') await filled;
    return name === 'sound' ? { ...answer, mp3: Buffer.alloc(20_480, Math.random() * 256) } : answer;
  },
};
const filled = Promise.resolve().then(() => writeFile(filler, Buffer.alloc(500 * 1024)));

const store = await openStore({ dataDir });
const queue = await openQueue(store, log);
await queue.work(createWorker({ store, pool, log, listener: 'a stub' }));
const services = createServices({ store, measureLyrics, send: queue.send });
const jobs: string[] = [];
for (const seed of [1, 2, 3]) jobs.push((await services.requestBeat(who, { style: 'trap', seed })).jobId);
await setTimeout(FULL_MS);
const states = async () => Promise.all(jobs.map(async (id) => (await store.jobs.get(id))?.state));
const whileFull = await states();
await rm(filler);
while ((await states()).some((state) => state === 'queued' || state === 'running')) await setTimeout(50);
const takes = await Promise.all(jobs.map(async (id) => (await store.beats.ofJob(id))?.takes.length));
const made = (await store.beats.latest({ serverId: who.serverId, memberId: who.userId, most: 25 })).length;
const after = await states();
await queue.stop(0);
await store.close();
process.stdout.write(JSON.stringify({ isUnderWay: !whileFull.includes('failed'), after, takes, made }));
