/** What the heads learn from: examples as rows, and the right answer to each. */

import { barClock } from '../../../src/listen/pitch/bar-clock.ts';
import { LOWEST_BASS } from '../../../src/listen/pitch/bass-network.ts';
import {
  type BassPosteriors,
  bassCandidates,
  STROKE_INPUTS,
  STROKE_KINDS,
} from '../../../src/listen/pitch/bass-strokes.ts';
import { EVENT_INPUTS, EVENT_KINDS, eventInputs, GENEROUS } from '../../../src/listen/pitch/events.ts';
import { evidenceOf } from '../../../src/listen/pitch/evidence.ts';
import { halfBars, type Span } from '../../../src/listen/pitch/half-bars.ts';
import { harmonyOf, overlap, ROOT_INPUTS, rootInputs } from '../../../src/listen/pitch/harmony.ts';
import { type NoteEvent, noteEvents } from '../../../src/listen/pitch/note-events.ts';
import { LOWEST_KEY } from '../../../src/listen/pitch/posteriors.ts';
import type { Heads } from '../../../src/listen/pitch/reading.ts';
import { STRIKE_INPUTS, strikeCandidates, strikesOf } from '../../../src/listen/pitch/strikes.ts';
import { TUNE_INPUTS, tuneInputs } from '../../../src/listen/pitch/tune.ts';
import {
  HIGHEST_VOICE,
  KEY_INPUTS,
  keyInputs,
  LOWEST_VOICE,
  lowestOf,
  voicingsOf,
} from '../../../src/listen/pitch/voicing.ts';
import type { HeardNote } from '../../../src/listen/types.ts';
import { identifyChord } from '../../../src/music/index.ts';
import type { PitchExample, TrueNote } from './example.ts';
import type { Choices } from './head-trainer.ts';

/** A pitch belongs to a span's chord if it sounds at least this share of what the longest does. */
const PART_OF = 0.3;

/**
 * The root, a pitch class, of what the chords play in a span, named as `identifyChord` names it: the chord alone,
 * else with the bass below it. Undefined where neither has a name.
 */
export function trueRoot(
  chords: readonly TrueNote[],
  bass: readonly TrueNote[],
  span: Span,
): number | undefined {
  const shares = new Map<number, number>();
  for (const { time, duration, pitch } of chords) {
    const shared = overlap(time, time + duration, span.from, span.to);
    if (shared > 0) shares.set(pitch, (shares.get(pitch) ?? 0) + shared);
  }
  const most = Math.max(0, ...shares.values());
  const pitches = [...shares].filter(([, share]) => share >= PART_OF * most).map(([pitch]) => pitch);
  if (pitches.length === 0) return undefined;
  const alone = identifyChord(pitches);
  if (alone) return alone.root;
  const low = lowestOf(bass, span);
  return low === undefined ? undefined : identifyChord([Math.min(low, ...pitches), ...pitches])?.root;
}

/** An example with the bass as it was heard: the heads learn to live with its errors. */
export interface Listened extends Pick<PitchExample, 'posteriors' | 'truth'> {
  readonly bass: readonly HeardNote[];
}

/** What is known of an example before anything is judged. */
function spansOf({ posteriors, truth }: Listened) {
  const spans = halfBars(truth.grid, posteriors.frames / posteriors.rate);
  const evidence = spans.map((span) => evidenceOf(posteriors, span));
  return { spans, evidence, clock: barClock(truth.grid) };
}

/** With its chords, by the heads that find them. */
function voicedOf(example: Listened, heads: Pick<Heads, 'root' | 'key'>) {
  const known = spansOf(example);
  const harmony = harmonyOf(known.evidence, example.bass, known.spans, heads.root);
  const voicings = voicingsOf(known.evidence, known.spans, harmony, example.bass, heads.key);
  return { ...known, voicings, posteriors: example.posteriors, bass: example.bass };
}

/** The true onset of a bass note is near within this, and a slide is over so much later at most, in seconds. */
const STRUCK_NEAR = 0.05;
const SLID_LATE = 0.08;

/** An example as the bass network hears it. */
export interface LowHeard extends Pick<PitchExample, 'truth'> {
  readonly low: BassPosteriors;
}

/** Whether the bass is struck or slides in a moment. */
export function strokeChoices(examples: readonly LowHeard[]): Choices {
  const data: Float32Array[][] = [];
  const right: number[] = [];
  for (const { low, truth } of examples) {
    for (const { at, pitch, goal, row } of bassCandidates(low, barClock(truth.grid))) {
      const [time, key] = [at / low.rate, pitch + LOWEST_BASS];
      const isStruck = truth.bass.some(
        (note) => note.pitch === key && Math.abs(note.time - time) <= STRUCK_NEAR,
      );
      const isSlid = truth.bass.some(
        ({ glide }) =>
          glide?.pitch === goal + LOWEST_BASS &&
          time >= glide.time - STRUCK_NEAR / 2 &&
          time <= glide.time + glide.duration + SLID_LATE,
      );
      data.push([row]);
      right.push(STROKE_KINDS.indexOf(isStruck ? 'struck' : isSlid ? 'slid' : 'none'));
    }
  }
  return { inputs: STROKE_INPUTS, rows: 1, outputs: STROKE_KINDS.length, data, right };
}

