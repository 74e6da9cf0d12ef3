/** Writes the bass: with the kick or instead of it, monophonic, in tune, with glides and approach notes. */
import {
  type BassNote,
  type Glide,
  type Random,
  STEPS_PER_BAR,
  scalePitchClasses,
  TICKS_PER_BAR,
  TICKS_PER_STEP,
  ticksOf,
  ticksOfMilliseconds,
} from '../../music/index.ts';
import type { Settings } from './book.ts';
import type { Kick } from './drums.ts';
import { type BarPlan, sounds } from './form.ts';
import { pitchClassesOf, type Span, spanAt } from './harmony.ts';
import { barOfCell, resolveLane } from './lane.ts';
import { clampVelocity, withoutOverlap } from './notes.ts';
import type { Pocket } from './pocket.ts';

const LOWEST = 24;
const HIGHEST = 60;

/**
 * The bass of a song.
 * @param kicks the kick at every step of the song, or undefined where there is none.
 */
export function writeBass(
  settings: Settings,
  plans: readonly BarPlan[],
  spans: readonly Span[],
  kicks: readonly (Kick | undefined)[],
  pocket: Pocket,
  random: Random,
): BassNote[] {
  const onsets = onsetsOf(settings, plans, kicks, random.fork('rhythm'));
  const motion = motionOf(settings, random.fork('motion'));
  const touch = random.fork('touch');
  const cuts = random.fork('cuts');
  const end = ticksOf(settings);
  const lag = Math.round(ticksOfMilliseconds(settings.bassLate, settings.bpm));
  const notes = onsets.map((step, i): BassNote => {
    const tick = step * TICKS_PER_STEP;
    const next = (onsets[i + 1] ?? settings.bars * STEPS_PER_BAR) * TICKS_PER_STEP;
    const span = spanAt(spans, tick);
    // The end of a loop leads into its beginning.
    const following = next < end ? spanAt(spans, next) : spans[0]!;
    const pitch = motion(span, following.root === span.root ? null : following, step, i === 0);
    const stop = cuts.next() < settings.cuts ? Math.min(next, nextKick(kicks, step) * TICKS_PER_STEP) : next;
    const length = (stop - tick) * Math.min(1, settings.bassLength * (0.92 + 0.16 * touch.next()));
    // A note that goes with a kick goes with it to the tick, but for the bass's own lateness.
    const kick = kicks[step];
    const at = kick === undefined ? pocket('bass', tick) : kick.tick + lag;
    const start = Math.max(0, Math.min(end - TICKS_PER_STEP / 2, at));
    const strength = kick === undefined ? 0.86 : 1;
    return {
      tick: start,
      duration: Math.round(Math.max(TICKS_PER_STEP * 0.6, Math.min(length, 2 * TICKS_PER_BAR))),
      pitch,
      velocity: clampVelocity(104 * strength + touch.normal() * settings.dynamics * 0.7),
    };
  });
  return withGlides(withoutOverlap(notes, end), settings, plans, random.fork('glides'));
}

