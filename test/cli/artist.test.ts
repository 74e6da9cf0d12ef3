/** Renaming and deleting artists at the terminal, and taking and erasing all. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { grammarSong } from '../../src/corpus/index.ts';
import { writeMidi } from '../../src/music/index.ts';
import { openStore } from '../../src/store/index.ts';
import { snowflake } from '../store/fixtures.ts';

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

it('a track is handed over in the name of a member who may, and of nobody else', async () => {
  const server = snowflake();
  const [owner, other] = [snowflake(), snowflake()];
  const store = await openStore({ dataDir: folder });
  const { id } = await store.artists.create({ serverId: server, ownerId: owner, name: 'Late Shift' });
  await store.close();
  const track = join(folder, 'late.mid');
  await writeFile(track, writeMidi(grammarSong('trap', 1, { bars: 4 })));
  const add = (member: string) =>
    beatwright('reference', 'add', track, '--artist', 'Late Shift', '--server', server, '--member', member);
  expect(await add(other)).toMatchObject({ code: 1, stderr: expect.stringContaining('Late Shift') });
  expect(await add(owner)).toMatchObject({ code: 0 });
  const again = await openStore({ dataDir: folder });
  const references = await again.references.list(id);
  await again.close();
  expect(references).toMatchObject([{ name: 'late.mid', state: 'ready', consent: { memberId: owner } }]);
});
