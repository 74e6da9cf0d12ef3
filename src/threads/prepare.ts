import { STYLES, type Style } from '../music/index.ts';
import type { Pool } from './pool.ts';

/** What is known of a beat before it is asked for. */
export interface ComingBeat {
  readonly style?: Style | undefined;
  /** An artist's own network will write it, not the base. */
  readonly isArtists: boolean;
}

/**
 * Has threads load what a beat needs while its caller does something else, so that the first takes come sooner. What
 * goes wrong goes wrong again with the beat, which says so.
 */
export function prepareBeat(pool: Pool, { style, isArtists }: ComingBeat): void {
  pool.run('prepareWriting', { ofStyle: !isArtists }).catch(() => {});
  pool.run('prepareSound', { style: style ?? STYLES[0] }).catch(() => {});
}
