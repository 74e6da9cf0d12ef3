/**
 * Writes the melody: a motif of a few notes, repeated with one changed detail, answered, and silent often
 * enough that a voice has room.
 */
import {
  type Note,
  type Random,
  STEPS_PER_BAR,
  TICKS_PER_BAR,
  TICKS_PER_STEP,
  ticksOf,
} from '../../music/index.ts';
import type { Settings } from './book.ts';
import { clampVelocity, withoutOverlap } from './chords.ts';
import { type BarPlan, sounds } from './form.ts';
import { pentatonicOf, pitchClassesOf, type Span, scaleOf, spanAt } from './harmony.ts';
import { resolveLane } from './lane.ts';
import type { Pocket } from './pocket.ts';

/** A note of a motif: when, how strong, and how many rungs of the ladder from where the motif starts. */
interface Rung {
  readonly step: number;
  readonly strength: number;
  readonly rung: number;
}
type Motif = readonly Rung[];

/** The melody of a song. */
export function writeMelody(
  settings: Settings,
  plans: readonly BarPlan[],
  spans: readonly Span[],
  pocket: Pocket,
  random: Random,
): Note[] {
  const end = ticksOf(settings);
  const units = settings.melodyPlan.split(' ');
  const unitBars = Math.max(1, Math.floor(4 / units.length));
  const motifs = new Map<string, Motif>();
  const touch = random.fork('touch');
  const notes: Note[] = [];
  for (let at = 0, bar = 0; bar < settings.bars; at++, bar += unitBars) {
    const label = units[at % units.length]!;
    const letter = label.replaceAll("'", '');
    if (letter === '.') continue;
    let motif = motifs.get(letter);
    if (motif === undefined) {
      motif = motifOf(
        settings,
        unitBars,
        letter === 'A' ? null : (motifs.get('A') ?? null),
        random.fork(letter),
      );
      motifs.set(letter, motif);
    }
    const closing = settings.bars > 4 && bar + unitBars >= settings.bars;
    for (let detail = label.length - letter.length + (closing ? 1 : 0); detail > 0; detail--)
      motif = withDetail(motif, unitBars, random.fork(`detail ${label} ${closing} ${detail}`));
    const last = motif.at(-1);
    for (const note of motif) {
      const step = note.step % STEPS_PER_BAR;
      const plan = plans[Math.min(settings.bars - 1, bar + Math.floor(note.step / STEPS_PER_BAR))]!;
      const tick = bar * TICKS_PER_BAR + note.step * TICKS_PER_STEP;
      if (tick >= end || !sounds(plan, 'keys', step)) continue;
      const strong = note === last || (note.step % 4 === 0 && note.strength > 0.7);
      notes.push({
        tick: Math.min(end - 30, pocket('keys', tick)),
        duration: 0,
        pitch: pitchOf(note.rung, settings, spanAt(spans, tick), strong),
        velocity: clampVelocity(66 + 34 * note.strength + touch.normal() * settings.dynamics),
      });
    }
  }
  const line = withLengths(notes, settings, end, touch);
  return random.fork('doubles').next() < settings.doubles ? doubled(line, settings) : line;
}

function motifOf(settings: Settings, bars: number, model: Motif | null, random: Random): Motif {
  // An answer mostly keeps the rhythm of what it answers.
  const steps =
    model !== null && random.next() < 0.6
      ? model.map(({ step, strength }) => ({ step, strength }))
      : rhythmOf(settings, bars, random);
  const up = random.next() < 0.5 ? 1 : -1;
  if (settings.melodyScale === 'arpeggio') return arpeggio(steps, random);
  let rung = model === null ? random.int(4) - 1 : (model.at(-1)?.rung ?? 0) + random.pick([-2, -1, 1, 2]);
  return steps.map(({ step, strength }, i) => {
    if (i > 0) rung += move(settings, rung, up, random);
    return { step, strength, rung };
  });
}

function rhythmOf(settings: Settings, bars: number, random: Random): { step: number; strength: number }[] {
  for (let attempt = 0; attempt < 8; attempt++) {
    const cell = resolveLane(settings.melody, settings.melodyFill, random);
    const steps = Array.from({ length: bars * STEPS_PER_BAR }, (_, step) => ({
      step,
      strength: cell[step % cell.length]!,
    })).filter(({ strength }) => strength > 0);
    if (steps.length >= 2) return steps;
  }
  return [
    { step: 0, strength: 1 },
    { step: 6, strength: 0.8 },
  ];
}

