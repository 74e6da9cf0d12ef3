/** What an artist's tracks sound like, as data that kits are played with. */
import { median } from 'd3-array';
import { z } from 'zod';
import { DRUMS, type Drum, randomOf } from '../music/index.ts';
import { strike } from './drums/strike.ts';
import { THIRDS } from './dsp/long-term.ts';
import type { DrumSound, Kit, MixAim } from './kit.ts';
import { synthesised } from './kit-schema.ts';
import { inPlaceOf, momentOf, type OwnSound } from './own-kit.ts';

/** One drum of an artist's tracks. */
export interface HeardVoice {
  readonly drum: Drum;
  /** How loud its strokes are against a track, in dB. */
  readonly level: number;
  /** What of our synthesis comes nearest to it, where that is nearer than all stock drums. */
  readonly sound?: DrumSound;
  /** How far the nearest stock drum and this one lie from it, in dB. */
  readonly nearer?: readonly [stock: number, fitted: number];
}

export interface Timbre {
  readonly mix: MixAim;
  /** Each drum once at most. */
  readonly drums: readonly HeardVoice[];
}

const decibels = z.number().min(-200).max(200);
const mix = z.object({
  thirds: z.array(decibels).length(THIRDS.length),
  width: z.tuple([decibels, decibels, decibels]),
  loudness: z.number().min(-70).max(10),
  floor: decibels,
});
const heard = z.object({
  drum: z.enum(DRUMS),
  level: decibels,
  sound: synthesised.exactOptional(),
  nearer: z.tuple([decibels, decibels]).exactOptional(),
});

/** As it is kept with a generator. */
export const timbreSchema: z.ZodType<Timbre> = z.object({ mix, drums: z.array(heard).max(DRUMS.length) });

/** How far a drum's level is moved at most, in dB. */
const MOST_MOVED = 5;
const FORCE = 0.85;
const RATE = 44_100;

/** A style's kit as the artist would have it: its fitted drums, each as loud among the others as there, and the mix. */
export function kitUnder(kit: Kit, { mix: aim, drums }: Timbre): Kit {
  const louder = drums.map(({ drum, level }) => level - levelOf(kit.drums[drum]));
  const middle = median(louder) ?? 0;
  const own = drums.map(({ drum, sound }, i) => {
    const stock = kit.drums[drum];
    const placed = sound === undefined ? stock : inPlaceOf(stock, sound, RATE);
    const moved = Math.max(-MOST_MOVED, Math.min(MOST_MOVED, louder[i]! - middle));
    return [drum, { ...placed, level: placed.level + moved }] as const;
  });
  return { ...kit, drums: { ...kit.drums, ...Object.fromEntries(own) }, mix: { ...kit.mix, aim } };
}

/** The fitted drums as sounds by themselves, to be shown and heard. */
export function fittedSounds({ drums }: Timbre): OwnSound[] {
  return drums.flatMap(({ drum, sound }) =>
    sound === undefined ? [] : [{ voice: drum, sound: { sampleRate: RATE, channels: [strokeOf(sound)] } }],
  );
}

function strokeOf(sound: DrumSound): Float32Array {
  return strike(sound, { force: FORCE, random: randomOf('a stroke to compare'), sampleRate: RATE });
}

function levelOf(sound: DrumSound): number {
  return sound.level + 10 * Math.log10(momentOf(strokeOf(sound), RATE) + 1e-12);
}
