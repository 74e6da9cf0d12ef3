/** Learns an artist's next generator. */
import { type Habits, habitsJson, styleFitOf } from '../../cards/index.ts';
import { PARTS, type Score } from '../../music/index.ts';
import type { Job, JsonObject, NewGenerator, Reference } from '../../store/index.ts';
import type { LearnOutput, Progress, Tasks } from '../../threads/index.ts';
import { BeatwrightError, words } from '../../words/index.ts';
import type { Handler, HandlerContext } from './kind.ts';
import { mostKept } from './limits.ts';
import type { TrainPayload } from './train.ts';

/** Other artists of the server that a new generator is held against, at most. */
const OTHERS = 3;

/** Learns the artist's next generator. @throws BeatwrightError `train-no-references`, `train-cancelled`. */
export const train: Handler<TrainPayload> = async ({ artistId, subject }, job, context) => {
  const stored = await context.store.generators.ofJob(job.id);
  if (stored !== undefined) return { generatorId: stored.id };
  // A reference that is taken back while it is learned from must not be learned from: begin again without it.
  for (;;) {
    try {
      return { generatorId: await trainOnce({ artistId, subject }, job, context) };
    } catch (error) {
      if (!(error instanceof BeatwrightError && error.id === 'reference-removed')) throw error;
    }
  }
};

async function trainOnce(
  { artistId, subject }: TrainPayload,
  job: Job,
  context: HandlerContext,
): Promise<string> {
  const { store, pool, progress, signal, checkpoints } = context;
  const [artist, all] = await Promise.all([store.artists.get(artistId), store.references.scores(artistId)]);
  const references = withFewKept(all);
  if (references.length === 0) {
    throw new BeatwrightError('train-no-references', { artist: subject });
  }
  const seed = 0;
  const folder = await checkpoints?.folder(job.id);
  const learned = await pool.run(
    'learn',
    {
      references: references.map(({ reference, scores }) => ({
        id: reference.id,
        scores,
        isHeard: reference.kind === 'audio',
      })),
      ...(artist?.style ? { style: artist.style } : {}),
      seed,
      ...(folder === undefined ? {} : { folder }),
      others: await othersOf(artistId, job.serverId, context),
    },
    { signal, onProgress: (now) => progress(stageOf(now), 5 + 90 * now.fraction) },
  );
  const timbre = await timbreFrom(references, context);
  progress(words.stages.saving, 97);
  const picture =
    learned.curve.length > 1 ? await pool.run('curve', { points: learned.curve }, { signal }) : undefined;
  // What an artist usually does, its own work says.
  const pieces = references.filter(({ reference }) => reference.keptFrom === null).map(pieceOf);
  const habits = await pool.run('habits', { references: pieces }, { signal });
  const generator = await store.generators.add({
    artistId,
    jobId: job.id,
    kind: learned.kind,
    sha256: await store.blobs.put(learned.generator),
    figures: {
      ...figuresOf(learned),
      scores: references.reduce((sum, { scores }) => sum + scores.length, 0),
      ...(picture === undefined ? {} : { pictureAlt: picture.alt }),
      habitsAlt: habits.alt,
    },
    lineage: {
      ...lineageOf(learned, seed, references, habitsFrom(pieces, habits.plays, learned)),
      ...(timbre && { timbre }),
    },
    referenceIds: references.map(({ reference }) => reference.id),
    revisions: Object.fromEntries(references.map(({ reference }) => [reference.id, reference.revision])),
    ...(picture === undefined ? {} : { picture: await store.blobs.put(picture.png) }),
    habitsPicture: await store.blobs.put(habits.png),
  });
  return generator.id;
}

/** Generators of other artists of the same server; those of other servers are nobody's business here. */
async function othersOf(
  artistId: string,
  serverId: string,
  { store }: HandlerContext,
): Promise<readonly Uint8Array[]> {
  const artists = await store.artists.suggest({ serverId, text: '' });
  const trained = artists.filter(({ id, generatorId }) => id !== artistId && generatorId !== null);
  const others: Uint8Array[] = [];
  for (const { id } of trained.slice(0, OTHERS)) {
    const generator = await store.generators.current(id);
    if (generator?.sha256) others.push(await store.blobs.get(generator.sha256));
  }
  return others;
}

/** Tracks that are listened to for what they sound like, the newest. */
const MOST_HEARD = 5;

