/** Renaming and deleting artists at the terminal, and taking and erasing all. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beatwright-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const artist = (...args: string[]) => beatwright('artist', ...args);

function beatwright(...args: string[]): Promise<Outcome> {
  const env = { ...process.env, DATA_DIR: folder, DATABASE_URL: '' };
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/cli.ts', ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

it('an artist is renamed, given a style, and deleted once somebody is sure', async () => {
  expect(await artist('create', 'Night Shift')).toMatchObject({ code: 0 });
  const renamed = await artist('rename', 'night shift', 'Day Shift');
  expect(renamed).toMatchObject({ code: 0, stdout: 'Night Shift is called Day Shift from now on.\n' });
  const styled = await artist('settings', 'Day Shift', '--style', 'Boom Bap', '--json');
  expect(JSON.parse(styled.stdout)).toMatchObject({ style: 'boom-bap', isStyleSaid: true });
  const byEar = await artist('settings', 'Day Shift', '--style', 'by ear', '--json');
  expect(JSON.parse(byEar.stdout)).toMatchObject({ isStyleSaid: false });
  const unsure = await artist('delete', 'Day Shift');
  expect(unsure).toMatchObject({ code: 1, stderr: expect.stringContaining('--yes') });
  const deleted = await artist('delete', 'Day Shift', '--yes', '--json');
  expect(JSON.parse(deleted.stdout)).toMatchObject({
    artist: 'Day Shift',
    receipt: { counts: { artists: 1 } },
  });
  expect((await artist('list', '--json')).stdout).toBe('{"artists":[]}\n');
});

it('everything is exported, and erased once somebody is sure, of the terminal or of a member', async () => {
  await artist('create', 'Last Shift');
  expect(await beatwright('privacy', 'erase')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--yes'),
  });
  const half = await beatwright('privacy', 'erase', '--member', '7', '--yes');
  expect(half).toMatchObject({ code: 1, stderr: expect.stringContaining('--server') });
  const exported = await beatwright('privacy', 'export', '--out', join(folder, 'mine'), '--json');
  const { written, tooLarge } = JSON.parse(exported.stdout);
  expect([written, tooLarge]).toEqual([[join(folder, 'mine', 'beatwright-1.zip')], []]);
  const artists = strFromU8(unzipSync(await readFile(written[0]))['data/artists.json']!);
  expect(JSON.parse(artists)).toMatchObject([{ name: 'Last Shift' }]);
  const nobody = ['--server', '7', '--member', '7'];
  const none = await beatwright('privacy', 'erase', ...nobody, '--yes', '--json');
  expect(JSON.parse(none.stdout)).toMatchObject({ receipt: { counts: { artists: 0 } } });
  const erased = await beatwright('privacy', 'erase', '--yes', '--json');
  expect(JSON.parse(erased.stdout)).toMatchObject({ receipt: { counts: { artists: 1 } } });
});
