/**
 * Whose a take is, by what a listener would name: which drums fall where, when bass, chords and tune begin, how high,
 * how many, how late. It has heard references only, and looks at nothing that the model or its choice of takes does.
 */
import { type Drum, PARTS, type Score } from '../../../../src/music/index.ts';

const STEP = 120;
const VOICES: readonly (readonly Drum[])[] = [
  ['kick'],
  ['snare', 'clap'],
  ['rim'],
  ['closedHat'],
  ['openHat', 'ride', 'crash'],
  ['shaker'],
  ['percussion', 'lowTom', 'highTom'],
];

/** Groups of numbers that count alike. */
type Heard = readonly (readonly number[])[];

export function heardOf(score: Score): Heard {
  const { bars, drums, bass, chords, melody } = score;
  const tones = [bass, chords, melody];
  return [
    PARTS.map((part) => Number(score[part].length > 0)),
    PARTS.map((part) => Math.log2(1 + score[part].length / bars)),
    VOICES.flatMap((voice) =>
      grid(
        drums.filter(({ drum }) => voice.includes(drum)),
        bars,
      ),
    ),
    ...tones.map((notes) => grid(notes, bars)),
    [swing([...drums, ...bass, ...chords, ...melody]), between(drums)],
    [mean(drums.map(({ velocity }) => velocity)) / 127, spread(drums.map(({ velocity }) => velocity)) / 32],
    [register(bass), register(chords.map(({ pitches }) => ({ pitch: pitches[0]! }))), register(melody)],
    degrees(bass, score),
    degrees(melody, score),
    [mean(chords.map(({ pitches }) => pitches.length)), ...tones.map((notes) => mean(notes.map(length)))],
    [Math.log2(score.bpm / 100)],
  ];
}

const length = ({ duration }: { readonly duration: number }) => Math.log2(1 + duration / STEP);

/** Strokes a bar at each 16th. */
function grid(events: readonly { readonly tick: number }[], bars: number): number[] {
  const counts = new Array<number>(16).fill(0);
  for (const { tick } of events) counts[Math.round(tick / STEP) % 16]! += 1 / bars;
  return counts;
}

/** How late the off 16ths are, as a share of a 16th. */
function swing(events: readonly { readonly tick: number }[]): number {
  const offs = events.flatMap(({ tick }) => {
    const place = tick / STEP - 2 * Math.floor(tick / STEP / 2);
    return place > 0.8 && place < 1.6 ? [place - 1] : [];
  });
  return 4 * mean(offs);
}

/** The share of strokes that lie between the 16ths. */
function between(events: readonly { readonly tick: number }[]): number {
  return mean(events.map(({ tick }) => Number(Math.abs(tick / STEP - Math.round(tick / STEP)) > 0.25)));
}

function register(notes: readonly { readonly pitch: number }[]): number {
  return notes.length === 0 ? 0 : mean(notes.map(({ pitch }) => pitch)) / 12;
}

function degrees(notes: readonly { readonly pitch: number }[], { key }: Score): number[] {
  const counts = new Array<number>(12).fill(0);
  for (const { pitch } of notes) counts[(((pitch - key.tonic) % 12) + 12) % 12]! += 1 / notes.length;
  return counts;
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values: readonly number[]) => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

/** Learns what artists sound like, and names the nearest of a take. */
export function judgeOf(
  artists: readonly { readonly name: string; readonly references: readonly Score[] }[],
) {
  const known = artists.map(({ name, references }) => ({ name, heard: references.map(heardOf) }));
  const all = known.flatMap(({ heard }) => heard);
  const scales = all[0]!.map((group, g) => {
    const values = group.map((_, i) => spread(all.map((heard) => heard[g]![i]!)));
    return Math.max(1e-3, Math.sqrt(mean(values.map((value) => value ** 2))));
  });
  const centres = known.map(({ name, heard }) => ({
    name,
    centre: heard[0]!.map((group, g) => group.map((_, i) => mean(heard.map((one) => one[g]![i]!)))),
  }));
  const distance = (a: Heard, b: Heard) =>
    mean(
      a.map((group, g) => Math.sqrt(mean(group.map((value, i) => (value - b[g]![i]!) ** 2))) / scales[g]!),
    );
  return {
    nearest(score: Score): string {
      const heard = heardOf(score);
      return centres.reduce((a, b) => (distance(heard, b.centre) < distance(heard, a.centre) ? b : a)).name;
    },
  };
}

/** How alike two scores' drums are on the 16ths of their bars: the cosine of their grids, 0–1; NaN without drums. */
export function drumLikeness(a: Score, b: Score): number {
  const [one, other] = [a, b].map(({ drums, bars }) =>
    VOICES.flatMap((voice) =>
      grid(
        drums.filter(({ drum }) => voice.includes(drum)),
        bars,
      ),
    ),
  );
  const dot = one!.reduce((sum, x, i) => sum + x * other![i]!, 0);
  return dot / (Math.hypot(...one!) * Math.hypot(...other!));
}
