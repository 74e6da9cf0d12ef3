/** Signals to `npm start`: the first one stops in order, the second one at once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { grammarSong } from '../../src/corpus/index.ts';
import { createServices } from '../../src/services/index.ts';
import { openStore } from '../../src/store/index.ts';
import { makeReference } from '../store/fixtures.ts';
import { testDatabase } from '../support/database.ts';

// An embedded database could not be looked into while the process has it.
const database = testDatabase('PostgreSQL');
afterAll(() => database.stop());

it('a second signal ends the process at once, in the middle of a training, which waits for the next one', async (ctx) => {
  if (database.missing !== undefined) return ctx.skip(database.missing);
  const place = await database.place();
  const store = await openStore(place);
  onTestFinished(() => store.close());
  const who = { serverId: '1', userId: '2' };
  const services = createServices({
    store,
    measureLyrics: () => Promise.reject(new Error('nobody hands over lyrics here')),
    send: async () => {},
  });
  const { id: artistId } = await services.createArtist(who, { name: 'Night Shift', style: 'trap' });
  const artist = (await store.artists.get(artistId))!;
  for (const seed of [1, 2, 3]) {
    const score = grammarSong('trap', seed, { bars: 4 });
    const { bpm, key } = score;
    const analysis = { state: 'ready', seconds: 7, bpm, key, scores: [score] } as const;
    await makeReference(store, artist, { name: `${seed}.mid`, analysis });
  }
  const { jobId } = await services.train(who, { artist: 'Night Shift' });

  const child = spawn(process.execPath, ['src/main.ts'], {
    env: {
      ...process.env,
      ...{ DATA_DIR: place.dataDir, DATABASE_URL: place.databaseUrl, ROLE: 'worker', DISCORD_TOKEN: '' },
      ...{ WORKERS: '1', TRAINING_STEPS: '1000', LOG_LEVEL: 'info' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const stopping = Promise.withResolvers<void>();
  const messages: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { msg } = JSON.parse(line) as { msg: string };
    messages.push(msg);
    if (msg.startsWith('stopping')) stopping.resolve();
  });
  // It learns, which takes minutes: the first tenth is to look at the references.
  await expect.poll(async () => (await store.jobs.get(jobId))?.percent).toBeGreaterThan(10);
  child.kill('SIGTERM');
  await stopping.promise;
  child.kill('SIGTERM');
  // Stopped in order it would have ended with 0.
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(messages.filter((message) => message.startsWith('stopping'))).toEqual(['stopping: SIGTERM']);
  expect(await store.jobs.get(jobId)).toMatchObject({ state: 'running', error: null });
});
