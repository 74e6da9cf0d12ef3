/** What General MIDI and common practice say: which pad is which drum, which program plays which part. */
import type { Drum, Part } from './score.ts';

/** The channel of the drums, counted from 0. */
export const DRUM_CHANNEL = 9;

/** Channel (from 0) and program (from 0) that each part is written with. */
export const PART_VOICES: Readonly<
  Record<Part, { readonly name: string; readonly channel: number; readonly program: number }>
> = {
  drums: { name: 'Drums', channel: DRUM_CHANNEL, program: 0 },
  bass: { name: 'Bass', channel: 0, program: 38 },
  chords: { name: 'Chords', channel: 1, program: 4 },
  melody: { name: 'Melody', channel: 2, program: 11 },
};

/** The General MIDI pad that each drum is written to. */
export const PAD_OF_DRUM: Readonly<Record<Drum, number>> = {
  kick: 36,
  snare: 38,
  clap: 39,
  rim: 37,
  closedHat: 42,
  openHat: 46,
  lowTom: 45,
  highTom: 50,
  crash: 49,
  ride: 51,
  percussion: 76,
  shaker: 70,
};

/**
 * The drum of each pad: the General MIDI level 1 and 2 percussion maps, and below and beyond them the pads
 * of electronic kits. Roland's modules send 22 and 26 for the edge of the closed and the open hat.
 */
const DRUM_OF_PAD: ReadonlyMap<number, Drum> = new Map(
  Object.entries({
    kick: [35, 36],
    snare: [38, 40],
    clap: [28, 39],
    rim: [31, 37],
    closedHat: [22, 42, 44],
    openHat: [26, 46],
    lowTom: [41, 43, 45, 47],
    highTom: [48, 50],
    crash: [49, 52, 55, 57],
    ride: [51, 53, 59],
    percussion: [
      27, 29, 30, 32, 33, 34, 56, 58, 60, 61, 62, 63, 64, 65, 66, 67, 68, 71, 72, 73, 74, 75, 76, 77, 78, 79,
      80, 81, 84, 85, 86, 87,
    ],
    shaker: [54, 69, 70, 82, 83],
  } satisfies Record<Drum, number[]>).flatMap(([drum, pads]) => pads.map((pad) => [pad, drum as Drum])),
);

/**
 * The drum that a pad plays, undefined outside the maps. On an electronic kit, which shows by its pads 22
 * and 26, 58 is the rim of the third tom (Roland TD-11, as in the Groove MIDI Dataset); elsewhere it is
 * General MIDI's vibraslap.
 */
export function drumOfPad(pad: number, isElectronicKit: boolean): Drum | undefined {
  if (pad === 58 && isElectronicKit) return 'lowTom';
  return DRUM_OF_PAD.get(pad);
}
