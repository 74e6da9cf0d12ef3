/** Random kits for what listens to pitch: a drum listener's kits, with instruments of any make. */
import { type Random, STYLES } from '../../../src/music/index.ts';
import { KITS, type Kit } from '../../../src/render/index.ts';
import { HELD_OUT_STYLES, trainingKit } from '../drums/kits.ts';
import type { Samples } from '../drums/samples.ts';

const TRAINING_STYLES = STYLES.filter((style) => !HELD_OUT_STYLES.includes(style));

/** General MIDI programs that play basses: upright, electric, slap, synthetic, and what else is low. */
const BASS_PROGRAMS = [32, 33, 34, 35, 36, 37, 38, 39, 87, 43, 58];

/** What chords and melodies are played by: keys, organs, guitars, strings, voices, brass, winds, synthesisers. */
const CHORD_PROGRAMS = [
  0, 2, 4, 6, 7, 11, 16, 17, 18, 19, 24, 25, 26, 27, 46, 49, 50, 51, 52, 54, 61, 62, 63, 81, 88, 89, 90, 91,
  92, 94, 95,
];
const MELODY_PROGRAMS = [
  0, 2, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 29, 40, 42, 45, 46, 53, 56, 57, 59, 60, 65, 66,
  68, 71, 72, 73, 75, 78, 79, 80, 81, 82, 84, 85, 87, 98, 99, 104, 107, 108,
];

/** A kit for training, of which no part is a held-out style's. */
export function pitchKit(random: Random, samples: Samples): Kit {
  const kit = trainingKit(random.fork('kit'), samples);
  const played = random.fork('played');
  const bass = bassBy(random);
  const bus = KITS[random.pick(TRAINING_STYLES)].mix.bass;
  const [least, most] = LEVELS[bass.kind];
  return {
    ...kit,
    bass,
    chords: playedBy(kit.chords, CHORD_PROGRAMS, played),
    melody: playedBy(kit.melody, MELODY_PROGRAMS, played),
    mix: {
      ...kit.mix,
      bass: {
        ...bus,
        level: least + (most - least) * random.next(),
        duck: random.next() < 0.3 ? 0 : 11 * random.next(),
      },
      duckHold: 0.6 * random.next(),
      duckRelease: 0.3 + 2.2 * random.next(),
    },
  };
}

/** Least and most level of each make of bass, in dB: from hardly heard to in front. */
const LEVELS: Readonly<Record<Kit['bass']['kind'], readonly [number, number]>> = {
  '808': [-11, -2],
  sampled: [-11, -2],
  soundFont: [-2, 7],
  analog: [-7, 1],
  reese: [-9, -1],
};

/** An instrument as the kit has it, or another one in its place. */
function playedBy(own: Kit['chords'], programs: readonly number[], random: Random): Kit['chords'] {
  const make = random.next();
  if (make < 0.35) return own;
  if (make < 0.8) {
    const ring = 0.1 + 0.9 * random.next();
    return { kind: 'soundFont', level: 9, program: random.pick(programs), ring };
  }
  return { ...analog(random), level: -6, sub: 0, portamento: 0, cutoff: 1_000 + 5_000 * random.next() ** 2 };
}

function bassBy(random: Random): Kit['bass'] {
  const { between, about } = chanceOf(random);
  const make = random.next();
  if (make < 0.2) return KITS[random.pick(TRAINING_STYLES)].bass;
  if (make < 0.35) {
    return { kind: 'soundFont', level: 8, program: random.pick(BASS_PROGRAMS), ring: between(0.1, 0.5) };
  }
  if (make < 0.65) return analog(random);
  return {
    kind: '808',
    level: 0,
    decay: about(0.9, 0.9),
    knock: between(0, 1.4),
    knockTime: about(0.011, 0.7),
    drive: between(0.3, 7),
    bias: between(0, 0.3),
    tone: about(2_200, 0.7),
    release: between(0.02, 0.12),
    kickChokes: random.next() < 0.3,
  };
}

function analog(random: Random): Extract<Kit['bass'], { kind: 'analog' }> {
  const { between, about } = chanceOf(random);
  return {
    kind: 'analog',
    level: -4,
    wave: random.pick(['saw', 'square', 'triangle', 'sine'] as const),
    voices: random.pick([1, 1, 2, 3]),
    detune: between(0, 14),
    spread: 0,
    sub: random.next() < 0.6 ? between(0, 1) : 0,
    cutoff: about(450, 0.7),
    resonance: between(0, 0.5),
    sweep: between(0, 2),
    sweepTime: about(0.12, 0.7),
    attack: about(0.005, 0.8),
    decay: about(0.6, 0.9),
    sustain: between(0.2, 1),
    release: about(0.06, 0.6),
    portamento: random.next() < 0.2 ? between(0.02, 0.07) : 0,
  };
}

function chanceOf(random: Random) {
  const between = (least: number, most: number) => least + (most - least) * random.next();
  const about = (value: number, spread: number) => value * Math.exp(between(-spread, spread));
  return { between, about };
}