/** What the artist's audio references sound like; what cannot be read any more is passed over. */
async function timbreFrom(
  references: readonly Scored[],
  { store, pool, progress, signal }: HandlerContext,
): Promise<JsonObject | undefined> {
  const audio = references.filter(({ reference }) => reference.kind === 'audio').slice(-MOST_HEARD);
  const tracks: Tasks['hearTimbre']['output'][] = [];
  for (const { reference } of audio) {
    progress(words.stages['hearing-timbre'], 95);
    const bytes = await store.blobs.get(reference.sha256);
    try {
      tracks.push(await pool.run('hearTimbre', { bytes, isStems: reference.stems.length > 0 }, { signal }));
    } catch (error) {
      if (!(error instanceof BeatwrightError)) throw error;
    }
  }
  return tracks.length === 0 ? undefined : pool.run('timbre', { tracks }, { signal });
}

/** What a training is at, in words: `training, step 120 of 400, loss 1.92, time left 20 s`. */
function stageOf({ stage, training }: Progress): string {
  if (training === undefined) return stage;
  const { step, steps, loss, secondsLeft } = training;
  const progress = words.stages['training-step']({ step, steps, loss, seconds: Math.ceil(secondsLeft) });
  return `${stage}, ${progress}`;
}

function figuresOf(learned: LearnOutput): Omit<NewGenerator['figures'], 'scores'> & { seconds: number } {
  const { heldOut, curve, steps, seconds, wrongArtists, originality } = learned;
  const { before, after, base, first, by, turns, parts } = heldOut;
  return {
    ...(by === 'nothing'
      ? {}
      : {
          heldOut: {
            before,
            after,
            ...(base === undefined ? {} : { base }),
            ...(first && { first: { ...first } }),
          },
        }),
    heldOutBy: by,
    heldOutTurns: turns,
    parts,
    steps,
    curve: curve.map(({ step, loss, heldOut: measured }) => ({
      step,
      loss,
      ...(measured === undefined ? {} : { heldOut: measured }),
    })),
    ...(wrongArtists === undefined ? {} : { wrongArtists }),
    ...(originality === undefined ? {} : { originality: { ...originality } }),
    seconds,
  };
}

/** The artist's own work, and the latest kept takes: no more than may stand beside it. */
function withFewKept(all: readonly Scored[]): readonly Scored[] {
  const own = all.filter(({ reference }) => reference.keptFrom === null);
  const kept = all.filter(({ reference }) => reference.keptFrom !== null);
  const few = new Set(kept.slice(kept.length - Math.min(kept.length, mostKept(own.length))));
  return all.filter((one) => one.reference.keptFrom === null || few.has(one));
}

interface Scored {
  readonly reference: Reference;
  readonly scores: readonly Score[];
}

type Piece = Tasks['habits']['input']['references'][number];

/** A reference as habits are told from it; of a sound also with parts that were heard, but not surely enough to be written down. */
function pieceOf({ reference, scores }: Scored): Piece {
  const heard = { ...reference.hearing?.parts, ...reference.hearing?.leftOut };
  const parts = PARTS.filter((part) => part in heard || scores.some((score) => score[part].length > 0));
  const { bpm, key } = scores[0]!;
  return { bpm: reference.bpm ?? bpm, key: reference.key ?? key, parts, scores };
}

function habitsFrom(pieces: readonly Piece[], plays: Habits['plays'], learned: LearnOutput): Habits {
  const { style, styles } = learned;
  const bpms = pieces.map(({ bpm }) => bpm);
  return {
    ...{ style, styles, bpms, plays },
    keys: pieces.map(({ key }) => key),
    parts: pieces.map(({ parts }) => parts),
    isStyleless: styles !== undefined && styleFitOf({ style, styles, bpms }) !== 'well',
  };
}

/** Where a generator comes from: its base, its settings, the consents that it was learned under. */
function lineageOf(
  learned: LearnOutput,
  seed: number,
  learnedFrom: readonly Scored[],
  habits: Habits,
): JsonObject {
  return {
    base: learned.base ?? `${learned.kind}:${learned.style}`,
    seed,
    settings: { ...learned.settings },
    habits: habitsJson(habits),
    kept: learnedFrom.flatMap(({ reference: { id, keptFrom } }) =>
      keptFrom === null ? [] : [{ referenceId: id, from: keptFrom }],
    ),
    consents: learnedFrom.map(({ reference: { id, consent } }) => ({
      referenceId: id,
      memberId: consent.memberId,
      wording: consent.wording,
      givenAt: consent.givenAt.toISOString(),
    })),
  };
}
