/** Lyrics at the terminal: from a file, and shown with the artist. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { COUPLETS } from '../flow/verses.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beatwright-lyrics-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function artist(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, DATA_DIR: join(folder, 'data'), DATABASE_URL: '' };
  return new Promise((resolve) => {
    const command = ['src/cli.ts', 'artist', ...args];
    execFile(process.execPath, command, { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

it('measures a file and shows the flow with the artist', async () => {
  const file = join(folder, 'verse.txt');
  await writeFile(file, COUPLETS);
  await artist('create', 'Pen', '--style', 'boom-bap');
  const measured = JSON.parse((await artist('lyrics', 'pen', file, '--json')).stdout);
  expect(measured).toMatchObject({
    artist: 'Pen',
    measured: { lines: 4, syllables: { mean: 9 }, rhyming: { scheme: 'AABB' } },
    pace: { bpm: 91, time: 'one line a bar' },
  });
  const shown = await artist('show', 'Pen');
  expect(shown.stdout).toContain('9.0 syllables a line; one line a bar at 91 BPM');
  expect(shown.stdout).toContain('22 % of syllables in rhymes of two or more');
});
