/**
 * What each kind of job does. Here the layers meet: the store gives, a thread works, the store takes. Every
 * handler may run again after a crash at any point; what it stores is keyed by the job, so it is stored once.
 */
import { BeatwrightError, STYLE_FACTS, secondsOf, type TakeName } from '../music/index.ts';
import type { Job, JobKind, JsonObject, NewBeat, Store, StoredGenerator } from '../store/index.ts';
import type { Checkpoints } from './checkpoints.ts';
import { makeDownload } from './download.ts';
import { habitsOf } from './habits.ts';
import { type Payload, payloadOf } from './payloads.ts';
import { TAKE_NAMES } from './services.ts';
import { tagsOf } from './tags.ts';
import type { Pool } from './work/pool.ts';

export interface HandlerContext {
  readonly store: Store;
  readonly pool: Pool;
  /** Tells people how far the job is; `percent` is of the whole job. */
  readonly progress: (stage: string, percent: number) => void;
  readonly signal: AbortSignal;
}

type Handler<K extends JobKind> = (
  payload: Payload<K>,
  job: Job,
  context: HandlerContext,
) => Promise<JsonObject>;

const ingest: Handler<'ingest'> = async ({ referenceId }, _job, { store, pool, progress, signal }) => {
  const reference = await store.references.get(referenceId);
  if (reference === undefined)
    throw new BeatwrightError('reference-removed', 'This reference was removed before it was read.');
  if (reference.state !== 'checking') return { referenceId };
  progress('reading the track', 10);
  const bytes = await store.blobs.get(reference.sha256);
  if (reference.kind === 'midi') {
    const { scores, seconds, warnings } = await pool.run('readMidi', { bytes }, { signal });
    const { bpm, key } = scores[0]!;
    await store.references.complete(referenceId, { state: 'ready', seconds, bpm, key, scores, warnings });
  } else {
    const { seconds } = await pool.run('probe', { bytes }, { signal });
    await store.references.complete(referenceId, {
      state: 'waiting',
      seconds,
      bpm: null,
      key: null,
      scores: [],
    });
  }
  return { referenceId };
};

const train: Handler<'train'> = async ({ artistId }, job, context) => {
  const stored = await context.store.generators.ofJob(job.id);
  if (stored !== undefined) return { generatorId: stored.id };
  // A reference that is taken back while it is learned from must not be learned from: begin again without it.
  for (;;) {
    try {
      return { generatorId: await trainOnce(artistId, job, context) };
    } catch (error) {
      if (!(error instanceof BeatwrightError && error.id === 'reference-removed')) throw error;
    }
  }
};

async function trainOnce(
  artistId: string,
  job: Job,
  { store, pool, progress, signal }: HandlerContext,
): Promise<string> {
  const [artist, references] = await Promise.all([
    store.artists.get(artistId),
    store.references.scores(artistId),
  ]);
  if (references.length === 0) {
    throw new BeatwrightError(
      'train-no-references',
      'There is no reference left to learn from. Add some with /reference add.',
    );
  }
  const seed = 0;
  const learned = await pool.run(
    'learn',
    {
      references: references.map(({ reference, scores }) => ({ id: reference.id, scores })),
      ...(artist?.style ? { style: artist.style } : {}),
      seed,
    },
    { signal, onProgress: ({ stage, fraction }) => progress(stage, 5 + 90 * fraction) },
  );
  progress('keeping it', 97);
  const habits: Habits = {
    style: learned.style,
    bpms: references.flatMap(({ reference: { bpm } }) => bpm ?? []),
    keys: references.flatMap(({ reference: { key } }) => key ?? []),
  };
  const { before, after, by, turns, parts } = learned.heldOut;
  const generator = await store.generators.add({
    artistId,
    jobId: job.id,
    kind: learned.kind,
    sha256: await store.blobs.put(learned.generator),
    figures: {
      ...(by === 'nothing' ? {} : { heldOut: { before, after } }),
      heldOutBy: by,
      heldOutTurns: turns,
      parts,
      scores: references.reduce((sum, { scores }) => sum + scores.length, 0),
      seconds: learned.seconds,
    },
    lineage: {
      base: `${learned.kind}:${learned.style}`,
      seed,
      habits: {
        style: habits.style,
        bpms: habits.bpms,
        keys: habits.keys.map(({ tonic, mode }) => ({ tonic, mode })),
      },
    },
    referenceIds: references.map(({ reference }) => reference.id),
  });
  return generator.id;
}

