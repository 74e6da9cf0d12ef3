/** What is rendered for a drum listener to learn from and to be measured with. */
import { type Example, grammarExamples, grammarSong, readGroove } from '../../../src/corpus/index.ts';
import { type DrumVoice, voiceOf } from '../../../src/listen/index.ts';
import {
  DRUMS,
  type Drum,
  type Hit,
  type Random,
  type Score,
  STYLES,
  type Style,
  slice,
  TICKS_PER_QUARTER,
  TICKS_PER_STEP,
  ticksOf,
} from '../../../src/music/index.ts';
import type { TrueStroke } from '../../pretrain/drums/index.ts';

export type Side = 'train' | 'validation';

/** A score and the style of the kit and of what surrounds its drums. */
export interface Piece {
  readonly score: Score;
  readonly style: Style;
  readonly source: 'grammar' | 'groove';
}

/** Performances of the Groove data set, where it is there. */
export type Grooves = Readonly<Record<Side, readonly Example[]>>;

export async function readGrooves(data?: string): Promise<Grooves> {
  return readGroove({ data });
}

/** Bars of a piece. */
const BARS = 4;
/** Songs count from here, far from those that the base network trains on. */
const FIRST_SONG: Readonly<Record<Side, number>> = { train: 7_000_000, validation: 8_000_000 };
/** How often a human performance is taken, and how often a score is shaken up. */
const HUMAN = 0.35;
const SHAKEN = 0.35;

/** The nth piece of a side: the same for the same data. */
export function pieceOf(side: Side, n: number, grooves: Grooves, random: Random): Piece {
  const style = STYLES[n % STYLES.length]!;
  if (random.next() < HUMAN && grooves[side].length > 0) {
    const { score } = random.pick(grooves[side]);
    const from = score.bars > BARS ? BARS * random.int(Math.floor(score.bars / BARS)) : 0;
    const played = slice(score, from, Math.min(BARS, score.bars));
    const { bass, chords, melody } = grammarSong(style, FIRST_SONG[side] + n, { bpm: played.bpm, bars: 4 });
    return { score: { ...played, bass, chords, melody }, style, source: 'groove' };
  }
  const song =
    side === 'train'
      ? grammarSong(style, FIRST_SONG[side] + n)
      : [...grammarExamples('validation', { styles: [style], train: 0, validation: 1, seed: n })][0]!.score;
  const score = slice(song, 0, Math.min(BARS, song.bars));
  const isShaken = side === 'train' && random.next() < SHAKEN;
  return { score: isShaken ? shaken(score, random) : score, style, source: 'grammar' };
}

/**
 * A score whose drums follow no style, so that a listener learns sounds and not patterns: some strokes left out,
 * some of any drum put anywhere, and all velocities again.
 */
export function shaken(score: Score, random: Random): Score {
  const keep = 0.4 + 0.6 * random.next();
  const hits: Hit[] = score.drums.filter(() => random.next() < keep);
  for (const drum of DRUMS) {
    const share = random.next() < 0.5 ? 0 : 0.3 * random.next() ** 2;
    for (let tick = 0; tick < ticksOf(score); tick += TICKS_PER_STEP) {
      if (random.next() < share) hits.push(stroke(drum, tick + random.int(30), random));
      // Now and then a roll.
      if (random.next() < share * 0.08) {
        for (let k = 0; k < 4; k++) hits.push(stroke(drum, tick + k * 30, random));
      }
    }
  }
  const known = new Map(
    hits
      .filter(({ tick }) => tick < ticksOf(score))
      .map((hit) => [hit.tick * DRUMS.length + DRUMS.indexOf(hit.drum), hit]),
  );
  const drums = [...known].sort(([a], [b]) => a - b).map(([, hit]) => hit);
  return { ...score, drums };
}

function stroke(drum: Drum, tick: number, random: Random): Hit {
  return { drum, tick, velocity: 20 + random.int(108) };
}

/** Strokes of one voice nearer than this are one: a clap on a snare. */
const ONE = 0.02;

/** The strokes of a score by voice, sorted by time; of several at once the hardest counts. */
export function trueStrokes({ drums, bpm }: Score): TrueStroke[] {
  const perTick = 60 / (bpm * TICKS_PER_QUARTER);
  return byVoice(drums.map(({ drum, tick, velocity }) => ({ drum, velocity, time: tick * perTick })));
}

/** A hit in seconds. */
export interface TimedHit extends Pick<Hit, 'drum' | 'velocity'>, Pick<TrueStroke, 'time' | 'isCovered'> {}

/** Hits sorted by time as strokes of voices; of several at once the hardest counts, and what is heard of one is heard. */
export function byVoice(hits: readonly TimedHit[]): TrueStroke[] {
  const found: TrueStroke[] = [];
  const last = new Map<DrumVoice, number>();
  for (const hit of hits) {
    const voice = voiceOf(hit.drum);
    const place = last.get(voice);
    const before = place === undefined ? undefined : found[place]!;
    if (place === undefined || before === undefined || hit.time - before.time >= ONE) {
      last.set(voice, found.length);
      found.push({ ...hit, voice });
      continue;
    }
    const { isCovered: _, ...louder } = hit.velocity > before.velocity ? { ...hit, voice } : before;
    const isCovered = before.isCovered && hit.isCovered;
    found[place] = { ...louder, time: before.time, ...(isCovered && { isCovered }) };
  }
  return found;
}
