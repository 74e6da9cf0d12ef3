/** What is told of a beat and its takes, with the votes as they stand. */
import { z } from 'zod';
import { type Key, MASTERS, type Master, PARTS, type Part, type Style } from '../music/index.ts';
import { type Beat, keyJson, type Store, type Take, type TakeName, type VoteCounts } from '../store/index.ts';
import { BeatwrightError } from '../words/index.ts';

export interface TakeCard {
  readonly id: string;
  readonly name: TakeName;
  readonly votes: number;
}

/** One answer to /beat, as it is now. */
export interface BeatCard {
  readonly id: string;
  /** Absent for a beat of a style alone. */
  readonly artist?: string;
  readonly style: Style;
  readonly bpm: number;
  readonly key: Key;
  readonly bars: number;
  readonly seconds: number;
  readonly seed: number;
  readonly master: Master;
  /** How many sounds of the artist's own kit it was made with. */
  readonly ownSounds: number;
  /** The artist's generator; absent for a beat of a style alone. */
  readonly generatorVersion?: number;
  /** What its takes were held against before they were sent; absent where there are no references. */
  readonly originality?: {
    readonly references: number;
    /** Takes that had come too close at first and were rewritten. */
    readonly rewritten: number;
    /** By part, the likeness of the two bars that are most alike, 0–1. */
    readonly twoBars: Partial<Readonly<Record<Part, number>>>;
  };
  /** The beat that it was made of or asked for again, and its message where that is known. */
  readonly parent?: { readonly seed: number; readonly link?: string };
  /** Anything that people should know of how it came about, one sentence each. */
  readonly notes: readonly string[];
  /** In the order of `TAKE_NAMES`, with the votes as they stand. */
  readonly takes: readonly TakeCard[];
}

export interface TakeFiles {
  readonly midi: Uint8Array;
  readonly mp3: Uint8Array;
  /** Only where it was asked for: by the terminal. */
  readonly wav?: Uint8Array;
  /** A ZIP of MIDI, stems and text; likewise. */
  readonly stems?: Uint8Array;
  /** What making the take took, in milliseconds. */
  readonly ms: { readonly generate: number; readonly render: number; readonly encode: number };
}

/** How the vote on a beat stands after somebody pressed a button. */
export interface VoteCard {
  readonly beatId: string;
  /** What the asker's vote is now; absent if it has been taken back. */
  readonly choice?: TakeName;
  /** Rises with every vote on the beat: of two views the one with the higher revision is newer. */
  readonly revision: number;
  /** In the order of `TAKE_NAMES`. */
  readonly takes: readonly TakeCard[];
}

/** A take and its beat. @throws BeatwrightError `take-unknown`. */
export async function takeOf(store: Store, takeId: string): Promise<{ beat: Beat; take: Take }> {
  const beat = await store.beats.ofTake(takeId);
  const take = beat?.takes.find(({ id }) => id === takeId);
  if (beat === undefined || take === undefined) throw new BeatwrightError('take-unknown');
  return { beat, take };
}

const mastered = z.object({ master: z.enum(MASTERS).default('streaming') });

/** How loud a beat was asked for; beats of long ago were not asked. */
export function masterOf({ request }: Beat): Master {
  return mastered.parse(request).master;
}

const played = z.object({ kit: z.array(z.string()).default([]) });

/** The ids of the sounds of the artist's kit that a beat was made with; some may be taken back since. */
export function ownKitOf({ request }: Beat): readonly string[] {
  return played.parse(request).kit;
}

/** A beat as people see it, with its votes as they are now. */
export async function beatCard(store: Store, beat: Beat): Promise<BeatCard> {
  const [artist, generator, counts] = await Promise.all([
    beat.artistId === null ? undefined : store.artists.get(beat.artistId),
    beat.generatorId === null ? undefined : store.generators.get(beat.generatorId),
    store.votes.counts(beat.id),
  ]);
  const { bpm, key, bars, seconds } = beat.takes[0]!.facts;
  return {
    id: beat.id,
    artist: artist?.name,
    style: beat.style,
    bpm,
    key,
    bars,
    seconds,
    seed: beat.seed,
    master: masterOf(beat),
    ownSounds: ownKitOf(beat).length,
    generatorVersion: generator?.version,
    ...(await parentOf(store, beat)),
    ...checkedOf(beat),
    notes: beat.notes,
    takes: takeCards(counts),
  };
}

async function parentOf(store: Store, { parentId, serverId }: Beat): Promise<Pick<BeatCard, 'parent'>> {
  const parent = parentId === null ? undefined : await store.beats.get(parentId);
  if (parent === undefined) return {};
  const job = parent.jobId === null ? undefined : await store.jobs.get(parent.jobId);
  const { channelId, messageId } = job?.message ?? {};
  if (channelId === undefined || messageId === undefined) return { parent: { seed: parent.seed } };
  return {
    parent: { seed: parent.seed, link: `https://discord.com/channels/${serverId}/${channelId}/${messageId}` },
  };
}

const wishes = z.object({
  bpm: z.number(),
  key: keyJson,
  bars: z.number(),
  parts: z.array(z.enum(PARTS)).exactOptional(),
  density: z.partialRecord(z.enum(PARTS), z.number()).exactOptional(),
  swing: z.number().exactOptional(),
  repeats: z.object({ after: z.number(), changes: z.array(z.number()) }).exactOptional(),
  /** There are some where the artist's flow asked for them. */
  space: z.array(z.number()).exactOptional(),
  rework: z.object({ takeId: z.string(), reworking: z.string() }).exactOptional(),
});

/** What a beat was asked for, as it was in the end; `undefined` of one that another version made. */
export function wishesOf({ request }: Pick<Beat, 'request'>): z.infer<typeof wishes> | undefined {
  return wishes.safeParse(request).data;
}

const checked = z.object({
  references: z.number(),
  tries: z.number(),
  twoBars: z.partialRecord(z.enum(PARTS), z.number()),
});

/** What the takes that are sent were found to share with references, each part at its most alike. */
function checkedOf({ takes }: Beat): Pick<BeatCard, 'originality'> {
  const found = takes.flatMap(({ facts }) => checked.safeParse(facts['originality']).data ?? []);
  const [first] = found;
  if (first === undefined) return {};
  const twoBars = PARTS.flatMap((part): [Part, number][] => {
    const shares = found.flatMap((one) => one.twoBars[part] ?? []);
    return shares.length === 0 ? [] : [[part, Math.max(...shares)]];
  });
  return {
    originality: {
      references: first.references,
      rewritten: found.filter(({ tries }) => tries > 1).length,
      twoBars: Object.fromEntries(twoBars),
    },
  };
}

export function takeCards({ takes }: Pick<VoteCounts, 'takes'>): TakeCard[] {
  return takes.map(({ takeId, name, votes }) => ({ id: takeId, name, votes }));
}
