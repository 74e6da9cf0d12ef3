/**
 * Notes from posteriors, as Bittner et al. (ICASSP 2022) read them: a note begins where its onset posterior peaks and
 * lasts while it sounds, small gaps aside; what still sounds with no onset heard becomes a note from its strongest
 * moment outwards.
 */
import { KEYS, LOWEST_KEY, type Posteriors } from './posteriors.ts';

export interface DecodeOptions {
  /** Onsets are peaks above this. */
  readonly onset: number;
  /** A key sounds while it is above this. */
  readonly sounding: number;
  /** Notes are longer than this, in frames. */
  readonly shortest: number;
  /** A note goes on over gaps shorter than this, in frames. */
  readonly gap: number;
  /** Whether notes without an onset are looked for. */
  readonly soft: boolean;
}

/** The values that the paper's authors use. */
export const AUTHORS_CHOICE: DecodeOptions = { onset: 0.5, sounding: 0.3, shortest: 11, gap: 11, soft: true };

/** Times in seconds; `strength` is the mean posterior while it sounds, `attack` that of its onset. */
export interface NoteEvent {
  readonly time: number;
  readonly duration: number;
  readonly pitch: number;
  readonly strength: number;
  readonly attack: number;
}

/** The notes of all keys, by time and then pitch. */
export function noteEvents(posteriors: Posteriors, o: DecodeOptions = AUTHORS_CHOICE): NoteEvent[] {
  const { frames, rate, sounding } = posteriors;
  const onsets = risesAndOnsets(posteriors);
  const left = sounding.slice();
  const notes: NoteEvent[] = [];
  const take = (key: number, from: number, to: number, attack: number) => {
    if (to - from <= o.shortest) return;
    let sum = 0;
    for (let frame = from; frame < to; frame++) sum += sounding[frame * KEYS + key]!;
    notes.push({
      time: from / rate,
      duration: (to - from) / rate,
      pitch: key + LOWEST_KEY,
      strength: sum / (to - from),
      attack,
    });
  };
  /** Uses up what sounds of a note, and what its neighbours show of it. */
  const use = (key: number, from: number, to: number) => {
    for (let frame = from; frame < to; frame++) {
      for (let near = Math.max(0, key - 1); near <= Math.min(KEYS - 1, key + 1); near++)
        left[frame * KEYS + near] = 0;
    }
  };
  /** The frame before which a key has fallen silent, going one way from a frame. */
  const end = (key: number, from: number, way: 1 | -1): number => {
    let quiet = 0;
    let frame = from + way;
    while (frame >= 0 && frame < frames && quiet < o.gap) {
      quiet = left[frame * KEYS + key]! < o.sounding ? quiet + 1 : 0;
      frame += way;
    }
    return frame - way * quiet;
  };
  // From the last onset to the first, so that a struck note ends the one before it.
  for (let frame = frames - 2; frame > 0; frame--) {
    for (let key = 0; key < KEYS; key++) {
      const value = onsets[frame * KEYS + key]!;
      if (value <= o.onset) continue;
      if (value <= onsets[(frame - 1) * KEYS + key]! || value < onsets[(frame + 1) * KEYS + key]!) continue;
      const to = end(key, frame, 1);
      if (to - frame <= o.shortest) continue;
      take(key, frame, to, value);
      use(key, frame, to);
    }
  }
  if (o.soft) {
    for (const [frame, key] of strongestFirst(left, o.sounding)) {
      if (left[frame * KEYS + key]! <= o.sounding) continue;
      const to = end(key, frame, 1);
      const from = end(key, frame, -1) + 1;
      take(key, from, to, 0);
      use(key, from, to);
    }
  }
  return notes.sort((a, b) => a.time - b.time || a.pitch - b.pitch);
}

/** Onset posteriors, and where a key suddenly sounds although none was heard, on the same scale. */
function risesAndOnsets({ frames, sounding, onsets }: Posteriors): Float32Array {
  const rises = new Float32Array(onsets.length);
  let highest = 0;
  let steepest = 0;
  for (let i = 0; i < onsets.length; i++) {
    if (onsets[i]! > highest) highest = onsets[i]!;
    if (i < 2 * KEYS) continue;
    const rise = Math.max(
      0,
      Math.min(sounding[i]! - sounding[i - KEYS]!, sounding[i]! - sounding[i - 2 * KEYS]!),
    );
    rises[i] = rise;
    if (rise > steepest) steepest = rise;
  }
  if (steepest === 0 || frames === 0) return onsets;
  return rises.map((rise, i) => Math.max(onsets[i]!, (highest * rise) / steepest));
}

/** Places above a value, [frame, key], the highest first. */
function strongestFirst(values: Float32Array, above: number): [number, number][] {
  const places: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i]! > above) places.push(i);
  places.sort((a, b) => values[b]! - values[a]! || a - b);
  return places.map((i) => [Math.floor(i / KEYS), i % KEYS]);
}
