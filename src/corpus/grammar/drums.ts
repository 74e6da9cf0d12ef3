/** Writes the drums of a song: its cells with their changes, ghosts, opens, rolls, fills and stops. */
import {
  DRUMS,
  type Drum,
  type Hit,
  type Random,
  randomOf,
  STEPS_PER_BAR,
  TICKS_PER_BAR,
  TICKS_PER_STEP,
  ticksOf,
} from '../../music/index.ts';
import type { Settings } from './book.ts';
import { fillOf } from './fills.ts';
import { type BarPlan, sounds } from './form.ts';
import { barOfCell, type Cell, resolveLane } from './lane.ts';
import type { Pocket, Voice } from './pocket.ts';
import { hitsOfRoll, rollsOf } from './rolls.ts';

/** The loudest velocity of a drum's plain accent; what is soft in every kit is soft here. */
const LEVEL: Readonly<Record<Drum, number>> = {
  kick: 118,
  snare: 118,
  clap: 114,
  rim: 88,
  closedHat: 96,
  openHat: 92,
  lowTom: 104,
  highTom: 100,
  crash: 104,
  ride: 88,
  percussion: 84,
  shaker: 72,
};

const VOICE: Readonly<Record<Drum, Voice>> = {
  kick: 'kick',
  snare: 'snare',
  clap: 'snare',
  rim: 'snare',
  closedHat: 'hats',
  openHat: 'hats',
  lowTom: 'snare',
  highTom: 'snare',
  crash: 'kick',
  ride: 'hats',
  percussion: 'hats',
  shaker: 'hats',
};

interface Stroke {
  readonly drum: Drum;
  /** On the straight grid, from the start of the song. */
  readonly tick: number;
  readonly strength: number;
}

/** A kick as it is played. */
export interface Kick {
  readonly tick: number;
  readonly velocity: number;
}

export interface Drums {
  readonly hits: Hit[];
  /** The kick at every step of the song, undefined where there is none: what the bass goes with. */
  readonly kicks: (Kick | undefined)[];
}

/** The drums of a song. */
export function writeDrums(
  settings: Settings,
  plans: readonly BarPlan[],
  pocket: Pocket,
  random: Random,
): Drums {
  const pattern = patternOf(settings, random);
  const strokes = plans.flatMap((plan) =>
    writeBar(settings, plan, pattern, random.fork(`bar ${plan.bar}`)).map((stroke) => ({
      ...stroke,
      tick: stroke.tick + plan.bar * TICKS_PER_BAR,
    })),
  );
  return perform(settings, strokes, pocket, random.fork('touch'));
}

type Lanes = 'kick' | 'backbeat' | 'ghostLane' | 'hats' | 'openLane' | 'perc';
/** What every bar repeats, and what a changed bar does instead. */
type Pattern = Readonly<Record<Lanes, readonly [said: Cell, answered: Cell]>>;

function patternOf(settings: Settings, random: Random): Pattern {
  const fill: Record<Lanes, number> = {
    kick: settings.kickFill,
    backbeat: 0.5,
    ghostLane: settings.ghosts,
    hats: settings.hatFill,
    openLane: settings.opens,
    perc: settings.percFill,
  };
  const pattern = {} as Record<Lanes, readonly [Cell, Cell]>;
  for (const lane of Object.keys(fill) as Lanes[]) {
    const stream = random.fork(lane);
    pattern[lane] = [
      resolveLane(settings[lane], fill[lane], stream),
      resolveLane(settings[lane], fill[lane], stream),
    ];
  }
  return pattern;
}

