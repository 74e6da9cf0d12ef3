/** What votes say of an artist's listeners: for a beat that is asked for, and for people to read. */
import { type Artist, type ShownVote, type Store, TAKE_NAMES } from '../store/index.ts';
import {
  type Ballot,
  beliefOf,
  type Choice,
  LEAST_VOTES,
  type Leaning,
  leaningsOf,
  type Taste,
  TRAITS_VERSION,
  tasteOf,
  traitsOf,
  type Vote,
} from '../taste/index.ts';

/** The latest votes that count, at most: so many that it takes milliseconds. */
const MOST = { artist: 200, server: 200, everybody: 200 };
/** Beats of older versions whose takes are looked at again, at a time. */
const MOST_UNREAD = 8;

/** What an artist's listeners like, as their votes stand; `undefined` while too few are known, or where it is switched off. */
export async function tasteFor(store: Store, artist: Artist, seed: number): Promise<Taste | undefined> {
  if (!artist.followsTaste) return undefined;
  const ballot = await ballotOf(store, artist);
  return tasteOf(ballot, seed);
}

export interface TasteCard {
  /** How many votes on the artist's beats count, of how many members; and how many it takes. */
  readonly votes: number;
  readonly voters: number;
  readonly least: number;
  /** What they say, the strongest first; nothing while there are too few. */
  readonly leanings: readonly Leaning[];
}

/** What an artist's listeners like, for people to read. */
export async function tasteCard(store: Store, artist: Artist): Promise<TasteCard> {
  const ballot = await ballotOf(store, artist);
  const votes = ballot.artist.length;
  return {
    votes,
    voters: new Set(ballot.artist.map(({ memberId }) => memberId)).size,
    least: LEAST_VOTES,
    leanings: votes < LEAST_VOTES ? [] : leaningsOf(beliefOf(ballot)),
  };
}

/** The votes that bear on an artist's taste; others' only where there are enough on its own beats. */
async function ballotOf(store: Store, artist: Artist): Promise<Ballot> {
  await readOlder(store, artist.id);
  const version = TRAITS_VERSION;
  const own = await store.tastes.ofArtist({
    artistId: artist.id,
    since: artist.tasteSince,
    version,
    most: MOST.artist,
  });
  const votes = own.map((vote): Vote => ({ ...choiceOf(vote), memberId: vote.memberId }));
  if (own.length < LEAST_VOTES) return { artist: votes, server: [], everybody: [] };
  const { serverId } = artist;
  const [server, everybody] = await Promise.all([
    store.tastes.ofServer({ serverId, notArtistId: artist.id, version, most: MOST.server }),
    store.tastes.ofOthers({ notServerId: serverId, version, most: MOST.everybody }),
  ]);
  return {
    artist: votes,
    server: server.map(choiceOf),
    everybody: everybody.map(choiceOf),
  };
}

/** Takes that were made before traits were kept, or under another version, are looked at, some at a time. */
async function readOlder(store: Store, artistId: string): Promise<void> {
  const asked = { artistId, version: TRAITS_VERSION, most: MOST_UNREAD };
  for (const { beatId, takes } of await store.tastes.unread(asked)) {
    const traits = Object.fromEntries(takes.map(({ name, score }) => [name, traitsOf(score)]));
    await store.tastes.read(beatId, { version: TRAITS_VERSION, takes: traits });
  }
}

function choiceOf({ chosen, shown }: ShownVote): Choice {
  const names = TAKE_NAMES.filter((name) => shown[name] !== undefined);
  return { shown: names.map((name) => shown[name]!), chosen: names.indexOf(chosen) };
}
