/** Writes the chords on the rhythm of a lane. */
import {
  type Chord,
  type Random,
  STEPS_PER_BAR,
  TICKS_PER_BAR,
  TICKS_PER_STEP,
  ticksOf,
} from '../../music/index.ts';
import type { Comping, Settings } from './book.ts';
import { type BarPlan, sounds } from './form.ts';
import { type Span, spanAt } from './harmony.ts';
import { barOfCell, resolveLane } from './lane.ts';
import { clampVelocity, withoutOverlap } from './notes.ts';
import type { Pocket } from './pocket.ts';
import { leadVoices } from './voicing.ts';

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
