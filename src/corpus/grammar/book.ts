/**
 * What a style book says, and the settings that a song is written with.
 *
 * A style is data: for every dial a range, for every choice weighted alternatives. A song draws one value for
 * each (its `Settings`) and is then written by writers that all styles share. An artist is a narrow region of
 * the settings, so its songs share habits and differ in notes.
 */
import type { Drum, Mode, Style } from '../../music/index.ts';
import type { Lane } from './lane.ts';

/** Dials: numbers that a style bounds by a range. Times are in ms, positive is late; pitches are MIDI. */
export const DIALS = [
  /** Where the off 16th falls within its 8th: 0.5 straight, 0.667 triplet. */
  'swing',
  'kickLate',
  'snareLate',
  /** Share of the backbeat's lateness that the second half of the bar keeps. */
  'secondLate',
  'hatLate',
  'bassLate',
  /** Lateness of chords and melody. */
  'keysLate',
  /** Deviation of the lateness that a position in the bar keeps from bar to bar. */
  'drift',
  /** Deviation of the lateness that changes with every hit. */
  'jitter',
  /** How hard the drums are hit: 1 as a drum machine's accents. */
  'force',
  /** Deviation of velocities. */
  'dynamics',
  /** How full a lane's optional steps are: 0.5 as written. */
  'kickFill',
  'hatFill',
  'percFill',
  'bassFill',
  'chordFill',
  'melodyFill',
  'ghosts',
  'opens',
  /** Chance of a hat roll at each of the song's spots. */
  'rolls',
  /** Chance of a crash where four bars begin. */
  'crashes',
  /** Chance of a fill at the end of a 4-bar phrase. */
  'fills',
  /** Chance that something stops before a phrase starts over. */
  'drops',
  /** How much of a bar differs where it answers another. */
  'changes',
  /** Share of kicks that the bass sounds with. */
  'bassWithKick',
  /** The lowest note the bass takes. */
  'bassLow',
  /** Share of the time to the next note that a bass note sounds. */
  'bassLength',
  /** Share of bass notes that are not the chord's root. */
  'bassMoves',
  /** Chance that a kick cuts off a bass note that does not go with it. */
  'cuts',
  /** Chance of a glide on a bass note that has room for one. */
  'glides',
  'chordCentre',
  'chordLength',
  'melodyCentre',
  'melodyLength',
  /** Share of melodic moves that are wider than a step of the scale. */
  'melodyLeaps',
  /** Chance that a motif sets out downwards. */
  'falls',
  /** Chance that a song doubles its melody. */
  'doubles',
] as const;
export type Dial = (typeof DIALS)[number];

export type Range = readonly [low: number, high: number];

/** How hat rolls are cut: 32nds, triplet 16ths, triplet 32nds, 64ths, or a song that uses two of them. */
export type RollKind = '32' | 'triplet' | 'triplet32' | '64' | '32 triplet';
/** Where the velocities of a roll go. */
export type RollShape = 'rising' | 'falling' | 'flat' | 'swell';
export type FillKind = 'none' | 'snare' | 'toms' | 'claps' | 'kicks' | 'roll' | 'stutter' | 'rims';
/** What stops at the end of a phrase. */
export type DropKind = 'none' | 'kick' | 'hats' | 'bass' | 'drums' | 'stop';
type Backbeat = 'snare' | 'clap' | 'rim' | 'snare clap' | 'snare rim';
/** Notes of a chord; several separated by a space are mixed, the first preferred. */
type Colour = string;
/** How a chord is played on its rhythm: whole, note by note, or its lowest note first and the rest after. */
export type Comping = 'block' | 'broken' | 'stride';
/** What the second half of eight bars brings. */
type Lift = 'none' | 'octave' | 'counter' | 'rest' | 'double';
type Doubling = 'octave' | 'third';
export type Voicing = 'close' | 'open' | 'rootless' | 'shell' | 'low';
/** Which bars of four share material: a letter a phrase, `'` a changed detail, `.` silence. */
type MelodyPlan = string;
/** Whether a motif stays as it is over the chords or bends to their notes. */
type MelodyFit = 'static' | 'follow';
type MelodyScale = 'scale' | 'pentatonic' | 'chord' | 'tight' | 'arpeggio';

/** What a song settles by choosing one of several alternatives. */
export interface Choices {
  readonly kick: Lane;
  readonly backbeat: Lane;
  readonly backbeatVoice: Backbeat;
  readonly ghostLane: Lane;
  readonly hats: Lane;
  readonly hatVoice: Extract<Drum, 'closedHat' | 'ride' | 'shaker'>;
  readonly openLane: Lane;
  readonly perc: Lane;
  readonly percVoice: Extract<
    Drum,
    'rim' | 'percussion' | 'shaker' | 'lowTom' | 'highTom' | 'clap' | 'snare'
  >;
  /** Where hat rolls may stand: `step+length` in 16ths, separated by spaces. */
  readonly rollSpots: string;
  readonly rollKind: RollKind;
  readonly rollShape: RollShape;
  readonly fill: FillKind;
  readonly drop: DropKind;
  readonly bass: Lane;
  /** Semitones that a glide may take, separated by spaces. */
  readonly glideSet: string;
  readonly colour: Colour;
  readonly voicing: Voicing;
  readonly comping: Comping;
  readonly chords: Lane;
  readonly melody: Lane;
  readonly melodyPlan: MelodyPlan;
  readonly melodyFit: MelodyFit;
  readonly melodyScale: MelodyScale;
  readonly doubling: Doubling;
  readonly lift: Lift;
}
export type Choice = keyof Choices;

/** Alternatives with weights, which need not sum to 1. */
export type Weights<T extends string> = Readonly<Partial<Record<T, number>>>;

/** A style as a set of musical facts. */
export interface StyleBook {
  readonly style: Style;
  readonly dials: Readonly<Record<Dial, Range>>;
  readonly choices: { readonly [C in Choice]: Weights<Choices[C]> };
  /**
   * Progressions by mode. Bars are separated by `|`, chords of a bar by spaces, `.` holds the chord before;
   * `1`–`7` stand on the scale, roman numerals (counted from the major scale) may leave it.
   */
  readonly harmony: Readonly<Partial<Record<Mode, Weights<string>>>>;
  /** Whether harmony may leave the scale (borrowed and passing chords). */
  readonly chromatic: boolean;
}

/** All that a song is written with; drawn before the song, and given as the song's habits. */
export interface Settings extends Choices, Readonly<Record<Dial, number>> {
  readonly bars: number;
  readonly bpm: number;
  /** Pitch class of the tonic. */
  readonly tonic: number;
  readonly mode: Mode;
  readonly progression: string;
  /** Names the lateness that each position in the bar keeps: a drummer's hands. */
  readonly feel: number;
}
