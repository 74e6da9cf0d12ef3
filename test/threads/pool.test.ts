import { afterAll, expect, it } from 'vitest';
import { grammarSong } from '../../src/corpus/index.ts';
import { openPool } from '../../src/threads/index.ts';

const pool = openPool({ threads: 1, trainingSteps: 500 });
afterAll(() => pool.close());
const references = [0, 1, 2, 3].map((i) => ({ id: `${i}`, scores: [grammarSong('trap', i)] }));

/** Begins a training and tells it to stop in its first steps. */
async function stopped(ms: number): Promise<unknown> {
  const control = new AbortController();
  const learning = pool.run(
    'learn',
    { references, style: 'trap', seed: 1 },
    {
      signal: control.signal,
      onProgress: ({ training }) => {
        if (training !== undefined) setTimeout(() => control.abort(), ms);
      },
    },
  );
  return learning.then(
    () => 'done',
    (error: unknown) => (error instanceof Error ? error.name : error),
  );
}

it('a task that is told to stop stops in the middle, and its thread lives and takes the next', async () => {
  // To end a thread in the middle of a step would end this process, more often than not in so many tries.
  for (const ms of [0, 30, 60]) expect(await stopped(ms)).toBe('AbortError');
  const { png } = await pool.run('curve', { points: [0, 1].map((step) => ({ step, loss: 5 - step })) });
  expect(png.length).toBeGreaterThan(1000);
});

it('a task that waits for a thread is called off at once', async () => {
  const control = new AbortController();
  const first = stopped(0);
  const second = pool.run('learn', { references, style: 'trap', seed: 2 }, { signal: control.signal });
  control.abort();
  await expect(second).rejects.toMatchObject({ name: 'AbortError' });
  expect(await first).toBe('AbortError');
});

it('what is running stops when the threads are closed', async () => {
  const other = openPool({ threads: 1, trainingSteps: 500 });
  const closed = Promise.withResolvers<void>();
  const learning = other.run(
    'learn',
    { references, style: 'trap', seed: 1 },
    {
      onProgress: ({ training }) => {
        if (training !== undefined) closed.resolve(other.close());
      },
    },
  );
  await expect(learning).rejects.toMatchObject({ name: 'AbortError' });
  await closed.promise;
});
