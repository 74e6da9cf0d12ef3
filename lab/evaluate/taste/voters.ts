/** Voters who know what they like, and hear other things than the model of taste does. */
import { deviation, mean, median, quantile } from 'd3-array';
import {
  type Random,
  type Score,
  STEPS_PER_BAR,
  stepInBar,
  stepOf,
  TICKS_PER_STEP,
  ticksOf,
} from '../../../src/music/index.ts';

/** What voters hear; none of it is a trait of the model's, most of it has to do with some. */
const HEARD: readonly ((score: Score) => number | undefined)[] = [
  // Kicks on the first and third beat.
  ({ drums }) =>
    share(
      drums,
      ({ drum }) => drum === 'kick',
      ({ tick }) => stepInBar(stepOf(tick).step) % 8 === 0,
    ),
  // Hats between the 8ths.
  ({ drums, bars }) =>
    drums.filter(({ drum, tick }) => /Hat/.test(drum) && stepOf(tick).step % 2 === 1).length / bars,
  // Quiet strokes.
  ({ drums, bars }) => drums.filter(({ velocity }) => velocity < 60).length / bars,
  // The longest rest of the tune.
  (score) => longestRest(score),
  // Silence: 16ths in which nothing begins.
  (score) => 1 - onsets(score).size / (score.bars * STEPS_PER_BAR),
  // The step from one note of the bass to the next, and of the tune.
  ({ bass }) => mean(moves(bass.map(({ pitch }) => pitch))),
  ({ melody }) => mean(moves(melody.map(({ pitch }) => pitch))),
  // The highest note.
  ({ melody, chords }) => {
    const pitches = [...melody.map(({ pitch }) => pitch), ...chords.flatMap((chord) => chord.pitches)];
    return pitches.length === 0 ? undefined : Math.max(...pitches);
  },
  // How evenly it uses the pitch classes.
  ({ bass, chords, melody }) =>
    entropy(
      [...bass, ...melody]
        .map(({ pitch }) => pitch % 12)
        .concat(chords.flatMap((c) => c.pitches.map((p) => p % 12))),
    ),
  // Drums in front of the rest.
  ({ drums, melody, chords }) => {
    const rest = mean([...melody, ...chords], ({ velocity }) => velocity);
    const hits = mean(drums, ({ velocity }) => velocity);
    return rest === undefined || hits === undefined ? undefined : hits - rest;
  },
  // The bass with the kick.
  ({ drums, bass }) => {
    const kicks = new Set(drums.filter(({ drum }) => drum === 'kick').map(({ tick }) => stepOf(tick).step));
    return share(
      bass,
      () => true,
      ({ tick }) => kicks.has(stepOf(tick).step),
    );
  },
  // How long chords last.
  ({ chords }) => median(chords, ({ duration }) => Math.log2(duration / TICKS_PER_STEP)),
  // How loosely it is played.
  ({ drums }) => mean(drums, ({ tick }) => Math.abs(stepOf(tick).offset)),
  // A bass that stays at home.
  ({ bass, key }) =>
    share(
      bass,
      () => true,
      ({ pitch }) => pitch % 12 === key.tonic,
    ),
  // Whether it grows.
  (score) => {
    const half = ticksOf(score) / 2;
    const events = [...score.drums, ...score.melody, ...score.bass];
    return share(
      events,
      () => true,
      ({ tick }) => tick >= half,
    );
  },
  // How thick it is where it is thickest.
  (score) => Math.max(0, ...onsets(score).values()),
];

export interface Heard {
  /** What is heard of each candidate, in deviations from what is usual. */
  readonly of: ReadonlyMap<Score, readonly number[]>;
}

/** Hears all candidates, and knows by how much they differ. */
export function heard(scores: readonly Score[]): Heard {
  const raw = scores.map((score) => HEARD.map((hear) => hear(score)));
  const usual = HEARD.map((_, i) => {
    const values = raw.flatMap((each) => each[i] ?? []);
    return { middle: mean(values) ?? 0, spread: deviation(values) || 1 };
  });
  const standard = raw.map((each) =>
    each.map((value, i) => (value === undefined ? 0 : (value - usual[i]!.middle) / usual[i]!.spread)),
  );
  return { of: new Map(scores.map((score, i) => [score, standard[i]!])) };
}

export interface Voter {
  /** How much a candidate is liked, in deviations. */
  readonly likes: (score: Score) => number;
  /** From here on a candidate is in the voter's own top tenth, and in the upper third. */
  readonly topTenth: number;
  readonly upperThird: number;
}

/** How many things a voter cares about, and of how many of these there is a best amount rather than the more the better. */
const CARES = 3;
const BEST_AMOUNTS = 1;

/** Somebody with a taste of their own. `sign` −1: who likes what that one dislikes. */
export function voterOf({ of }: Heard, random: Random, sign = 1): Voter {
  const left = HEARD.map((_, i) => i);
  const cares = Array.from({ length: CARES }, (_, n) => {
    const [which] = left.splice(random.int(left.length), 1);
    const weight = random.normal();
    const best = n < BEST_AMOUNTS ? random.normal() : undefined;
    return (values: readonly number[]) => {
      const value = values[which!]!;
      return best === undefined ? weight * value : (-Math.abs(weight) * (value - best) ** 2) / 2;
    };
  });
  const plain = (values: readonly number[]) => sign * cares.reduce((sum, care) => sum + care(values), 0);
  const all = [...of.values()].map(plain);
  const [middle, spread] = [mean(all)!, deviation(all)!];
  const likes = (score: Score) => (plain(of.get(score)!) - middle) / spread;
  const sorted = [...of.keys()].map(likes);
  return { likes, topTenth: quantile(sorted, 0.9)!, upperThird: quantile(sorted, 2 / 3)! };
}

/** The share of votes that are given by chance. */
const NOISE = 0.2;

/** Which of the takes a voter votes for. */
export function voteOf(voter: Voter, shown: readonly Score[], random: Random): number {
  return random.next() < NOISE ? random.int(shown.length) : favourite(voter, shown);
}

/** Which of the takes a voter likes best. */
export function favourite(voter: Voter, shown: readonly Score[]): number {
  const likes = shown.map(voter.likes);
  return likes.indexOf(Math.max(...likes));
}

function share<T>(
  all: readonly T[],
  counts: (one: T) => boolean,
  has: (one: T) => boolean,
): number | undefined {
  const counted = all.filter(counts);
  return counted.length === 0 ? undefined : counted.filter(has).length / counted.length;
}

function moves(pitches: readonly number[]): number[] {
  return pitches.slice(1).map((pitch, i) => Math.abs(pitch - pitches[i]!));
}

/** How many events begin in each 16th in which any does. */
function onsets({ drums, bass, chords, melody }: Score): Map<number, number> {
  const at = new Map<number, number>();
  for (const { tick } of [...drums, ...bass, ...chords, ...melody]) {
    const { step } = stepOf(tick);
    at.set(step, (at.get(step) ?? 0) + 1);
  }
  return at;
}

function longestRest({ melody, bars }: Score): number | undefined {
  if (melody.length === 0) return undefined;
  const starts = melody.map(({ tick }) => tick);
  return (
    Math.max(...[...starts.slice(1), bars * 1920 + starts[0]!].map((tick, i) => tick - starts[i]!)) / 1920
  );
}

function entropy(values: readonly number[]): number {
  const counts = [...Map.groupBy(values, (value) => value).values()].map(
    ({ length }) => length / values.length,
  );
  return -counts.reduce((sum, p) => sum + p * Math.log2(p), 0);
}
