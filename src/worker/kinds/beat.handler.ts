/** Makes a beat: here the layers meet. The store gives, threads work, the store takes. */

import { LRUCache } from 'lru-cache';
import { habitsOf, isStyleless, publicReference, takeOf, timbreOf } from '../../cards/index.ts';
import { type FlowRequest, flowRequest } from '../../flow/index.ts';
import { type Master, type Score, STYLE_FACTS, secondsOf, type TakeDetails } from '../../music/index.ts';
import {
  type KitSound,
  type NewBeat,
  type Reference,
  type Store,
  type StoredGenerator,
  TAKE_NAMES,
} from '../../store/index.ts';
import { TRAITS_VERSION } from '../../taste/index.ts';
import { tagsOf } from '../../threads/index.ts';
import { BeatwrightError, words } from '../../words/index.ts';
import { chosenBy, soundsOf, voicesOf } from '../kit-voices.ts';
import { originOf } from '../origin.ts';
import { type OriginalsOptions, writeOriginals } from '../originals.ts';
import { loadRework } from '../rework.ts';
import type { BeatPayload } from './beat.ts';
import type { Handler } from './kind.ts';

export const beat: Handler<BeatPayload> = async (
  payload,
  job,
  { store, pool, progress, signal, keepTakesDays },
) => {
  const stored = await store.beats.ofJob(job.id);
  if (stored !== undefined) return { beatId: stored.id };
  const { style, bpm, key, bars, seed, wav, parts, swing, repeats, generator: base } = payload;
  const names = TAKE_NAMES.slice(0, payload.takes);
  const writing = words.stages.writing({ takes: names.length });
  progress(writing, 2);
  const generator = await generatorOf(store, payload);
  const references = await referencesOf(store, payload, generator);
  const origin = { ...originOf(payload, generator, payload.subject), baseline: base };
  const rework = await loadRework(store, payload);
  const flow = flowWishes(payload, generator, references);
  const density = { ...flow?.density, ...payload.density };
  const wishes = {
    ...(parts && { parts }),
    ...(Object.keys(density).length > 0 && { density }),
    ...(swing !== undefined && { swing }),
    ...(repeats && { repeats }),
    ...(flow && flow.space.length > 0 && { space: flow.space }),
  };
  const { takes, notes } = await writeOriginals(
    pool,
    {
      ...(generator && { generator: await store.blobs.get(generator.sha256) }),
      base,
      // Kept takes are not to be copied either, but what is like the artist its own work says.
      like: references.filter(({ isKept }) => !isKept).map(({ scores }) => scores),
      taste: payload.taste,
      ...(rework && { rework: { score: rework.score, change: rework.change } }),
      request: { style, bpm, key, bars, seed, ...wishes, title: payload.subject },
      names,
      origin,
    },
    { references, signal, onProgress: (fraction) => progress(writing, 2 + 18 * fraction) },
  );
  const chosen = await kitOf(store, payload);
  const own = await voicesOf(store, chosen);
  const timbre = timbreOf(generator);
  const master = masterFor(payload, timbre !== undefined);
  let sounded = 0;
  const sounds = await Promise.all(
    takes.map(async ({ name, score, midi }) => {
      const tags = tagsOf(`${payload.subject} ${seed} ${name}`, payload, { ...origin, take: name });
      const stems = payload.stems ? { stems: { ...named(payload), take: name } } : {};
      const made = await pool.run(
        'sound',
        {
          score,
          style,
          seed,
          master,
          wav,
          tags,
          ...stems,
          ...(own.length > 0 && { own }),
          ...(timbre && { timbre }),
          isStyleless: isStyleless(generator, style),
        },
        { signal },
      );
      sounded++;
      progress(
        words.stages['mixing-take']({ take: sounded, takes: takes.length }),
        20 + (70 * sounded) / takes.length,
      );
      // Kept while the next is mixed; files that no beat comes to name are swept away.
      const files = {
        midi: await store.blobs.put(midi),
        mp3: await store.blobs.put(made.mp3),
        ...(made.wav ? { wav: await store.blobs.put(made.wav) } : {}),
        ...(made.stems ? { stems: await store.blobs.put(made.stems) } : {}),
      };
      return { files, outline: made.outline, ms: made.ms };
    }),
  );
  const outlined = takes.map(({ name, score }, i) => ({ name, score, outline: sounds[i]!.outline }));
  const picture = await pool.run('sheet', { style, takes: outlined }, { signal });
  progress(words.stages.saving, 95);
  const sheet = await store.blobs.put(picture.png);
  const finished = takes.map(({ name, score, ms, originality }, i): NewBeat['takes'][number] => {
    const { files, ms: spent } = sounds[i]!;
    return {
      name: TAKE_NAMES.find((each) => each === name)!,
      score,
      // The picture of all takes lies with the first.
      files: { ...files, ...(i === 0 ? { sheet } : {}) },
      facts: {
        bpm,
        key,
        bars,
        seconds: secondsOf(score),
        ms: { generate: ms, ...spent },
        ...(originality === undefined
          ? {}
          : { originality: { ...originality, twoBars: { ...originality.twoBars } } }),
        ...(i === 0 ? { sheetAlt: picture.alt } : {}),
      },
    };
  });
  const beat = await store.beats.add({
    serverId: job.serverId,
    memberId: job.memberId,
    artistId: payload.artistId,
    generatorId: payload.generatorId,
    sounds: chosen.map(({ id }) => id),
    style,
    seed,
    request: {
      ...{ style, bpm, key: { tonic: key.tonic, mode: key.mode }, bars, seed, ...wishes },
      ...(master && { master }),
      ...(payload.rework && { rework: payload.rework }),
      ...(chosen.length > 0 && { kit: chosen.map(({ id }) => id) }),
    },
    shown: {
      version: TRAITS_VERSION,
      takes: Object.fromEntries(takes.map(({ name, traits }) => [name, [...traits]])),
    },
    parentId: payload.parentId,
    jobId: job.id,
    keepDays: keepTakesDays,
    notes: [
      ...(rework ? [rework.note] : []),
      ...notesOf(payload, generator),
      ...(payload.master === 'own' && master !== 'own'
        ? [words.notes['beat-loudness-unknown']({ artist: payload.subject })]
        : []),
      ...(flow ? [flow.note] : []),
      ...notes,
      ...(keepTakesDays === undefined ? [] : [words.notes['beat-kept']({ days: keepTakesDays })]),
    ],
    takes: finished,
  });
  return { beatId: beat.id };
};

