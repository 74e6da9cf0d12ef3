import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { isKept } from '../../support/rows.ts';
import { makeArtist, makeReference, type OnDatabase, someBytes } from '../fixtures.ts';

const HOUR = 3_600_000;

export function blobPromises(on: OnDatabase): void {
  const pathOf = (sha256: string) => join(on.place.dataDir, 'blobs', sha256.slice(0, 2), sha256);
  const age = (path: string, ms: number) => {
    const then = new Date(Date.now() - ms);
    return utimes(path, then, then);
  };

  describe('a blob', () => {
    it.each([0, 1, 4096, 3_000_001])(
      'of %i bytes reads back as it was put, under its SHA-256',
      async (size) => {
        const bytes = new Uint8Array(randomBytes(size));
        const sha256 = await on.store.blobs.put(bytes);
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        expect(sha256).toBe(Buffer.from(digest).toString('hex'));
        expect(await isKept(on.store, sha256)).toBe(true);
        expect(Buffer.compare(await on.store.blobs.get(sha256), bytes)).toBe(0);
      },
    );

    it('is one blob however often and however much at once it is put, and leaves nothing unfinished', async () => {
      const bytes = someBytes();
      const names = await Promise.all(Array.from({ length: 10 }, () => on.store.blobs.put(bytes)));
      expect(new Set(names).size).toBe(1);
      expect(Buffer.from(await readFile(pathOf(names[0]!)))).toEqual(Buffer.from(bytes));
      expect(await readdir(join(on.place.dataDir, 'blobs', 'unfinished'))).toEqual([]);
    });

    it('that is not there is said to be missing, whatever is asked for', async () => {
      for (const name of ['ab'.repeat(32), '', '../db.lock', 'AB'.repeat(32)]) {
        expect(await isKept(on.store, name)).toBe(false);
        await expect(on.store.blobs.get(name)).rejects.toMatchObject({ id: 'blob-missing' });
      }
    });

    it('that was damaged is never given out, and is mended by being put again', async () => {
      const bytes = someBytes();
      const sha256 = await on.store.blobs.put(bytes);
      await writeFile(pathOf(sha256), bytes.subarray(1));
      await expect(on.store.blobs.get(sha256)).rejects.toMatchObject({ id: 'blob-corrupt' });
      await on.store.blobs.put(bytes);
      expect(Buffer.from(await on.store.blobs.get(sha256))).toEqual(Buffer.from(bytes));
    });
  });

  describe('a sweep', () => {
    it('erases what a crash left long ago, and nothing that is young or named', async () => {
      const { blobs } = on.store;
      const reference = await makeReference(on.store, await makeArtist(on.store));
      const [left, young] = [await blobs.put(someBytes()), await blobs.put(someBytes())];
      const unfinished = join(on.place.dataDir, 'blobs', 'unfinished');
      await mkdir(unfinished, { recursive: true });
      for (const name of ['left', 'young']) await writeFile(join(unfinished, name), 'half');
      for (const path of [pathOf(left), pathOf(reference.sha256), join(unfinished, 'left')]) {
        await age(path, 2 * HOUR);
      }
      expect(await blobs.sweep(HOUR)).toEqual({ blobs: 2, bytes: someBytes().length + 'half'.length });
      expect(await isKept(on.store, left)).toBe(false);
      expect(await isKept(on.store, young)).toBe(true);
      expect(await isKept(on.store, reference.sha256)).toBe(true);
      expect(await readdir(unfinished)).toEqual(['young']);
    });

    it('of many files that are all named asks of them together and not one by one', async () => {
      const artist = await makeArtist(on.store);
      for (let i = 0; i < 20; i++) {
        const { sha256 } = await makeReference(on.store, artist);
        await age(pathOf(sha256), 2 * HOUR);
      }
      const { database } = on.store;
      if (database.kind !== 'pglite')
        return expect(await on.store.blobs.sweep(HOUR)).toMatchObject({ blobs: 0 });
      const query = vi.spyOn(database.pglite, 'execProtocolStream');
      await on.store.blobs.sweep(HOUR);
      expect(query.mock.calls.length).toBeLessThan(20);
      query.mockRestore();
    });

    it('leaves an old blob that was put again just now', async () => {
      const bytes = someBytes();
      const sha256 = await on.store.blobs.put(bytes);
      await age(pathOf(sha256), 2 * HOUR);
      await on.store.blobs.put(bytes);
      await on.store.blobs.sweep(HOUR);
      expect(await isKept(on.store, sha256)).toBe(true);
    });
  });
}
