/** What takes are written from, and what comes of it. */
import type { Key, Mode, Score, Style } from '../../music/index.ts';
import type { Taste } from '../../taste/index.ts';
import type { Conditions } from './conditions.ts';
import type { Edit } from './edits.ts';
import type { Likeness } from './likeness.ts';
import type { Repetitions } from './pen.ts';

/** Everything that a set of takes is written from. */
export interface TakePlan extends Edit {
  readonly style: Style;
  /** The style that an artist is at home in, where another is asked for: it is told to half of the candidates. */
  readonly home?: Style;
  readonly bpm: number;
  /** The key of the takes. */
  readonly key: Key;
  /** The mode they are thought in, before they are moved to the key's. */
  readonly mode: Mode;
  readonly density?: Conditions['density'];
  readonly swing?: number;
  /** Steps at which the melody should rest. */
  readonly space?: readonly number[];
  readonly repeats?: Repetitions;
  readonly temperature: number;
  /** What the takes should take after: an artist's references. */
  readonly like?: Likeness;
  /** What those who will vote like, if enough is known of it: then more are begun, and these are not given in order. */
  readonly taste?: Taste;
  /** How many takes are wanted, and how many are written to choose from. */
  readonly count: number;
  readonly candidates: number;
}

export interface Take {
  readonly score: Score;
  /** Bits a step of what was written, under the network. */
  readonly bits: number;
}
