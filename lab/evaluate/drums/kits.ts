/** Random kits, for training a listener, and kits that it has never been trained on. */
import { DRUMS, type Drum, type Random, type Sound, STYLES, type Style } from '../../../src/music/index.ts';
import { KITS, type Kit } from '../../../src/render/index.ts';
import type { SampleSide, Samples } from './samples.ts';

type DrumSound = Kit['drums'][Drum];

/** Styles whose kits never train. */
export const HELD_OUT_STYLES: readonly Style[] = ['g-funk', 'detroit', 'drift-phonk'];
const TRAINING_STYLES = STYLES.filter((style) => !HELD_OUT_STYLES.includes(style));

/** How often a drum is another kit's, and how often a recording. */
const BORROWED = 0.35;
const RECORDED = 0.45;

/** A kit for training: a style's, in which everything is changed. */
export function trainingKit(random: Random, samples: Samples): Kit {
  const style = () => KITS[random.pick(TRAINING_STYLES)];
  const own = style();
  const recorded = random.next() < 0.75 ? RECORDED : 0;
  const drums = Object.fromEntries(
    DRUMS.map((drum) => {
      const sound = (random.next() < BORROWED ? style() : own).drums[drum];
      const recording = random.next() < recorded ? samples.train[drum] : [];
      return [
        drum,
        recording.length > 0 ? struck(sound, random.pick(recording), random) : varied(sound, random),
      ];
    }),
  ) as unknown as Kit['drums'];
  const [bass, chords, melody] = [random.next() < 0.5 ? own : style(), style(), style()];
  const bus = (from: Kit, part: 'drums' | 'bass' | 'chords' | 'melody', width: number) => ({
    ...from.mix[part],
    level: from.mix[part].level + width * random.normal(),
  });
  return {
    drums,
    bass: bass.bass,
    chords: chords.chords,
    melody: melody.melody,
    mix: {
      ...own.mix,
      drums: {
        ...bus(own, 'drums', 2),
        drive: (own.mix.drums.drive ?? 0) * Math.exp(0.6 * random.normal()),
        ...(random.next() < 0.25 && { reverb: -8 - 12 * random.next() }),
      },
      bass: bus(bass, 'bass', 2.5),
      chords: bus(chords, 'chords', 3),
      melody: bus(melody, 'melody', 3),
      duckRelease: own.mix.duckRelease * Math.exp(0.3 * random.normal()),
    },
  };
}

/** A kit of recordings only, in a style's mix; what has no recording stays the style's. */
export function recordedKit(style: Style, side: SampleSide, samples: Samples, random: Random): Kit {
  const kit = KITS[style];
  const drums = Object.fromEntries(
    DRUMS.map((drum) => {
      const recordings = samples[side][drum];
      const sound = kit.drums[drum];
      return [drum, recordings.length > 0 ? asOneShot(sound, random.pick(recordings)) : sound];
    }),
  ) as unknown as Kit['drums'];
  return { ...kit, drums };
}

/** A recording in a drum's place, retuned, shortened and turned up or down. */
function struck(drum: DrumSound, recording: Sound, random: Random): DrumSound {
  const samples = recording.channels[0]!;
  const seconds = 0.03 + 0.6 * random.next() ** 2;
  const fall = random.next() < 0.5 ? Math.exp(-1 / (seconds * recording.sampleRate)) : 1;
  let gain = 1;
  const short = samples.map((x) => {
    gain *= fall;
    return x * gain;
  });
  const sampleRate = recording.sampleRate * 2 ** (0.2 * random.normal());
  const shot = asOneShot(drum, { sampleRate, channels: [short] });
  return { ...shot, level: shot.level + 3 * random.normal() };
}

function asOneShot({ level, pan, send }: DrumSound, sound: Sound): DrumSound {
  return {
    kind: 'oneShot',
    sound,
    level,
    ...(pan !== undefined && { pan }),
    ...(send !== undefined && { send }),
  };
}

/** Factors' spread, as the deviation of their logarithm. */
const FACTORS: Readonly<Record<string, number>> = {
  pitch: 0.2,
  sweep: 0.3,
  sweepTime: 0.4,
  decay: 0.45,
  noiseDecay: 0.4,
  from: 0.3,
  to: 0.25,
  tune: 0.25,
  drive: 0.6,
  spacing: 0.25,
  attack: 0.3,
};
/** Decibels' spread. */
const LEVELS: Readonly<Record<string, number>> = { level: 3, send: 4 };
/** Shares' spread. */
const SHARES: Readonly<Record<string, number>> = { click: 0.3, noise: 0.25 };
/** Highest band edge, in Hz, and highest level into the room, in dB. */
const TOP = 15_000;
const MOST_SEND = -1;

/** A synthesised drum with every setting moved at random. */
function varied(sound: DrumSound, random: Random): DrumSound {
  const moved = (key: string, value: unknown): unknown => {
    if (key === 'modes') {
      const modes = value as readonly (readonly [number, number, number])[];
      const tune = Math.exp(0.2 * random.normal());
      const ring = Math.exp(0.4 * random.normal());
      return modes.map(([hertz, seconds, strength]) => [hertz * tune, seconds * ring, strength]);
    }
    if (typeof value !== 'number') return value;
    if (key === 'bursts') return 1 + random.int(6);
    const chance = random.normal();
    if (FACTORS[key] !== undefined) return value * Math.exp(FACTORS[key] * chance);
    if (SHARES[key] !== undefined) return Math.min(1, Math.max(0, value + SHARES[key] * chance));
    return LEVELS[key] === undefined ? value : value + LEVELS[key] * chance;
  };
  const drum = Object.fromEntries(
    Object.entries(sound).map(([key, value]) => [key, moved(key, value)]),
  ) as unknown as DrumSound & { from?: number; to?: number; send?: number };
  return {
    ...drum,
    ...(drum.from !== undefined && { from: Math.min(TOP * 0.6, drum.from) }),
    ...(drum.to !== undefined && { to: Math.min(TOP, Math.max(drum.to, 1.5 * (drum.from ?? 0))) }),
    ...(drum.send !== undefined && { send: Math.min(MOST_SEND, drum.send) }),
  } as DrumSound;
}
