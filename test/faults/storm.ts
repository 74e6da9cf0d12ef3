/**
 * A storm: a process in which members ask for everything at once is killed at one random moment after another. Then one more
 * is left alone, and what was acknowledged is looked for.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { openStore, type Store } from '../../src/store/index.ts';
import { execute } from '../store/promises/rows.ts';
import type { Place } from '../support/database.ts';
import { remainsOf } from '../support/remains.ts';

/** What a child has acknowledged. */
interface Fact {
  readonly did: string;
  readonly artistId: string;
  readonly jobId?: string;
  readonly beatId?: string;
  readonly takeId?: string;
  readonly memberId?: string;
  readonly name?: string;
}

export interface StormReport {
  /** Kills that found something of that kind under way. */
  readonly hits: Readonly<Record<string, number>>;
  /** What was acknowledged, by kind. */
  readonly acknowledged: Readonly<Record<string, number>>;
  /** What was acknowledged and is not there, or is there twice, in words. */
  readonly lost: readonly string[];
  /** Jobs that failed, by kind, why, and how often they were tried. */
  readonly failed: Readonly<Record<string, number>>;
}

/** Lets a process run in a place, through `kills` moments. */
export async function storm(
  place: Place,
  { kills, longestMs }: { kills: number; longestMs: number },
): Promise<StormReport> {
  const facts: Fact[] = [];
  const hits: Record<string, number> = {};
  for (let i = 0; i < kills; i++) {
    const run = child(place, 'storm', facts);
    // Now and then in the middle of a start, when what the last one left is taken up.
    if (Math.random() < 0.8) await run.isOpen;
    await setTimeout(Math.random() * longestMs);
    run.process.kill('SIGKILL');
    await run.ended;
    if (run.code() !== null) throw new Error(`the process ended by itself with ${run.code()}`);
    const left = await openStore(place);
    for (const kind of new Set((await left.jobs.running()).map((job) => job.kind))) {
      hits[kind] = (hits[kind] ?? 0) + 1;
    }
    await left.close();
  }
  const last = child(place, 'drain', facts);
  await last.ended;
  if (last.code() !== 0) throw new Error(`the last process ended with ${last.code()}`);
  const store = await openStore(place);
  try {
    const acknowledged: Record<string, number> = {};
    for (const { did } of facts) acknowledged[did] = (acknowledged[did] ?? 0) + 1;
    const rows = (await execute(
      store,
      `SELECT concat_ws(' ', kind, error_id, attempts) AS how, count(*)::int FROM jobs WHERE state = 'failed' GROUP BY 1`,
      [],
    )) as { how: string; count: number }[];
    const failed = Object.fromEntries(rows.map(({ how, count }) => [how, count]));
    return { hits, acknowledged, lost: await lostOf(store, place, facts), failed };
  } finally {
    await store.close();
  }
}

function child(place: Place, task: 'storm' | 'drain', facts: Fact[]) {
  const process = spawn(
    globalThis.process.execPath,
    ['test/faults/child-storm.ts', JSON.stringify(place), task],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const open = Promise.withResolvers<void>();
  createInterface({ input: process.stdout }).on('line', (line) => {
    // The last line may be cut in the middle: that was not acknowledged.
    if (!line.endsWith('}')) return;
    const fact = JSON.parse(line) as Fact;
    if (fact.did === 'open') open.resolve();
    else facts.push(fact);
  });
  const ended = once(process, 'close').then(() => open.resolve());
  return { process, isOpen: open.promise, ended, code: () => process.exitCode };
}

/** What of the facts does not hold. */
async function lostOf(store: Store, place: Place, facts: readonly Fact[]): Promise<string[]> {
  const erasing = new Set(facts.filter(({ did }) => did === 'erasing').map(({ artistId }) => artistId));
  const lost: string[] = [];
  for (const fact of facts) {
    if (fact.did === 'erase') {
      const remains = await remainsOf(store, place.dataDir, [fact.artistId, fact.name!]);
      if (remains.length > 0) lost.push(`erased, and still there: ${remains.join('; ')}`);
    } else if (!erasing.has(fact.artistId)) {
      const trouble = await troubleWith(store, fact);
      if (trouble !== undefined) lost.push(`${JSON.stringify(fact)}: ${trouble}`);
    }
  }
  return lost;
}

async function troubleWith(store: Store, fact: Fact): Promise<string | undefined> {
  const { did, artistId, jobId = '', takeId = '' } = fact;
  const many = async (sql: string, values: unknown[]) => (await execute(store, sql, values)).length;
  const once = (count: number, of = 1) => (count === of ? undefined : `${count} instead of ${of}`);
  if (did === 'artist') return once(await many('SELECT 1 FROM artists WHERE id = $1', [artistId]));
  if (did === 'vote') {
    const { beatId, memberId } = fact;
    const sql = 'SELECT 1 FROM votes WHERE beat_id = $1 AND take_id = $2 AND member_id = $3';
    return once(await many(sql, [beatId, takeId, memberId]));
  }
  const job = await store.jobs.get(jobId);
  if (job === undefined) return 'its job is gone';
  // Its worker was killed every time; nobody tries a fourth time, and whoever asked is told so.
  if (job.error?.id === 'job-gave-up') return undefined;
  if (job.state !== 'done') return `its job is ${job.state}: ${job.error?.text ?? ''}`;
  switch (did) {
    case 'ingest':
      return once(await many(`SELECT 1 FROM "references" WHERE job_id = $1 AND state = 'ready'`, [jobId]));
    case 'batch': {
      const sql = `SELECT 1 FROM jobs j LEFT JOIN "references" r ON r.job_id = j.id::text
        WHERE j.parent_id = $1 AND (r.state = 'ready' OR j.error_id = 'job-gave-up')`;
      return once(await many(sql, [jobId]), 2);
    }
    case 'correct':
      return once(
        await many(
          `SELECT 1 FROM "references" WHERE artist_id = $1 AND jsonb_array_length(corrections) = 1`,
          [artistId],
        ),
      );
    case 'train':
      return once(await many('SELECT 1 FROM generators WHERE job_id = $1', [jobId]));
    case 'beat': {
      const takes = (await store.beats.ofJob(jobId))?.takes ?? [];
      for (const { files } of takes)
        await Promise.all(Object.values(files).map((blob) => store.blobs.get(blob)));
      return once(takes.length, 4);
    }
    case 'download':
      return once(await many(`SELECT 1 FROM take_files WHERE take_id = $1 AND kind = 'ogg.ogg'`, [takeId]));
    case 'export':
      return (await store.jobs.hasResult(jobId)) ? undefined : 'its file is gone';
    default:
      return undefined;
  }
}