/** The next move on the ladder: mostly a step, sometimes a leap that then comes back, sometimes none. */
function move(settings: Settings, rung: number, up: number, random: Random): number {
  if (Math.abs(rung) >= 5) return -Math.sign(rung) * (1 + random.int(2));
  const draw = random.next();
  const direction = random.next() < 0.62 ? up * (rung > 2 ? -1 : 1) : -up;
  if (draw < settings.melodyLeaps) return direction * (2 + random.int(3));
  return draw < settings.melodyLeaps + 0.2 ? 0 : direction;
}

function arpeggio(steps: readonly { step: number; strength: number }[], random: Random): Motif {
  const shape = random.pick([
    [0, 1, 2, 1],
    [0, 1, 2, 3],
    [2, 1, 0, 1],
    [3, 2, 1, 0],
    [0, 2, 1, 2],
    [0, 2, 1, 3],
    [0, 1, 2, 3, 2, 1],
    [0, 0, 2, 1],
    [0, 3, 2],
    [0, 2, 3],
  ]);
  const start = random.int(shape.length);
  return steps.map(({ step, strength }, i) => ({ step, strength, rung: shape[(start + i) % shape.length]! }));
}

/** A motif with one detail changed: its end turned, a note left out, one put in, or one moved. */
function withDetail(motif: Motif, bars: number, random: Random): Motif {
  const i = 1 + random.int(Math.max(1, motif.length - 1));
  const note = motif[i];
  const last = motif.length - 1;
  const free = (step: number) =>
    step > 0 && step < bars * STEPS_PER_BAR && !motif.some((other) => other.step === step);
  switch (random.weighted([4, motif.length > 3 ? 1.5 : 0, 2, 1.5])) {
    case 0:
      return motif.map((n, at) =>
        at === last ? { ...n, rung: n.rung + random.pick([-3, -2, -1, 1, 2]) } : n,
      );
    case 1:
      return motif.filter((_, at) => at !== i);
    case 2: {
      const step = (motif[last]?.step ?? 0) + random.pick([1, 2, 2, 3, 4]);
      if (!free(step)) break;
      return [...motif, { step, strength: 0.7, rung: (motif[last]?.rung ?? 0) + random.pick([-1, 1, 2]) }];
    }
    default: {
      if (note === undefined) break;
      const step = note.step + random.pick([-1, 1]);
      if (!free(step)) break;
      return motif.map((n, at) => (at === i ? { ...n, step } : n)).sort((a, b) => a.step - b.step);
    }
  }
  return motif.map((n, at) => (at === last ? { ...n, rung: n.rung - 1 } : n));
}

/** The pitch of a rung over a chord. */
function pitchOf(rung: number, settings: Settings, span: Span, strong: boolean): number {
  const chord = pitchClassesOf(span);
  const classes =
    settings.melodyScale === 'scale'
      ? scaleOf(settings)
      : settings.melodyScale === 'pentatonic'
        ? pentatonicOf(settings)
        : settings.melodyScale === 'tight'
          ? tightOf(settings)
          : chord.slice(0, 4);
  const pitch = onLadder(classes, settings.melodyCentre, rung);
  const bends = strong && settings.melodyFit === 'follow';
  return bends && !chord.includes(pitch % 12) ? towards(chord, pitch) : pitch;
}

/** The tonic with its neighbours, third and fifth: what dark, narrow riffs are made of. */
function tightOf(settings: Settings): number[] {
  return scaleOf(settings).filter((_, i) => i < 3 || i === 4 || i === 6);
}

/** The rung-th pitch of some pitch classes, counted from the one nearest to the centre. */
function onLadder(classes: readonly number[], centre: number, rung: number): number {
  const ladder: number[] = [];
  for (let pitch = Math.round(centre) - 30; pitch <= centre + 30; pitch++)
    if (classes.includes(((pitch % 12) + 12) % 12)) ladder.push(pitch);
  const middle = ladder.findIndex((pitch) => pitch >= centre);
  return ladder[Math.max(0, Math.min(ladder.length - 1, middle + rung))]!;
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

function doubled(line: readonly Note[], settings: Settings): Note[] {
  const by = settings.melodyCentre > 76 ? -12 : 12;
  return line.flatMap((note) => {
    const other = { ...note, pitch: note.pitch + by, velocity: clampVelocity(note.velocity * 0.75) };
    return by < 0 ? [other, note] : [note, other];
  });
}
