/** The four parts of a score as loops of sound, at their level in the mix. */
import type { BasicSoundBank } from 'spessasynth_core';
import { DRUMS, type Drum, type Part, type Random, type Score } from '../music/index.ts';
import { strike } from './drums/strike.ts';
import { borrow } from './dsp/buffers.ts';
import { addBoth, addWrapped, gainOf, panGains, type Stereo, stereo } from './dsp/stereo.ts';
import type { Bus, Instrument, Kit } from './kit.ts';
import { type TimedNote, type Timing, timedChord, timedNote } from './timing.ts';
import { analogLine } from './tones/analog.ts';
import { eightLine } from './tones/eight.ts';
import { soundFontLine } from './tones/soundfont.ts';

/** A part's sound, and what of it goes to the reverb by its own choice. */
export interface PartSound {
  readonly dry: Stereo;
  readonly send?: Float32Array;
}

export interface Studio {
  readonly kit: Kit;
  readonly timing: Timing;
  readonly font: BasicSoundBank;
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
  for (const drum of DRUMS) {
    const sound = kit.drums[drum];
    const chance = random.fork(drum);
    const [left, right] = panGains(sound.pan ?? 0);
    const level = gainOf(sound.level + kit.mix.drums.level);
    for (const hit of score.drums) {
      if (hit.drum !== drum) continue;
      const at = timing.at(hit.tick);
      const stroke = { force: hit.velocity / 127, random: chance, sampleRate: timing.sampleRate };
      const played = () => {
        const samples = strike(sound, stroke);
        return sound.kind === 'metal' && sound.choke
          ? choked(samples, at, drum, score, kit, timing)
          : samples;
      };
      const samples = played();
      addBoth(dry, samples, at, level * left, level * right);
      if (sound.send !== undefined) addWrapped(send, samples, at, level * gainOf(sound.send));
      if (sound.spread) {
        const sides = played();
        addBoth(dry, sides, at, level * sound.spread, -level * sound.spread);
      }
    }
  }
  return { dry, send };
}

/** A hat ends where the next of its group begins, also when that is at the start of the next pass. */
function choked(
  samples: Float32Array,
  at: number,
  drum: Drum,
  score: Score,
  kit: Kit,
  timing: Timing,
): Float32Array {
  let next = Number.POSITIVE_INFINITY;
  for (const other of score.drums) {
    const sound = kit.drums[other.drum];
    if (sound.kind !== 'metal' || !sound.choke) continue;
    const start = timing.at(other.tick);
    const gap = start - at;
    // A closed hat on the same tick is the foot that shuts the open one: both sound, and the open one is short.
    if (gap > 0) next = Math.min(next, gap);
    else if (gap < 0 || other.drum === drum) next = Math.min(next, gap + timing.length);
  }
  const fade = Math.round(CHOKE * timing.sampleRate);
  if (next + fade >= samples.length) return samples;
  const cut = samples.slice(0, next + fade);
  for (let i = 0; i < fade; i++) cut[next + i]! *= 0.5 + 0.5 * Math.cos((Math.PI * i) / fade);
  return cut;
}

function bass(score: Score, studio: Studio): Stereo {
  const { kit, timing } = studio;
  const notes = score.bass.map((note) => timedNote(note, timing));
  if (kit.bass.kind !== '808') return instrument(kit.bass, notes, true, kit.mix.bass, studio);
  const kicks = score.drums.filter(({ drum }) => drum === 'kick').map(({ tick }) => timing.at(tick));
  const line = eightLine(kit.bass, notes, kicks, gainOf(kit.bass.level + kit.mix.bass.level), timing);
  return { left: line, right: line };
}

function instrument(
  sound: Instrument,
  notes: readonly TimedNote[],
  mono: boolean,
  bus: Bus,
  { timing, font }: Studio,
): Stereo {
  const level = gainOf(sound.level + bus.level);
  return sound.kind === 'analog'
    ? analogLine(sound, notes, mono, level, timing)
    : soundFontLine(font, sound, notes, level, timing);
}

function isMono(notes: readonly TimedNote[]): boolean {
  return notes.every((note, i) => i === 0 || notes[i - 1]!.end <= note.start);
}