const beat: Handler<'beat'> = async (payload, job, { store, pool, progress, signal }) => {
  const stored = await store.beats.ofJob(job.id);
  if (stored !== undefined) return { beatId: stored.id };
  const { style, bpm, key, bars, seed, wav, parts, density, swing, generator: base } = payload;
  const wishes = {
    ...(parts && { parts }),
    ...(density && { density }),
    ...(swing !== undefined && { swing }),
  };
  const names = TAKE_NAMES.slice(0, payload.takes);
  const writing = names.length === 1 ? 'writing a take' : `writing ${names.length} takes`;
  progress(writing, 2);
  const generator = await generatorOf(store, payload);
  const { takes } = await pool.run(
    'write',
    {
      ...(generator === undefined ? {} : { generator: await store.blobs.get(generator.sha256) }),
      ...(base && { base }),
      request: { style, bpm, key, bars, seed, ...wishes, title: payload.subject },
      names,
    },
    { signal, onProgress: ({ fraction }) => progress(writing, 2 + 18 * fraction) },
  );
  let sounded = 0;
  const sounds = await Promise.all(
    takes.map(async ({ name, score }) => {
      const tags = tagsOf(`${payload.subject} ${seed} ${name}`, payload);
      const stems = payload.stems ? { stems: { ...named(payload), take: name } } : {};
      const sound = await pool.run('sound', { score, style, seed, wav, tags, ...stems }, { signal });
      sounded++;
      progress(`mixing take ${sounded} of ${takes.length}`, 20 + (70 * sounded) / takes.length);
      return sound;
    }),
  );
  const outlined = takes.map(({ name, score }, i) => ({ name, score, outline: sounds[i]!.outline }));
  const sheet = await pool.run('sheet', { style, takes: outlined }, { signal });
  progress('keeping it', 95);
  const finished: NewBeat['takes'][number][] = [];
  for (const [i, { name, score, midi, ms }] of takes.entries()) {
    const { mp3, wav: wave, stems, ms: spent } = sounds[i]!;
    finished.push({
      name: TAKE_NAMES.find((each) => each === name)!,
      score,
      files: {
        midi: await store.blobs.put(midi),
        mp3: await store.blobs.put(mp3),
        ...(wave ? { wav: await store.blobs.put(wave) } : {}),
        ...(stems ? { stems: await store.blobs.put(stems) } : {}),
        // The picture of all takes lies with the first.
        ...(i === 0 ? { sheet: await store.blobs.put(sheet.png) } : {}),
      },
      facts: {
        bpm,
        key,
        bars,
        seconds: secondsOf(score),
        ms: { generate: ms, ...spent },
        ...(i === 0 ? { sheetAlt: sheet.alt } : {}),
      },
    });
  }
  const beat = await store.beats.add({
    serverId: job.serverId,
    memberId: job.memberId,
    ...(payload.artistId === undefined ? {} : { artistId: payload.artistId }),
    ...(payload.generatorId === undefined ? {} : { generatorId: payload.generatorId }),
    style,
    seed,
    request: { style, bpm, key: { tonic: key.tonic, mode: key.mode }, bars, seed, ...wishes },
    jobId: job.id,
    notes: notesOf(payload, generator),
    takes: finished,
  });
  return { beatId: beat.id };
};

/** What the names of a beat's files tell; of a beat of a style alone there is no artist. */
function named({ artistId, subject, style, bpm, key, bars, seed }: Payload<'beat'>): Omit<TakeName, 'take'> {
  return { ...(artistId === undefined ? {} : { artist: subject }), style, bpm, key, bars, seed };
}

async function generatorOf(
  store: Store,
  { generatorId }: Payload<'beat'>,
): Promise<StoredGenerator | undefined> {
  if (generatorId === undefined) return undefined;
  const generator = await store.generators.get(generatorId);
  if (generator !== undefined && generator.retiredAt === null) return generator;
  throw new BeatwrightError(
    'generator-retired',
    'A reference that this generator had learned from was removed meanwhile. Run /train, then ask again.',
  );
}

/** What people should know of how a beat came about. */
function notesOf({ style, subject }: Payload<'beat'>, generator: StoredGenerator | undefined): string[] {
  if (generator === undefined) return [];
  const own = habitsOf(generator).style;
  return own === style ? [] : [`Made in another style than ${subject}'s own, ${STYLE_FACTS[own].label}.`];
}

/** Does a job by its kind. @throws BeatwrightError for what people can mend; anything else may be tried again. */
export function handle(job: Job, context: HandlerContext): Promise<JsonObject> {
  switch (job.kind) {
    case 'ingest':
      return ingest(payloadOf('ingest', job), job, context);
    case 'train':
      return train(payloadOf('train', job), job, context);
    case 'beat':
      return beat(payloadOf('beat', job), job, context);
    case 'download':
      return makeDownload(payloadOf('download', job), context);
  }
}
