/**
 * A mix moved toward an artist's own: a smooth equaliser and how wide it is. Both are linear and the same for the mix and all
 * of its stems, so that these still sum to it.
 */
import { type Band, biquadOf, decibelsAt, equalise } from './dsp/biquad.ts';
import { equaliserFor } from './dsp/equaliser.ts';
import {
  levelsOf,
  longTermOf,
  NARROWEST,
  THIRDS,
  THIRDS_FLOOR,
  WIDTH_EDGES,
  widthOf,
} from './dsp/long-term.ts';
import { gainOf, type Stereo } from './dsp/stereo.ts';
import type { MixAim } from './kit.ts';

export interface Tone {
  readonly bands: readonly Band[];
  /** Of the sides, by what they are multiplied besides. */
  readonly sides: number;
  readonly sideBands: readonly Band[];
}

/** Decibels by which the equaliser lifts or lowers at most. */
const MOST = 6;
/** A voice needs this range: there it lifts less. */
const VOICE = { from: 400, to: 4_000, most: 3 } as const;
/** Shelves of the sides that do less than this are left away, in dB. */
const LEAST = 0.25;
/** Where a low-pass of 24 dB an octave may lie, in Hz, and by how much, in dB, it has to bring a band nearer to be used. */
const LOW_PASSES = [2_000, 2_500, 3_200, 4_000, 5_000, 6_300, 8_000, 10_000] as const;
const WORTH = 2;
/** How much the sides are narrowed and widened at most, in dB; and from where on down a sound counts as mono. */
const WIDER = 6;
const NARROWER = -12;
const MONO = -35;

/** What brings a mix nearer to the aim. */
export function toneToward(aim: MixAim, mix: Stereo, sampleRate: number): Tone {
  const now = longTermOf(mix, sampleRate);
  const own = levelsOf(now);
  const silent = Math.min(...own);
  // What is not there cannot be lifted, and what the artist does not have tells nothing but that.
  const heard = own.map((level) => level > silent + 1 && Math.max(...own) - level < -THIRDS_FLOOR - 5);
  const wanted = centred(
    aim.thirds.map((level, i) => level - own[i]!),
    heard,
  );
  const passes = lowPassFor(wanted, heard, sampleRate);
  const left = centred(
    wanted.map((x, i) => x - responseOf(passes, THIRDS[i]!, sampleRate)),
    heard,
  );
  const audible = THIRDS.flatMap((hertz, i) => (heard[i] ? [{ hertz, gain: liftOf(left[i]!, hertz) }] : []));
  const bands = equaliserFor(
    audible.map(({ gain }) => gain),
    audible.map(({ hertz }) => hertz),
    MOST,
  );
  return { bands: [...bands, ...passes], ...sidesFor(aim.width, widthOf(now)) };
}

/** As much as may be done at a frequency. */
function liftOf(wanted: number, hertz: number): number {
  const most = hertz > VOICE.from && hertz < VOICE.to ? VOICE.most : MOST;
  return Math.max(-MOST, Math.min(most, wanted));
}

/** Equalises a loop and its sides in place; the same buffer on both sides stays one. */
export function applyTone(loop: Stereo, { bands, sides, sideBands }: Tone, sampleRate: number): void {
  equalise(loop, bands, sampleRate);
  const { left, right } = loop;
  if (left === right || (sides === 1 && sideBands.length === 0)) return;
  const side = left.map((x, i) => (x - right[i]!) / 2);
  const moved = side.map((x) => x * sides);
  equalise({ left: moved, right: moved }, sideBands, sampleRate);
  for (let i = 0; i < side.length; i++) {
    const change = moved[i]! - side[i]!;
    left[i]! += change;
    right[i]! -= change;
  }
}

/** Differences without what a fader would do. */
function centred(differences: readonly number[], heard: readonly boolean[]): number[] {
  const sorted = differences.filter((_, i) => heard[i]).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return differences.map((x) => x - middle);
}

function responseOf(bands: readonly Band[], hertz: number, sampleRate: number): number {
  return bands.reduce((sum, band) => sum + decibelsAt(biquadOf(band, sampleRate), hertz, sampleRate), 0);
}

/** Two low-passes where the artist's highs end before ours and the equaliser cannot reach. */
function lowPassFor(wanted: readonly number[], heard: readonly boolean[], sampleRate: number): Band[] {
  const beyond = wanted.map((x) => Math.min(0, x + MOST));
  const high = THIRDS.flatMap((hertz, i) => (heard[i] && hertz > 1_500 ? [i] : []));
  const misfit = (bands: readonly Band[]) =>
    high.reduce((sum, i) => {
      const short = beyond[i]! - Math.max(-40, responseOf(bands, THIRDS[i]!, sampleRate));
      // To take too much away is worse than too little.
      return sum + (short > 0 ? 2 : 1) * Math.abs(short);
    }, 0) / Math.max(1, high.length);
  let [best, least]: [Band[], number] = [[], misfit([]) - WORTH];
  for (const at of LOW_PASSES) {
    const bands: Band[] = [
      { kind: 'lowPass', at },
      { kind: 'lowPass', at },
    ];
    const left = misfit(bands);
    if (left < least) [best, least] = [bands, left];
  }
  return best;
}

function sidesFor(wanted: MixAim['width'], now: MixAim['width']): Pick<Tone, 'sides' | 'sideBands'> {
  if (wanted.every((width) => width < MONO)) return { sides: 0, sideBands: [] };
  const [lows, mids, highs] = wanted.map((width, i) =>
    now[i]! <= NARROWEST + 1 ? 0 : Math.max(NARROWER, Math.min(WIDER, width - now[i]!)),
  ) as [number, number, number];
  const shelves: readonly Band[] = [
    { kind: 'lowShelf', at: WIDTH_EDGES[0], gain: lows - mids },
    { kind: 'highShelf', at: WIDTH_EDGES[1], gain: highs - mids },
  ];
  return { sides: gainOf(mids), sideBands: shelves.filter(({ gain }) => Math.abs(gain!) >= LEAST) };
}
