/** The heavy part of a snapshot, on a thread of its own: copying, seeing that the copy opens, packing. */
import { constants, copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packBackup } from './backup-file.ts';
import { checkCluster } from './cluster-check.ts';

export interface CopyTask {
  /** The folder of the database. */
  readonly from: string;
  readonly to: string;
}

export interface LogTask extends CopyTask {
  /** File names of the log that covers what was written meanwhile. */
  readonly firstSegment: string;
  readonly lastSegment: string;
  /** What PostgreSQL wants to find beside the files. */
  readonly label: string;
}

export interface SealTask {
  /** Holds the copy, as `db`. */
  readonly folder: string;
  /** Where the snapshot is to lie. */
  readonly file: string;
}

const LOG = 'pg_wal';

/** Everything but the log. A file that has gone meanwhile is made again from the log if it is needed. */
export function copyFiles({ from, to }: CopyTask): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      mkdirSync(target);
      copyFiles({ from: source, to: target });
    } else if (!from.endsWith(LOG) && entry.name !== 'postmaster.pid') copyIfThere(source, target);
  }
}

/** @throws Error if so much was written meanwhile that the log begins later by now. */
export function copyLog({ from, to, firstSegment, lastSegment, label }: LogTask): void {
  const segments = readdirSync(join(from, LOG)).filter((name) => name >= firstSegment && name <= lastSegment);
  if (!segments.includes(firstSegment)) throw new Error(`${firstSegment} of the log is not there any more`);
  for (const name of segments) copyFileSync(join(from, LOG, name), join(to, LOG, name));
  writeFileSync(join(to, 'backup_label'), label);
}

/** Opens the copy, which takes in the log, and packs it. */
export async function seal({ folder, file }: SealTask): Promise<void> {
  await checkCluster(join(folder, 'db'));
  await packBackup(folder, file, 'pglite');
}

function copyIfThere(source: string, target: string): void {
  try {
    copyFileSync(source, target, constants.COPYFILE_FICLONE);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
