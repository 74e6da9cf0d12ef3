/** Windows of four bars that stand in the training data note for note, in whatever key. */
import { DRUMS, PARTS, type Part, type Score, STEPS_PER_BAR, stepOf } from '../../src/music/index.ts';

/** Bars of a window. */
const BARS = 4;
/** Windows with fewer events are too plain to be anyone's. */
const PLAIN = 6;

export type PartShares = Readonly<Record<Part, number | null>>;

/** The windows of training data, to look others up in. */
export class Windows {
  private readonly known: Record<Part, Set<string>> = {
    drums: new Set(),
    bass: new Set(),
    chords: new Set(),
    melody: new Set(),
  };

  add(score: Score): void {
    for (const part of PARTS) for (const window of windowsOf(score, part)) this.known[part].add(window);
  }

  /**
   * By part, the share of the windows of scores that are known; null if there is none that is not too plain. A
   * window is which 16ths what begins on: drums, or pitches counted from the first.
   */
  sharesOf(scores: readonly Score[]): PartShares {
    const share = (part: Part) => {
      const windows = scores.flatMap((score) => windowsOf(score, part));
      if (windows.length === 0) return null;
      return windows.filter((window) => this.known[part].has(window)).length / windows.length;
    };
    return { drums: share('drums'), bass: share('bass'), chords: share('chords'), melody: share('melody') };
  }
}

/** Every window of a part that begins with a bar, written down. */
function windowsOf(score: Score, part: Part): string[] {
  const all = score.bars * STEPS_PER_BAR;
  const events = eventsOf(score, part).map(([tick, name]) => [stepOf(tick).step % all, name] as const);
  events.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const windows: string[] = [];
  for (let bar = 0; bar + BARS <= score.bars; bar++) {
    const from = bar * STEPS_PER_BAR;
    const inside = events.filter(([step]) => step >= from && step < from + BARS * STEPS_PER_BAR);
    const first = part === 'drums' ? 0 : (inside[0]?.[1] ?? 0);
    const marks = new Set(inside.map(([step, name]) => `${step - from}:${name - first}`));
    if (marks.size >= PLAIN) windows.push([...marks].join(' '));
  }
  return windows;
}

/** Onsets with what begins there: a drum's number, or a pitch. */
function eventsOf(score: Score, part: Part): [tick: number, name: number][] {
  switch (part) {
    case 'drums':
      return score.drums.map(({ tick, drum }) => [tick, DRUMS.indexOf(drum)]);
    case 'chords':
      return score.chords.flatMap(({ tick, pitches }) =>
        pitches.map((pitch): [number, number] => [tick, pitch]),
      );
    default:
      return score[part].map(({ tick, pitch }) => [tick, pitch]);
  }
}
