/** What can be turned on each kind of drum, and how far: a drum as numbers from 0 to 1, and back. */
import type { DrumSound } from '../render/index.ts';

interface Knob {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Whether steps are ratios, as of Hz and seconds. */
  readonly isRatio?: true;
}

const ratio = (name: string, least: number, most: number): Knob => ({ name, least, most, isRatio: true });
const plain = (name: string, least: number, most: number): Knob => ({ name, least, most });

/** Of metal neither tune nor cut: each pair of them is a table of its own. */
const KNOBS: Readonly<Partial<Record<DrumSound['kind'], readonly Knob[]>>> = {
  kick: [
    ratio('pitch', 28, 120),
    plain('sweep', 0.2, 5),
    ratio('sweepTime', 0.004, 0.12),
    ratio('decay', 0.03, 0.5),
    plain('click', 0, 2),
    plain('drive', 0, 6),
  ],
  snare: [
    ratio('pitch', 90, 500),
    ratio('decay', 0.012, 0.25),
    plain('noise', 0, 1),
    ratio('noiseDecay', 0.015, 0.3),
    ratio('from', 100, 4_000),
    ratio('to', 1_500, 20_000),
    plain('drive', 0, 4),
  ],
  clap: [
    ratio('spacing', 0.003, 0.025),
    ratio('decay', 0.015, 0.25),
    ratio('from', 200, 4_000),
    ratio('to', 2_000, 20_000),
  ],
  metal: [ratio('decay', 0.006, 0.5), plain('noise', 0, 1)],
  tom: [ratio('pitch', 50, 600), plain('sweep', 0, 2), ratio('decay', 0.02, 0.4), plain('noise', 0, 1)],
  cowbell: [ratio('pitch', 250, 2_000), ratio('decay', 0.015, 0.4)],
  shaker: [
    ratio('from', 500, 9_000),
    ratio('to', 4_000, 20_000),
    ratio('attack', 0.001, 0.06),
    ratio('decay', 0.008, 0.2),
  ],
};
/** The two strongest resonances of what is struck, each [Hz, seconds, strength], then its noise. */
const MODES = 2;
const MODE: readonly Knob[] = [
  ratio('hertz', 120, 6_000),
  ratio('seconds', 0.004, 0.4),
  plain('strength', 0, 1.5),
];
const STRUCK: readonly Knob[] = [plain('noise', 0, 1.5), ratio('noiseDecay', 0.002, 0.15)];

function toShare({ least, most, isRatio }: Knob, value: number): number {
  const share = isRatio
    ? Math.log(Math.max(value, 1e-6) / least) / Math.log(most / least)
    : (value - least) / (most - least);
  return Math.max(0, Math.min(1, share));
}

function toValue({ least, most, isRatio }: Knob, share: number): number {
  const value = isRatio ? least * (most / least) ** share : least + share * (most - least);
  // As many digits as can be heard.
  return Number(value.toPrecision(4));
}

/** A drum's knobs; none of one that has nothing to turn. */
export function turnsOf(sound: DrumSound): number[] {
  if (sound.kind === 'struck') {
    return [
      ...strongest(sound.modes).flatMap((mode) => MODE.map((knob, i) => toShare(knob, mode[i]!))),
      ...STRUCK.map((knob) => toShare(knob, sound[knob.name as 'noise'])),
    ];
  }
  return (KNOBS[sound.kind] ?? []).map((knob) => toShare(knob, numberOf(sound, knob)));
}

/** The drum with its knobs turned. */
export function turned(sound: DrumSound, turns: readonly number[]): DrumSound {
  if (sound.kind === 'struck') {
    const count = strongest(sound.modes).length;
    const modes = Array.from({ length: count }, (_, m) => {
      const [hertz, seconds, strength] = MODE.map((knob, i) => toValue(knob, turns[MODE.length * m + i]!));
      return [hertz!, seconds!, strength!] as const;
    });
    const [noise, noiseDecay] = STRUCK.map((knob, i) => toValue(knob, turns[MODE.length * count + i]!));
    return { ...sound, modes, noise: noise!, noiseDecay: noiseDecay! };
  }
  const values = (KNOBS[sound.kind] ?? []).map((knob, i) => [knob.name, toValue(knob, turns[i]!)] as const);
  return { ...sound, ...Object.fromEntries(values) };
}

type Mode = readonly [hertz: number, seconds: number, strength: number];

function strongest(modes: readonly Mode[]): readonly Mode[] {
  return modes.toSorted((a, b) => b[2] * b[1] - a[2] * a[1]).slice(0, MODES);
}

function numberOf(sound: DrumSound, { name }: Knob): number {
  const value: unknown = Object.entries(sound).find(([key]) => key === name)?.[1];
  return typeof value === 'number' ? value : 0;
}
