/**
 * The pocket: where hits fall against the grid. Swing bends time itself; every voice then has its lateness,
 * each position in the bar a lateness of its own that comes back every bar, and each hit a little noise.
 *
 * Swing is Roger Linn's: the second 16th of each 8th is delayed, 50 % being straight and 66 % triplets; 54 %
 * loosens a straight beat, and 62 % feels looser than triplets at 90 bpm (interview, Attack Magazine, 2013).
 * That deviations return with the position in the bar, and are not noise, is measured by Hellmer and Madison
 * (Music Perception 33(2), 2015) and told of Dilla's beats by Charnas ("Dilla Time", 2022). In 30 breaks of
 * hip-hop's canon the median swing ratio is 1.2 : 1 (54.5 %), and the backbeat is late on beat 2 more than on
 * beat 4 (Frane, Music Perception 34(3), 2017): hence `secondLate`.
 */
import {
  type Random,
  randomOf,
  STEPS_PER_BAR,
  TICKS_PER_QUARTER,
  TICKS_PER_STEP,
} from '../../music/index.ts';
import type { Settings } from './book.ts';

export type Voice = 'kick' | 'snare' | 'hats' | 'bass' | 'keys';

/** Moves a straight tick to where a voice plays it. */
export type Pocket = (voice: Voice, tick: number) => number;

const TICKS_PER_EIGHTH = 2 * TICKS_PER_STEP;

/** The pocket of a song; songs of one `feel` share what is late where. The moved ticks are whole, and never before the loop begins. */
export function pocketOf(settings: Settings, random: Random): Pocket {
  const ticksPerMs = (settings.bpm * TICKS_PER_QUARTER) / 60_000;
  const late: Record<Voice, number> = {
    kick: settings.kickLate,
    snare: settings.snareLate,
    hats: settings.hatLate,
    bass: settings.bassLate,
    keys: settings.keysLate,
  };
  const drift = {} as Record<Voice, number[]>;
  for (const voice of Object.keys(late) as Voice[]) {
    const stream = randomOf(`feel ${settings.feel} ${voice}`);
    drift[voice] = Array.from({ length: STEPS_PER_BAR }, () => clip(stream.normal()) * settings.drift);
  }
  const noise = random.fork('jitter');
  return (voice, tick) => {
    const step = Math.round(tick / TICKS_PER_STEP) % STEPS_PER_BAR;
    const second = voice === 'snare' && step >= STEPS_PER_BAR / 2 ? settings.secondLate : 1;
    const ms = late[voice] * second + drift[voice][step]! + clip(noise.normal()) * settings.jitter;
    return Math.max(0, Math.round(swung(tick, settings.swing) + ms * ticksPerMs));
  };
}

/** A tick under swing: within each 8th the first half is stretched and the second shortened. */
function swung(tick: number, swing: number): number {
  const within = tick % TICKS_PER_EIGHTH;
  const start = tick - within;
  return within <= TICKS_PER_STEP
    ? start + within * 2 * swing
    : start + TICKS_PER_EIGHTH * (swing + ((within - TICKS_PER_STEP) / TICKS_PER_STEP) * (1 - swing));
}

function clip(deviation: number): number {
  return Math.max(-2, Math.min(2, deviation));
}
