/** Motifs: rhythms of a few notes with a contour, and the same with one detail changed. */
import { type Random, STEPS_PER_BAR } from '../../music/index.ts';
import type { Settings } from './book.ts';
import { resolveLane } from './lane.ts';

/** A note of a motif: when, how strong, and how many rungs of the ladder from where the motif starts. */
interface Rung {
  /** In 16ths from the start of the motif. */
  readonly step: number;
  readonly strength: number;
  readonly rung: number;
}
export type Motif = readonly Rung[];

/** The farthest a motif strays from its middle. */
const SPAN = 4;

/**
 * Invents a motif.
 * @param model what it answers, if anything: an answer mostly keeps the rhythm of what it answers.
 */
export function motifOf(settings: Settings, bars: number, model: Motif | null, random: Random): Motif {
  const steps =
    model !== null && random.next() < 0.6
      ? model.map(({ step, strength }) => ({ step, strength }))
      : rhythmOf(settings, bars, random);
  const up = random.next() < settings.falls ? -1 : 1;
  if (settings.melodyScale === 'arpeggio') return arpeggio(steps, random);
  let rung = model === null ? random.int(4) - 1 : (model.at(-1)?.rung ?? 0) + random.pick([-2, -1, 1, 2]);
  rung = Math.max(-SPAN, Math.min(SPAN, rung));
  return steps.map(({ step, strength }, i) => {
    if (i > 0) rung += move(settings, rung, up, random);
    return { step, strength, rung };
  });
}

/** A motif with one detail changed: its end turned, a note left out, one put in, or one moved. */
export function withDetail(motif: Motif, bars: number, random: Random): Motif {
  const i = 1 + random.int(Math.max(1, motif.length - 1));
  const note = motif[i];
  const last = motif.at(-1)!;
  const isFree = (step: number) =>
    step > 0 && step < bars * STEPS_PER_BAR && !motif.some((other) => other.step === step);
  const turned = (by: number) => motif.map((n) => (n === last ? { ...n, rung: bounded(n.rung + by) } : n));
  switch (random.weighted([4, motif.length > 3 ? 1.5 : 0, 2, 1.5])) {
    case 1:
      return motif.filter((n) => n !== note);
    case 2: {
      const step = last.step + random.pick([1, 2, 2, 3, 4]);
      const rung = bounded(last.rung + random.pick([-1, 1, 2]));
      return isFree(step) ? [...motif, { step, strength: 0.7, rung }] : turned(-1);
    }
    case 3: {
      const step = (note?.step ?? 0) + random.pick([-1, 1]);
      if (!isFree(step)) return turned(1);
      return motif.map((n) => (n === note ? { ...n, step } : n)).sort((a, b) => a.step - b.step);
    }
    default:
      return turned(random.pick([-3, -2, -1, 1, 2]));
  }
}

function bounded(rung: number): number {
  return Math.max(-SPAN - 1, Math.min(SPAN + 1, rung));
}

/** The rhythm of a motif: at least two notes, or there is nothing to repeat. */
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
    { step: 6, strength: 0.78 },
  ];
}

/** The next move on the ladder: mostly a step, sometimes a leap, which is then likely to come back. */
function move(settings: Settings, rung: number, up: number, random: Random): number {
  if (Math.abs(rung) >= SPAN) return -Math.sign(rung) * (1 + random.int(2));
  const draw = random.next();
  const direction = random.next() < 0.62 ? up * (Math.abs(rung) > 2 ? -Math.sign(rung * up) : 1) : -up;
  const by = draw < settings.melodyLeaps ? 2 + random.int(2) : draw < settings.melodyLeaps + 0.2 ? 0 : 1;
  return bounded(rung + direction * by) - rung;
}

/** Up and down a chord, the figure of a sequencer. */
function arpeggio(steps: readonly { step: number; strength: number }[], random: Random): Motif {
  const figure = random.pick([
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
    [-1, 0, 2, 0],
    [3, 0, 2, 0],
  ]);
  const start = random.int(figure.length);
  return steps.map(({ step, strength }, i) => ({
    step,
    strength,
    rung: figure[(start + i) % figure.length]!,
  }));
}
