/** A full disk, a real one: a file system of 256 KiB in a namespace of the test's own, where the kernel lets it have one. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';

const CHILD = fileURLToPath(new URL('full-child.ts', import.meta.url));
const database = testDatabase('PGlite');
afterAll(() => database.stop());

/** The command that runs another with a small disk at a folder, which ends with it. */
const onSmallDisk = (folder: string, command: readonly string[]): [string, string[]] => [
  'unshare',
  [
    ...['--mount', '--map-root-user', 'sh', '-c'],
    ...['mount -t tmpfs -o size=256k none "$0" && exec "$@"', folder, ...command],
  ],
];

it('a disk that is full is said to be, nothing is left half-written, and with room it goes on', async (ctx) => {
  const { dataDir } = await database.place();
  const blobs = join(dataDir, 'blobs');
  await mkdir(blobs, { recursive: true });
  const tried = spawnSync(...onSmallDisk(blobs, ['true']), { encoding: 'utf8' });
  if (tried.status !== 0)
    return ctx.skip(`no small disk can be had here: ${tried.error?.message ?? tried.stderr.trim()}`);
  const { stdout } = await promisify(execFile)(...onSmallDisk(blobs, [process.execPath, CHILD, dataDir]));
  expect(JSON.parse(stdout)).toEqual({
    id: 'disk-full',
    message: expect.stringMatching(/room/),
    left: [],
    kept: 1000,
    stored: 200_000,
  });
});
