/** Drums that kits share and vary. Levels are for a drum on the grid; a kit may set its own. */
import type {
  ClapSound,
  CowbellSound,
  KickSound,
  MetalSound,
  ShakerSound,
  SnareSound,
  StruckSound,
  TomSound,
} from '../kit.ts';

export const KICK: KickSound = {
  kind: 'kick',
  level: 0,
  pitch: 50,
  sweep: 2.4,
  sweepTime: 0.022,
  decay: 0.11,
  click: 0.5,
  drive: 1.6,
};

export const SNARE: SnareSound = {
  kind: 'snare',
  level: -4,
  pitch: 195,
  decay: 0.06,
  noise: 0.6,
  noiseDecay: 0.09,
  from: 900,
  to: 11_000,
  drive: 1,
  spread: 0.1,
  send: -10,
};

export const CLAP: ClapSound = {
  kind: 'clap',
  level: -4,
  bursts: 4,
  spacing: 0.0095,
  decay: 0.075,
  from: 900,
  to: 8_000,
  spread: 0.35,
  send: -9,
};

export const RIM: StruckSound = {
  kind: 'struck',
  level: -8,
  pan: 0.25,
  modes: [
    [1_720, 0.012, 0.8],
    [505, 0.018, 0.5],
  ],
  noise: 0.3,
  noiseDecay: 0.004,
  send: -8,
};

export const CLOSED_HAT: MetalSound = {
  kind: 'metal',
  level: -6.5,
  pan: 0.12,
  tune: 1.35,
  from: 7_500,
  decay: 0.026,
  noise: 0.45,
  choke: 'hat',
};

export const OPEN_HAT: MetalSound = {
  kind: 'metal',
  spread: 0.2,
  level: -8,
  pan: 0.12,
  tune: 1.35,
  from: 6_500,
  decay: 0.16,
  noise: 0.5,
  choke: 'hat',
};

/** Hats of a machine: hardly any noise, a clang that one knows. */
export const MACHINE_CLOSED_HAT: MetalSound = {
  kind: 'metal',
  level: -7,
  pan: 0.1,
  tune: 1,
  from: 6_800,
  decay: 0.02,
  noise: 0.08,
  choke: 'hat',
};
export const MACHINE_OPEN_HAT: MetalSound = {
  kind: 'metal',
  spread: 0.1,
  level: -8.5,
  pan: 0.1,
  tune: 1,
  from: 6_200,
  decay: 0.13,
  noise: 0.08,
  choke: 'hat',
};

/** Hats of a kit in a room, off a record. */
export const DUSTY_CLOSED_HAT: MetalSound = {
  kind: 'metal',
  level: -8,
  pan: 0.2,
  tune: 1.75,
  from: 4_800,
  decay: 0.032,
  noise: 0.75,
  choke: 'hat',
  send: -14,
};
export const DUSTY_OPEN_HAT: MetalSound = {
  kind: 'metal',
  level: -10.5,
  pan: 0.2,
  tune: 1.75,
  from: 4_400,
  decay: 0.2,
  noise: 0.75,
  choke: 'hat',
  spread: 0.2,
  send: -14,
};

export const LOW_TOM: TomSound = {
  kind: 'tom',
  level: -6,
  pan: -0.3,
  pitch: 82,
  sweep: 0.7,
  decay: 0.16,
  noise: 0.15,
  spread: 0.1,
  send: -12,
};

export const HIGH_TOM: TomSound = { ...LOW_TOM, pan: 0.3, pitch: 128, decay: 0.13 };

export const CRASH: MetalSound = {
  kind: 'metal',
  level: -14.5,
  pan: -0.2,
  tune: 1.1,
  from: 3_800,
  decay: 0.55,
  noise: 0.7,
  attack: 0.002,
  spread: 0.5,
  send: -12,
};

export const RIDE: MetalSound = {
  kind: 'metal',
  level: -13,
  pan: 0.3,
  tune: 1.6,
  from: 4_800,
  decay: 0.3,
  noise: 0.25,
  spread: 0.3,
  send: -14,
};

export const WOOD: StruckSound = {
  kind: 'struck',
  level: -9,
  pan: -0.35,
  modes: [
    [820, 0.03, 0.7],
    [1_310, 0.02, 0.4],
  ],
  noise: 0.12,
  noiseDecay: 0.006,
  send: -8,
};

export const CONGA: StruckSound = {
  kind: 'struck',
  level: -8,
  pan: -0.35,
  modes: [
    [232, 0.09, 0.8],
    [410, 0.04, 0.25],
    [890, 0.015, 0.2],
  ],
  noise: 0.2,
  noiseDecay: 0.006,
  send: -10,
};

export const SNAP: StruckSound = {
  kind: 'struck',
  level: -6,
  pan: -0.2,
  modes: [
    [1_480, 0.006, 0.5],
    [2_350, 0.005, 0.5],
  ],
  noise: 0.9,
  noiseDecay: 0.016,
  send: -6,
};

export const COWBELL: CowbellSound = {
  kind: 'cowbell',
  level: -10,
  pan: -0.25,
  pitch: 545,
  decay: 0.11,
  send: -12,
};

export const SHAKER: ShakerSound = {
  kind: 'shaker',
  spread: 0.2,
  level: -11,
  pan: -0.25,
  from: 5_500,
  to: 13_000,
  attack: 0.014,
  decay: 0.028,
};

/** The drums of a modern kit; styles change what makes them different. */
export const MODERN = {
  kick: KICK,
  snare: SNARE,
  clap: CLAP,
  rim: RIM,
  closedHat: CLOSED_HAT,
  openHat: OPEN_HAT,
  lowTom: LOW_TOM,
  highTom: HIGH_TOM,
  crash: CRASH,
  ride: RIDE,
  percussion: WOOD,
  shaker: SHAKER,
} as const;
