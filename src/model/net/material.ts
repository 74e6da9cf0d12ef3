/** What the base network is shown: pieces of all sources, each a little differently every time. */
import { type Example, grammarSong } from '../../corpus/index.ts';
import { type Part, type Random, randomOf, STYLES } from '../../music/index.ts';
import { type Steps, stepsOf } from '../core/steps.ts';
import { type Conditions, densityOf, swingOf } from './conditions.ts';
import type { Piece } from './sheet.ts';

/** What is brought along, from whatever source. */
const OWN = 'own';
/** How often each source is drawn, where it is there; the grammar takes the rest. */
const SHARES: Readonly<Record<string, number>> = {
  groove: 0.08,
  openewld: 0.05,
  'free-midi-chords': 0.02,
  [OWN]: 0.25,
};
/** How often a wish is left unsaid, so that the network can do without. */
const UNSAID = { style: 0.1, bpm: 0.2, density: 0.4, swing: 0.4 };
/** How often some parts are missing, some are given, and writing begins in another bar than the first. */
const CHANGES = { missing: 0.1, given: 0.2, rotated: 0.06 };
/** Bars of the grammar's songs: mostly eight, so that phrases are heard out. */
const BARS = [8, 8, 8, 8, 4];

/** Pieces without end; the n-th piece of a seed is always the same. */
export class Material {
  private readonly sources: ReadonlyMap<string, readonly Example[]>;
  private readonly seed: number;

  /** @param examples of sources other than the grammar, training side only. */
  constructor(examples: readonly Example[], seed: number) {
    this.sources = Map.groupBy(examples, ({ source }) => (source in SHARES ? source : OWN));
    this.seed = seed;
  }

  piece(n: number): Piece {
    const random = randomOf(`material ${this.seed} ${n}`);
    let left = random.next();
    for (const [source, examples] of this.sources) {
      left -= SHARES[source]!;
      if (left < 0) return varied(plainPiece(random.pick(examples)), random);
    }
    const style = random.pick(STYLES);
    const score = grammarSong(style, this.seed + n, { bars: random.pick(BARS) });
    return varied(plainPiece({ score, style, tempoIsKnown: true }), random);
  }
}

/** A score under everything that is known of it. */
export function plainPiece({
  score,
  style,
  tempoIsKnown = true,
}: Partial<Example> & Pick<Example, 'score'>): Piece {
  const steps = stepsOf(score);
  const swing = swingOf(steps);
  const conditions: Conditions = {
    parts: steps.parts,
    mode: score.key.mode,
    density: densityOf(steps),
    style,
    ...(tempoIsKnown && { bpm: score.bpm }),
    swing,
  };
  return { steps, conditions };
}

/** A piece with some of its parts missing or given, and some wishes unsaid. */
export function varied({ steps, conditions }: Piece, random: Random): Piece {
  const parts = random.next() < CHANGES.missing ? someOf(steps.parts, random) : steps.parts;
  const given = random.next() < CHANGES.given ? someOf(parts, random) : [];
  const firstBar = random.next() < CHANGES.rotated ? random.int(steps.bars) : 0;
  const { style, bpm, density = {}, swing, mode } = conditions;
  const said = <T>(value: T | undefined, unsaid: number) => (random.next() < unsaid ? undefined : value);
  const wishes = {
    style: said(style, UNSAID.style),
    bpm: said(bpm, UNSAID.bpm),
    swing: said(swing, UNSAID.swing),
  };
  return {
    steps: withParts(steps, parts),
    firstBar,
    conditions: {
      parts,
      // A part must be left to write.
      given: given.length < parts.length ? given : [],
      density: Object.fromEntries(
        Object.entries(density).filter(
          ([part]) => parts.includes(part as Part) && random.next() >= UNSAID.density,
        ),
      ),
      mode,
      style: wishes.style,
      bpm: wishes.bpm,
      swing: wishes.swing,
    },
  };
}

/** At least one of some things. */
function someOf<T>(items: readonly T[], random: Random): T[] {
  const kept = items.filter(() => random.next() < 0.5);
  return kept.length > 0 ? kept : [random.pick(items)];
}

function withParts(steps: Steps, parts: readonly Part[]): Steps {
  if (parts.length === steps.parts.length) return steps;
  const has = (part: Part) => parts.includes(part);
  return {
    ...steps,
    parts,
    steps: steps.steps.map((step) => ({
      drums: has('drums') ? step.drums : [],
      chords: has('chords') ? step.chords : [],
      bass: has('bass') ? step.bass : [],
      melody: has('melody') ? step.melody : [],
    })),
  };
}
