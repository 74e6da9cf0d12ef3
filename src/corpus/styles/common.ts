/** What styles have in common: the facts a style states itself go before these. */
import type { Style } from '../../music/index.ts';
import type { Choice, Choices, Dial, Range, StyleBook, Weights } from '../grammar/book.ts';

/** Facts as a style file writes them: only what is the style's own. */
export interface StyleFactsheet {
  readonly style: Style;
  readonly dials: Partial<Record<Dial, Range>>;
  readonly choices: { readonly [C in Choice]?: Weights<Choices[C]> };
  readonly harmony: StyleBook['harmony'];
  readonly chromatic?: boolean;
}

const DIALS: Readonly<Record<Dial, Range>> = {
  swing: [0.5, 0.5],
  kickLate: [-1, 1],
  snareLate: [-1, 3],
  secondLate: [0.8, 1],
  hatLate: [-2, 2],
  bassLate: [0, 0],
  keysLate: [-2, 6],
  drift: [0.3, 1.5],
  jitter: [0.3, 1.5],
  force: [0.95, 1],
  dynamics: [2, 5],
  kickFill: [0.3, 0.75],
  hatFill: [0.3, 0.7],
  percFill: [0.25, 0.75],
  bassFill: [0.3, 0.7],
  chordFill: [0.3, 0.7],
  melodyFill: [0.3, 0.7],
  ghosts: [0, 0.3],
  opens: [0.3, 0.7],
  rolls: [0, 0.05],
  crashes: [0, 0.12],
  fills: [0.15, 0.5],
  drops: [0.1, 0.45],
  changes: [0.2, 0.7],
  bassWithKick: [0.6, 1],
  bassLow: [28, 33],
  bassLength: [0.6, 0.95],
  bassMoves: [0.05, 0.3],
  cuts: [0, 0.3],
  glides: [0, 0.05],
  chordCentre: [56, 64],
  chordLength: [0.9, 1],
  melodyCentre: [70, 80],
  melodyLength: [0.5, 0.95],
  melodyLeaps: [0.15, 0.4],
  falls: [0.3, 0.7],
  doubles: [0, 0.3],
};

const CHOICES: { readonly [C in Choice]: Weights<Choices[C]> } = {
  kick: { 'X.........o.....': 1 },
  backbeat: { '....X.......X...': 1 },
  backbeatVoice: { snare: 1 },
  ghostLane: { '................': 1 },
  hats: { 'X.x.X.x.X.x.X.x.': 1 },
  hatVoice: { closedHat: 1 },
  openLane: { '................': 1 },
  perc: { '................': 1 },
  percVoice: { percussion: 1 },
  rollSpots: { '14+2': 1 },
  rollKind: { '32': 1 },
  rollShape: { rising: 2, falling: 1, flat: 1, swell: 1 },
  fill: { snare: 1 },
  drop: { stop: 1, kick: 1, hats: 1, drums: 1 },
  bass: { '................': 1 },
  glideSet: { '12 -12': 1 },
  colour: { triad: 1 },
  voicing: { close: 2, open: 1 },
  comping: { block: 5, broken: 1, stride: 0.5 },
  chords: { 'X...............': 1 },
  melody: { 'X..o..x...o.-...': 1 },
  melodyPlan: { "A A A A'": 2, 'A B': 2, "A A'": 1, "A B A B'": 1, 'A A B A': 1, "A . A' B": 0.5 },
  melodyFit: { static: 1, follow: 1 },
  melodyScale: { scale: 1, pentatonic: 1 },
  doubling: { octave: 3, third: 1 },
  lift: { none: 3, counter: 1.5, octave: 1, double: 1, rest: 0.6 },
};

/** A whole style book from a style's own facts. */
export function bookFrom(facts: StyleFactsheet): StyleBook {
  return {
    style: facts.style,
    dials: { ...DIALS, ...facts.dials },
    choices: { ...CHOICES, ...facts.choices },
    harmony: facts.harmony,
    chromatic: facts.chromatic ?? false,
  };
}
