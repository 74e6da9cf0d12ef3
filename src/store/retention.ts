/** What is let go by itself: what nobody wanted for a long time, and what nothing needs any more. */
import { words } from '../words/index.ts';
import type { BlobKeeper } from './blobs.ts';
import type { Database, Tx } from './database.ts';
import { inDays } from './days.ts';
import type { LetGo, Retention } from './types.ts';

/** Rows that one transaction lets go at most, so that none gets long. */
const AT_ONCE = 200;

/** One step: how many rows it let go, of before that time, and the blobs that these named. */
type Step = (tx: Tx, before: string) => Promise<{ readonly rows: number; readonly blobs: readonly string[] }>;

export function retention({ transaction }: Database, keeper: BlobKeeper): Retention {
  async function all(step: Step, before: Date): Promise<number> {
    for (let total = 0; ; ) {
      const { rows, blobs } = await transaction(async (tx) => {
        const gone = await step(tx, before.toISOString());
        await keeper.spend(tx, gone.blobs);
        return gone;
      });
      await keeper.release(blobs);
      total += rows;
      if (rows < AT_ONCE) return total;
    }
  }

  return {
    letGo: async (days): Promise<LetGo> => {
      const now = inDays(0);
      const before = inDays(-days);
      await all(begin(days), now);
      return {
        takes: await all(takes, now),
        downloads: await all(downloads, before),
        generators: await all(generators, before),
        jobs: await all(jobs, before),
        entries: await all(entries, before),
      };
    },
  };
}

/** Beats from before days were counted: whoever looks at them is told, and the days begin. */
const begin =
  (days: number): Step =>
  async (tx) => {
    const rows = await tx.$executeRaw`
      UPDATE beats SET kept_until = ${inDays(days).toISOString()}::timestamptz,
        notes = array_append(notes, ${words.notes['beat-kept']({ days })})
      WHERE id IN (SELECT id FROM beats WHERE kept_until IS NULL LIMIT ${AT_ONCE})`;
    return { rows, blobs: [] };
  };

/** Takes without a vote, a star or a download, and beats without takes. */
const takes: Step = async (tx, before) => {
  // Whoever votes for one of them, or stars it, waits from here on, or was seen.
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT t.id FROM takes t JOIN beats b ON b.id = t.beat_id
    WHERE b.kept_until < ${before}::timestamptz AND t.downloaded_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM votes v WHERE v.take_id = t.id)
      AND NOT EXISTS (SELECT 1 FROM stars s WHERE s.take_id = t.id)
      AND NOT EXISTS (SELECT 1 FROM battle_entries e JOIN battles x ON x.id = e.battle_id
        WHERE e.take_id = t.id AND (x.ended_at IS NULL OR e.votes > 0))
    ORDER BY t.id LIMIT ${AT_ONCE} FOR UPDATE OF t`;
  const unwanted = await tx.take.findMany({
    where: {
      id: { in: locked.map(({ id }) => id) },
      downloadedAt: null,
      votes: { none: {} },
      stars: { none: {} },
    },
    select: { id: true, beatId: true, files: { select: { sha256: true } } },
  });
  await tx.take.deleteMany({ where: { id: { in: unwanted.map(({ id }) => id) } } });
  await tx.beat.deleteMany({
    where: { id: { in: unwanted.map(({ beatId }) => beatId) }, takes: { none: {} } },
  });
  return { rows: unwanted.length, blobs: unwanted.flatMap(({ files }) => files.map(({ sha256 }) => sha256)) };
};

/** The files of downloads, which can be made again; that there was one stays with the take. */
const downloads: Step = async (tx, before) => {
  const gone = await tx.$queryRaw<{ sha256: string }[]>`
    DELETE FROM take_files WHERE (take_id, kind) IN (
      SELECT f.take_id, f.kind FROM take_files f JOIN takes t ON t.id = f.take_id
      WHERE t.downloaded_at < ${before}::timestamptz AND f.kind LIKE '%.%' LIMIT ${AT_ONCE})
    RETURNING sha256`;
  return { rows: gone.length, blobs: gone.map(({ sha256 }) => sha256) };
};

/** Retired ones that no beat is of. The newest of an artist stays: the next version counts from it. */
const generators: Step = async (tx, before) => {
  const rows = await tx.$executeRaw`
    DELETE FROM generators WHERE id IN (
      SELECT g.id FROM generators g
      WHERE g.retired_at < ${before}::timestamptz
        AND NOT EXISTS (SELECT 1 FROM beats b WHERE b.generator_id = g.id)
        AND EXISTS (SELECT 1 FROM generators n WHERE n.artist_id = g.artist_id AND n.version > g.version)
      LIMIT ${AT_ONCE})`;
  return { rows, blobs: [] };
};

/** Jobs that have ended. What they made is kept by itself. */
const jobs: Step = async (tx, before) => {
  const ended = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM jobs WHERE state IN ('done', 'failed') AND coalesce(ended_at, updated_at) < ${before}::timestamptz
    ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE`;
  const jobId = { in: ended.map(({ id }) => id) };
  const held = await tx.heldFile.findMany({ where: { jobId }, select: { sha256: true } });
  await tx.job.deleteMany({ where: { id: jobId } });
  return { rows: ended.length, blobs: held.map(({ sha256 }) => sha256) };
};

/** The files of entries of battles that were over by then. That they were there, their places and points stay. */
const entries: Step = async (tx, before) => {
  const gone = await tx.$queryRaw<{ id: string; sha256: string }[]>`
    SELECT e.id, e.sha256 FROM battle_entries e JOIN battles b ON b.id = e.battle_id
    WHERE b.ended_at < ${before}::timestamptz AND e.sha256 IS NOT NULL ORDER BY e.id LIMIT ${AT_ONCE} FOR UPDATE OF e`;
  await tx.battleEntry.updateMany({
    where: { id: { in: gone.map(({ id }) => id) } },
    data: { sha256: null, size: null },
  });
  return { rows: gone.length, blobs: gone.map(({ sha256 }) => sha256) };
};