/** Which of twelve roots a half bar has. */
export function rootChoices(examples: readonly Listened[]): Choices {
  const data: Float32Array[][] = [];
  const right: number[] = [];
  for (const example of examples) {
    const { spans, evidence } = spansOf(example);
    const inputs = rootInputs(evidence, example.bass, spans);
    for (const [i, span] of spans.entries()) {
      const root = trueRoot(example.truth.chords, example.truth.bass, span);
      if (root === undefined) continue;
      data.push(inputs[i]!);
      right.push(root);
    }
  }
  return { inputs: ROOT_INPUTS, rows: 12, outputs: 1, data, right };
}

/** A key is the chord's if it sounds this share of a span, or is struck in it. */
const SHARE = 0.25;

/** Whether a key is the chord's in a half bar, given the root that was found. */
export function keyChoices(examples: readonly Listened[], heads: Pick<Heads, 'root'>): Choices {
  const data: Float32Array[][] = [];
  const right: number[] = [];
  for (const example of examples) {
    const { spans, evidence } = spansOf(example);
    const roots = harmonyOf(evidence, example.bass, spans, heads.root);
    for (const [i, span] of spans.entries()) {
      const low = lowestOf(example.bass, span);
      const own = new Set(
        example.truth.chords
          .filter(({ time, duration }) => {
            const shared = overlap(time, time + duration, span.from, span.to);
            return shared >= SHARE * (span.to - span.from) || (shared > 0 && time >= span.from - 0.03);
          })
          .map(({ pitch }) => pitch),
      );
      for (let key = LOWEST_VOICE; key <= HIGHEST_VOICE; key++) {
        if (evidence[i]!.most[key]! < 0.1) continue;
        data.push([keyInputs(key, i, evidence, roots[i], low)]);
        right.push(own.has(key + LOWEST_KEY) ? 1 : 0);
      }
    }
  }
  return { inputs: KEY_INPUTS, rows: 1, outputs: 2, data, right };
}

/** A chord is struck where one begins so long before or after a moment at most, in seconds: soft ones are heard late. */
const HEARD_LATE = 0.09;
const HEARD_EARLY = 0.05;

/** Whether a chord is struck in a moment. */
export function strikeChoices(examples: readonly Listened[], heads: Pick<Heads, 'root' | 'key'>): Choices {
  const data: Float32Array[][] = [];
  const right: number[] = [];
  for (const example of examples) {
    const { posteriors, spans, voicings, bass, clock } = voicedOf(example, heads);
    for (const { time, row } of strikeCandidates(posteriors, spans, voicings, bass, clock)) {
      data.push([row]);
      right.push(
        example.truth.chords.some((note) => time - note.time <= HEARD_LATE && note.time - time <= HEARD_EARLY)
          ? 1
          : 0,
      );
    }
  }
  return { inputs: STRIKE_INPUTS, rows: 1, outputs: 2, data, right };
}

/** Onsets are one within this, in seconds. */
const NEAR = 0.06;

/** Whose a note event is, at first sight. */
export function eventChoices(
  examples: readonly Listened[],
  heads: Pick<Heads, 'root' | 'key' | 'strike'>,
): Choices {
  const data: Float32Array[][] = [];
  const right: number[] = [];
  for (const example of examples) {
    const { events, rows } = eventsOf(example, heads);
    for (const [i, row] of rows.entries()) {
      data.push([row]);
      right.push(EVENT_KINDS.indexOf(kindOf(events[i]!, example.truth)));
    }
  }
  return { inputs: EVENT_INPUTS, rows: 1, outputs: EVENT_KINDS.length, data, right };
}

/** And at second sight. */
export function tuneChoices(
  examples: readonly Listened[],
  heads: Pick<Heads, 'root' | 'key' | 'strike' | 'event'>,
): Choices {
  const data: Float32Array[][] = [];
  const right: number[] = [];
  for (const example of examples) {
    const { events, rows, clock } = eventsOf(example, heads);
    for (const [i, row] of tuneInputs(events, rows, clock, heads.event).entries()) {
      data.push([row]);
      right.push(EVENT_KINDS.indexOf(kindOf(events[i]!, example.truth)));
    }
  }
  return { inputs: TUNE_INPUTS, rows: 1, outputs: EVENT_KINDS.length, data, right };
}

function eventsOf(example: Listened, heads: Pick<Heads, 'root' | 'key' | 'strike'>) {
  const known = voicedOf(example, heads);
  const { posteriors, spans, voicings, bass, clock } = known;
  const strikes = strikesOf(strikeCandidates(posteriors, spans, voicings, bass, clock), heads.strike, clock);
  const song = { ...known, strikes };
  const events = noteEvents(example.posteriors, GENEROUS);
  return { events, rows: eventInputs(events, song), clock: song.clock };
}

function kindOf(event: NoteEvent, { chords, melody }: PitchExample['truth']): (typeof EVENT_KINDS)[number] {
  const begins = ({ time, pitch }: TrueNote) => pitch === event.pitch && Math.abs(time - event.time) <= NEAR;
  if (melody.some(begins)) return 'melody';
  const isChord = chords.some(
    (note) =>
      begins(note) ||
      (note.pitch === event.pitch && note.time < event.time && note.time + note.duration > event.time + NEAR),
  );
  return isChord ? 'chord' : 'other';
}
