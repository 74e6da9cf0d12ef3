/** Takes in files that came together: opens ZIPs, and files a job for each track that reads it. */
import { randomUUID } from 'node:crypto';
import { type Job, newId, type ReferenceKind } from '../../store/index.ts';
import { BeatwrightError, words } from '../../words/index.ts';
import { openPack } from '../pack.ts';
import type { BatchPayload } from './batch.ts';
import { type BatchOutcome, batchOutcome } from './batch-outcome.ts';
import { kindOfFile } from './file-kind.ts';
import { ingest } from './ingest.ts';
import { type Handler, type HandlerContext, jobOf } from './kind.ts';

type Item = BatchOutcome['items'][number];

/** A track as it was found, or a file that cannot become one. */
type Found = Pick<Item, 'name' | 'from' | 'refusal'> & {
  readonly track?: { readonly kind: ReferenceKind; readonly sha256: string; readonly size: number };
};

interface TakenIn {
  readonly found: readonly Found[];
  readonly notes: readonly string[];
}

/** @throws BeatwrightError of a ZIP that came alone and cannot be opened. */
export const batch: Handler<BatchPayload> = async (told, job, context) => {
  const { store } = context;
  if (job.result !== null) return job.result;
  const { found, notes } = await takeIn(told, context);
  const tracks = found.map((each) => ({ ...each, ...idsOf(each) }));
  await store.references.addAll({
    jobId: job.id,
    references: referencesOf(tracks, told, job),
    ...(told.trainAfterMs !== undefined && { trainAfter: new Date(Date.now() + told.trainAfterMs) }),
    resultOf: (twins) => asJson({ items: tracks.map((each) => itemOf(each, twins)), notes: [...notes] }),
  });
  // Whatever stands there now: this call's, or that of one which was faster.
  return (await store.jobs.get(job.id))?.result ?? {};
};

type Track = Found & Pick<Item, 'jobId' | 'referenceId'>;

function idsOf({ track }: Found): Pick<Item, 'jobId' | 'referenceId'> {
  return track === undefined ? {} : { jobId: randomUUID(), referenceId: newId() };
}

function referencesOf(tracks: readonly Track[], told: BatchPayload, { serverId, memberId }: Job) {
  const { artistId, subject, consent } = told;
  return tracks
    .flatMap(({ name, track, jobId, referenceId }) =>
      track === undefined || referenceId === undefined ? [] : [{ name, ...track, jobId, id: referenceId }],
    )
    .map(({ jobId, ...reference }, i) => ({
      ...reference,
      artistId,
      consent: { memberId, wording: consent },
      job: jobOf(
        'ingest',
        ingest,
        { subject, referenceId: reference.id, behind: i + 1 },
        { id: jobId, serverId, memberId },
      ),
    }));
}

function itemOf(track: Track, twins: ReadonlyMap<string, string>): Item {
  const { name, from, refusal, jobId, referenceId } = track;
  const twin = referenceId === undefined ? undefined : twins.get(referenceId);
  return twin === undefined ? { name, from, refusal, jobId, referenceId } : { name, from, twin };
}

function asJson(outcome: BatchOutcome) {
  return JSON.parse(JSON.stringify(batchOutcome.parse(outcome)));
}

async function takeIn({ files }: BatchPayload, context: HandlerContext): Promise<TakenIn> {
  const found: Found[] = [];
  const notes: string[] = [];
  for (const [i, { name, sha256, refusal }] of files.entries()) {
    context.signal.throwIfAborted();
    context.progress(words.stages.unpacking, (100 * i) / files.length);
    if (sha256 === undefined) {
      found.push({ name, refusal });
      continue;
    }
    const bytes = await context.store.blobs.get(sha256);
    try {
      const kind = await kindOfFile({ name, bytes });
      if (kind === 'zip') {
        const taken = await takeOut(name, bytes, context);
        found.push(...taken.found);
        notes.push(...taken.notes);
      } else found.push({ name, track: { kind, sha256, size: bytes.length } });
    } catch (error) {
      if (!(error instanceof BeatwrightError) || files.length === 1) throw error;
      found.push({ name, refusal: refusalOf(error) });
    }
  }
  return { found, notes };
}

/** What lies in a ZIP. */
async function takeOut(from: string, bytes: Uint8Array, { store, signal }: HandlerContext): Promise<TakenIn> {
  const found: Found[] = [];
  const pack = await openPack(from, bytes);
  for await (const entry of pack.tracks(signal)) {
    const { name } = entry;
    if ('error' in entry) found.push({ name, from, refusal: refusalOf(entry.error) });
    else {
      const { kind, size } = entry;
      found.push({ name, from, track: { kind, size, sha256: await store.blobs.put(entry.bytes) } });
    }
  }
  const { passedOver } = pack;
  return {
    found,
    notes:
      passedOver.length === 0 ? [] : [words.notes['pack-passed-over']({ name: from, files: passedOver })],
  };
}

function refusalOf({ id, message }: BeatwrightError): NonNullable<Item['refusal']> {
  return { id, text: message };
}
