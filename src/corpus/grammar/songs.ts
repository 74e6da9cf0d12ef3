/** The grammar's songs as examples to learn from: what trains, and what is kept out to validate. */
import { STYLES, type Style } from '../../music/index.ts';
import type { Example, Split } from '../examples.ts';
import { grammarSong } from './song.ts';

/** Songs that validate are counted from here, far from any that train. */
const VALIDATION_SEEDS = 1_000_000_000;

export interface SongsOptions {
  readonly styles?: readonly Style[];
  /** Songs of each style that train. */
  readonly train: number;
  /** Songs of each style that validate. */
  readonly validation: number;
  /** The first training seed; 0 unless told. */
  readonly seed?: number;
}

/** Songs of every style, written one by one as they are asked for. */
export function* grammarExamples(side: keyof Split<unknown>, o: SongsOptions): Generator<Example> {
  const first = side === 'train' ? (o.seed ?? 0) : VALIDATION_SEEDS + (o.seed ?? 0);
  for (let i = 0; i < o[side]; i++)
    for (const style of o.styles ?? STYLES)
      yield {
        score: grammarSong(style, first + i),
        source: 'grammar',
        song: `${style} ${first + i}`,
        parts: ['drums', 'bass', 'chords', 'melody'],
        tempoIsKnown: true,
        style,
      };
}
