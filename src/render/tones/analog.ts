/** Oscillators through a filter: leads, pads and basses that no SoundFont has. */
import { randomOf } from '../../music/index.ts';
import { decayOf, sine } from '../dsp/shape.ts';
import { addWrapped, mono, type Stereo, stereo } from '../dsp/stereo.ts';
import type { AnalogSound } from '../kit.ts';
import { hertzOf, pitchAt, type TimedNote, type Timing } from '../timing.ts';
import { type Oscillator, oscillate } from './oscillators.ts';

/** Samples for which pitch and filter stand still. */
const BLOCK = 32;
/** How long after an attack the vibrato comes in, and how fast it is. */
const VIBRATO_AFTER = 0.33;
const VIBRATO_HERTZ = 5.2;

/**
 * A part of the loop.
 * @param single one note at a time: each ends where the next begins
 * @param level factor on the part's amplitude
 */
export function analogLine(
  sound: AnalogSound,
  notes: readonly TimedNote[],
  single: boolean,
  level: number,
  timing: Timing,
): Stereo {
  const wide = isWide(sound);
  const line = wide ? stereo(timing.length) : mono(timing.length);
  notes.forEach((note, i) => {
    const before = single ? notes.at(i - 1) : undefined;
    const next = notes[i + 1]?.start ?? timing.length + notes[0]!.start;
    const touched = before !== undefined && before !== note && before.end >= note.start - timing.step / 4;
    const from = touched && sound.portamento ? (before.glide?.pitch ?? before.pitch) : undefined;
    const most = single ? next - note.start : Number.POSITIVE_INFINITY;
    const { left, right } = tone(sound, note, from, most, timing.sampleRate);
    addWrapped(line.left, left, note.start, level);
    if (wide) addWrapped(line.right, right, note.start, level);
  });
  return line;
}

/** Whether left and right differ; if not, they are one buffer. */
function isWide({ voices, spread }: AnalogSound): boolean {
  return voices > 1 && spread > 0;
}

/** The oscillators of a note, each at its own place in the field and in its cycle. */
function oscillatorsOf(sound: AnalogSound, note: TimedNote): Oscillator[] {
  const random = randomOf(`${note.start}/${note.pitch}`);
  const gain = 1 / Math.sqrt(sound.voices);
  return Array.from({ length: sound.voices }, (_, k) => {
    const place = sound.voices === 1 ? 0 : (2 * k) / (sound.voices - 1) - 1;
    const side = (k % 2 === 0 ? place : -place) * sound.spread;
    return {
      phase: sound.voices === 1 ? 0 : random.next(),
      ratio: 2 ** ((place * sound.detune) / 1_200),
      left: gain * Math.sqrt(1 - side),
      right: isWide(sound) ? gain * Math.sqrt(1 + side) : 0,
    };
  });
}

function tone(
  sound: AnalogSound,
  note: TimedNote,
  from: number | undefined,
  most: number,
  sampleRate: number,
): Stereo {
  const held = Math.min(note.end - note.start, most);
  const release = Math.max(0.004, Math.min(sound.release, most === held ? 0.01 : sound.release));
  const length = held + Math.ceil(release * 5 * sampleRate);
  const wide = isWide(sound);
  const out = wide ? stereo(length) : mono(length);
  const force = note.velocity / 127;
  const oscillators = oscillatorsOf(sound, note);
  const filters = [new StateVariable(), new StateVariable()] as const;
  const damping = 2 - 1.9 * sound.resonance;
  const attack = Math.max(1, Math.round(Math.max(0.001, sound.attack) * sampleRate));
  const decay = decayOf(sound.decay, sampleRate);
  const releaseDecay = decayOf(release, sampleRate);
  const sweepDecay = decayOf(sound.sweepTime, sampleRate) ** BLOCK;
  const level = force ** 1.1;
  const sub = sound.sub ?? 0;
  let open = sound.sweep * (0.4 + 0.6 * force);
  let falling = 1;
  let releasing = 1;
  let subPhase = 0;
  for (let start = 0; start < length; start += BLOCK) {
    const end = Math.min(length, start + BLOCK);
    const pitch = pitchNow(sound, note, from, start, sampleRate) + (sound.transpose ?? 0);
    const step = hertzOf(pitch) / sampleRate;
    oscillate(out, start, end, sound.wave, oscillators, step);
    if (sub > 0) {
      for (let i = start; i < end; i++) {
        const x = sub * sine(subPhase);
        out.left[i]! += x;
        if (wide) out.right[i]! += x;
        subPhase += step / 2;
      }
    }
    const cutoff = Math.min(0.45 * sampleRate, sound.cutoff * 2 ** open * (0.7 + 0.3 * force));
    filters[0].run(out.left, start, end, cutoff / sampleRate, damping);
    if (wide) filters[1].run(out.right, start, end, cutoff / sampleRate, damping);
    open *= sweepDecay;
    for (let i = start; i < end; i++) {
      let envelope = level;
      if (i < attack) envelope *= i / attack;
      else falling *= decay;
      envelope *= sound.sustain + (1 - sound.sustain) * falling;
      if (i >= held) {
        releasing *= releaseDecay;
        envelope *= releasing;
      }
      out.left[i]! *= envelope;
      if (wide) out.right[i]! *= envelope;
    }
  }
  return out;
}

/** The pitch that sounds: the note's own, its glide, the way from the note before, and vibrato. */
function pitchNow(
  sound: AnalogSound,
  note: TimedNote,
  from: number | undefined,
  samples: number,
  sampleRate: number,
): number {
  let pitch = pitchAt(note, samples);
  const way = (sound.portamento ?? 0) * sampleRate;
  if (from !== undefined && samples < way) pitch += (from - note.pitch) * (1 - samples / way) ** 2;
  const late = samples / sampleRate - VIBRATO_AFTER;
  if (sound.vibrato && late > 0) {
    pitch += (Math.min(1, late / 0.3) * sound.vibrato * sine(late * VIBRATO_HERTZ)) / 100;
  }
  return pitch;
}

/** A low-pass whose cutoff may move (A. Simper, "Linear trapezoidal integrated state variable filter", 2013). */
class StateVariable {
  private first = 0;
  private second = 0;

  /** @param cutoff in turns a sample, below 0.5 @param damping 2 for none of the peak, towards 0 for much */
  run(samples: Float32Array, start: number, end: number, cutoff: number, damping: number): void {
    const g = Math.tan(Math.PI * cutoff);
    const a1 = 1 / (1 + g * (g + damping));
    const a2 = g * a1;
    const a3 = g * a2;
    let { first, second } = this;
    for (let i = start; i < end; i++) {
      const v3 = samples[i]! - second;
      const v1 = a1 * first + a2 * v3;
      const v2 = second + a2 * first + a3 * v3;
      first = 2 * v1 - first;
      second = 2 * v2 - second;
      samples[i] = v2;
    }
    this.first = first;
    this.second = second;
  }
}
