/** `batch`: files that were handed over together; each becomes a reference, read by a job of its own. */
import { z } from 'zod';
import { publicReference, type ReferenceCard, referenceCard } from '../../cards/index.ts';
import type { Artist, Job, JobError, Store } from '../../store/index.ts';
import { words } from '../../words/index.ts';
import { batchOutcome, refusal } from './batch-outcome.ts';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';

/** A file as it came: a blob, or why it could not be taken. */
const file = z.object({
  name: z.string(),
  sha256: z.string().optional(),
  refusal: refusal.optional(),
});

const payload = z.object({
  subject,
  artistId: id,
  files: z.array(file),
  /** The wording of the consent that was given with them. */
  consent: z.string(),
  /** In place of files, a song whose files are to be tracks of their own; its consent holds for them. */
  apart: id.optional(),
  /** How long after it a training starts by itself, in milliseconds. */
  trainAfterMs: z.number().nonnegative().optional(),
});
export type BatchPayload = z.infer<typeof payload>;

/** How one of the files fares. */
export interface BatchItem {
  readonly name: string;
  /** The ZIP that it lay in. */
  readonly from?: string;
  /** `twin`: the artist has the same file already; `kept`: stored, and not learned from; `gone`: taken back since. */
  readonly state: 'queued' | 'running' | 'learned' | 'twin' | 'kept' | 'refused' | 'gone';
  /** Of a song in several files, what each is: `drums`, `808`. */
  readonly stems?: readonly string[];
  /** How far it is, while it is `running`. */
  readonly stage?: string;
  readonly percent?: number;
  /** What it became, once it is `learned` or `kept`. */
  readonly reference?: ReferenceCard;
  /** What the reference is called that it is a `twin` of. */
  readonly twin?: string;
  /** Why it was `refused`, and what to do. */
  readonly refusal?: { readonly id: string; readonly sentence: string };
  /** What was left out or understood differently in what it became, one sentence each. */
  readonly warnings?: readonly string[];
}

export interface BatchResult {
  readonly artist: string;
  /** In the order in which they came. */
  readonly items: readonly BatchItem[];
  /** What people should know besides, one sentence each. */
  readonly notes: readonly string[];
  /** Whether a training starts by itself after it. */
  readonly trainsItself: boolean;
}

export const batch = defineKind({
  payload,
  // It only opens what came and files the jobs that read it, so nobody waits for it long.
  queue: { concurrency: 1, expires: 600 },
  isShownSoFar: true,
  exclusive: ({ apart }) => apart && `apart:${apart}`,
  result: batchResult,
  handler: async () => (await import('./batch.handler.ts')).batch,
});

async function batchResult(store: Store, job: Job, payload: BatchPayload): Promise<BatchResult> {
  const artist = await store.artists.get(payload.artistId);
  const result = await resultFor(store, job, payload, artist);
  if (artist?.hidesReferences !== true) return result;
  return { ...result, items: result.items.map(publicItem), notes: [] };
}

/** How a file fares where its name is for the artist's own people. */
function publicItem({ from: _from, stems: _stems, warnings: _warnings, ...item }: BatchItem): BatchItem {
  const name = words.views.reference.private;
  const sentence = item.refusal?.sentence.replaceAll(item.name, name);
  return {
    ...item,
    name,
    ...(item.twin !== undefined && { twin: name }),
    ...(item.refusal !== undefined && sentence !== undefined && { refusal: { ...item.refusal, sentence } }),
  };
}

async function resultFor(
  store: Store,
  job: Job,
  { subject, artistId, files }: BatchPayload,
  owned: Artist | undefined,
): Promise<BatchResult> {
  const trainsItself = job.message !== null && owned?.autoTrain === true;
  if (job.result === null) {
    const items = files.map(({ name, refusal: refused }): BatchItem => {
      return refused === undefined
        ? { name, state: 'queued' }
        : { name, state: 'refused', refusal: told(refused) };
    });
    return { artist: subject, items, notes: [], trainsItself };
  }
  const { items, notes } = batchOutcome.parse(job.result);
  const parts = new Map((await store.jobs.partsOf(job.id)).map((part) => [part.id, part]));
  const references = new Map((await store.references.list(artistId)).map((each) => [each.id, each]));
  return {
    artist: subject,
    items: items.map(
      ({ name, from, jobId = '', referenceId = '', refusal: refused, stems, twin }): BatchItem => {
        const named = { name, ...(from !== undefined && { from }), ...(stems && { stems }) };
        if (twin !== undefined) return { ...named, state: 'twin', twin };
        const part = parts.get(jobId);
        const why = refused ?? part?.error;
        if (why) return { ...named, state: 'refused', refusal: told(why) };
        if (part?.state === 'queued') return { ...named, state: 'queued' };
        if (part?.state === 'running') {
          return { ...named, state: 'running', percent: part.percent, stage: part.stage ?? undefined };
        }
        const reference = references.get(referenceId);
        if (reference === undefined) return { ...named, state: 'gone' };
        const state = reference.state === 'ready' ? 'learned' : 'kept';
        const seen = publicReference(reference, owned);
        return { ...named, state, reference: referenceCard(seen), warnings: seen.warnings };
      },
    ),
    notes,
    trainsItself,
  };
}

function told({ id: name, text: sentence }: JobError): NonNullable<BatchItem['refusal']> {
  return { id: name, sentence };
}
