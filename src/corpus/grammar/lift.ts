/** What the melody gains: doubling throughout, and what the second half of eight bars brings. */
import {
  byTickAndPitch,
  type Note,
  type Random,
  scalePitchClasses,
  TICKS_PER_BAR,
  TICKS_PER_STEP,
  ticksOf,
} from '../../music/index.ts';
import type { Settings } from './book.ts';
import { pitchClassesOf, type Span, spanAt } from './harmony.ts';
import { clampVelocity } from './notes.ts';

/** Above this centre, what is added goes an octave down instead of up. */
const HIGH = 71;

/** A melodic line with its doubling and its lift. */
export function lifted(
  line: readonly Note[],
  settings: Settings,
  spans: readonly Span[],
  random: Random,
): Note[] {
  const isSecondHalf = (note: Note) => settings.bars >= 8 && Math.floor(note.tick / TICKS_PER_BAR) % 8 >= 4;
  const doubles = random.next() < settings.doubles;
  const octave = settings.melodyCentre > HIGH ? -12 : 12;
  let notes = line.flatMap((note) => {
    const second = isSecondHalf(note);
    if (second && settings.lift === 'octave') return [{ ...note, pitch: note.pitch + octave }];
    return doubles || (second && settings.lift === 'double') ? doubled(note, settings, octave) : [note];
  });
  if (settings.lift === 'rest')
    notes = notes.filter((note) => !isSecondHalf(note) || Math.floor(note.tick / TICKS_PER_BAR) % 8 >= 6);
  if (settings.lift === 'counter')
    notes.push(...counterline(line.filter(isSecondHalf), settings, spans, random));
  return tidied(notes, ticksOf(settings));
}

function doubled(note: Note, settings: Settings, octave: number): Note[] {
  const velocity = clampVelocity(note.velocity * 0.75);
  if (settings.doubling === 'octave') return [note, { ...note, pitch: note.pitch + octave, velocity }];
  const scale = scalePitchClasses(settings);
  const thirds = [3, 4].map((by) => note.pitch - by).filter((pitch) => scale.includes(pitch % 12));
  return thirds[0] === undefined ? [note] : [note, { ...note, pitch: thirds[0], velocity }];
}

/** A second voice in the gaps of the first: one or two notes a bar, chord tones, moving little. */
function counterline(
  line: readonly Note[],
  settings: Settings,
  spans: readonly Span[],
  random: Random,
): Note[] {
  const centre = settings.melodyCentre + (settings.melodyCentre > HIGH ? -9 : 9);
  const busy = new Set(line.map((note) => Math.round((note.tick % TICKS_PER_BAR) / TICKS_PER_STEP)));
  const free = [0, 2, 3, 4, 6, 8, 10, 11, 12, 14].filter((step) => !busy.has(step) && !busy.has(step - 1));
  if (free.length === 0) return [];
  const steps = [...new Set([random.pick(free), random.pick(free)])].sort((a, b) => a - b);
  const notes: Note[] = [];
  let previous = centre;
  for (let bar = 0; bar < settings.bars; bar++) {
    if (bar % 8 < 4) continue;
    steps.forEach((step, i) => {
      const tick = bar * TICKS_PER_BAR + step * TICKS_PER_STEP;
      const until = steps[i + 1] === undefined ? 16 : steps[i + 1]!;
      const classes = pitchClassesOf(spanAt(spans, tick));
      previous = nearest(classes, (previous * 2 + centre) / 3);
      notes.push({
        tick,
        duration: Math.round((until - step) * TICKS_PER_STEP * 0.85),
        pitch: previous,
        velocity: clampVelocity(70 + random.normal() * settings.dynamics),
      });
    });
  }
  return notes;
}

function nearest(classes: readonly number[], to: number): number {
  const start = Math.round(to);
  for (let by = 0; by < 7; by++)
    for (const pitch of [start - by, start + by]) if (classes.includes(pitch % 12)) return pitch;
  return start;
}

/** Sorted, and no pitch over itself. */
function tidied(notes: readonly Note[], end: number): Note[] {
  const sorted = [...notes].sort(byTickAndPitch);
  return sorted.flatMap((note, i) => {
    const again = sorted.find((other, at) => at > i && other.pitch === note.pitch);
    const room = Math.min(again?.tick ?? end, end) - note.tick;
    return room < 1 ? [] : [{ ...note, duration: Math.min(note.duration, room) }];
  });
}
