/**
 * Artists who are known by their sound: kits, instruments, rooms and desks that nothing was trained or tuned on. Two of each
 * style, so that the style alone does not tell them apart.
 */
import type { Drum, Style } from '../../../src/music/index.ts';
import type { VOICES } from '../loops/tonal.ts';
import type { Curve } from './filters.ts';
import type { Recorded } from './strokes.ts';

/** What plays notes, and how loud, in dB. */
export type Tone = readonly [voice: keyof typeof VOICES, level: number];

/** A bass as the artist plays it: a sine with a knock, driven, or a plucked string. */
export interface SoundBass {
  readonly kind: 'sine' | 'string';
  readonly level: number;
  /** Seconds to fall to 1/e. */
  readonly decay: number;
  readonly drive: number;
  /** Octaves above the note at which it begins. */
  readonly knock: number;
}

export interface Desk {
  readonly curve: Curve;
  /** Times as wide as it was played. */
  readonly width: number;
  readonly room: { readonly seconds: number; readonly dull: number; readonly level: number };
  /** Into a tanh, in dB over full scale. */
  readonly drive: number;
  /** Root mean square in dBFS. */
  readonly loudness: number;
  /** Hiss in dBFS; none unless told. */
  readonly hiss?: number;
  /** How far a kick pushes all else down, in dB. */
  readonly duck?: number;
}

export interface SoundArtist {
  readonly name: string;
  readonly style: Style;
  readonly drums: Readonly<Partial<Record<Drum, Recorded>>>;
  readonly bass: SoundBass;
  readonly chords: Tone;
  readonly melody: Tone;
  readonly desk: Desk;
}

/** Loops of the TR-8 by what they are called here. */
const TR8 = {
  a: '114bpm_tr8_drm_id_008_0055',
  b: '112bpm_tr8_drm_id_012_0217',
  c: '98bpm_tr8_drm_id_009_0010',
  d: '95bpm_tr8_drm_id_012_0052',
} as const;

