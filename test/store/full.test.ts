/** A full disk, a real one. */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { words } from '../../src/words/index.ts';
import { testDatabase } from '../support/database.ts';
import { noSmallDisk, onSmallDisk } from '../support/small-disk.ts';

const CHILD = fileURLToPath(new URL('full-child.ts', import.meta.url));
const database = testDatabase('PGlite');
afterAll(() => database.stop());

it('a disk that is full is said to be, nothing is left half-written, and with room it goes on', async (ctx) => {
  const { dataDir } = await database.place();
  const blobs = join(dataDir, 'blobs');
  await mkdir(blobs, { recursive: true });
  const missing = noSmallDisk(blobs);
  if (missing !== undefined) return ctx.skip(missing);
  const { stdout } = await promisify(execFile)(
    ...onSmallDisk(blobs, '256k', [process.execPath, CHILD, dataDir]),
  );
  expect(JSON.parse(stdout)).toEqual({
    id: 'disk-full',
    message: words.errors['disk-full'],
    left: [],
    kept: 1000,
    stored: 200_000,
  });
});
