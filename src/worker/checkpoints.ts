/** Folders for the checkpoints of trainings, one a job, under the data folder that all workers share. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface Checkpoints {
  /** The job's own folder, made if need be. */
  folder(jobId: string): Promise<string>;
  /** Erases a job's folder, if there is one. */
  remove(jobId: string): Promise<void>;
  /** Erases the folders of jobs that are not wanted any more. */
  sweep(isWanted: (jobId: string) => Promise<boolean>): Promise<void>;
}

export function openCheckpoints(dataDir: string): Checkpoints {
  const root = join(dataDir, 'training');
  const remove = (jobId: string) => rm(join(root, jobId), { recursive: true, force: true });
  return {
    remove,
    async folder(jobId) {
      const path = join(root, jobId);
      await mkdir(path, { recursive: true });
      return path;
    },
    async sweep(isWanted) {
      const there = await readdir(root).catch(() => []);
      for (const jobId of there) if (!(await isWanted(jobId))) await remove(jobId);
    },
  };
}
