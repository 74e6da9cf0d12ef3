/** What is told of a reference, and of what was found in it. */
import type { Key, Part } from '../music/index.ts';
import { type Artist, correctionsOf, type Reference, type Told } from '../store/index.ts';
import { words } from '../words/index.ts';
import { type MidiCard, midiCard } from './tracks.ts';

export interface ReferenceCard {
  readonly id: string;
  /** The uploaded file's name. */
  readonly name: string;
  readonly kind: 'midi' | 'audio';
  readonly state: 'checking' | 'waiting' | 'ready';
  /** The names of the files of one song that it is made of; none of a single file. */
  readonly stems: readonly string[];
  /** Size of the file in bytes. */
  readonly size: number;
  readonly seconds?: number;
  /** Scores that were made of it. */
  readonly loops: number;
  readonly bpm?: number;
  readonly key?: Key;
  /** How surely it was heard; absent of MIDI. */
  readonly hearing?: HearingCard;
  /** What its tracks were taken for, and where tempo and key are from; absent of sound. */
  readonly midi?: MidiCard;
  /** What members corrected; absent if nothing. */
  readonly corrected?: CorrectionCard;
  /** Whether it is a take that the owner kept, not the artist's own work. */
  readonly isKept: boolean;
  readonly addedById: string;
  readonly addedAt: Date;
}

/** How surely sound was heard, 0–1. */
export interface HearingCard {
  readonly bpmConfidence: number;
  /** That the tempo is neither half nor double, and the likelier of these. */
  readonly octaveConfidence?: number;
  readonly otherBpm?: number;
  readonly keyConfidence: number;
  readonly runnerUpKey: Key;
  /** Of the best loop: what is learned from, and what was heard too unsurely for that. */
  readonly parts: Partial<Readonly<Record<Part, number>>>;
  readonly leftOut: Partial<Readonly<Record<Part, number>>>;
}

/** What holds of what members corrected, and who said the last of it. */
export interface CorrectionCard extends Told {
  readonly byId: string;
  readonly at: Date;
}

/** A reference and what was found in it. */
export interface ShownReference {
  readonly artist: string;
  readonly reference: ReferenceCard;
  /** What was left out or understood differently, one sentence each. */
  readonly warnings: readonly string[];
}

export interface IngestResult extends ShownReference {
  /** Whether a training starts by itself after it. */
  readonly trainsItself: boolean;
}

export interface CorrectionResult extends IngestResult {
  /** The track that was corrected, by its place in the file, and the pad of it; absent where it was tempo or key. */
  readonly about?: { readonly track: number; readonly pitch?: number };
}

export interface RemovedReference {
  /** Its file's name. */
  readonly name: string;
  /** Versions of the generator that had learned from it and are used no longer. */
  readonly retired: readonly number[];
  /** The version in use from now on, if there is one. */
  readonly version?: number;
}

export function shownReference(artist: string, reference: Reference): ShownReference {
  return { artist, reference: referenceCard(reference), warnings: reference.warnings };
}

/**
 * A reference as everybody may see it: where the artist keeps names and pictures for its own people, without all that could
 * tell what it is.
 */
export function publicReference(reference: Reference, artist: Artist | undefined): Reference {
  if (artist?.hidesReferences !== true) return reference;
  const name = words.views.reference.private;
  return { ...reference, name, stems: [], midi: null, picture: null, warnings: [] };
}

function correctedOf(reference: Reference): Pick<ReferenceCard, 'corrected'> {
  const last = reference.corrections.at(-1);
  if (last === undefined) return {};
  return { corrected: { ...correctionsOf(reference), byId: last.memberId, at: last.at } };
}

export function referenceCard(reference: Reference): ReferenceCard {
  const { id, name, kind, state, stems, size, seconds, bpm, key, hearing, midi } = reference;
  const { scoreCount, consent, createdAt } = reference;
  return {
    id,
    name,
    kind,
    state,
    stems,
    size,
    seconds: seconds ?? undefined,
    loops: scoreCount,
    bpm: bpm ?? undefined,
    key: key ?? undefined,
    hearing: hearing ?? undefined,
    midi: midi === null ? undefined : midiCard(midi, correctionsOf(reference)),
    ...correctedOf(reference),
    isKept: reference.keptFrom !== null,
    addedById: consent.memberId,
    addedAt: createdAt,
  };
}
