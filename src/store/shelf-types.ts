/** What the store knows of the shelf: takes as they are found again, stars, and the best of a month. */
import type { Key, Style } from '../music/index.ts';
import type { Job, NewJob } from './job-types.ts';

/** By what takes are found; what is absent does not matter. */
export interface ShelfWish {
  readonly artistId?: string;
  readonly style?: Style;
  /** Quarter notes a minute, both ends included. */
  readonly bpm?: readonly [least: number, most: number];
  readonly key?: Key;
  /** The least votes. */
  readonly votes?: number;
  /** Not older than so many days. */
  readonly days?: number;
  /** Only what the member has starred. */
  readonly isStarred?: boolean;
}

export const SHELF_ORDERS = ['new', 'votes'] as const;
/** The newest first, or those with the most votes. */
export type ShelfOrder = (typeof SHELF_ORDERS)[number];

export interface ShelfQuery extends ShelfWish {
  readonly serverId: string;
  /** Whose stars are told. */
  readonly memberId: string;
  readonly order: ShelfOrder;
  readonly skip: number;
  readonly most: number;
}

/** A take among others. */
export interface ShelfRow {
  readonly takeId: string;
  readonly isStarred: boolean;
}

/** A month as it is looked back at: `2026-11`, in UTC. */
export type Month = string;

export interface Shelf {
  /** The takes that were wanted, and how many there are in all. */
  find(query: ShelfQuery): Promise<{ readonly rows: readonly ShelfRow[]; readonly all: number }>;
  /** Sets a star or takes it back; done twice, nothing changes. @throws `take-unknown`. */
  star(star: { takeId: string; memberId: string; isStarred: boolean }): Promise<void>;
  isStarred(star: { takeId: string; memberId: string }): Promise<boolean>;
  /** Where the best take of each month that ends from now on is posted; `null`: nowhere any more. */
  setBest(serverId: string, channelId: string | null): Promise<void>;
  /** Servers whose last month is over and was not looked at since, by the database's clock. */
  dueBests(most: number): Promise<readonly { readonly serverId: string; readonly month: Month }[]>;
  /**
   * Files the job that posts a month's best take, once whichever process asks: the most voted of those made in it, the
   * older of two. `undefined`: there was none with a vote, or it was done already.
   */
  settleBest(
    due: { serverId: string; month: Month },
    jobOf: (best: { takeId: string; channelId: string }) => NewJob,
  ): Promise<Job | undefined>;
}
