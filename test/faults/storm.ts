/**
 * A storm: a process in which members ask for everything at once is killed again and again, each time at a random moment of
 * what was hit least so far. Then one more is left alone, and what was acknowledged is looked for.
 */
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { openStore, type Store } from '../../src/store/index.ts';
import { JOB_KINDS } from '../../src/worker/kinds/index.ts';
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

/** What a kill is to hit: a job of a kind, a vote or an erasure. */
const TARGETS = [...JOB_KINDS, 'vote', 'erase'] as const;
type Target = (typeof TARGETS)[number];

export interface StormReport {
  /** Kills in the middle of each target. */
  readonly kills: Readonly<Record<Target, number>>;
  /** What was acknowledged, by what it was. */
  readonly acknowledged: Readonly<Record<string, number>>;
  /** What was acknowledged and is not there, in words. */
  readonly lost: readonly string[];
  /** What is there twice, in words. */
  readonly doubled: readonly string[];
  /** Jobs that failed, by kind, why, and how often they were tried. */
  readonly failed: Readonly<Record<string, number>>;
}

export interface StormOptions {
  /** How often each target is to be hit. */
  readonly each: number;
  /** After so many kills it ends all the same. */
  readonly most?: number;
  /** And after so many minutes. */
  readonly minutes?: number;
  readonly onKill?: (kills: StormReport['kills']) => void;
}

/** Kills a process in a place until each target was hit often enough. */
export async function storm(
  place: Place,
  { each, most = Number.POSITIVE_INFINITY, minutes = Number.POSITIVE_INFINITY, onKill }: StormOptions,
): Promise<StormReport> {
  const started = performance.now();
  const isLate = () => performance.now() - started > minutes * 60_000;
  const facts: Fact[] = [];
  const kills = Object.fromEntries(TARGETS.map((target) => [target, 0])) as Record<Target, number>;
  /** The longest that each took, in ms. */
  const longest = new Map<Target, number>();
  const took = (target: Target, ms: number) =>
    longest.set(target, Math.min(LONGEST_MS, Math.max(ms, longest.get(target) ?? 0)));
  for (let round = 0; round < most && Math.min(...Object.values(kills)) < each && !isLate(); round++) {
    const run = child(place, 'storm', facts, took);
    // Now and then in the middle of a start, when what the last one left is taken up.
    if (round % 10 === 9) await setTimeout(Math.random() * LONGEST_MS);
    else {
      const target = TARGETS.toSorted((a, b) => kills[a] - kills[b])[0]!;
      await run.begins(target);
      await setTimeout(Math.random() * (longest.get(target) ?? 50));
    }
    run.process.kill('SIGKILL');
    await run.ended;
    if (run.code() !== null) throw new Error(`the process ended by itself with ${run.code()}`);
    for (const target of run.underWay()) kills[target]++;
    onKill?.(kills);
  }
  const last = child(place, 'drain', facts, took);
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
    return { kills, acknowledged, ...(await troubles(store, place, facts)), failed };
  } finally {
    await store.close();
  }
}

/** How long a kill waits at most for what it is to hit, and from there. */
const PATIENCE_MS = 60_000;
const LONGEST_MS = 1500;

function child(
  place: Place,
  task: 'storm' | 'drain',
  facts: Fact[],
  took: (target: Target, ms: number) => void,
) {
  const process = spawn(
    globalThis.process.execPath,
    ['test/faults/child-storm.ts', JSON.stringify(place), task, JSON.stringify(leftOf(facts))],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...globalThis.process.env, NODE_COMPILE_CACHE: 'node_modules/.cache/storm' },
    },
  );
  const begun = new EventEmitter();
  const underWay = new Map<string, { readonly target: Target; readonly since: number }>();
  createInterface({ input: process.stdout }).on('line', (line) => {
    // The last line may be cut in the middle: that was not acknowledged.
    if (!line.endsWith('}')) return;
    const said = JSON.parse(line) as Fact | { begins: Target; id: string } | { ends: string };
    if ('begins' in said) {
      underWay.set(said.id, { target: said.begins, since: performance.now() });
      begun.emit(said.begins);
    } else if ('ends' in said) {
      const { target, since } = underWay.get(said.ends)!;
      took(target, performance.now() - since);
      underWay.delete(said.ends);
    } else facts.push(said);
  });
  const ended = once(process, 'close');
  return {
    process,
    ended,
    /** Resolves when that is next begun, or too much time has passed, or the process has ended. */
    begins: (target: Target) =>
      Promise.race([once(begun, target), setTimeout(PATIENCE_MS, undefined, { ref: false }), ended]),
    underWay: () => new Set([...underWay.values()].map(({ target }) => target)),
    code: () => process.exitCode,
  };
}

/** The latest beats that members can go on with. */
function leftOf(facts: readonly Fact[]): readonly Fact[] {
  const erasing = artistsErased(facts);
  return facts.filter(({ did, artistId }) => did === 'beat' && !erasing.has(artistId)).slice(-3);
}

/** Of these the erasure was begun, if not acknowledged. */
function artistsErased(facts: readonly Fact[]): ReadonlySet<string> {
  return new Set(facts.filter(({ did }) => did === 'erasing').map(({ artistId }) => artistId));
}

/** What of the facts does not hold. */
async function troubles(
  store: Store,
  place: Place,
  facts: readonly Fact[],
): Promise<Pick<StormReport, 'lost' | 'doubled'>> {
  const erasing = artistsErased(facts);
  const erased = facts
    .filter(({ did }) => did === 'erase')
    .flatMap(({ artistId, name }) => [artistId, name!]);
  // What was being written when a process was killed goes with the next sweep.
  await store.blobs.sweep(-1000);
  const remains = erased.length === 0 ? [] : await remainsOf(store, place.dataDir, erased);
  const lost = remains.map((where) => `erased, and still there: ${where}`);
  const doubled: string[] = [];
  for (const fact of facts) {
    if (erasing.has(fact.artistId)) continue;
    const trouble = await troubleWith(store, fact);
    if (trouble === undefined) continue;
    (trouble.startsWith(TOO_MANY) ? doubled : lost).push(`${JSON.stringify(fact)}: ${trouble}`);
  }
  return { lost, doubled };
}

const TOO_MANY = 'too many: ';

async function troubleWith(store: Store, fact: Fact): Promise<string | undefined> {
  const { did, artistId, jobId = '', takeId = '' } = fact;
  const many = async (sql: string, values: unknown[]) => (await execute(store, sql, values)).length;
  const once = (count: number, of = 1) =>
    count === of ? undefined : `${count > of ? TOO_MANY : ''}${count} instead of ${of}`;
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
    case 'sound': {
      const sql = `SELECT 1 FROM "references" WHERE job_id = $1 AND state IN ('ready', 'waiting')`;
      return once(await many(sql, [jobId]));
    }
    case 'kit':
      return once(await many('SELECT 1 FROM kit_sounds WHERE artist_id = $1', [artistId]));
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