function writeBar(settings: Settings, plan: BarPlan, pattern: Pattern, random: Random): Stroke[] {
  const row = (lane: Lanes, changed: boolean) => barOfCell(pattern[lane][changed ? 1 : 0], plan.bar);
  const fill = fillOf(plan.fill, plan.bar % 8 === 7, random.fork('fill'));
  const strokes: Stroke[] = [];
  const hit = (drum: Drum, step: number, strength: number) =>
    strokes.push({ drum, tick: Math.round(step * TICKS_PER_STEP), strength });

  const backbeat = row('backbeat', plan.changed);
  const opens = row('openLane', plan.changed);
  const kick = row('kick', plan.changed);
  const ghosts = row('ghostLane', plan.changed);
  const perc = row('perc', plan.changed);
  const filled = (step: number) => fill !== null && step >= fill.from;
  for (let step = 0; step < STEPS_PER_BAR; step++) {
    if (kick[step]! > 0 && sounds(plan, 'kick', step)) hit('kick', step, kick[step]!);
    if (!sounds(plan, 'snare', step)) continue;
    if (backbeat[step]! > 0 && !filled(step)) {
      // The first voice named carries the backbeat, a second doubles its accents.
      const [main, layer] = settings.backbeatVoice.split(' ') as [Drum, Drum | undefined];
      hit(main, step, backbeat[step]!);
      if (layer !== undefined && backbeat[step] === 1) hit(layer, step, 0.82);
    } else if (ghosts[step]! > 0 && kick[step] === 0 && !filled(step)) {
      hit(settings.backbeatVoice.startsWith('rim') ? 'rim' : 'snare', step, ghosts[step]!);
    }
    if (perc[step]! > 0 && !filled(step)) hit(settings.percVoice, step, perc[step]! * 0.9);
  }
  if (plan.crash) hit('crash', 0, 0.9);
  for (const { drum, step, strength } of fill?.hits ?? [])
    if (sounds(plan, drum === 'kick' ? 'kick' : 'snare', step)) hit(drum, step, strength);
  writeHats(settings, plan, row('hats', plan.changed && plan.ends), opens, random.fork('hats'), hit);
  return strokes;
}

function writeHats(
  settings: Settings,
  plan: BarPlan,
  hats: readonly number[],
  opens: readonly number[],
  random: Random,
  hit: (drum: Drum, step: number, strength: number) => void,
): void {
  const rolls = rollsOf(settings, plan, random);
  for (let step = 0; step < STEPS_PER_BAR; step++) {
    if (!sounds(plan, 'hats', step)) continue;
    if (rolls.some((roll) => step >= roll.step && step < roll.step + roll.length)) continue;
    if (opens[step]! > 0) hit('openHat', step, opens[step]!);
    else if (hats[step]! > 0) hit(settings.hatVoice, step, hats[step]!);
  }
  for (const roll of rolls)
    for (const { tick, strength } of hitsOfRoll(roll)) {
      const step = roll.step + tick / TICKS_PER_STEP;
      if (sounds(plan, 'hats', Math.floor(step))) hit('closedHat', step, strength);
    }
}

/** Puts strokes into the pocket and gives them velocities. */
function perform(settings: Settings, strokes: readonly Stroke[], pocket: Pocket, random: Random): Drums {
  const end = ticksOf(settings) - 1;
  const hands = handsOf(settings);
  const kicks = new Array<Kick | undefined>(settings.bars * STEPS_PER_BAR).fill(undefined);
  const hits = strokes.map(({ drum, tick, strength }): Hit => {
    const step = Math.floor(tick / TICKS_PER_STEP);
    const habit = hands[drum][step % STEPS_PER_BAR]!;
    const velocity = Math.round(
      LEVEL[drum] * strength * settings.force + habit + random.normal() * settings.dynamics * 0.6,
    );
    const hit = {
      drum,
      tick: Math.min(end, pocket(VOICE[drum], tick)),
      velocity: Math.max(8, Math.min(127, velocity)),
    };
    if (drum === 'kick') kicks[step] ??= hit;
    return hit;
  });
  const at = (hit: Hit) => hit.tick * DRUMS.length + DRUMS.indexOf(hit.drum);
  hits.sort((a, b) => at(a) - at(b) || b.velocity - a.velocity);
  return { hits: hits.filter((hit, i) => i === 0 || at(hit) !== at(hits[i - 1]!)), kicks };
}

/** How much harder or softer each drum is hit at each position: the part of a touch that comes back. */
function handsOf(settings: Settings): Record<Drum, number[]> {
  const hands = {} as Record<Drum, number[]>;
  for (const drum of DRUMS) {
    const stream = randomOf(`feel ${settings.feel} ${drum}`);
    hands[drum] = Array.from({ length: STEPS_PER_BAR }, () => stream.normal() * settings.dynamics * 0.8);
  }
  return hands;
}
