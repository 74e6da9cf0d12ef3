/** The harmony of a song: which chord holds when, and the scale that melody and bass move on. */
import { type Mode, type Random, scalePitchClasses, TICKS_PER_BAR } from '../../music/index.ts';
import { parseRoman } from '../roman.ts';
import type { Settings } from './book.ts';

export interface Span {
  /** Ticks from the start of the song. */
  readonly tick: number;
  readonly ticks: number;
  /** Pitch class of the root. */
  readonly root: number;
  /** Semitones above the root, ascending, beginning with 0. */
  readonly intervals: readonly number[];
}

/** The five notes of a mode without its half steps' sharper sides: what rap toplines mostly use. */
const PENTATONIC: Readonly<Record<Mode, readonly number[]>> = {
  major: [0, 2, 4, 7, 9],
  minor: [0, 3, 5, 7, 10],
  dorian: [0, 3, 5, 7, 10],
  phrygian: [0, 1, 5, 7, 10],
  lydian: [0, 2, 4, 7, 9],
  mixolydian: [0, 2, 5, 7, 10],
  'harmonic minor': [0, 3, 5, 7, 8],
};

export function pentatonicOf({ tonic, mode }: Pick<Settings, 'tonic' | 'mode'>): number[] {
  return PENTATONIC[mode].map((semitones) => (tonic + semitones) % 12);
}

/** Spells out a song's progression, repeated to its length, with each chord's colour settled once. */
export function harmonyOf(settings: Settings, random: Random): Span[] {
  const bars = settings.progression.split('|').map((bar) => bar.trim().split(/\s+/));
  const colours = new Map<string, Pick<Span, 'root' | 'intervals'>>();
  const spans: Span[] = [];
  for (let bar = 0; bar < settings.bars; bar++) {
    const tokens = bars[bar % bars.length]!;
    const ticks = Math.floor(TICKS_PER_BAR / tokens.length);
    tokens.forEach((token, i) => {
      const last = spans.at(-1);
      if (token === '.' && last !== undefined) {
        spans[spans.length - 1] = { ...last, ticks: last.ticks + ticks };
        return;
      }
      let chord = colours.get(token);
      if (chord === undefined) {
        chord = chordOf(token, settings, random);
        colours.set(token, chord);
      }
      spans.push({ tick: bar * TICKS_PER_BAR + i * ticks, ticks, ...chord });
    });
  }
  return merged(spans);
}

/** The span that holds at a tick. */
export function spanAt(spans: readonly Span[], tick: number): Span {
  return spans.findLast((span) => span.tick <= tick) ?? spans[0]!;
}

/** Pitch classes of a chord, the root first. */
export function pitchClassesOf({ root, intervals }: Pick<Span, 'root' | 'intervals'>): number[] {
  return intervals.map((semitones) => (root + semitones) % 12);
}

function chordOf(token: string, settings: Settings, random: Random): Pick<Span, 'root' | 'intervals'> {
  if (!/^[1-7]$/.test(token)) {
    const roman = parseRoman(token, 'major');
    if (roman === null) throw new RangeError(`no chord ${token} in ${settings.progression}`);
    return { root: (settings.tonic + roman.root) % 12, intervals: roman.intervals };
  }
  const degree = Number(token) - 1;
  const scale = scalePitchClasses({ tonic: 0, mode: settings.mode });
  const colours = settings.colour.split(' ');
  const colour = random.next() < 0.7 ? colours[0]! : random.pick(colours);
  return { root: (settings.tonic + scale[degree]!) % 12, intervals: stack(scale, degree, colour) };
}

/** Degrees above the root that a colour takes, counted from 0: a ninth is 8. */
const COLOURS: Readonly<Record<string, readonly number[]>> = {
  power: [0, 4],
  triad: [0, 2, 4],
  seventh: [0, 2, 4, 6],
  ninth: [0, 2, 4, 6, 8],
  eleventh: [0, 2, 4, 6, 8, 10],
  add9: [0, 2, 4, 8],
  sixth: [0, 2, 4, 5],
  sus2: [0, 1, 4],
  sus4: [0, 3, 4],
  thin: [0, 2],
};

function stack(scale: readonly number[], degree: number, colour: string): number[] {
  const degrees = COLOURS[colour];
  if (degrees === undefined) throw new RangeError(`no colour ${colour}`);
  const intervals = degrees.map((above) => {
    const at = degree + above;
    return scale[at % 7]! + 12 * Math.floor(at / 7) - scale[degree]!;
  });
  // A note a half step (and octaves) over the root, or an eleventh over a major third, only muddies.
  return intervals.filter(
    (semitones, i) => i === 0 || !(semitones % 12 === 1 || (semitones === 17 && intervals.includes(4))),
  );
}

function merged(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    if (last !== undefined && last.root === span.root && String(last.intervals) === String(span.intervals))
      out[out.length - 1] = { ...last, ticks: last.ticks + span.ticks };
    else out.push(span);
  }
  return out;
}
