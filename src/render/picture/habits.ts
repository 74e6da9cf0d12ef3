/** What an artist usually does, counted over references: what the picture of it shows, and the same in words. */
import { extent, mean, median } from 'd3-array';
import { type Key, keyName, noteName, PARTS, type Part, type Playing } from '../../music/index.ts';
import { words } from '../../words/index.ts';

/** One reference of an artist. */
export interface HabitPiece {
  /** Quarter notes a minute. */
  readonly bpm: number;
  readonly key: Key;
  readonly parts: readonly Part[];
  readonly playing: Playing;
}

/** A value, in words, and the share of the pieces that have it, 0–1. */
export interface Share {
  readonly label: string;
  readonly share: number;
}

export interface PartHabit {
  readonly part: Part;
  readonly share: number;
  /** Events a bar where it plays. */
  readonly density: number | undefined;
  readonly register: readonly [low: number, high: number] | undefined;
}

export interface Summary {
  readonly pieces: number;
  readonly parts: readonly PartHabit[];
  /** The most frequent first, and all others as one. */
  readonly tempi: readonly Share[];
  readonly keys: readonly Share[];
  readonly loops: readonly Share[];
  /** In percent, of each piece that tells. */
  readonly swing: readonly number[];
  /** How alike bars are that follow each other, 0–1, of each piece that has several. */
  readonly alike: readonly number[];
  /** The commonest key, in which notes are spelled. */
  readonly key: Key;
}

/** Tempi are told as one span that is at most so much wider than its slowest, as a share. */
const SPAN = 0.06;
/** The most tempi and keys that are told each. */
const TOLD = 4;
const LOOPS = [1, 2, 4, 8, 16];

/** @throws RangeError without a piece. */
export function summaryOf(pieces: readonly HabitPiece[]): Summary {
  if (pieces.length === 0) throw new RangeError('no piece to tell habits from');
  const share = (some: readonly unknown[]) => some.length / pieces.length;
  const keys = [...Map.groupBy(pieces, ({ key }) => keyName(key))].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  const named = (entries: readonly (readonly [string, readonly unknown[]])[]) =>
    entries.map(([label, some]) => ({ label, share: share(some) }));
  return {
    pieces: pieces.length,
    parts: PARTS.map((part) => partOf(pieces, part)),
    tempi: told(named(spansOf(pieces.map(({ bpm }) => Math.round(bpm))))),
    keys: told(named(keys)),
    loops: LOOPS.map((bars) => ({
      label: String(bars),
      share: share(pieces.filter(({ playing }) => loopOf(playing) === bars)),
    })),
    swing: pieces.flatMap(({ playing }) => playing.swing ?? []),
    alike: pieces.flatMap(({ playing }) => playing.alike ?? []),
    key: keys[0]![1][0]!.key,
  };
}

/** Of what comes again after three bars, say, the next longer. */
function loopOf({ repeats }: Playing): number {
  return LOOPS.find((bars) => repeats.after <= bars) ?? LOOPS.at(-1)!;
}

function spansOf(bpms: readonly number[]): [string, number[]][] {
  const spans: number[][] = [];
  for (const bpm of bpms.toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last !== undefined && bpm <= last[0]! * (1 + SPAN)) last.push(bpm);
    else spans.push([bpm]);
  }
  return spans.map((span) => [words.pictures.span({ low: span[0]!, high: span.at(-1)! }), span]);
}

function told(shares: readonly Share[]): Share[] {
  const sorted = shares.toSorted((a, b) => b.share - a.share);
  if (sorted.length <= TOLD) return sorted;
  const rest = sorted.slice(TOLD - 1);
  const label = words.pictures.others({ others: rest.length });
  return [...sorted.slice(0, TOLD - 1), { label, share: rest.reduce((sum, { share }) => sum + share, 0) }];
}

function partOf(pieces: readonly HabitPiece[], part: Part): PartHabit {
  const having = pieces.filter(({ parts }) => parts.includes(part));
  const registers = part === 'drums' ? [] : having.flatMap(({ playing }) => playing.registers[part] ?? []);
  const [low, high] = extent(registers);
  return {
    part,
    share: having.length / pieces.length,
    density: mean(having.flatMap(({ playing }) => playing.density[part] ?? [])),
    register: low === undefined ? undefined : [low, high],
  };
}

/** What the picture shows, in sentences. */
export function describeHabits(summary: Summary): string {
  const { pieces, parts, tempi, keys, loops, swing, alike, key } = summary;
  const { habits } = words.pictures;
  const usual = parts.filter(({ share }) => share > 0);
  return [
    `${habits.title({ references: pieces })}.`,
    habits.parts({
      parts: usual.map(({ part, share, density, register }) =>
        habits.part({
          part,
          share,
          density,
          register:
            register &&
            words.pictures.range({ low: noteName(register[0], key), high: noteName(register[1], key) }),
        }),
      ),
    }),
    habits.tempi({ tempi: tempi.map(habits.item) }),
    habits.keys({ keys: keys.map(habits.item) }),
    habits.loops({
      loops: loops
        .filter(({ share }) => share > 0)
        .map(({ label, share }) => habits.item({ label: habits.bars({ bars: Number(label) }), share })),
    }),
    ...(swing.length === 0 ? [] : [habits.swing({ swing: median(swing)! })]),
    ...(alike.length === 0 ? [] : [habits.alike({ share: median(alike)! })]),
  ].join(' ');
}
