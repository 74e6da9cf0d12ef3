/**
 * Artists of another hand than those in `patterns.ts`, kept out of sight while the model is tuned. Their pieces differ as
 * songs do, in progression, kick, hats, tune, length and sometimes in parts; what makes the artist stays. They share no
 * code with the style grammar.
 */
import type { Random, Score } from '../../../src/music/index.ts';
import { scoreOf } from './pattern.ts';
import { BEATS } from './unseen/beats.ts';
import { DANCES } from './unseen/dances.ts';
import type { Unseen } from './unseen/playing.ts';
import { QUIET } from './unseen/quiet.ts';

export const UNSEEN: readonly Unseen[] = [...BEATS, ...DANCES, ...QUIET];

/** One of an artist's songs. */
export function songOf({ song }: Unseen, random: Random): Score {
  return scoreOf(song(random.fork('song')), random);
}