export const SOUND_ARTISTS: readonly SoundArtist[] = [
  {
    name: 'trap, bright and loud',
    style: 'trap',
    drums: {
      kick: { from: [TR8.a, 1.08, 1.45], level: -2 },
      snare: { from: [TR8.a, 1.61, 2.1], level: -3 },
      clap: { from: [TR8.a, 1.61, 2.1], level: -4, rate: 1.15 },
      closedHat: { from: [TR8.a, 0.31, 0.5], level: -10, pan: 0.2 },
      openHat: { from: [TR8.c, 0.33, 0.62], level: -11, pan: 0.2 },
      percussion: { from: 'elec_blip2', level: -12, pan: -0.4 },
    },
    bass: { kind: 'sine', level: -3, decay: 0.9, drive: 3, knock: 1.2 },
    chords: ['pad', -16],
    melody: ['bell', -14],
    desk: {
      curve: [
        [40, 2],
        [120, 0],
        [400, -3],
        [2_000, 0],
        [6_000, 4],
        [14_000, 5],
      ],
      width: 1.5,
      room: { seconds: 0.7, dull: 8_000, level: -20 },
      drive: 6,
      loudness: -9,
      duck: 3,
    },
  },
  {
    name: 'trap, dark and underwater',
    style: 'trap',
    drums: {
      kick: { from: 'bd_boom', level: -3, rate: 1.2, fade: 0.5 },
      snare: { from: 'sn_dub', level: -5 },
      clap: { from: 'perc_snap', level: -6, rate: 0.8 },
      closedHat: { from: 'hat_gnu', level: -14 },
      openHat: { from: 'drum_cymbal_open', level: -15, fade: 0.5 },
      percussion: { from: 'elec_twang', level: -14 },
    },
    bass: { kind: 'sine', level: 0, decay: 1.6, drive: 1.2, knock: 0.3 },
    chords: ['electricPiano', -15],
    melody: ['flute', -15],
    desk: {
      curve: [
        [40, 3],
        [150, 3],
        [500, 0],
        [2_000, -4],
        [5_000, -10],
        [9_000, -26],
        [16_000, -50],
      ],
      width: 0.7,
      room: { seconds: 1.6, dull: 3_000, level: -14 },
      drive: 1,
      loudness: -15,
    },
  },
  {
    name: 'boom bap, a drummer in a room',
    style: 'boom-bap',
    drums: {
      kick: { from: 'drum_bass_hard', level: -3 },
      snare: { from: 'drum_snare_hard', level: -3, pan: 0.05 },
      clap: { from: 'drum_snare_soft', level: -5 },
      closedHat: { from: 'drum_cymbal_closed', level: -11, pan: -0.3 },
      openHat: { from: 'drum_cymbal_open', level: -14, pan: -0.3, fade: 0.6 },
      percussion: { from: 'drum_cowbell', level: -14 },
    },
    bass: { kind: 'string', level: -6, decay: 0.5, drive: 0.6, knock: 0 },
    chords: ['guitar', -14],
    melody: ['electricPiano', -15],
    desk: {
      curve: [
        [40, -3],
        [90, 1],
        [300, 2],
        [1_000, 1],
        [4_000, 1],
        [9_000, -3],
        [15_000, -10],
      ],
      width: 1,
      room: { seconds: 0.45, dull: 6_000, level: -10 },
      drive: 2,
      loudness: -16,
    },
  },
  {
    name: 'boom bap, a machine and a sampler',
    style: 'boom-bap',
    drums: {
      kick: { from: 'bd_tek', level: -1, rate: 0.9 },
      snare: { from: 'elec_lo_snare', level: -3 },
      clap: { from: 'elec_lo_snare', level: -4, rate: 1.1 },
      closedHat: { from: 'hat_zap', level: -9 },
      openHat: { from: 'hat_zild', level: -12, fade: 0.6 },
      percussion: { from: 'perc_bell', level: -18, fade: 0.3 },
    },
    bass: { kind: 'sine', level: -5, decay: 0.5, drive: 1, knock: 0.2 },
    chords: ['electricPiano', -13],
    melody: ['guitar', -13],
    desk: {
      curve: [
        [40, 1],
        [100, 4],
        [250, 0],
        [800, 3],
        [3_000, 3],
        [8_000, 0],
        [11_000, -12],
        [16_000, -30],
      ],
      width: 0.2,
      room: { seconds: 0.25, dull: 4_000, level: -22 },
      drive: 9,
      loudness: -10,
      hiss: -58,
    },
  },
  {
    name: 'lo-fi, tape and vinyl',
    style: 'lo-fi',
    drums: {
      kick: { from: 'bd_haus', level: -4, rate: 0.85, fade: 0.4 },
      snare: { from: 'sn_zome', level: -9, rate: 0.9 },
      clap: { from: 'sn_zome', level: -10 },
      rim: { from: 'elec_bell', level: -14, rate: 1.3, fade: 0.1 },
      closedHat: { from: 'hat_tap', level: -12 },
      openHat: { from: 'hat_len', level: -15, fade: 0.5 },
      percussion: { from: 'elec_wood', level: -14 },
      shaker: { from: 'hat_psych', level: -18, rate: 1.2 },
    },
    bass: { kind: 'sine', level: -6, decay: 0.7, drive: 0.5, knock: 0 },
    chords: ['electricPiano', -11],
    melody: ['bell', -18],
    desk: {
      curve: [
        [40, -4],
        [100, 3],
        [300, 3],
        [1_000, 0],
        [3_000, -5],
        [6_000, -14],
        [10_000, -30],
        [16_000, -50],
      ],
      width: 0.9,
      room: { seconds: 0.9, dull: 2_500, level: -16 },
      drive: 3,
      loudness: -18,
      hiss: -46,
    },
  },
  {
    name: 'lo-fi, brushes in mono',
    style: 'lo-fi',
    drums: {
      kick: { from: 'drum_bass_soft', level: -1 },
      snare: { from: 'drum_snare_soft', level: -3 },
      clap: { from: 'perc_snap', level: -8 },
      rim: { from: 'drum_snare_soft', level: -7, rate: 1.4, fade: 0.15 },
      closedHat: { from: 'drum_cymbal_pedal', level: -7 },
      openHat: { from: 'drum_cymbal_soft', level: -8, fade: 0.6 },
      percussion: { from: 'drum_tom_hi_soft', level: -8 },
      shaker: { from: 'drum_cymbal_pedal', level: -14, rate: 1.2 },
    },
    bass: { kind: 'string', level: -8, decay: 0.8, drive: 0.3, knock: 0 },
    chords: ['guitar', -11],
    melody: ['flute', -14],
    desk: {
      curve: [
        [40, -12],
        [80, -4],
        [250, 0],
        [1_000, 2],
        [3_000, 2],
        [8_000, 2],
        [15_000, -4],
      ],
      width: 0,
      room: { seconds: 0.6, dull: 5_000, level: -15 },
      drive: 0,
      loudness: -20,
      hiss: -60,
    },
  },
  {
    name: 'drill, clean and wide',
    style: 'uk-drill',
    drums: {
      kick: { from: [TR8.b, 1.1, 1.36], level: -3 },
      snare: { from: [TR8.b, 0.56, 0.82], level: -4 },
      clap: { from: [TR8.d, 0.66, 0.96], level: -5 },
      rim: { from: 'elec_bell', level: -14, rate: 1.6, fade: 0.06 },
      closedHat: { from: [TR8.b, 4.05, 4.2], level: -11, pan: -0.2 },
      openHat: { from: [TR8.c, 2.17, 2.46], level: -13 },
      percussion: { from: 'drum_cowbell', level: -16, pan: 0.5 },
    },
    bass: { kind: 'sine', level: -2, decay: 1.3, drive: 2, knock: 0.5 },
    chords: ['pad', -15],
    melody: ['flute', -15],
    desk: {
      curve: [
        [40, 4],
        [120, 2],
        [400, -2],
        [1_500, -1],
        [5_000, 2],
        [12_000, 3],
      ],
      width: 1.6,
      room: { seconds: 1.1, dull: 7_000, level: -16 },
      drive: 2,
      loudness: -12,
      duck: 4,
    },
  },
  {
    name: 'drill, crushed',
    style: 'uk-drill',
    drums: {
      kick: { from: 'bd_mehackit', level: -1 },
      snare: { from: 'perc_snap', level: -2, rate: 0.75 },
      clap: { from: 'perc_snap', level: -3 },
      rim: { from: 'elec_tick', level: -12 },
      closedHat: { from: 'hat_psych', level: -10 },
      openHat: { from: 'drum_cymbal_hard', level: -14, fade: 0.25 },
      percussion: { from: 'elec_blip2', level: -13, rate: 0.7 },
    },
    bass: { kind: 'sine', level: -1, decay: 1, drive: 5, knock: 0.8 },
    chords: ['guitar', -16],
    melody: ['bell', -16],
    desk: {
      curve: [
        [40, -2],
        [100, 2],
        [300, 3],
        [900, 4],
        [2_500, 2],
        [6_000, -2],
        [12_000, -8],
        [16_000, -20],
      ],
      width: 0.6,
      room: { seconds: 0.3, dull: 9_000, level: -24 },
      drive: 12,
      loudness: -8,
    },
  },
];
