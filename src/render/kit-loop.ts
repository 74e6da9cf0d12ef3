/** A loop that lets the sounds of a kit be heard, and nothing else. */
import { DRUMS, type Drum, type Score, type Style, TICKS_PER_STEP, type Voice } from '../music/index.ts';
import type { Kit } from './kit.ts';
import { KITS } from './kits/index.ts';
import { kitWith, type OwnSound } from './own-kit.ts';

const BPM = 90;
/** Whose room and mix it is heard in. */
const STYLE = 'trap';
/** 16ths of a bar at which each voice plays. */
const STEPS: Readonly<Record<Voice, readonly number[]>> = {
  kick: [0, 6, 10],
  snare: [4, 12],
  clap: [4, 12],
  rim: [7],
  closedHat: [0, 2, 4, 6, 8, 10, 12],
  openHat: [14],
  lowTom: [15],
  highTom: [13],
  crash: [0],
  ride: [0, 4, 8, 12],
  percussion: [3, 11],
  shaker: [1, 5, 9, 13],
  '808': [0, 10],
};
/** A1, and its 16ths. */
const BASS = { pitch: 33, steps: 4 } as const;
/** Bars at most, each with the next sounds of every voice. */
const MOST_BARS = 8;

/** A bar of a kit, and the kit that plays it. */
export interface KitBar {
  readonly score: Score;
  readonly style: Style;
  readonly seed: number;
  readonly kit: Kit;
}

/** As many bars as there are sounds of one voice, each played by other ones. None without a sound. */
export function kitLoop(sounds: readonly OwnSound[]): readonly KitBar[] {
  const voices = [...Map.groupBy(sounds, ({ voice }) => voice).values()];
  const bars = Math.min(MOST_BARS, Math.max(0, ...voices.map((alike) => alike.length)));
  return Array.from({ length: bars }, (_, bar) => {
    const own = voices.map((alike) => alike[bar % alike.length]!);
    const score = barOf(own.map(({ voice }) => voice));
    return { score, style: STYLE, seed: bar, kit: kitWith(KITS[STYLE], own) };
  });
}

function barOf(voices: readonly Voice[]): Score {
  const stepsOf = (voice: Voice) => (voices.includes(voice) ? STEPS[voice] : []);
  const drums = DRUMS.flatMap((drum: Drum) =>
    stepsOf(drum).map((step) => ({ drum, tick: step * TICKS_PER_STEP, velocity: 104 })),
  ).sort((a, b) => a.tick - b.tick);
  const bass = stepsOf('808').map((step) => ({
    ...{ tick: step * TICKS_PER_STEP, pitch: BASS.pitch, velocity: 104 },
    duration: BASS.steps * TICKS_PER_STEP,
  }));
  return { bpm: BPM, key: { tonic: 9, mode: 'minor' }, bars: 1, drums, bass, chords: [], melody: [] };
}
