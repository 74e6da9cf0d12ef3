/** The taste of an artist's listeners: from everybody's votes to the server's, to the artist's, to each voter's. */
import { z } from 'zod';
import { randomOf } from '../music/index.ts';
import { type Belief, type Choice, drawn, learned, plainBelief, widened } from './choice.ts';
import { TASTE_FEATURES } from './features.ts';

/** A vote: a choice among the takes of a beat, and whose. */
export interface Vote extends Choice {
  readonly memberId: string;
}

/** Votes that bear on an artist's taste, none of them twice. */
export interface Ballot {
  /** Votes on the artist's own beats. */
  readonly artist: readonly Vote[];
  /** On others' beats of the same server. */
  readonly server: readonly Choice[];
  /** On beats of other servers. */
  readonly everybody: readonly Choice[];
}

/** What takes are chosen by; plain data, which a beat's job keeps, so that the same beat can be made again. */
export interface Taste {
  /** How many of the artist's votes it was learned from. */
  readonly votes: number;
  /** The artist's most frequent voters, and all others as one: how much each counts, 0–1, and what each trait is worth. */
  readonly ears: readonly { readonly share: number; readonly weights: readonly number[] }[];
  /** A taste that the votes leave possible: what a take is chosen by that explores. */
  readonly guess: readonly number[];
}

const weights = z.array(z.number());
export const tasteSchema: z.ZodType<Taste> = z.object({
  votes: z.int().nonnegative(),
  ears: z.array(z.object({ share: z.number().min(0).max(1), weights })),
  guess: weights,
});

/** Below so many votes on an artist's beats these are as ever. */
export const LEAST_VOTES = 10;

/** How far weights lie from those of the next wider circle, as standard deviations. */
const SPREAD = { everybody: 0.2, server: 0.15, artist: 0.3, voter: 0.35 };
/** Voters who are heard by themselves: with so many votes at least, the most frequent. */
const OWN_EAR = { votes: 4, voters: 5 };

/** What is believed of an artist's listeners as one. */
export function beliefOf({ artist, server, everybody }: Ballot): Belief {
  const ofAll = learned(plainBelief(TASTE_FEATURES.length, SPREAD.everybody), everybody);
  const ofServer = learned(widened(ofAll, SPREAD.server), server);
  return learned(widened(ofServer, SPREAD.artist), artist);
}

/**
 * The taste by which an artist's takes are chosen; `undefined` where there are fewer than `LEAST_VOTES` on them.
 * @param seed of the beat: what is explored depends on it.
 */
export function tasteOf(ballot: Ballot, seed: number): Taste | undefined {
  const { artist } = ballot;
  if (artist.length < LEAST_VOTES) return undefined;
  const belief = beliefOf(ballot);
  return { votes: artist.length, ears: earsOf(artist, belief), guess: guessOf(belief, seed) };
}

/** Whoever votes often has an ear of their own, so that two camps are not taken for one that likes the middle. */
function earsOf(votes: readonly Vote[], belief: Belief): Taste['ears'] {
  const byVoter = Map.groupBy(votes, ({ memberId }) => memberId);
  if (byVoter.size === 1) return [{ share: 1, weights: rounded(belief.mean) }];
  const often = [...byVoter]
    .filter(([, own]) => own.length >= OWN_EAR.votes)
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .slice(0, OWN_EAR.voters);
  const apart = widened(belief, SPREAD.voter);
  const ears = often.map(([, own]) => {
    // Around what all agree on: their own votes count there too, but where others vote against them that says nothing.
    return { share: own.length / votes.length, weights: rounded(learned(apart, own).mean) };
  });
  const rest = 1 - ears.reduce((sum, { share }) => sum + share, 0);
  return rest > 1e-9 ? [...ears, { share: rest, weights: rounded(belief.mean) }] : ears;
}

/** A taste that the votes leave possible, drawn by the seed. */
function guessOf(belief: Belief, seed: number): number[] {
  const random = randomOf(seed).fork('taste');
  return rounded(
    drawn(
      belief,
      belief.mean.map(() => random.normal()),
    ),
  );
}

const rounded = (weights: readonly number[]): number[] =>
  // No −0, which JSON does not know.
  weights.map((weight) => Math.round(1000 * weight) / 1000 || 0);