/** The step of the first kick after a step; infinite if there is none. */
function nextKick(kicks: readonly (Kick | undefined)[], step: number): number {
  const at = kicks.findIndex((kick, i) => i > step && kick !== undefined);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

function onsetsOf(
  settings: Settings,
  plans: readonly BarPlan[],
  kicks: readonly (Kick | undefined)[],
  random: Random,
): number[] {
  const said = resolveLane(settings.bass, settings.bassFill, random);
  const answered = resolveLane(settings.bass, settings.bassFill, random);
  // Whether the bass goes with the kick is settled per position, so that it repeats with the bars.
  // The first beat of a bar is the last that it leaves to the kick alone.
  const goes = Array.from({ length: 2 * STEPS_PER_BAR }, (_, at) => {
    const share = at % STEPS_PER_BAR === 0 ? Math.max(0.97, settings.bassWithKick) : settings.bassWithKick;
    return random.next() < share;
  });
  const onsets: number[] = [];
  for (const plan of plans) {
    const row = barOfCell(plan.changed && plan.ends ? answered : said, plan.bar);
    for (let step = 0; step < STEPS_PER_BAR; step++) {
      const at = plan.bar * STEPS_PER_BAR + step;
      if (!sounds(plan, 'bass', step)) continue;
      if (row[step]! > 0 || (kicks[at] !== undefined && goes[at % goes.length])) onsets.push(at);
    }
  }
  return onsets;
}

/** Chooses pitches: a note of a position in two bars keeps its function, so the line repeats over the chords. */
function motionOf(
  settings: Settings,
  random: Random,
): (span: Span, following: Span | null, step: number, first: boolean) => number {
  const scale = scalePitchClasses(settings);
  const functions = Array.from({ length: 2 * STEPS_PER_BAR }, () =>
    random.next() < settings.bassMoves ? random.weighted([0, 5, 4, 1.5, 1.5]) : 0,
  );
  const approach = Array.from({ length: 2 * STEPS_PER_BAR }, () => random.next());
  return (span, following, step, first) => {
    const low = Math.round(settings.bassLow);
    const root = placed(span.root, low);
    const at = step % functions.length;
    // A late note before a change leads into the new root along the scale; a long one stays the root.
    const leads = following !== null && step % STEPS_PER_BAR >= STEPS_PER_BAR / 2;
    if (leads && approach[at]! < settings.bassMoves * 0.8) {
      const target = placed(following.root, low);
      const side = approach[at]! < settings.bassMoves * 0.4 ? -1 : 1;
      const lead = [1, 2].map((by) => target + side * by).find((pitch) => scale.includes(pitch % 12));
      if (lead !== undefined && lead >= LOWEST) return lead;
    }
    if (first || step % STEPS_PER_BAR === 0) return root;
    const classes = pitchClassesOf(span);
    switch (functions[at]) {
      case 1:
        return nearest(classes.find((_, i) => span.intervals[i]! % 12 === 7) ?? span.root, root, low);
      case 2:
        return root + 12 <= HIGHEST ? root + 12 : root;
      case 3:
        return nearest(classes[1] ?? span.root, root, low);
      case 4:
        return nearest(classes[3] ?? span.root, root, low);
      default:
        return root;
    }
  };
}

/** The pitch of a class in the octave that starts at the lowest note. */
function placed(pitchClass: number, low: number): number {
  return low + ((((pitchClass - low) % 12) + 12) % 12);
}

function nearest(pitchClass: number, root: number, low: number): number {
  const above = root + ((pitchClass - root + 120) % 12);
  return above - root > 7 && above - 12 >= Math.max(LOWEST, low - 3) ? above - 12 : above;
}

/** Bends notes that have room, mostly where a phrase turns. */
function withGlides(
  notes: readonly BassNote[],
  settings: Settings,
  plans: readonly BarPlan[],
  random: Random,
): BassNote[] {
  const scale = scalePitchClasses(settings);
  const intervals = settings.glideSet.split(' ').map(Number);
  return notes.map((note) => {
    const bar = Math.floor(note.tick / TICKS_PER_BAR);
    const late = note.tick % TICKS_PER_BAR >= TICKS_PER_BAR / 2;
    const weight = plans[bar]?.ends === true && late ? 1.5 : late ? 1 : 0.55;
    const chance = random.next();
    const wanted = random.pick(intervals);
    const where = random.next();
    const speed = random.next();
    if (note.duration < 2.5 * TICKS_PER_STEP || chance >= settings.glides * weight) return note;
    const pitch = [wanted, ...intervals]
      .map((interval) => note.pitch + interval)
      .find((to) => to >= LOWEST && to <= HIGHEST && scale.includes(to % 12));
    if (pitch === undefined) return note;
    const duration = Math.round(TICKS_PER_STEP * (0.5 + speed));
    const latest = note.duration - duration - TICKS_PER_STEP / 2;
    const offset = Math.round(Math.max(TICKS_PER_STEP / 2, latest * (0.35 + 0.65 * where)));
    if (offset + duration >= note.duration) return note;
    const glide: Glide = { pitch, offset, duration };
    return { ...note, glide };
  });
}
