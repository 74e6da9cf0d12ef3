/** Writes the chords: voicings that lead into each other, on the rhythm of a lane. */
import {
  type Chord,
  type Random,
  STEPS_PER_BAR,
  TICKS_PER_BAR,
  TICKS_PER_STEP,
  ticksOf,
} from '../../music/index.ts';
import type { Comping, Settings, Voicing } from './book.ts';
import { type BarPlan, sounds } from './form.ts';
import { pitchClassesOf, type Span, spanAt } from './harmony.ts';
import { barOfCell, resolveLane } from './lane.ts';
import type { Pocket } from './pocket.ts';

/** The chords of a song. */
export function writeChords(
  settings: Settings,
  plans: readonly BarPlan[],
  spans: readonly Span[],
  pocket: Pocket,
  random: Random,
): Chord[] {
  const voiced = leadVoices(spans, settings);
  const onsets = onsetsOf(settings, plans, spans, random);
  const touch = random.fork('touch');
  const end = ticksOf(settings);
  const chords = onsets.map(({ tick, strength }, i): Chord => {
    const span = spanAt(spans, tick);
    const room = Math.min(onsets[i + 1]?.tick ?? end, span.tick + span.ticks) - tick;
    return {
      tick: Math.min(end - TICKS_PER_STEP / 2, pocket('keys', tick)),
      duration: Math.round(Math.max(TICKS_PER_STEP / 2, room * settings.chordLength)),
      pitches: comped(voiced.get(span)!, settings.comping, stepOf(tick, span)),
      velocity: clampVelocity(58 + 34 * strength + touch.normal() * settings.dynamics),
    };
  });
  return withoutOverlap(chords, end);

  /** How many times the chord has been struck before, or null where it is struck but once. */
  function stepOf(tick: number, span: Span): number | null {
    const own = onsets.filter((onset) => onset.tick >= span.tick && onset.tick < span.tick + span.ticks);
    return own.length < 3 ? null : own.findIndex((onset) => onset.tick === tick);
  }
}

/** The notes of a chord that sound at its n-th stroke. */
function comped(pitches: readonly number[], comping: Comping, stroke: number | null): readonly number[] {
  if (stroke === null || comping === 'block' || pitches.length < 3) return pitches;
  if (comping === 'stride') return stroke % 4 === 0 ? pitches.slice(0, 1) : pitches.slice(1);
  const turn = 2 * pitches.length - 2;
  const at = stroke % turn;
  return [pitches[at < pitches.length ? at : turn - at]!];
}

/** Ends each note before the next begins and the song ends. */
export function withoutOverlap<T extends { tick: number; duration: number }>(
  events: readonly T[],
  end: number,
): T[] {
  const sorted = [...events]
    .sort((a, b) => a.tick - b.tick)
    .filter((e, i, all) => e.tick !== all[i - 1]?.tick);
  return sorted.map((event, i) => ({
    ...event,
    duration: Math.max(1, Math.min(event.duration, (sorted[i + 1]?.tick ?? end) - event.tick)),
  }));
}

export function clampVelocity(velocity: number): number {
  return Math.max(20, Math.min(127, Math.round(velocity)));
}

function onsetsOf(
  settings: Settings,
  plans: readonly BarPlan[],
  spans: readonly Span[],
  random: Random,
): { tick: number; strength: number }[] {
  const said = resolveLane(settings.chords, settings.chordFill, random.fork('said'));
  const answered = resolveLane(settings.chords, settings.chordFill, random.fork('answered'));
  const sustained = said.filter((strength) => strength > 0).length * STEPS_PER_BAR <= said.length * 2;
  const onsets: { tick: number; strength: number }[] = [];
  for (const plan of plans) {
    const row = barOfCell(plan.changed && plan.ends ? answered : said, plan.bar);
    for (let step = 0; step < STEPS_PER_BAR; step++) {
      const tick = plan.bar * TICKS_PER_BAR + step * TICKS_PER_STEP;
      // Chords that are held must speak where the harmony changes; stabs leave that to the ear.
      const turn = sustained && spans.some((span) => span.tick === tick);
      if ((row[step]! > 0 || turn) && sounds(plan, 'keys', step))
        onsets.push({ tick, strength: Math.max(row[step]!, turn ? 0.8 : 0) });
    }
  }
  return onsets;
}

/** Voices each chord near the one before: the least total movement, held near the register asked for. */
function leadVoices(spans: readonly Span[], settings: Settings): Map<Span, number[]> {
  const voiced = new Map<Span, number[]>();
  let previous: number[] | null = null;
  for (const span of spans) {
    let best: number[] = [];
    let least = Number.POSITIVE_INFINITY;
    for (const candidate of voicings(span, settings.voicing, settings.chordCentre)) {
      const mean = candidate.reduce((sum, pitch) => sum + pitch, 0) / candidate.length;
      const cost =
        (previous === null ? 0 : movement(previous, candidate)) + 0.8 * Math.abs(mean - settings.chordCentre);
      if (cost < least) {
        least = cost;
        best = candidate;
      }
    }
    voiced.set(span, best);
    previous = best;
  }
  return voiced;
}

function movement(from: readonly number[], to: readonly number[]): number {
  return to.reduce((sum, pitch) => sum + Math.min(...from.map((other) => Math.abs(other - pitch))), 0);
}

function voicings(span: Span, voicing: Voicing, centre: number): number[][] {
  const classes = chosen(pitchClassesOf(span), voicing);
  const out: number[][] = [];
  for (let inversion = 0; inversion < (voicing === 'low' ? 1 : classes.length); inversion++) {
    const order = [...classes.slice(inversion), ...classes.slice(0, inversion)];
    for (let base = Math.round(centre) - 16; base < centre + 6; base++) {
      if (base % 12 !== order[0]) continue;
      const pitches = [base];
      for (const pitchClass of order.slice(1)) {
        const below = pitches.at(-1)!;
        pitches.push(below + ((pitchClass - below + 1200) % 12 || 12));
      }
      // Drop 2: the second voice from above goes down an octave, as keyboard players open a chord.
      if (voicing === 'open' && pitches.length > 2) pitches[pitches.length - 2]! -= 12;
      out.push([...new Set(pitches)].sort((a, b) => a - b));
    }
  }
  return out;
}

/** The notes of a chord that a voicing plays. */
function chosen(classes: readonly number[], voicing: Voicing): number[] {
  const distinct = [...new Set(classes)];
  if (voicing === 'rootless' && distinct.length >= 4) return distinct.slice(1);
  if (voicing === 'shell' && distinct.length >= 4) return [distinct[0]!, distinct[1]!, ...distinct.slice(3)];
  return distinct;
}