/** The sounds of the artist's kit that play it: those of the beat that it is made of, or those that its seed picks. */
async function kitOf(store: Store, { artistId, rework, seed }: BeatPayload): Promise<readonly KitSound[]> {
  if (rework !== undefined) return soundsOf(store, (await takeOf(store, rework.takeId)).beat);
  return artistId === undefined ? [] : chosenBy(seed, await store.kits.list(artistId));
}

/** As loud as the artist's own tracks where they are known and nothing else is asked; they may also not be known any more. */
function masterFor({ master }: BeatPayload, isKnown: boolean): Master | undefined {
  if (master === undefined) return isKnown ? 'own' : undefined;
  return master === 'own' && !isKnown ? 'streaming' : master;
}

/** What the names of a beat's files tell; of a beat of a style alone there is no artist. */
function named({ artistId, subject, style, bpm, key, bars, seed }: BeatPayload): Omit<TakeDetails, 'take'> {
  return { ...(artistId === undefined ? {} : { artist: subject }), style, bpm, key, bars, seed };
}

async function generatorOf(store: Store, { generatorId }: BeatPayload) {
  if (generatorId === undefined) return undefined;
  const generator = await store.generators.get(generatorId);
  const sha256 = generator?.sha256 ?? null;
  if (generator !== undefined && sha256 !== null) return { ...generator, sha256 };
  throw new BeatwrightError('generator-retired', { version: undefined });
}

/**
 * What the takes are held against: what the generator learned from, which is the same whenever it is asked; of
 * an artist without one, all references that there are.
 */
async function referencesOf(
  store: Store,
  { artistId }: BeatPayload,
  generator: StoredGenerator | undefined,
): Promise<readonly (OriginalsOptions['references'][number] & { readonly isKept: boolean })[]> {
  if (artistId === undefined) return [];
  const [all, artist] = await Promise.all([store.references.list(artistId), store.artists.get(artistId)]);
  const held = all.filter(
    ({ id, state }) => state === 'ready' && (generator === undefined || generator.referenceIds.includes(id)),
  );
  const scores = await scoresOf(store, artistId, held);
  return held.flatMap((reference) => {
    const { id, name } = publicReference(reference, artist);
    const own = scores.get(id);
    return own === undefined ? [] : [{ id, name, scores: own, isKept: reference.keptFrom !== null }];
  });
}

/** Scores that were asked for last: an artist's beats all ask for the same, and reading them takes longer than writing. */
const lastScores = new LRUCache<string, readonly Score[]>({
  maxSize: 5000,
  sizeCalculation: (scores) => scores.length + 1,
});

/** By reference. Only those that are not known yet, as they are now, are read. */
async function scoresOf(
  store: Store,
  artistId: string,
  references: readonly Reference[],
): Promise<ReadonlyMap<string, readonly Score[]>> {
  const nameOf = ({ id, revision }: Reference) => `${id} ${revision}`;
  const found = new Map(references.map((reference) => [reference.id, lastScores.get(nameOf(reference))]));
  const missing = references.flatMap(({ id }) => (found.get(id) === undefined ? [id] : []));
  const read = missing.length === 0 ? [] : await store.references.scores(artistId, missing);
  for (const { reference, scores } of read) {
    found.set(reference.id, scores);
    lastScores.set(nameOf(reference), scores);
  }
  return new Map([...found].flatMap(([id, scores]) => (scores === undefined ? [] : [[id, scores] as const])));
}

/** What the artist's flow asks for; how dense the parts usually are is known of the artist's own style alone. */
function flowWishes(
  { flow, ...beat }: BeatPayload,
  generator: StoredGenerator | undefined,
  references: OriginalsOptions['references'],
): FlowRequest | undefined {
  if (flow === undefined) return undefined;
  const isOwn = generator === undefined || habitsOf(generator).style === beat.style;
  return flowRequest(flow, beat, isOwn ? references.flatMap(({ scores }) => scores) : []);
}

/** What people should know of how a beat came about. */
function notesOf(
  { artistId, style, subject: artist }: BeatPayload,
  generator: StoredGenerator | undefined,
): string[] {
  if (generator === undefined) {
    if (artistId === undefined) return [];
    return [words.notes['beat-retired']({ artist, style: STYLE_FACTS[style].label })];
  }
  const own = habitsOf(generator).style;
  return own === style ? [] : [words.notes['beat-other-style']({ artist, style: STYLE_FACTS[own].label })];
}
