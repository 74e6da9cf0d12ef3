/** The four parts of a score as loops of sound, at their level in the mix. */
import type { BasicSoundBank } from 'spessasynth_core';
import { DRUMS, type Part, type Random, type Score } from '../music/index.ts';
import { strike } from './drums/strike.ts';
import { borrow } from './dsp/buffers.ts';
import { addBoth, addWrapped, gainOf, panGains, type Stereo, stereo } from './dsp/stereo.ts';
import type { Bus, DrumSound, Instrument, Kit } from './kit.ts';
import { type TimedNote, type Timing, timedChord, timedNote } from './timing.ts';
import { analogLine } from './tones/analog.ts';
import { eightLine } from './tones/eight.ts';
import { reeseLine } from './tones/reese.ts';
import { sampledLine } from './tones/sampled.ts';
import { soundFontLine } from './tones/soundfont.ts';

/** A part's sound, and what of it goes to the reverb by its own choice. */
export interface PartSound {
  readonly dry: Stereo;
  readonly send?: Float32Array;
}

export interface Studio {
  readonly kit: Kit;
  readonly timing: Timing;
  /** By their paths; Beatwright's own has none. */
  readonly fonts: ReadonlyMap<string | undefined, BasicSoundBank>;
  readonly random: Random;
}

/** How long a choked hat takes to fall silent, in seconds. */
const CHOKE = 0.006;

export function renderPart(part: Part, score: Score, studio: Studio): PartSound {
  const { kit, timing } = studio;
  switch (part) {
    case 'drums':
      return drums(score, studio);
    case 'bass':
      return { dry: bass(score, studio) };
    case 'chords': {
      const strum = kit.chords.kind === 'soundFont' ? (kit.chords.strum ?? 0) * timing.sampleRate : 0;
      const notes = score.chords.flatMap((chord) => timedChord(chord, timing, strum));
      return { dry: instrument(kit.chords, notes, false, kit.mix.chords, studio) };
    }
    case 'melody': {
      const notes = score.melody.map((note) => timedNote(note, timing));
      return { dry: instrument(kit.melody, notes, isMono(notes), kit.mix.melody, studio) };
    }
  }
}

function drums(score: Score, { kit, timing, random }: Studio): PartSound {
  const dry = stereo(timing.length);
  const send = borrow(timing.length);
  const hats = score.drums.filter(({ drum }) => isChoked(kit.drums[drum])).map(({ tick }) => timing.at(tick));
  for (const drum of DRUMS) {
    const sound = kit.drums[drum];
    const chance = random.fork(drum);
    const [left, right] = panGains(sound.pan ?? 0);
    const level = gainOf(sound.level + kit.mix.drums.level);
    for (const hit of score.drums) {
      if (hit.drum !== drum) continue;
      const at = timing.at(hit.tick);
      const stroke = { force: hit.velocity / 127, random: chance, sampleRate: timing.sampleRate };
      const most = isChoked(sound) ? untilNext(at, hats, timing.length) : Number.POSITIVE_INFINITY;
      const samples = cut(strike(sound, stroke), most, timing.sampleRate);
      addBoth(dry, samples, at, level * left, level * right);
      if (sound.send !== undefined) addWrapped(send, samples, at, level * gainOf(sound.send));
      if (sound.spread) {
        const sides = cut(strike(sound, stroke), most, timing.sampleRate);
        addBoth(dry, sides, at, level * sound.spread, -level * sound.spread);
      }
    }
  }
  return { dry, send };
}

function isChoked(sound: DrumSound): boolean {
  return sound.choke !== undefined;
}

/** Samples from one onset to the next of its group, which may be in the next pass of the loop. */
function untilNext(at: number, onsets: readonly number[], length: number): number {
  const next = onsets.find((onset) => onset > at) ?? onsets[0]! + length;
  return next - at;
}

/** A stroke that falls silent after `most` samples. */
function cut(samples: Float32Array, most: number, sampleRate: number): Float32Array {
  const fade = Math.round(CHOKE * sampleRate);
  if (most + fade >= samples.length) return samples;
  const short = samples.subarray(0, most + fade);
  for (let i = 0; i < fade; i++) short[most + i]! *= 0.5 + 0.5 * Math.cos((Math.PI * i) / fade);
  return short;
}

function bass(score: Score, studio: Studio): Stereo {
  const { kit, timing } = studio;
  const notes = score.bass.map((note) => timedNote(note, timing));
  const level = gainOf(kit.bass.level + kit.mix.bass.level);
  switch (kit.bass.kind) {
    case '808':
    case 'sampled': {
      const kicks = score.drums.filter(({ drum }) => drum === 'kick').map(({ tick }) => timing.at(tick));
      const line =
        kit.bass.kind === '808'
          ? eightLine(kit.bass, notes, kicks, level, timing)
          : sampledLine(kit.bass, notes, kicks, level, timing);
      return { left: line, right: line };
    }
    case 'reese':
      return reeseLine(kit.bass, notes, level, timing);
    default:
      return instrument(kit.bass, notes, true, kit.mix.bass, studio);
  }
}

function instrument(
  sound: Instrument,
  notes: readonly TimedNote[],
  mono: boolean,
  bus: Bus,
  { timing, fonts }: Studio,
): Stereo {
  const level = gainOf(sound.level + bus.level);
  return sound.kind === 'analog'
    ? analogLine(sound, notes, mono, level, timing)
    : soundFontLine(fonts.get(sound.font)!, sound, notes, level, timing);
}

function isMono(notes: readonly TimedNote[]): boolean {
  return notes.every((note, i) => i === 0 || notes[i - 1]!.end <= note.start);
}
