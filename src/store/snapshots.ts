/**
 * Snapshots of the embedded database, taken while it works, as `pg_basebackup` does it: PostgreSQL is told, its files are
 * copied as they are at the time, and the log of what was written meanwhile makes one moment of them. No question to the
 * database waits. A thread copies, opens the copy to see that it can be, and packs it.
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { Piscina } from 'piscina';
import { z } from 'zod';
import { UNFINISHED } from './backup-file.ts';
import type { CopyTask, LogTask, SealTask } from './snapshot-thread.ts';

/** As many as are kept: with one every ten minutes, the last hour. */
const KEPT = 6;
const SUFFIX = '.tar.gz';
/** A step of its thread that takes longer is given up, so that no stop and no later one waits for it. */
const LONGEST_MS = 10 * 60_000;

export interface Snapshots {
  /** Takes one, unless nothing was written since the last. @returns where it lies. */
  take(): Promise<string | undefined>;
  /** Leaves a copy of the database that can be opened in the folder, which must be there and empty. */
  copyTo(folder: string): Promise<void>;
}

const started = z.tuple([z.object({ segment: z.string() })]);
const ended = z.tuple([z.object({ segment: z.string(), label: z.string() })]);
const position = z.tuple([z.object({ lsn: z.string() })]);

export function snapshots(pglite: PGlite, dataDir: string): Snapshots {
  const from = join(dataDir, 'db');
  const folder = snapshotFolder(dataDir);
  let last: string | undefined;

  const written = async () => {
    const { rows } = await pglite.query('SELECT pg_current_wal_insert_lsn()::text AS lsn');
    return position.parse(rows)[0].lsn;
  };

  const copy = async (thread: Piscina, to: string) => {
    const start = await pglite.query(
      `SELECT pg_walfile_name(pg_backup_start('beatwright', true)) AS segment`,
    );
    const end = () =>
      pglite.query(
        'SELECT pg_walfile_name(lsn) AS segment, labelfile AS label FROM pg_backup_stop(wait_for_archive => false)',
      );
    try {
      await thread.run({ from, to } satisfies CopyTask, step('copyFiles'));
    } catch (error) {
      await end();
      throw error;
    }
    const { segment: lastSegment, label } = ended.parse((await end()).rows)[0];
    const log = { firstSegment: started.parse(start.rows)[0].segment, lastSegment, label };
    await thread.run({ from, to, ...log } satisfies LogTask, step('copyLog'));
  };

  let queue: Promise<unknown> = Promise.resolve();
  /** One at a time: PostgreSQL counts one backup a session. */
  const inTurn = <T>(work: (thread: Piscina) => Promise<T>): Promise<T> => {
    const turn = queue.then(async () => {
      const filename = new URL('snapshot-thread.ts', import.meta.url).href;
      const thread = new Piscina({ filename, minThreads: 1, maxThreads: 1 });
      try {
        return await work(thread);
      } finally {
        await thread.destroy();
      }
    });
    queue = turn.catch(() => {});
    return turn;
  };

  return {
    take: () =>
      inTurn(async (thread) => {
        if ((await written()) === last) return undefined;
        const unfinished = join(folder, 'unfinished');
        await rm(unfinished, { recursive: true, force: true });
        // What a crash has left would be kept for good, and with it what was erased since.
        for (const name of await readdir(folder).catch(() => [])) {
          if (name.endsWith(UNFINISHED)) await rm(join(folder, name), { force: true });
        }
        await mkdir(join(unfinished, 'db'), { recursive: true });
        const file = join(folder, `${stamp()}${SUFFIX}`);
        try {
          await copy(thread, join(unfinished, 'db'));
          await thread.run({ folder: unfinished, file } satisfies SealTask, step('seal'));
        } finally {
          await rm(unfinished, { recursive: true, force: true });
        }
        last = await written();
        for (const old of (await listSnapshots(dataDir)).slice(KEPT)) await rm(old, { force: true });
        return file;
      }),
    copyTo: (to) => inTurn((thread) => copy(thread, to)),
  };
}

const step = (name: string) => ({ name, signal: AbortSignal.timeout(LONGEST_MS) });

/** The snapshots of a data folder, the newest first. */
export async function listSnapshots(dataDir: string): Promise<string[]> {
  const folder = snapshotFolder(dataDir);
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(SUFFIX))
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

function snapshotFolder(dataDir: string): string {
  return join(dataDir, 'snapshots');
}

/** Now, as names of files have it, in the order of time. */
export function stamp(): string {
  return new Date().toISOString().replaceAll(/[:.]/g, '-');
}
