/** Takes in files that came together: opens ZIPs, joins stems, and files a job for each reference that reads it. */
import { randomUUID } from 'node:crypto';
import { type Job, type NewReference, newId } from '../../store/index.ts';
import { unpackStems } from '../../threads/index.ts';
import { BeatwrightError, words } from '../../words/index.ts';
import { openPack } from '../pack.ts';
import { joinSongs, type Track, type Whole } from '../songs.ts';
import type { BatchPayload } from './batch.ts';
import { type BatchOutcome, batchOutcome } from './batch-outcome.ts';
import { kindOfFile } from './file-kind.ts';
import { ingest } from './ingest.ts';
import { type Handler, type HandlerContext, jobOf } from './kind.ts';

type Item = BatchOutcome['items'][number];

/** A file that came, before anything is known of songs. */
type Came = Pick<Item, 'name' | 'from' | 'refusal'> & { readonly track?: Track };

/** What becomes a reference, or a file that cannot become one. */
type Found = Pick<Item, 'name' | 'from' | 'refusal' | 'jobId' | 'referenceId'> & { readonly whole?: Whole };

interface TakenIn {
  readonly found: readonly Found[];
  readonly notes: readonly string[];
  /** Blobs that are not needed any more: of stems that are in a song now, and of what was left out. */
  readonly spent: readonly string[];
  /** Where it was given before: whoever takes a song apart gives none. */
  readonly consent?: NewReference['consent'];
}

/** @throws BeatwrightError of a ZIP that came alone and cannot be opened; `stems-gone`. */
export const batch: Handler<BatchPayload> = async (told, job, context) => {
  const { store } = context;
  if (job.result !== null) return job.result;
  const { apart, trainAfterMs } = told;
  const given = { memberId: job.memberId, wording: told.consent };
  const {
    found,
    notes,
    spent,
    consent = given,
  } = apart === undefined ? await takeIn(told, context) : await takeApart(apart, context);
  await store.references.addAll({
    jobId: job.id,
    references: referencesOf(found, consent, told, job),
    spent,
    ...(trainAfterMs !== undefined && { trainAfter: new Date(Date.now() + trainAfterMs) }),
    ...(apart !== undefined && { instead: { referenceId: apart, memberId: job.memberId } }),
    resultOf: (twins) => asJson({ items: found.map((each) => itemOf(each, twins)), notes: [...notes] }),
  });
  // Whatever stands there now: this call's, or that of one which was faster.
  return (await store.jobs.get(job.id))?.result ?? {};
};

function referencesOf(
  found: readonly Found[],
  consent: NewReference['consent'],
  { artistId, subject }: BatchPayload,
  { serverId, memberId }: Job,
) {
  return found
    .flatMap(({ whole, jobId, referenceId }) =>
      whole === undefined || referenceId === undefined ? [] : [{ whole, jobId, id: referenceId }],
    )
    .map(({ whole: { stems, ...whole }, jobId, id }) => ({
      ...whole,
      ...(stems !== undefined && { stems: stems.names }),
      id,
      artistId,
      consent,
      job: jobOf('ingest', ingest, { subject, referenceId: id }, { id: jobId, serverId, memberId }),
    }));
}

function itemOf(found: Found, twins: ReadonlyMap<string, string>): Item {
  const { name, from, refusal, jobId, referenceId, whole } = found;
  const item = { name, from, stems: whole?.stems && [...whole.stems.labels] };
  const twin = referenceId === undefined ? undefined : twins.get(referenceId);
  return twin === undefined ? { ...item, refusal, jobId, referenceId } : { ...item, twin };
}

function asJson(outcome: BatchOutcome) {
  return JSON.parse(JSON.stringify(batchOutcome.parse(outcome)));
}

/** A file that came, in its turn; those of one ZIP or of one form may be stems of one song. */
async function takeIn({ files }: BatchPayload, context: HandlerContext): Promise<TakenIn> {
  const came: Came[] = [];
  const notes: string[] = [];
  for (const [i, { name, sha256, refusal }] of files.entries()) {
    context.signal.throwIfAborted();
    context.progress(words.stages.unpacking, (100 * i) / files.length);
    if (sha256 === undefined) {
      came.push({ name, refusal });
      continue;
    }
    const bytes = await context.store.blobs.get(sha256);
    try {
      const kind = await kindOfFile({ name, bytes });
      if (kind === 'zip') {
        const taken = await takeOut(name, bytes, context);
        came.push(...taken.came);
        notes.push(...taken.notes);
      } else came.push({ name, track: { name, path: name, kind, sha256, size: bytes.length } });
    } catch (error) {
      if (!(error instanceof BeatwrightError) || files.length === 1) throw error;
      came.push({ name, refusal: refusalOf(error) });
    }
  }
  return joined(came, notes, context);
}

/** What lies in a ZIP. */
async function takeOut(from: string, bytes: Uint8Array, { store, signal }: HandlerContext) {
  const came: Came[] = [];
  const pack = await openPack(from, bytes);
  for await (const entry of pack.tracks(signal)) {
    const { name, path } = entry;
    if ('error' in entry) came.push({ name, from, refusal: refusalOf(entry.error) });
    else {
      const { kind, bytes: track } = entry;
      const sha256 = await store.blobs.put(track);
      came.push({ name, from, track: { name, path, kind, size: track.length, sha256 } });
    }
  }
  const { passedOver: files } = pack;
  const notes = files.length === 0 ? [] : [words.notes['pack-passed-over']({ name: from, files })];
  return { came, notes };
}

/** Makes one reference of the stems of a song. */
async function joined(
  came: readonly Came[],
  notes: readonly string[],
  { store }: HandlerContext,
): Promise<TakenIn> {
  const wholes = new Map<Came, Whole | undefined>();
  const said = [...notes];
  for (const [from = '', group] of Map.groupBy(came, (each) => each.from)) {
    const some = group.flatMap((each) => (each.track === undefined ? [] : [{ each, track: each.track }]));
    const songs = await joinSongs(
      some.map(({ track }) => track),
      from.replace(/\.zip$/i, ''),
      store,
    );
    for (const [i, { each }] of some.entries()) wholes.set(each, songs.wholes[i]);
    said.push(...songs.notes);
  }
  const found = came.flatMap((each): Found[] => {
    const { name, from, refusal, track } = each;
    if (track === undefined) return [{ name, from, refusal }];
    const whole = wholes.get(each);
    return whole === undefined ? [] : [{ name: whole.name, from, ...asReference(whole) }];
  });
  const kept = new Set(found.map(({ whole }) => whole?.sha256));
  const spent = came.flatMap(({ track }) =>
    track === undefined || kept.has(track.sha256) ? [] : [track.sha256],
  );
  return { found, notes: said, spent };
}

/** The files of a song as tracks of their own. */
async function takeApart(referenceId: string, { store }: HandlerContext): Promise<TakenIn> {
  const song = await store.references.get(referenceId);
  if (song === undefined) throw new BeatwrightError('stems-gone');
  const found: Found[] = [];
  for (const { name, bytes } of await unpackStems(await store.blobs.get(song.sha256))) {
    const whole = { name, kind: song.kind, sha256: await store.blobs.put(bytes), size: bytes.length };
    found.push({ name, ...asReference(whole) });
  }
  return { found, notes: [], spent: [], consent: song.consent };
}

function asReference(whole: Whole): Pick<Found, 'whole' | 'jobId' | 'referenceId'> {
  return { whole, jobId: randomUUID(), referenceId: newId() };
}

function refusalOf({ id, message }: BeatwrightError): NonNullable<Item['refusal']> {
  return { id, text: message };
}
