/** The pitch languages of styles: which modes a style is written in, and what it adds to their scales. */
import { grammarSong } from '../../corpus/index.ts';
import { MODES, type Mode, STYLES, type Style, scalePitchClasses } from '../../music/index.ts';
import { BASS_RANGE, CHORD_RANGE, MELODY_RANGE } from './fields.ts';
import { type Steps, stepsOf } from './steps.ts';

export interface ModeUse {
  /** The share of the notes that are in this mode. */
  readonly share: number;
  /** Pitch classes above the tonic, outside the scale, that belong to it all the same. */
  readonly colours: readonly number[];
}
export type PitchLanguage = Readonly<Partial<Record<Mode, ModeUse>>>;

/** The share of the notes that a pitch class outside the scale must have to belong to the language. */
const COLOUR = 0.04;
/** The share of the notes that must be in a mode for a style to be written in it. */
const USED = 0.1;
/** Songs of a style that its language is taken from. */
const SONGS = 60;

/** The pitch classes above the tonic of every note of some steps. */
export function* pitchClassesOf(steps: Steps): Generator<number, void, void> {
  for (const step of steps.steps) {
    for (const note of step.bass) yield (note.pitch + BASS_RANGE.low) % 12;
    for (const note of step.melody) yield (note.pitch + MELODY_RANGE.low) % 12;
    for (const { low, intervals } of step.chords) {
      let pitch = low + CHORD_RANGE.low;
      yield pitch % 12;
      for (const interval of intervals) {
        pitch += interval;
        yield pitch % 12;
      }
    }
  }
}

/** The language of some music. */
export function languageOf(pieces: Iterable<{ readonly steps: Steps; readonly mode: Mode }>): PitchLanguage {
  const counts = new Map<Mode, number[]>();
  for (const { steps, mode } of pieces) {
    const own = counts.get(mode) ?? new Array<number>(12).fill(0);
    counts.set(mode, own);
    for (const pitchClass of pitchClassesOf(steps)) own[pitchClass]! += 1;
  }
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  const all = sum([...counts.values()].map(sum));
  const spoken = [...counts].filter(([, own]) => sum(own) > 0);
  return Object.fromEntries(
    spoken.map(([mode, own]) => {
      const scale = scalePitchClasses({ tonic: 0, mode });
      const colours = own.flatMap((count, pitchClass) =>
        !scale.includes(pitchClass) && count >= COLOUR * sum(own) ? [pitchClass] : [],
      );
      return [mode, { share: sum(own) / all, colours }];
    }),
  );
}

let known: Record<Style, PitchLanguage> | undefined;

/** The languages of all styles, from the grammar; worked out once a thread, in a second or two. */
export function styleLanguages(): Readonly<Record<Style, PitchLanguage>> {
  known ??= Object.fromEntries(
    STYLES.map((style) => {
      const songs = Array.from({ length: SONGS }, (_, seed) => grammarSong(style, seed));
      return [style, languageOf(songs.map((score) => ({ steps: stepsOf(score), mode: score.key.mode })))];
    }),
  ) as Record<Style, PitchLanguage>;
  return known;
}

/**
 * The mode to think in when one is asked for: that one if the language uses it, else the one it uses most. What is
 * written in another mode than was asked for is moved to it degree by degree (see remode.ts).
 */
export function homeMode(language: PitchLanguage, wanted: Mode): Mode {
  const share = (mode: Mode) => language[mode]?.share ?? 0;
  if (share(wanted) >= USED) return wanted;
  const most = MODES.reduce((best, mode) => (share(mode) > share(best) ? mode : best));
  return share(most) > 0 ? most : wanted;
}

/** The pitch classes above the tonic that may sound in a mode of a language. */
export function classesOf(language: PitchLanguage, mode: Mode): ReadonlySet<number> {
  return new Set([...scalePitchClasses({ tonic: 0, mode }), ...(language[mode]?.colours ?? [])]);
}
