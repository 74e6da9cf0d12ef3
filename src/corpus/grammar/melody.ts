/**
 * Writes the melody: a motif of a few notes, repeated with one changed detail, answered, and silent often
 * enough that a voice has room.
 */
import {
  type Note,
  type Random,
  STEPS_PER_BAR,
  scalePitchClasses,
  TICKS_PER_BAR,
  TICKS_PER_STEP,
  ticksOf,
} from '../../music/index.ts';
import type { Settings } from './book.ts';
import { type BarPlan, sounds } from './form.ts';
import { pentatonicOf, pitchClassesOf, type Span, spanAt } from './harmony.ts';
import { lifted } from './lift.ts';
import { type Motif, motifOf, withDetail } from './motif.ts';
import { clampVelocity, withoutOverlap } from './notes.ts';
import type { Pocket } from './pocket.ts';

/** The melody of a song. */
export function writeMelody(
  settings: Settings,
  plans: readonly BarPlan[],
  spans: readonly Span[],
  pocket: Pocket,
  random: Random,
): Note[] {
  const end = ticksOf(settings);
  const touch = random.fork('touch');
  const notes: Note[] = [];
  for (const { bar, motif } of phrasesOf(settings, random)) {
    const last = motif.at(-1);
    for (const note of motif) {
      const plan = plans[bar + Math.floor(note.step / STEPS_PER_BAR)];
      const tick = bar * TICKS_PER_BAR + note.step * TICKS_PER_STEP;
      if (plan === undefined || !sounds(plan, 'keys', note.step % STEPS_PER_BAR)) continue;
      const strong = note === last || (note.step % 4 === 0 && note.strength > 0.7);
      notes.push({
        tick: Math.min(end - TICKS_PER_STEP / 4, pocket('keys', tick)),
        duration: 0,
        pitch: pitchOf(note.rung, settings, spanAt(spans, tick), strong),
        velocity: clampVelocity(66 + 34 * note.strength + touch.normal() * settings.dynamics),
      });
    }
  }
  return lifted(withLengths(notes, settings, end, touch), settings, spans, random.fork('lift'));
}

/** The motifs of a song and the bars they start in. */
function phrasesOf(settings: Settings, random: Random): { bar: number; motif: Motif }[] {
  const units = settings.melodyPlan.split(' ');
  const unitBars = Math.max(1, Math.floor(4 / units.length));
  const motifs = new Map<string, Motif>();
  const phrases: { bar: number; motif: Motif }[] = [];
  for (let at = 0, bar = 0; bar < settings.bars; at++, bar += unitBars) {
    const label = units[at % units.length]!;
    const letter = label.replaceAll("'", '');
    if (letter === '.') continue;
    let motif = motifs.get(letter);
    if (motif === undefined) {
      const model = letter === 'A' ? null : (motifs.get('A') ?? null);
      motif = motifOf(settings, unitBars, model, random.fork(letter));
      motifs.set(letter, motif);
    }
    // Eight bars end otherwise than four.
    const closing = settings.bars > 4 && bar + unitBars >= settings.bars;
    for (let detail = label.length - letter.length + (closing ? 1 : 0); detail > 0; detail--)
      motif = withDetail(motif, unitBars, random.fork(`detail ${label} ${closing} ${detail}`));
    phrases.push({ bar, motif });
  }
  return phrases;
}

/** The pitch of a rung over a chord. */
function pitchOf(rung: number, settings: Settings, span: Span, strong: boolean): number {
  const chord = pitchClassesOf(span);
  const pitch = folded(
    onLadder(ladderOf(settings, chord), settings.melodyCentre, rung),
    settings.melodyCentre,
  );
  const borrowed = chord.some((pitchClass) => !scalePitchClasses(settings).includes(pitchClass));
  const bends = strong && (settings.melodyFit === 'follow' || borrowed || rubs(pitch, chord));
  return bends && !chord.includes(pitch % 12) ? towards(chord, pitch) : pitch;
}

/** Whether a pitch lies a half step from a note of the chord and is none of it. */
function rubs(pitch: number, chord: readonly number[]): boolean {
  const [below, above] = [(pitch + 11) % 12, (pitch + 1) % 12];
  return !chord.includes(pitch % 12) && (chord.includes(below) || chord.includes(above));
}

function ladderOf(settings: Settings, chord: readonly number[]): readonly number[] {
  switch (settings.melodyScale) {
    case 'scale':
      return scalePitchClasses(settings);
    case 'pentatonic':
      return pentatonicOf(settings);
    case 'tight':
      // The tonic with its neighbours, third, fifth and seventh: what dark, narrow riffs are made of.
      return scalePitchClasses(settings).filter((_, i) => i < 3 || i === 4 || i === 6);
    default:
      return chord.slice(0, 4);
  }
}

/** The rung-th pitch of some pitch classes, counted from the first that is not below the centre. */
function onLadder(classes: readonly number[], centre: number, rung: number): number {
  const ladder: number[] = [];
  for (let pitch = Math.round(centre) - 30; pitch <= centre + 30; pitch++)
    if (classes.includes(pitch % 12)) ladder.push(pitch);
  const middle = ladder.findIndex((pitch) => pitch >= centre);
  return ladder[Math.max(0, Math.min(ladder.length - 1, middle + rung))]!;
}

/** A pitch within an octave or so of the centre, so that wide rungs do not leave the register. */
function folded(pitch: number, centre: number): number {
  if (pitch > centre + 13) return folded(pitch - 12, centre);
  return pitch < centre - 11 ? folded(pitch + 12, centre) : pitch;
}

function towards(classes: readonly number[], pitch: number): number {
  for (let by = 1; by < 7; by++) {
    if (classes.includes((pitch - by) % 12)) return pitch - by;
    if (classes.includes((pitch + by) % 12)) return pitch + by;
  }
  return pitch;
}

function withLengths(notes: readonly Note[], settings: Settings, end: number, touch: Random): Note[] {
  const onsets = withoutOverlap(notes, end);
  return onsets.map((note, i) => {
    const room = (onsets[i + 1]?.tick ?? end) - note.tick;
    const length = Math.min(TICKS_PER_BAR, room * settings.melodyLength * (0.9 + 0.2 * touch.next()));
    const duration = Math.round(Math.min(room, Math.max(TICKS_PER_STEP * 0.7, length)));
    return { ...note, duration: Math.max(1, duration) };
  });
}
