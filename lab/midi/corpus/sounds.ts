/** Sounds of kits with the drum that each is, to fit and to measure what their rhythm alone says. */
import { type Drum, drumOfPad, type Note, type Random, TICKS_PER_BAR } from '../../../src/music/index.ts';
import { byPitch, rhythmOf, standingsOf } from '../../../src/music/midi-rhythm.ts';
import { TOLD_BY_RHYTHM } from '../../../src/music/midi-rhythm-weights.ts';
import { GM, kit } from './case.ts';
import { performances } from './groove.ts';
import { beat } from './material.ts';
import type { Row } from './regression.ts';

/** The classes: what a rhythm tells, and any percussion. */
export const SOUND_CLASSES = [...TOLD_BY_RHYTHM, 'percussion'] as const;
const PPQ = 480;

/** A clap is struck like a snare, a ride like a hat. */
function classOf(drum: Drum | undefined): number {
  const like = drum === 'clap' ? 'snare' : drum === 'ride' ? 'closedHat' : drum;
  const found = (SOUND_CLASSES as readonly (string | undefined)[]).indexOf(like);
  return found < 0 ? SOUND_CLASSES.length - 1 : found;
}

/** The sounds of a kit that plays by the map, as if its pads lay in some other order. */
function soundsIn(
  random: Random,
  notes: readonly Note[],
  bars: number,
  source: string,
  weight: number,
): Row[] {
  const isElectronic = notes.some(({ pitch }) => pitch === 22 || pitch === 26);
  const drums = new Map<Drum | undefined, Note[]>();
  for (const note of notes) {
    const drum = drumOfPad(note.pitch, isElectronic);
    drums.set(drum, [...(drums.get(drum) ?? []), note]);
  }
  const order = [...drums.keys()];
  if (random.next() < 0.5) order.sort(() => random.next() - 0.5);
  const laidOut = order.flatMap((drum, i) => drums.get(drum)!.map((note) => ({ ...note, pitch: 36 + i })));
  const sounds = [...byPitch(laidOut.sort((a, b) => a.tick - b.tick)).values()];
  const standings = standingsOf(sounds);
  return sounds.map((own, i) => ({
    answer: classOf(order[i]),
    features: rhythmOf(own, bars, standings[i]),
    source,
    weight: weight * Math.min(1, own.length / 8),
  }));
}

export function ruledSounds(random: Random, count: number): Row[] {
  return Array.from({ length: count }, (_, i) => {
    const own = random.fork(`sounds ${i}`);
    const bars = own.pick([1, 2, 4, 8]);
    const human = { random: own, by: own.pick([0, 0.06]) };
    const notes = kit(beat(own, bars), { ppq: PPQ, pads: GM, human }).map(
      ({ tick, length, pitch, velocity }): Note => ({ tick, duration: length, pitch, velocity }),
    );
    return soundsIn(own, notes, bars, 'ruled', 1);
  }).flat();
}

/** Beats of real drummers in stretches of some bars. */
export function playedSounds(random: Random, fits: (drummer: string) => boolean): Row[] {
  return performances(fits).flatMap(({ notes, kind, path }) => {
    if (kind !== 'beat') return [];
    const own = random.fork(path);
    return [2, 4, 8, 8].flatMap((bars, n) => {
      const from = n * 8 * TICKS_PER_BAR;
      const some = notes
        .filter(({ tick }) => tick >= from && tick < from + bars * TICKS_PER_BAR)
        .map((note) => ({ ...note, tick: note.tick - from }));
      return some.length < 16 ? [] : soundsIn(own, some, bars, 'played', 1);
    });
  });
}
