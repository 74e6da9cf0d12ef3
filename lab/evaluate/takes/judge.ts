/**
 * Whose a take is, by what a listener would name: which drums fall where, when bass, chords and tune begin, how high,
 * how many, how late. It has heard references only, and looks at nothing that the model or its choice of takes does.
 */
import { type Drum, PARTS, type Score } from '../../../src/music/index.ts';

const STEP = 120;
export const VOICES: readonly (readonly Drum[])[] = [
  ['kick'],
  ['snare', 'clap'],
  ['rim'],
  ['closedHat'],
  ['openHat', 'ride', 'crash'],
  ['shaker'],
  ['percussion', 'lowTom', 'highTom'],
];

/** Groups of numbers that count alike. What is asked for of every beat is none: tempo, key, and which parts there are. */
export interface Heard {
  /** Events a bar of each part. */
  readonly density: readonly number[];
  readonly drums: readonly number[];
  readonly bass: readonly number[];
  readonly chords: readonly number[];
  readonly melody: readonly number[];
  /** How late off 16ths are, and how much lies between 16ths. */
  readonly swing: readonly number[];
  readonly dynamics: readonly number[];
  readonly registers: readonly number[];
  readonly bassDegrees: readonly number[];
  readonly melodyDegrees: readonly number[];
  readonly lengths: readonly number[];
}

type Group = keyof Heard;

export function heardOf(score: Score): Heard {
  const { bars, drums, bass, chords, melody } = score;
  const velocities = drums.map(({ velocity }) => velocity);
  return {
    density: PARTS.map((part) => Math.log2(1 + score[part].length / bars)),
    drums: VOICES.flatMap((voice) =>
      grid(
        drums.filter(({ drum }) => voice.includes(drum)),
        bars,
      ),
    ),
    bass: grid(bass, bars),
    chords: grid(chords, bars),
    melody: grid(melody, bars),
    swing: [lateness([...drums, ...bass, ...chords, ...melody]), between(drums)],
    dynamics: [mean(velocities) / 127, spread(velocities) / 32],
    registers: [
      register(bass),
      register(chords.map(({ pitches }) => ({ pitch: pitches[0]! }))),
      register(melody),
    ],
    bassDegrees: degrees(bass, score),
    melodyDegrees: degrees(melody, score),
    lengths: [
      mean(chords.map(({ pitches }) => pitches.length)),
      ...[bass, chords, melody].map((notes) => mean(notes.map(length))),
    ],
  };
}

const length = ({ duration }: { readonly duration: number }) => Math.log2(1 + duration / STEP);

/** Strokes a bar at each 16th. */
export function grid(events: readonly { readonly tick: number }[], bars: number): number[] {
  const counts = new Array<number>(16).fill(0);
  for (const { tick } of events) counts[Math.round(tick / STEP) % 16]! += 1 / bars;
  return counts;
}

/** How late the off 16ths are, as a share of a quarter of a 16th. */
function lateness(events: readonly { readonly tick: number }[]): number {
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

export function degrees(notes: readonly { readonly pitch: number }[], { key }: Score): number[] {
  const counts = new Array<number>(12).fill(0);
  for (const { pitch } of notes) counts[(((pitch - key.tonic) % 12) + 12) % 12]! += 1 / notes.length;
  return counts;
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
const rms = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => value ** 2)));
const spread = (values: readonly number[]) => {
  const middle = mean(values);
  return rms(values.map((value) => value - middle));
};

/** Learns what artists sound like, and names the nearest of a take. */
export function judgeOf(
  artists: readonly { readonly name: string; readonly references: readonly Score[] }[],
) {
  const references = artists.flatMap(({ name, references }) => references.map((score) => ({ name, score })));
  /** Names by the parts that are listened to: others are cut away, so that it is not they who tell artists apart. */
  const ears = new Map<string, (score: Score, aside: readonly Group[]) => string>();
  return {
    /**
     * The artist whose references a score is nearest to, by the parts that the score has, leaving some of what is heard
     * aside.
     */
    nearest(score: Score, aside: readonly Group[] = []): string {
      const parts = PARTS.filter((part) => score[part].length > 0);
      const only = (other: Score): Score => ({
        ...other,
        ...Object.fromEntries(PARTS.filter((part) => !parts.includes(part)).map((part) => [part, []])),
      });
      const key = parts.join();
      let ear = ears.get(key);
      if (ear === undefined) {
        ear = earOf(references.map(({ name, score: known }) => ({ name, heard: heardOf(only(known)) })));
        ears.set(key, ear);
      }
      return ear(score, aside);
    },
  };
}

function earOf(known: readonly { readonly name: string; readonly heard: Heard }[]) {
  const all = known.map(({ heard }) => heard);
  const groups = Object.keys(all[0]!) as Group[];
  const scales = new Map(
    groups.map((group) => {
      const spreads = all[0]![group].map((_, i) => spread(all.map((heard) => heard[group][i]!)));
      return [group, rms(spreads)];
    }),
  );
  const centres = [...Map.groupBy(known, ({ name }) => name)].map(([name, own]) => ({
    name,
    centre: (group: Group) => all[0]![group].map((_, i) => mean(own.map(({ heard }) => heard[group][i]!))),
  }));
  return (score: Score, aside: readonly Group[]): string => {
    const heard = heardOf(score);
    // What is the same for everybody, such as a tune that is not listened to, tells nobody apart.
    const told = groups.filter((group) => !aside.includes(group) && scales.get(group)! > 1e-3);
    const ranked = centres.map(({ name, centre }) => ({
      name,
      distance: mean(
        told.map((group) => {
          const own = centre(group);
          return rms(heard[group].map((value, i) => value - own[i]!)) / scales.get(group)!;
        }),
      ),
    }));
    return ranked.reduce((a, b) => (b.distance < a.distance ? b : a)).name;
  };
}
