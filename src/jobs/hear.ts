/**
 * References become scores: read or heard when they are handed over, again when a member corrects them, and again
 * when a listener has come that may hear what the last one could not.
 */
import type { Corrections } from '../listen/index.ts';
import { BeatwrightError, PARTS, type Part } from '../music/index.ts';
import type { Artist, Job, JsonObject, NewJob, Reference, ReferenceAnalysis } from '../store/index.ts';
import type { HandlerContext } from './handlers.ts';
import { type Payload, payload } from './payloads.ts';
import type { Tasks } from './work/messages.ts';

/** What is said of a track in which nothing is sure enough to learn from. */
const UNSURE =
  'Nothing in it is heard surely enough to learn from, so it is kept but not used. A version without a voice, or its MIDI, may do better.';

/** Reads or hears a track that was just handed over. @throws BeatwrightError as reading and hearing do. */
export async function ingest(
  { referenceId }: Payload<'ingest'>,
  _job: Job,
  context: HandlerContext,
): Promise<JsonObject> {
  const reference = await context.store.references.get(referenceId);
  if (reference === undefined) throw removed('it was read');
  if (reference.state !== 'checking') return { referenceId };
  await context.store.references.complete(referenceId, await analyse(reference, {}, context));
  return { referenceId };
}

/** Reads or hears a track again as a member says it is; what was found before stays until then. */
export async function correct(
  { referenceId, bpm, key, trainAfterMs }: Payload<'correct'>,
  job: Job,
  context: HandlerContext,
): Promise<JsonObject> {
  const { references } = context.store;
  const reference = await references.get(referenceId);
  if (reference === undefined) throw removed('it was corrected');
  if (reference.corrections.some(({ jobId }) => jobId === job.id)) return { referenceId };
  const told = { ...(bpm === undefined ? {} : { bpm }), ...(key === undefined ? {} : { key }) };
  const analysis = await again(reference, { ...correctionsOf(reference), ...told }, context);
  const { message, memberId } = job;
  await references.revise({
    referenceId,
    analysis,
    correction: { memberId, jobId: job.id, ...told },
    ...(message === null || trainAfterMs === undefined
      ? {}
      : { train: { after: new Date(Date.now() + trainAfterMs), memberId, message } }),
  });
  return { referenceId };
}

/** Hears what waits, where nobody waits for it. */
export async function hearAgain(
  { referenceId }: Payload<'hear'>,
  _job: Job,
  context: HandlerContext,
): Promise<JsonObject> {
  const reference = await context.store.references.get(referenceId);
  if (reference?.state !== 'waiting') return { referenceId };
  const analysis = await analyse(reference, correctionsOf(reference), context, true);
  await context.store.references.complete(referenceId, analysis);
  return { referenceId };
}

/** The job that hears a waiting reference again; of all that wait one at a time. */
export function hearingOf(reference: Reference, artist: Artist): NewJob {
  return {
    kind: 'hear',
    exclusive: 'hear',
    payload: payload('hear', { subject: artist.name, referenceId: reference.id }),
    serverId: artist.serverId,
    memberId: reference.consent.memberId,
  };
}

/** What members said of a reference, the last word of each. */
export function correctionsOf({ corrections }: Pick<Reference, 'corrections'>): Corrections {
  const bpm = corrections.findLast((each) => each.bpm !== undefined)?.bpm;
  const key = corrections.findLast((each) => each.key !== undefined)?.key;
  return { ...(bpm === undefined ? {} : { bpm }), ...(key === undefined ? {} : { key }) };
}

/** @throws BeatwrightError, whose sentence says that what was found before stays. */
async function again(
  reference: Reference,
  corrections: Corrections,
  context: HandlerContext,
): Promise<ReferenceAnalysis> {
  const isReady = reference.state === 'ready';
  let analysis: ReferenceAnalysis;
  try {
    analysis = await analyse(reference, corrections, context);
  } catch (error) {
    if (!(error instanceof BeatwrightError && error.id.startsWith('listen-') && isReady)) throw error;
    throw new BeatwrightError(error.id, `${error.message} What was heard before stays.`, { cause: error });
  }
  if (isReady && analysis.state === 'waiting') {
    throw new BeatwrightError(
      'reference-unsure',
      'So corrected, nothing in it is heard surely enough to learn from. What was heard before stays; try another tempo.',
    );
  }
  return analysis;
}

async function analyse(
  reference: Reference,
  corrections: Corrections,
  context: HandlerContext,
  isIdle = false,
): Promise<ReferenceAnalysis> {
  const { store, pool, progress, signal } = context;
  progress('reading the track', 10);
  const bytes = await store.blobs.get(reference.sha256);
  if (reference.kind === 'midi') {
    const found = await pool.run('readMidi', { bytes, fileName: reference.name, corrections }, { signal });
    const { scores, seconds, warnings, picture } = found;
    const { bpm, key } = scores[0]!;
    return { state: 'ready', seconds, bpm, key, scores, warnings, ...(await kept(picture, context)) };
  }
  const style = (await store.artists.get(reference.artistId))?.style;
  const hearing = await pool.run(
    'listen',
    { bytes, corrections, picture: true, ...(style ? { style } : {}) },
    { signal, isIdle, onProgress: ({ stage, fraction }) => progress(stage, 10 + 85 * fraction) },
  );
  const { seconds, bpm, key, loops, warnings, picture } = hearing;
  const scores = loops.map(({ score }) => score);
  const isUseful = scores.length > 0;
  return {
    ...{ seconds, bpm, key, scores },
    state: isUseful ? 'ready' : 'waiting',
    warnings: isUseful ? warnings : [...warnings, UNSURE],
    hearing: factsOf(hearing),
    heardBy: await context.listener(),
    ...(await kept(picture, context)),
  };
}

async function kept(
  picture: Tasks['listen']['output']['picture'],
  { store }: HandlerContext,
): Promise<Pick<ReferenceAnalysis, 'picture'>> {
  if (picture === undefined) return {};
  return { picture: { sha256: await store.blobs.put(picture.png), alt: picture.alt } };
}

function factsOf(hearing: Tasks['listen']['output']): NonNullable<ReferenceAnalysis['hearing']> {
  const { bpmConfidence, keyConfidence, runnerUpKey, loops } = hearing;
  const [best] = loops;
  const sharesOf = (parts: readonly Part[]) =>
    Object.fromEntries(parts.map((part) => [part, best?.confidence[part] ?? 0]));
  const isKept = (part: Part) => (best?.score[part].length ?? 0) > 0;
  const isHeard = (part: Part) => (best?.confidence[part] ?? 0) > 0;
  return {
    ...{ bpmConfidence, keyConfidence, runnerUpKey },
    parts: sharesOf(PARTS.filter(isKept)),
    leftOut: sharesOf(PARTS.filter((part) => !isKept(part) && isHeard(part))),
  };
}

function removed(before: string): BeatwrightError {
  return new BeatwrightError('reference-removed', `This reference was removed before ${before}.`);
}
