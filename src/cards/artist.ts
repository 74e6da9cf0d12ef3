/** What is told of an artist: references, tempi, keys, generators, flow. */
import type { Key, Style } from '../music/index.ts';
import type { Store, StoredGenerator } from '../store/index.ts';
import { type FlowCard, flowCard } from './flow.ts';
import { habitsOf, isOfStyle } from './habits.ts';

export interface ListedArtist {
  readonly id: string;
  readonly name: string;
  /** Whether the artist has a generator to make beats with. */
  readonly trained: boolean;
}

/** What is known of an artist. */
export interface ArtistCard extends ListedArtist {
  readonly ownerId: string;
  readonly collaboratorIds: readonly string[];
  /** The member who becomes the owner by saying yes. */
  readonly offeredToId?: string;
  /** Where the artist's sound starts from, if it was said or has been found. */
  readonly style?: Style;
  /** Whether it was said. */
  readonly isStyleSaid: boolean;
  /** Whether the newest generator started from another. */
  readonly wantsStyle: boolean;
  readonly references: {
    /** Scores have been made of them. */
    readonly ready: number;
    /** Stored, but nothing in them was heard surely enough; another listener may. */
    readonly waiting: number;
    /** Stored, and being read. */
    readonly checking: number;
  };
  /** References that are ready and that the generator has not learned from. */
  readonly unlearned: number;
  /** Slowest and fastest tempo among the references; absent while there is none. */
  readonly bpm?: readonly [number, number];
  /** Keys among the references, the most frequent first. */
  readonly keys: readonly Key[];
  /** The one in use. */
  readonly generator?: GeneratorFacts & { readonly id: string };
  /** All that there were, the newest first. */
  readonly versions: readonly VersionCard[];
  /** Whether uploads start a training by themselves. */
  readonly autoTrain: boolean;
  /** When a training will start by itself, if one will. */
  readonly trainsAt?: Date;
  /** Whether names and pictures of references are for the owner and the collaborators only. */
  readonly hidesReferences: boolean;
  /** Whether votes shape its beats. */
  readonly followsTaste: boolean;
  /** How the artist raps; absent without lyrics. */
  readonly flow?: FlowCard;
}

export interface VersionCard extends GeneratorFacts {
  /** How many it learned from. */
  readonly references: number;
  readonly isInUse: boolean;
  /** Whether one of its references was taken back, so that it can be used no more. */
  readonly isRetired: boolean;
}

export interface GeneratorFacts {
  /** 1, 2, 3, …; a version is never overwritten. */
  readonly version: number;
  readonly trainedAt: Date;
  /** Bits that a 16th step costs on average on loops kept out of training, by the style alone and by this generator. */
  readonly heldOut?: HeldOut;
}

/** Bits a step on scores that were kept out of training; fewer is better. */
export interface HeldOut {
  /** With the base network that is told no style. */
  readonly base?: number;
  /** With the style prior alone. */
  readonly before: number;
  /** With the artist's generator. */
  readonly after: number;
  /** The last two of first bars alone, where there is nothing to copy; not known of older generators. */
  readonly first?: { readonly before: number; readonly after: number };
}

export async function artistCard(store: Store, artistId: string): Promise<ArtistCard> {
  const { artists, generators } = store;
  const [summary, versions] = await Promise.all([artists.summary(artistId), generators.list(artistId)]);
  const { artist, references, bpm, keys, generator, unlearned } = summary;
  const style = artist.style ?? (generator === null ? null : habitsOf(generator).style);
  const [newest] = versions;
  const flow = await flowCard(store, artistId, bpm, style);
  return {
    id: artist.id,
    name: artist.name,
    trained: generator !== null,
    ownerId: artist.ownerId,
    collaboratorIds: artist.collaboratorIds,
    offeredToId: artist.offeredTo ?? undefined,
    references,
    unlearned,
    style: style ?? undefined,
    isStyleSaid: artist.style !== null,
    wantsStyle: newest?.retiredAt === null && !isOfStyle(newest, artist.style),
    bpm: bpm ?? undefined,
    keys: keys.map(({ key }) => key),
    ...(generator === null ? {} : { generator: { id: generator.id, ...generatorFacts(generator) } }),
    versions: versions.map((version) => ({
      ...generatorFacts(version),
      references: version.referenceIds.length,
      isInUse: version.id === generator?.id,
      isRetired: version.retiredAt !== null,
    })),
    autoTrain: artist.autoTrain,
    hidesReferences: artist.hidesReferences,
    followsTaste: artist.followsTaste,
    ...(artist.trainAfter === null ? {} : { trainsAt: artist.trainAfter }),
    flow,
  };
}

export function generatorFacts(generator: StoredGenerator): GeneratorFacts {
  return { version: generator.version, trainedAt: generator.createdAt, ...heldOutOf(generator) };
}

/** Without figures where there was too little to hold anything out. */
export function heldOutOf({ figures: { heldOut } }: StoredGenerator): Pick<GeneratorFacts, 'heldOut'> {
  return heldOut === undefined ? {} : { heldOut };
}
