/** What votes are worth: voters with tastes of their own vote beat after beat, and what they are sent then is judged. */
import { mean } from 'd3-array';
import { type Random, randomOf, type Score } from '../../../src/music/index.ts';
import { LEAST_VOTES, type Taste, tasteOf, type Vote } from '../../../src/taste/index.ts';
import { type SeenBeat, seen, sent, varietyAmong } from './choices.ts';
import { type MaterialOptions, type Subject, subjectsOf } from './material.ts';
import { favourite, type Heard, heard, type Voter, voteOf, voterOf } from './voters.ts';

/** After so many votes it is looked what is sent. */
export const VOTES = [0, 10, 20, 50] as const;
/** The share of a subject's beats that nobody votes on. */
const HELD_OUT = 1 / 3;
/** Votes of each member of two camps. */
const CAMP_VOTES = 20;

/** What a set of four is worth to a voter; means over beats and voters. */
export interface Figures {
  readonly votes: number;
  /** The share of beats with a take in the voter's own top tenth. */
  readonly topTenth: number;
  /** How much the best of four is liked, in deviations. */
  readonly best: number;
  /** How unlike the four are, 0–1. */
  readonly variety: number;
}

export interface SubjectTaste {
  readonly subject: string;
  readonly after: readonly Figures[];
  /** Of pairs of what was chosen and what was not, on beats that were held out, how many are told after 20 votes. */
  readonly pairs: number;
  /** The same of what the voter really likes best, without the votes that are given by chance. */
  readonly truePairs: number;
  /** Of beats for two camps, how many have a take for each in the upper third of their own: today, and after votes. */
  readonly camps: { readonly today: number; readonly taste: number };
}

export interface TasteReport {
  readonly subjects: readonly SubjectTaste[];
  readonly voters: number;
  /** Milliseconds that learning a taste from 50 votes takes, the median. */
  readonly milliseconds: number;
}

export interface TasteOptions extends MaterialOptions {
  /** Of each subject. */
  readonly voters: number;
}

export async function evaluateTaste(o: TasteOptions): Promise<TasteReport> {
  const subjects = await subjectsOf(o);
  const times: number[] = [];
  const found = subjects.map((subject, i) => {
    o.onProgress?.(`${subject.name}: voting`, i / subjects.length);
    return judged(subject, o.voters, times);
  });
  const sorted = times.sort((a, b) => a - b);
  return { subjects: found, voters: o.voters, milliseconds: sorted[sorted.length >> 1]! };
}

function judged(subject: Subject, voters: number, times: number[]): SubjectTaste {
  const beats = subject.beats.map(seen);
  const ears = heard(beats.flatMap(({ scores }) => scores));
  const held = beats.slice(Math.floor(beats.length * (1 - HELD_OUT)));
  const open = beats.slice(0, beats.length - held.length);
  const runs = Array.from({ length: voters }, (_, v) => {
    const random = randomOf(`${subject.name}, voter ${v}`);
    return oneVoter(voterOf(ears, random), open, held, random, times);
  });
  const camps = Array.from({ length: voters }, (_, v) =>
    twoCamps(ears, open, held, randomOf(`${subject.name}, camps ${v}`)),
  );
  return {
    subject: subject.name,
    after: VOTES.map((votes, n) => ({
      votes,
      topTenth: mean(runs, (run) => run.after[n]!.topTenth)!,
      best: mean(runs, (run) => run.after[n]!.best)!,
      variety: mean(runs, (run) => run.after[n]!.variety)!,
    })),
    pairs: mean(runs, (run) => run.pairs)!,
    truePairs: mean(runs, (run) => run.truePairs)!,
    camps: { today: mean(camps, (one) => one.today)!, taste: mean(camps, (one) => one.taste)! },
  };
}

