/**
 * A machine that loses power, simulated at its worst: whatever was not brought to the disk is gone. The embedded database's
 * own calls of `fsync` say what was; each cut makes the folder as the disk has it, and opens that.
 */
import fs, {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { makeArtist } from '../store/fixtures.ts';
import { testDatabase } from '../support/database.ts';

const database = testDatabase('PGlite');
afterAll(() => database.stop());
const { fsyncSync } = fs;
const restore = () => {
  fs.fsyncSync = fsyncSync;
  syncBuiltinESMExports();
};
afterEach(restore);

/**
 * The disk under a folder that somebody writes to through this process. A flushed file keeps its bytes of then, and its name,
 * as ext4 and XFS have it; a flushed folder keeps the names in it, of files new, renamed and erased.
 */
function diskUnder(live: string) {
  const root = mkdtempSync(join(tmpdir(), 'beatwright-disk-'));
  /** What was there at first. */
  const first = join(root, 'first');
  cpSync(live, first, { recursive: true });
  /** By file, whatever its name: where its flushed bytes lie. */
  const bytes = new Map<string, string>();
  /** By path: which file has the name on the disk. */
  const names = new Map<string, string>();
  const idOf = (path: string) => {
    const { ino, birthtimeMs } = statSync(path);
    return `${ino}-${birthtimeMs}`;
  };
  const filesIn = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  for (const path of filesIn(live)) {
    const id = idOf(join(live, path));
    bytes.set(id, join(first, path));
    names.set(path, id);
  }
  let flushes = 0;
  let onFlush = (_: number) => {};
  fs.fsyncSync = (fd) => {
    onFlush(++flushes);
    fsyncSync(fd);
    const path = readlinkSync(`/proc/self/fd/${fd}`);
    const inside = relative(live, path);
    if (inside.startsWith('..') || !existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of names.keys()) {
        if (dirname(name) === (inside || '.') && !existsSync(join(live, name))) names.delete(name);
      }
      for (const entry of readdirSync(path, { withFileTypes: true })) {
        if (entry.isFile()) names.set(join(inside, entry.name), idOf(join(path, entry.name)));
      }
      return;
    }
    const id = idOf(path);
    const copy = join(root, id);
    copyFileSync(path, copy);
    bytes.set(id, copy);
    names.set(inside, id);
  };
  syncBuiltinESMExports();
  return {
    /** Hears of each flush before it happens, with its number. */
    listen: (listener: typeof onFlush) => {
      onFlush = listener;
    },
    /** Makes the folder as it would be after a cut now. */
    cut(target: string): void {
      for (const entry of readdirSync(live, { recursive: true, withFileTypes: true })) {
        if (!entry.isDirectory()) continue;
        mkdirSync(join(target, relative(live, join(entry.parentPath, entry.name))), { recursive: true });
      }
      for (const [name, id] of names) {
        const flushed = bytes.get(id);
        if (flushed === undefined) writeFileSync(join(target, name), '');
        else copyFileSync(flushed, join(target, name));
      }
    },
    erase: () => rmSync(root, { recursive: true }),
  };
}

it.skipIf(process.platform !== 'linux')(
  'a cut of power loses nothing that was acknowledged, and leaves a database that opens',
  async () => {
    const place = await database.place();
    const disk = diskUnder(join(place.dataDir, 'db'));
    const cuts: { dataDir: string; acknowledged: string[] }[] = [];
    const acknowledged: string[] = [];
    const moments = new Set([4, 40, 91]);
    disk.listen((flush) => {
      if (!moments.has(flush)) return;
      const dataDir = mkdtempSync(join(tmpdir(), `beatwright-cut-${basename(place.dataDir)}-`));
      disk.cut(join(dataDir, 'db'));
      cuts.push({ dataDir, acknowledged: [...acknowledged] });
    });
    const store = await openStore(place);
    if (store.database.kind !== 'pglite') throw new Error('this is about the embedded database');
    for (let i = 0; i < 90; i++) {
      acknowledged.push((await makeArtist(store)).id);
      // What is in memory only is written out now and then; a cut may come in the middle of that.
      if (i % 40 === 20) await store.database.pglite.exec('CHECKPOINT');
    }
    restore();
    await store.close();
    expect(cuts.length).toBe(moments.size);
    expect(cuts.at(-1)!.acknowledged.length).toBeGreaterThan(30);
    for (const { dataDir, acknowledged: known } of cuts) {
      const again = await openStore({ dataDir });
      for (const id of known)
        expect(await again.artists.get(id), `${known.length} were acknowledged`).toBeDefined();
      await again.close();
      rmSync(dataDir, { recursive: true });
    }
    disk.erase();
  },
);
