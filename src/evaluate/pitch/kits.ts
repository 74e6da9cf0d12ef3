/** Kits by chance for what listens to pitch: a drum listener's kits, with a bass of any make. */
import { type Random, STYLES } from '../../music/index.ts';
import { KITS, type Kit } from '../../render/index.ts';
import { HELD_OUT_STYLES, trainingKit } from '../drums/kits.ts';
import type { Samples } from '../drums/samples.ts';

const TRAINING_STYLES = STYLES.filter((style) => !HELD_OUT_STYLES.includes(style));

/** General MIDI programs that play basses: upright, electric, slap, synthetic, and what else is low. */
const BASS_PROGRAMS = [32, 33, 34, 35, 36, 37, 38, 39, 87, 43, 58];

/** A kit for training, of which no part is a held-out style's. */
export function pitchKit(random: Random, samples: Samples): Kit {
  const kit = trainingKit(random.fork('kit'), samples);
  const bass = bassBy(random);
  const bus = KITS[random.pick(TRAINING_STYLES)].mix.bass;
  const [least, most] = LEVELS[bass.kind];
  return {
    ...kit,
    bass,
    mix: {
      ...kit.mix,
      bass: {
        ...bus,
        level: least + (most - least) * random.next(),
        duck: random.next() < 0.3 ? 0 : 8 * random.next(),
      },
      duckHold: 0.6 * random.next(),
      duckRelease: 0.3 + 2.2 * random.next(),
    },
  };
}

/** Least and most level of each make of bass, in dB: from hardly heard to in front. */
const LEVELS: Readonly<Record<Kit['bass']['kind'], readonly [number, number]>> = {
  '808': [-11, -2],
  soundFont: [-2, 7],
  analog: [-7, 1],
  reese: [-9, -1],
};

function bassBy(random: Random): Kit['bass'] {
  const between = (least: number, most: number) => least + (most - least) * random.next();
  const about = (value: number, spread: number) => value * Math.exp(between(-spread, spread));
  const make = random.next();
  if (make < 0.2) return KITS[random.pick(TRAINING_STYLES)].bass;
  if (make < 0.4) {
    return { kind: 'soundFont', level: 8, program: random.pick(BASS_PROGRAMS), ring: between(0.1, 0.5) };
  }
  if (make < 0.6) {
    return {
      kind: 'analog',
      level: -4,
      wave: random.pick(['saw', 'square', 'triangle', 'sine'] as const),
      voices: random.pick([1, 1, 2, 3]),
      detune: between(0, 14),
      spread: 0,
      sub: random.next() < 0.5 ? between(0, 0.8) : 0,
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