function oneVoter(
  voter: Voter,
  open: readonly SeenBeat[],
  held: readonly SeenBeat[],
  random: Random,
  times: number[],
): Pick<SubjectTaste, 'after' | 'pairs' | 'truePairs'> {
  const votes: Vote[] = [];
  const after: Figures[] = [];
  let [pairs, truePairs] = [Number.NaN, Number.NaN];
  for (let count = 0; count <= VOTES.at(-1)!; count++) {
    if ((VOTES as readonly number[]).includes(count)) {
      after.push(figuresOf(voter, held, count, (seed) => tasteAt(votes, seed)));
    }
    if (count === 20) {
      const taste = tasteAt(votes, 0)!;
      pairs = pairsTold(held, taste, (shown) => voteOf(voter, shown, random));
      truePairs = pairsTold(held, taste, (shown) => favourite(voter, shown));
    }
    const started = performance.now();
    const taste = tasteAt(votes, count);
    if (count === 50) times.push(performance.now() - started);
    votes.push(voted(voter, 'one', open[count % open.length]!, taste, random));
  }
  return { after, pairs, truePairs };
}

/** Two who dislike what the other likes vote in turn on the same beats. */
function twoCamps(
  ears: Heard,
  open: readonly SeenBeat[],
  held: readonly SeenBeat[],
  random: Random,
): SubjectTaste['camps'] {
  const camps = [1, -1].map((sign) => voterOf(ears, random.fork('taste'), sign));
  const votes: Vote[] = [];
  for (let count = 0; count < CAMP_VOTES; count++) {
    const taste = tasteAt(votes, count);
    for (const [c, camp] of camps.entries()) {
      votes.push(voted(camp, `camp ${c}`, open[count % open.length]!, taste, random));
    }
  }
  const both = (taste: (seed: number) => Taste | undefined) =>
    mean(held, (beat, seed) => {
      const scores = sent(beat, taste(seed)).map((place) => beat.scores[place]!);
      return Number(camps.every((camp) => scores.some((score) => camp.likes(score) >= camp.upperThird)));
    })!;
  return { today: both(() => undefined), taste: both((seed) => tasteAt(votes, seed)) };
}

function tasteAt(votes: readonly Vote[], seed: number): Taste | undefined {
  return votes.length < LEAST_VOTES ? undefined : tasteOf({ artist: votes, server: [], everybody: [] }, seed);
}

function voted(
  voter: Voter,
  memberId: string,
  beat: SeenBeat,
  taste: Taste | undefined,
  random: Random,
): Vote {
  const places = sent(beat, taste);
  const shown = places.map((place) => beat.scores[place]!);
  return {
    memberId,
    shown: places.map((place) => beat.whole.traits[place]!),
    chosen: voteOf(voter, shown, random),
  };
}

function figuresOf(
  voter: Voter,
  held: readonly SeenBeat[],
  votes: number,
  taste: (seed: number) => Taste | undefined,
): Figures {
  const sets = held.map((beat, seed) => ({ beat, places: sent(beat, taste(seed)) }));
  const bestOf = (scores: readonly Score[]) => Math.max(...scores.map(voter.likes));
  const best = sets.map(({ beat, places }) => bestOf(places.map((place) => beat.scores[place]!)));
  return {
    votes,
    topTenth: mean(best, (liked) => Number(liked >= voter.topTenth))!,
    best: mean(best)!,
    variety: mean(sets, ({ beat, places }) => varietyAmong(beat, places))!,
  };
}

/** Votes on beats as they are sent today: how often the taste would have put what was chosen above what was not. */
function pairsTold(
  held: readonly SeenBeat[],
  taste: Taste,
  choose: (shown: readonly Score[]) => number,
): number {
  const { weights } = taste.ears[0]!;
  const worth = (traits: readonly number[]) => traits.reduce((sum, trait, i) => sum + trait * weights[i]!, 0);
  const told = held.flatMap((beat) => {
    const worths = beat.today.map((place) => worth(beat.whole.traits[place]!));
    const chosen = choose(beat.today.map((place) => beat.scores[place]!));
    return worths.flatMap((other, i) => (i === chosen ? [] : [Number(worths[chosen]! > other)]));
  });
  return mean(told)!;
}
