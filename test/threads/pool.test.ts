import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createAudio } from '../../src/audio/index.ts';
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

it('a beat does not wait for the tracks that are being heard', async () => {
  const file = await createAudio({}).encode(
    { sampleRate: 22_050, channels: [Float32Array.from({ length: 20 * 22_050 }, (_, i) => Math.sin(i / 9))] },
    { format: 'wav' },
  );
  const ended: string[] = [];
  const hearing = [0, 1].map(() =>
    pool.run('listen', { bytes: file }).then(
      () => ended.push('heard'),
      () => ended.push('heard'),
    ),
  );
  await pool.run('curve', { points: [0, 1].map((step) => ({ step, loss: 5 - step })) });
  ended.push('made');
  await Promise.all(hearing);
  expect(ended).toEqual(['made', 'heard', 'heard']);
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

/** An ffmpeg that ends only once another one has begun beside it, or fails after a minute without company. */
const inCompany = (starts: string) => `#!${process.execPath}
const fs = require('node:fs');
if (process.argv.includes('-version')) return console.log('ffmpeg version 7.1');
process.stdin.resume().on('end', () => {
  fs.appendFileSync(${JSON.stringify(starts)}, '.');
  const begun = Date.now();
  setInterval(() => {
    if (Date.now() - begun > 60_000) process.exit(1);
    if (fs.statSync(${JSON.stringify(starts)}).size < 2) return;
    fs.writeFileSync(process.argv.at(-1).replace('file:', ''), 'mp3');
    process.exit(0);
  }, 20);
});
`;

it("one thread renders a take while another's MP3 is encoded, and drops one that was called off", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'beatwright-pool-'));
  const ffmpegPath = join(folder, 'ffmpeg');
  await writeFile(ffmpegPath, inCompany(join(folder, 'starts')), { mode: 0o755 });
  const sounders = openPool({ threads: 1, ffmpegPath });
  const score = grammarSong('trap', 1, { bars: 1 });
  const tags = { title: 'Take', artist: 'Beatwright', bpm: score.bpm, key: 'Fm' };
  const sound = (signal?: AbortSignal) =>
    sounders.run('sound', { score, style: 'trap', seed: 1, wav: false, tags }, { signal });
  try {
    const control = new AbortController();
    const takes = [sound(), sound()];
    const third = sound(control.signal);
    control.abort();
    await expect(third).rejects.toMatchObject({ name: 'AbortError' });
    for (const { outline } of await Promise.all(takes)) expect(Math.max(...outline)).toBeGreaterThan(0.1);
  } finally {
    await sounders.close();
    await rm(folder, { recursive: true, force: true });
  }
});
