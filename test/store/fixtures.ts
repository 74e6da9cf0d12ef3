import { randomBytes, randomUUID } from 'node:crypto';
import type { Score } from '../../src/music/index.ts';
import type {
  Artist,
  Beat,
  NewBeat,
  NewGenerator,
  NewJob,
  NewReference,
  Reference,
  Store,
  StoredGenerator,
} from '../../src/store/index.ts';
import type { Place } from '../support/database.ts';

/** What a promise of the store is tested on. */
export interface OnDatabase {
  /** One store for all tests of the file; each test uses a server of its own. */
  readonly store: Store;
  readonly place: Place;
  /** Closes the store and opens it again, as a restart does. */
  reopen(): Promise<void>;
}

/** An id as Discord gives them, never twice. */
export function snowflake(): string {
  return String((1n << 60n) + BigInt(`0x${randomBytes(7).toString('hex')}`));
}

export const SCORE: Score = {
  bpm: 141.5,
  key: { tonic: 5, mode: 'minor' },
  bars: 4,
  drums: [
    { drum: 'kick', tick: 0, velocity: 112 },
    { drum: 'snare', tick: 967, velocity: 101 },
  ],
  bass: [
    { tick: 0, duration: 400, pitch: 29, velocity: 100 },
    { tick: 480, duration: 900, pitch: 29, velocity: 90, glide: { pitch: 41, offset: 400, duration: 120 } },
  ],
  chords: [{ tick: 0, duration: 1920, pitches: [53, 56, 60], velocity: 70 }],
  melody: [{ tick: 240, duration: 120, pitch: 72, velocity: 88 }],
};

/** An artist in a server of its own. */
export function makeArtist(store: Store, name = 'Night Shift'): Promise<Artist> {
  return store.artists.create({ serverId: snowflake(), ownerId: snowflake(), name });
}

/** Bytes that no other call gives. */
export function someBytes(): Uint8Array {
  return new TextEncoder().encode(`MThd ${randomUUID()}`);
}

export async function newReference(
  store: Store,
  artist: Artist,
  more: Partial<NewReference> = {},
): Promise<NewReference> {
  const bytes = someBytes();
  return {
    artistId: artist.id,
    name: 'loop.mid',
    kind: 'midi',
    sha256: await store.blobs.put(bytes),
    size: bytes.length,
    consent: { memberId: artist.ownerId, wording: '1' },
    ...more,
  };
}

/** A reference that is ready to be trained on. */
export async function makeReference(
  store: Store,
  artist: Artist,
  more: Partial<NewReference> = {},
): Promise<Reference> {
  const { bpm, key } = SCORE;
  const analysis = { state: 'ready', seconds: 6.8, bpm, key, scores: [SCORE] } as const;
  return (await store.references.add(await newReference(store, artist, { analysis, ...more }))).reference;
}

export async function newGenerator(
  store: Store,
  artist: Artist,
  references: readonly Reference[],
  jobId?: string,
): Promise<NewGenerator> {
  return {
    artistId: artist.id,
    kind: 'ngram',
    sha256: await store.blobs.put(someBytes()),
    figures: { heldOut: { before: 7.25, after: 5.5 }, scores: 3, seconds: 1.5 },
    lineage: { seed: 7, settings: { order: 4 } },
    referenceIds: references.map(({ id }) => id),
    ...(jobId === undefined ? {} : { jobId }),
  };
}

export async function makeGenerator(...given: Parameters<typeof newGenerator>): Promise<StoredGenerator> {
  return given[0].generators.add(await newGenerator(...given));
}

export async function newBeat(store: Store, more: Partial<NewBeat> = {}): Promise<NewBeat> {
  const facts = { bpm: SCORE.bpm, key: SCORE.key, bars: SCORE.bars, seconds: 6.78 };
  const takes = (['A', 'B', 'C', 'D'] as const).map(async (name) => ({
    name,
    score: SCORE,
    facts,
    files: { midi: await store.blobs.put(someBytes()), mp3: await store.blobs.put(someBytes()) },
  }));
  return {
    serverId: snowflake(),
    memberId: snowflake(),
    style: 'uk-drill',
    seed: 2 ** 32 - 1,
    request: { style: 'uk-drill', bars: 4 },
    takes: await Promise.all(takes),
    ...more,
  };
}

export async function makeBeat(store: Store, more: Partial<NewBeat> = {}): Promise<Beat> {
  return store.beats.add(await newBeat(store, more));
}

export function newJob(more: Partial<NewJob> = {}): NewJob {
  return { kind: 'train', payload: { artist: 'x' }, serverId: snowflake(), memberId: snowflake(), ...more };
}

/** The id of a job that does not need a row. */
export const jobId = randomUUID;
