/** What happens to a track before it is heard: it is driven, filtered, talked over, hissed at and coded. */
import type { Audio } from '../../../src/audio/index.ts';
import type { Random, Sound } from '../../../src/music/index.ts';
import { peakOf } from './shots.ts';
import { syntheticVoice } from './voice.ts';

/** All levels in dB; what is not named does not happen. */
export interface Degradation {
  /** How far into a soft limiter the peaks are driven. */
  readonly limit?: number;
  /** Treble and bass, tilted around 1 kHz. */
  readonly tilt?: number;
  /** Where a low pass begins, in Hz. */
  readonly lowPass?: number;
  /** Early reflections, under the sound itself. */
  readonly room?: number;
  /** White noise and a synthetic voice, against the sound's RMS. */
  readonly noise?: number;
  readonly voice?: number;
  /** MP3 at so many kbit/s. */
  readonly kbps?: number;
}

/** A random degradation; a third of all sounds stay as they are. */
export function drawDegradation(random: Random): Degradation {
  const maybe = <T>(share: number, value: () => T) => (random.next() < share ? value() : undefined);
  if (random.next() < 0.33) return {};
  const drawn = {
    limit: maybe(0.4, () => 10 * random.next()),
    tilt: maybe(0.6, () => 3 * random.normal()),
    lowPass: maybe(0.15, () => 4_000 + 9_000 * random.next()),
    room: maybe(0.3, () => -24 + 14 * random.next()),
    noise: maybe(0.4, () => -50 + 26 * random.next()),
    voice: maybe(0.25, () => -18 + 18 * random.next()),
    kbps: maybe(0.4, () => random.pick([64, 96, 128, 128, 192, 320])),
  };
  return Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined));
}

/** The sound degraded; its length and where its events lie stay. */
export async function degrade(sound: Sound, plan: Degradation, random: Random, audio: Audio): Promise<Sound> {
  const { sampleRate } = sound;
  const length = sound.channels[0]!.length;
  const made = { sampleRate, channels: held(worn(sound.channels, sampleRate, plan, random)) };
  if (plan.kbps === undefined) return made;
  const coded = await audio.encode(made, { format: 'mp3', kbps: plan.kbps });
  const heard = await audio.decode(coded, { sampleRate, channels: made.channels.length === 1 ? 1 : 2 });
  return { sampleRate, channels: heard.channels.map((channel) => ofLength(channel, length)) };
}

/** The channels degraded in all ways but by coding. */
export function worn(
  sound: readonly Float32Array[],
  sampleRate: number,
  plan: Omit<Degradation, 'kbps'>,
  random: Random,
): Float32Array[] {
  const length = sound[0]!.length;
  const rms = Math.max(1e-9, Math.hypot(...sound.map(rmsOf)) / Math.sqrt(sound.length));
  const voice =
    plan.voice === undefined ? undefined : syntheticVoice(length, sampleRate, random.fork('voice'));
  const taps = plan.room === undefined ? [] : tapsOf(random.fork('room'), sampleRate);
  return sound.map((channel, c) => {
    let out: Float32Array = channel.slice();
    if (plan.tilt !== undefined) out = tilted(out, gainOf(plan.tilt), 1_000, sampleRate);
    if (plan.room !== undefined) out = inRoom(out, taps, gainOf(plan.room));
    if (voice && plan.voice !== undefined) add(out, voice, (rms / rmsOf(voice)) * gainOf(plan.voice));
    if (plan.noise !== undefined) {
      const chance = random.fork(`noise ${c}`);
      const level = rms * gainOf(plan.noise) * Math.sqrt(12);
      for (let i = 0; i < length; i++) out[i]! += level * (chance.next() - 0.5);
    }
    if (plan.limit !== undefined) limit(out, gainOf(plan.limit));
    return plan.lowPass === undefined ? out : lowPassed(out, plan.lowPass, sampleRate);
  });
}

const gainOf = (decibels: number) => 10 ** (decibels / 20);

export function rmsOf(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / Math.max(1, samples.length));
}

function add(out: Float32Array, other: Float32Array, gain: number): void {
  for (let i = 0; i < out.length; i++) out[i]! += gain * other[i]!;
}

/** Turns both sides of a pitch apart by a gain, with one pole. */
export function tilted(samples: Float32Array, gain: number, hertz: number, sampleRate: number): Float32Array {
  const pole = 1 - Math.exp((-2 * Math.PI * hertz) / sampleRate);
  let low = 0;
  return samples.map((x) => {
    low += pole * (x - low);
    return low / gain + (x - low) * gain;
  });
}

/** Two poles. */
function lowPassed(samples: Float32Array, hertz: number, sampleRate: number): Float32Array {
  const pole = 1 - Math.exp((-2 * Math.PI * hertz) / sampleRate);
  let [a, b] = [0, 0];
  return samples.map((x) => {
    a += pole * (x - a);
    b += pole * (a - b);
    return b;
  });
}

/** Reflections off the walls of a small room: seconds and strengths. */
function tapsOf(random: Random, sampleRate: number): [number, number][] {
  const fall = 0.01 + 0.05 * random.next();
  return Array.from({ length: 48 }, () => {
    const seconds = 0.003 + 0.12 * random.next() ** 1.5;
    return [Math.round(seconds * sampleRate), random.normal() * Math.exp(-seconds / fall)];
  });
}

function inRoom(dry: Float32Array, taps: readonly [number, number][], gain: number): Float32Array {
  const out = dry.slice();
  const norm = gain * 3;
  for (const [delay, strength] of taps) {
    for (let i = delay; i < out.length; i++) out[i]! += norm * strength * dry[i - delay]!;
  }
  return out;
}

/** Drives peaks into a soft ceiling, in place. */
function limit(samples: Float32Array, gain: number): void {
  const peak = Math.max(1e-9, peakOf(samples));
  for (let i = 0; i < samples.length; i++) samples[i] = Math.tanh((samples[i]! / peak) * gain);
}

/** Both channels turned down alike until nothing is over full scale. */
function held(channels: readonly Float32Array[]): Float32Array[] {
  const peak = Math.max(...channels.map(peakOf));
  return peak <= 0.98 ? [...channels] : channels.map((channel) => channel.map((x) => (x * 0.98) / peak));
}

function ofLength(samples: Float32Array, length: number): Float32Array {
  const out = new Float32Array(length);
  out.set(samples.subarray(0, length));
  return out;
}
