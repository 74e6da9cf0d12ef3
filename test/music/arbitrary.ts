/** Scores for property tests. */
import fc from 'fast-check';
import {
  type BassNote,
  type Chord,
  DRUMS,
  type Glide,
  type Hit,
  type Key,
  MAX_BARS,
  MODES,
  type Note,
  type Score,
  ticksOf,
} from '../../src/music/index.ts';

export interface ScoreLimits {
  /** Longest score wanted, in bars; 64 unless told. */
  readonly maxBars?: number;
  /** Most events in a part; 40 unless told. */
  readonly maxEvents?: number;
  /** Lowest and highest pitch; 0 and 127 unless told. */
  readonly pitches?: readonly [number, number];
}

/** Any key of any mode. */
export function anyKey(): fc.Arbitrary<Key> {
  return fc.record({ tonic: fc.integer({ min: 0, max: 11 }), mode: fc.constantFrom(...MODES) });
}

/** Any valid score, on the grid and off it; parts may be absent, all four as well. */
export function anyScore(limits: ScoreLimits = {}): fc.Arbitrary<Score> {
  const { maxBars = MAX_BARS, maxEvents = 40, pitches = [0, 127] } = limits;
  return fc.integer({ min: 1, max: maxBars }).chain((bars) => {
    const end = ticksOf({ bars });
    return fc.record({
      bpm: fc.integer({ min: 4000, max: 24_000 }).map((hundredths) => hundredths / 100),
      key: anyKey(),
      bars: fc.constant(bars),
      drums: anyHits(end, maxEvents),
      bass: anyBass(end, maxEvents, pitches),
      chords: anyChords(end, maxEvents, pitches),
      melody: anyMelody(end, maxEvents, pitches),
    });
  });
}

/** Any valid score with at least one event. */
export function anySoundingScore(limits: ScoreLimits = {}): fc.Arbitrary<Score> {
  return anyScore(limits).filter(
    ({ drums, bass, chords, melody }) => drums.length + bass.length + chords.length + melody.length > 0,
  );
}

const velocity = () => fc.integer({ min: 1, max: 127 });

/** Ticks on the grid half the time, so that parts meet as they do in music. */
const tickBefore = (end: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: end - 1 }),
    fc.integer({ min: 0, max: end / 120 - 1 }).map((step) => step * 120),
  );

function anyHits(end: number, most: number): fc.Arbitrary<Hit[]> {
  const hit = fc.record({ drum: fc.constantFrom(...DRUMS), tick: tickBefore(end), velocity: velocity() });
  return fc
    .uniqueArray(hit, { maxLength: most, selector: (one) => `${one.drum} ${one.tick}` })
    .map((hits) => hits.sort((a, b) => a.tick - b.tick || DRUMS.indexOf(a.drum) - DRUMS.indexOf(b.drum)));
}

/** Spans that follow each other without overlap, often without a gap. */
function anySpans(end: number, most: number): fc.Arbitrary<{ tick: number; duration: number }[]> {
  return fc.uniqueArray(tickBefore(end), { maxLength: most }).chain((ticks) =>
    fc
      .array(fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })), {
        minLength: ticks.length,
        maxLength: ticks.length,
      })
      .map((shares) => {
        const sorted = ticks.sort((a, b) => a - b);
        return sorted.map((tick, i) => {
          const room = (sorted[i + 1] ?? end) - tick;
          return { tick, duration: Math.max(1, Math.round(room * shares[i]!)) };
        });
      }),
  );
}

function anyBass(
  end: number,
  most: number,
  [low, high]: readonly [number, number],
): fc.Arbitrary<BassNote[]> {
  return anySpans(end, most).chain((spans) => fc.tuple(...spans.map((span) => anyBassNote(span, low, high))));
}

function anyBassNote(
  span: { tick: number; duration: number },
  low: number,
  high: number,
): fc.Arbitrary<BassNote> {
  return fc.integer({ min: low, max: high }).chain((pitch) => {
    const plain = fc.record({
      tick: fc.constant(span.tick),
      duration: fc.constant(span.duration),
      pitch: fc.constant(pitch),
      velocity: velocity(),
    });
    if (low === high) return plain;
    const target = fc
      .integer({ min: Math.max(low, pitch - 24), max: Math.min(high, pitch + 24) })
      .map((to) => (to !== pitch ? to : pitch < high ? pitch + 1 : pitch - 1));
    const glide: fc.Arbitrary<Glide> = fc.integer({ min: 0, max: span.duration - 1 }).chain((offset) =>
      fc.record({
        pitch: target,
        offset: fc.constant(offset),
        duration: fc.integer({ min: 1, max: span.duration - offset }),
      }),
    );
    return fc.oneof(
      plain,
      fc.tuple(plain, glide).map(([note, to]) => ({ ...note, glide: to })),
    );
  });
}

function anyChords(end: number, most: number, [low, high]: readonly [number, number]): fc.Arbitrary<Chord[]> {
  return anySpans(end, most).chain((spans) =>
    fc.tuple(
      ...spans.map((span) =>
        fc.record({
          tick: fc.constant(span.tick),
          duration: fc.constant(span.duration),
          pitches: fc
            .uniqueArray(fc.integer({ min: low, max: high }), { minLength: 1, maxLength: 6 })
            .map((pitches) => pitches.sort((a, b) => a - b)),
          velocity: velocity(),
        }),
      ),
    ),
  );
}

function anyMelody(end: number, most: number, [low, high]: readonly [number, number]): fc.Arbitrary<Note[]> {
  const note = fc.record({
    tick: tickBefore(end),
    pitch: fc.integer({ min: low, max: high }),
    duration: fc.integer({ min: 1, max: 4 * 480 }),
    velocity: velocity(),
  });
  return fc
    .uniqueArray(note, { maxLength: most, selector: (one) => `${one.pitch} ${one.tick}` })
    .map((notes) => {
      const sorted = notes.sort((a, b) => a.tick - b.tick || a.pitch - b.pitch);
      return sorted.map((one, i) => {
        const again = sorted.slice(i + 1).find((other) => other.pitch === one.pitch)?.tick ?? end;
        return { ...one, duration: Math.min(one.duration, again - one.tick, end - one.tick) };
      });
    });
}
