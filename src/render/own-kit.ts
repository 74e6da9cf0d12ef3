/** A style's kit with an artist's own sounds in it: each takes the place of a voice, as loud as that was. */
import { randomOf, type Sound, type Voice } from '../music/index.ts';
import { strike } from './drums/strike.ts';
import { weightedPower } from './dsp/loudness.ts';
import type { DrumSound, Kit, SampledBass } from './kit.ts';
import { EIGHT } from './kits/tones.ts';
import { trap } from './kits/trap.ts';
import type { OneShot } from './one-shot.ts';
import type { Timing } from './timing.ts';
import { eightLine } from './tones/eight.ts';
import { sampledLine } from './tones/sampled.ts';

/** What a voice of a kit sounds like. */
export interface OwnSound extends OneShot {
  readonly voice: Voice;
}

/** Seconds over which a stroke's loudness is taken, where it is loudest. */
const MOMENT = 0.05;
/** The stroke and the note by which two sounds are compared: an accent, and the middle of an 808's range. */
const FORCE = 0.85;
const NOTE = { start: 0, end: 22_050, pitch: 33, velocity: 108 } as const;
/** Most by which a sound is turned up or down beside the voice that it takes the place of, in dB. */
const MOST = 24;
/** Seconds from a note's end to silence where the style's bass is no 808. */
const RELEASE = 0.05;

/** A kit as it is, but for the voices that are given. An 808 plays the bass whatever the kit's bass is. */
export function kitWith(kit: Kit, sounds: readonly OwnSound[]): Kit {
  return sounds.reduce(withSound, kit);
}

function withSound(kit: Kit, { voice, sound, pitch }: OwnSound): Kit {
  if (voice === '808') return { ...kit, bass: bassOf(kit, sound, pitch!) };
  return { ...kit, drums: { ...kit.drums, [voice]: drumOf(kit.drums[voice], sound) } };
}

function drumOf(stock: DrumSound, sound: Sound): DrumSound {
  const own: DrumSound = { kind: 'oneShot', sound, level: 0 };
  // A second stroke of a recording is the same again, so there are no sides to be made of it.
  const { spread: _spread, ...placed } = inPlaceOf(stock, own, sound.sampleRate);
  return placed;
}

/** A drum where another was, and as loud; hats end each other as they did. */
export function inPlaceOf(stock: DrumSound, own: DrumSound, sampleRate: number): DrumSound {
  const { pan, spread, send, choke, level } = stock;
  const loudness = (drum: DrumSound) =>
    momentOf(strike(drum, { force: FORCE, random: randomOf('a stroke to compare'), sampleRate }), sampleRate);
  return {
    ...own,
    level: level + between(loudness(stock), loudness(own)),
    ...(pan === undefined ? {} : { pan }),
    ...(spread === undefined ? {} : { spread }),
    ...(send === undefined ? {} : { send }),
    ...(choke === undefined ? {} : { choke }),
  };
}

function bassOf({ bass, mix }: Kit, sound: Sound, pitch: number): SampledBass {
  // A bass of another kind is no measure for an 808: then trap's is, at its level in the mix.
  const stock = bass.kind === '808' ? bass : EIGHT;
  const level = bass.kind === '808' ? bass.level : stock.level + trap.mix.bass.level - mix.bass.level;
  const { release, kickChokes } = bass.kind === '808' ? bass : { release: RELEASE, kickChokes: false };
  const own: SampledBass = { kind: 'sampled', sound, pitch, release, kickChokes, level };
  const { sampleRate } = sound;
  const timing: Timing = { sampleRate, length: sampleRate, step: sampleRate / 8, at: (tick) => tick };
  const loudness = (line: Float32Array) => momentOf(line, sampleRate);
  const stockLine = eightLine(stock, [NOTE], [], 1, timing);
  return {
    ...own,
    level: level + between(loudness(stockLine), loudness(sampledLine(own, [NOTE], [], 1, timing))),
  };
}

/** Decibels from one loudness to another, within bounds. */
function between(wanted: number, own: number): number {
  return Math.max(-MOST, Math.min(MOST, 10 * Math.log10(wanted / own)));
}

/** The power of a sound's loudest moment, weighed as ears do. */
export function momentOf(samples: Float32Array, sampleRate: number): number {
  const hop = Math.round(MOMENT * sampleRate);
  const padded = new Float32Array(Math.max(samples.length, hop) + hop);
  padded.set(samples);
  return weightedPower({ left: padded, right: padded }, hop, sampleRate).reduce(
    (most, x) => Math.max(most, x),
    0,
  );
}
