/** Small songs for tests: two artists with unlike habits, every song with its own notes. */
import {
  type BassNote,
  type Chord,
  checkScore,
  DRUMS,
  type Hit,
  type Note,
  randomOf,
  type Score,
  scalePitchClasses,
  TICKS_PER_BAR,
  TICKS_PER_STEP,
} from '../../src/music/index.ts';

export interface Habits {
  readonly kicks: readonly (readonly number[])[];
  readonly snares: readonly number[];
  readonly snareLate: number;
  readonly hatEvery: number;
  readonly rolls: boolean;
  readonly bassOctave: number;
  readonly glides: boolean;
  readonly progression: readonly number[];
  readonly motif: readonly number[];
  readonly bpm: number;
}

/** Trap-like: half time, on the grid, rolls, a gliding 808. */
export const GRID: Habits = {
  kicks: [
    [0, 7, 10],
    [0, 3, 10],
    [0, 6, 11],
  ],
  snares: [8],
  snareLate: 0,
  hatEvery: 2,
  rolls: true,
  bassOctave: 24,
  glides: true,
  progression: [0, 0, 5, 5],
  motif: [0, 4, 6, 10],
  bpm: 140,
};

/** Boom-bap-like: backbeats played late, short bass, changing chords, a busier tune. */
export const LATE: Habits = {
  kicks: [
    [0, 10],
    [0, 2, 10],
    [0, 7, 10],
  ],
  snares: [4, 12],
  snareLate: 20,
  hatEvery: 2,
  rolls: false,
  bassOctave: 36,
  glides: false,
  progression: [0, 3, 4, 6],
  motif: [0, 3, 5, 6, 9, 12, 14],
  bpm: 90,
};

/** A four-bar song of a seed: bars 1 and 2 repeat in 3 and 4, with a change in the last. */
export function song(habits: Habits, seed: number, bars = 4): Score {
  const random = randomOf(`song ${seed}`);
  const key = { tonic: random.int(12), mode: 'minor' as const };
  const scale = scalePitchClasses({ ...key, tonic: 0 });
  const shift = key.tonic > 6 ? key.tonic - 12 : key.tonic;
  const pitch = (degree: number, octave: number) =>
    octave + shift + scale[degree % 7]! + 12 * Math.floor(degree / 7);
  const kicks = [random.pick(habits.kicks), random.pick(habits.kicks)];
  const tune = habits.motif.map(() => random.int(5));
  const drums: Hit[] = [];
  const bass: BassNote[] = [];
  const chords: Chord[] = [];
  const melody: Note[] = [];
  for (let bar = 0; bar < bars; bar++) {
    const at = (step: number) => bar * TICKS_PER_BAR + step * TICKS_PER_STEP;
    const root = habits.progression[bar % habits.progression.length]!;
    for (const step of kicks[bar % 2]!) {
      drums.push({ drum: 'kick', tick: at(step), velocity: 112 });
      const note = {
        tick: at(step),
        duration: 2 * TICKS_PER_STEP,
        pitch: pitch(root, habits.bassOctave),
        velocity: 104,
      };
      const slides = habits.glides && bar % 2 === 1 && step > 8;
      bass.push(slides ? { ...note, glide: { pitch: note.pitch + 12, offset: 120, duration: 60 } } : note);
    }
    for (const step of habits.snares)
      drums.push({ drum: 'snare', tick: at(step) + habits.snareLate, velocity: 120 });
    for (let step = 0; step < 16; step += habits.hatEvery) {
      drums.push({ drum: 'closedHat', tick: at(step), velocity: step % 4 === 0 ? 88 : 72 });
      if (habits.rolls && bar % 2 === 1 && step === 14)
        drums.push({ drum: 'closedHat', tick: at(step) + 60, velocity: 72 });
    }
    if (bar === bars - 1) drums.push({ drum: 'openHat', tick: at(14), velocity: 88 });
    const low = pitch(root, 48);
    chords.push({
      tick: at(0),
      duration: TICKS_PER_BAR,
      pitches: [low, pitch(root + 2, 48), pitch(root + 4, 48)],
      velocity: 72,
    });
    habits.motif.forEach((step, i) => {
      const degree = bar === bars - 1 && i === habits.motif.length - 1 ? 4 : tune[i]!;
      melody.push({ tick: at(step), duration: 120, pitch: pitch(degree + root, 60), velocity: 88 });
    });
  }
  drums.sort((a, b) => a.tick - b.tick || DRUMS.indexOf(a.drum) - DRUMS.indexOf(b.drum));
  return checkScore({ bpm: habits.bpm, key, bars, drums, bass, chords, melody });
}

export const songs = (habits: Habits, count: number, from = 0): Score[] =>
  Array.from({ length: count }, (_, i) => song(habits, from + i));
