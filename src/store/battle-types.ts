/** What the store knows of battles. */
import type { Key } from '../music/index.ts';
import type { Job, NewJob } from './job-types.ts';

export const BATTLE_KINDS = ['generators', 'flip', 'bracket'] as const;
/** Artists' takes of one request; what members make of one sample; the same, two against two. */
export type BattleKind = (typeof BATTLE_KINDS)[number];
export const BATTLE_PHASES = ['preparing', 'open', 'voting', 'done', 'off'] as const;
/** `open`: entries are handed in. `off`: it was called off, or could not be held. */
export type BattlePhase = (typeof BATTLE_PHASES)[number];
export const OFF_REASONS = ['cancelled', 'few', 'takes', 'sample'] as const;
/** Why a battle is off: its host did not want it any more, too few entries or takes, or no sample. */
export type OffReason = (typeof OFF_REASONS)[number];

/** What was settled when a battle was started. */
export interface BattleRules {
  /** How long entries are open, and each round of votes. */
  readonly hours: number;
  readonly votingHours: number;
  /** The most choices of a ballot. */
  readonly choices: number;
  /** The most entries. */
  readonly most: number;
  /** Of `generators`: what all takes have in common. */
  readonly take?: { readonly bpm: number; readonly key: Key; readonly bars: number; readonly seed: number };
}

export interface Battle {
  readonly id: string;
  readonly serverId: string;
  /** Not a member's where their data was erased. */
  readonly hostId: string;
  readonly kind: BattleKind;
  readonly title: string;
  readonly phase: BattlePhase;
  /** The round of votes, from 1; 0 before. */
  readonly round: number;
  readonly rules: BattleRules;
  readonly deadline: Date | null;
  readonly remindAt: Date | null;
  readonly channelId: string | null;
  readonly messageId: string | null;
  readonly threadId: string | null;
  readonly sampleTakeId: string | null;
  /** The blob of a ZIP. */
  readonly sampleSha256: string | null;
  readonly jobId: string | null;
  readonly reason: OffReason | null;
  readonly season: string | null;
  readonly endedAt: Date | null;
  readonly revision: number;
  readonly createdAt: Date;
}

export interface BattleEntry {
  readonly id: string;
  readonly battleId: string;
  /** `null` of an artist's. */
  readonly memberId: string | null;
  /** What the member went by, or the artist's name. */
  readonly name: string | null;
  readonly artistId: string | null;
  readonly takeId: string | null;
  readonly jobId: string | null;
  /** The blob of a member's file, levelled. */
  readonly sha256: string | null;
  readonly size: number | null;
  /** How long it is, also an artist's take. */
  readonly seconds: number | null;
  readonly handedInAt: Date;
  /** What it is called until the end, from 1. */
  readonly number: number | null;
  readonly votes: number | null;
  readonly place: number | null;
  readonly points: number | null;
}

export interface BattleMatchRow {
  readonly round: number;
  readonly place: number;
  readonly a: string | null;
  readonly b: string | null;
  readonly winner: string | null;
}

/** All that decides what becomes of a battle next, at one moment. */
export interface BattleState {
  readonly battle: Battle;
  /** In the order in which they were handed in. */
  readonly entries: readonly BattleEntry[];
  readonly matches: readonly BattleMatchRow[];
  /** Votes by round and entry. */
  readonly votes: readonly { readonly round: number; readonly entryId: string; readonly votes: number }[];
  /** Who has voted, in any round, and in which they have. */
  readonly voters: readonly { readonly memberId: string; readonly round: number }[];
  /** Jobs that still make its sample, takes or entries. */
  readonly openJobs: number;
  /** By the database's clock. */
  readonly now: Date;
  /** The revision that the message shows. */
  readonly shownRevision: number;
}

/** What becomes of a battle. */
export interface BattleChange {
  readonly phase?: BattlePhase;
  readonly round?: number;
  readonly deadline?: Date | null;
  readonly remindAt?: Date | null;
  readonly reason?: OffReason;
  readonly season?: string;
  readonly entries?: readonly (Pick<BattleEntry, 'id'> &
    Partial<Pick<BattleEntry, 'takeId' | 'number' | 'votes' | 'place' | 'points'>>)[];
  /** Entries that go, with what was handed in. */
  readonly gone?: readonly string[];
  /** Written, or written anew. */
  readonly matches?: readonly BattleMatchRow[];
  readonly jobs: readonly NewJob[];
}

export interface NewBattle {
  readonly serverId: string;
  readonly hostId: string;
  readonly kind: BattleKind;
  readonly title: string;
  readonly rules: BattleRules;
  readonly channelId?: string;
  readonly messageId?: string;
  readonly sampleTakeId?: string;
  readonly sampleWording?: string;
  /** Of `generators`: who competes. */
  readonly artistIds?: readonly string[];
  /** Makes the sample; told the battle's id. */
  readonly jobOf?: (battleId: string) => NewJob;
}

export interface NewEntry {
  readonly battleId: string;
  readonly memberId: string;
  readonly name: string | null;
  readonly wording: string;
  readonly sha256: string;
  readonly size: number;
  readonly seconds: number;
  readonly loudness: number;
  readonly handedInAt: Date;
  /** The job that made it: once that is erased, nothing is stored. */
  readonly jobId: string;
}

/** A ballot, or a part of one. */
export interface NewBallot {
  readonly battleId: string;
  readonly round: number;
  readonly memberId: string;
  /** What could be chosen; choices of the member among these are replaced. */
  readonly among: readonly string[];
  readonly choices: readonly string[];
  /** The most choices in the round. */
  readonly most: number;
}

/** What somebody has reached in a season. */
export interface SeasonRow {
  readonly memberId: string | null;
  readonly artist: string | null;
  readonly points: number;
  readonly battles: number;
  readonly wins: number;
}

export interface Battles {
  /**
   * Adds a battle, and files the job that makes its sample. The same message again: the one that was added first.
   * @throws `blob-missing`.
   */
  add(battle: NewBattle): Promise<{ battle: Battle; job: Job | undefined; isNew: boolean }>;
  /** It could not be begun. */
  drop(battleId: string): Promise<void>;
  get(battleId: string): Promise<Battle | undefined>;
  state(battleId: string): Promise<BattleState | undefined>;
  /** The newest first. */
  list(asked: { serverId: string; isOpen?: boolean; hostId?: string; most: number }): Promise<Battle[]>;
  /** Where it is shown. */
  setThread(battleId: string, threadId: string): Promise<void>;
  /** The battle that a message shows. */
  ofMessage(messageId: string): Promise<Battle | undefined>;
  /** The job that makes an artist's take, and what all takes have in common. */
  setTake(
    battleId: string,
    artistId: string,
    asked: { jobId: string; take: NonNullable<BattleRules['take']> },
  ): Promise<void>;
  /** Its sample is ready, unless it is off. @throws `blob-missing`, `battle-unknown`. */
  setSample(battleId: string, sha256: string): Promise<void>;
  /**
   * Files the job that takes an entry in, in time.
   * @throws `battle-unknown`, `battle-not-open`, `battle-full`, `blob-missing`, `job-exclusive`.
   */
  fileEntry(entry: { battleId: string; memberId: string; job: NewJob }): Promise<Job>;
  /**
   * Stores an entry in place of the member's last one. The same job again changes nothing.
   * @throws `battle-not-open`, `blob-missing`, `job-unknown`.
   */
  putEntry(entry: NewEntry): Promise<BattleEntry>;
  /** Takes an entry out, with its file, votes and points. @returns whether there was one. */
  removeEntry(entryId: string): Promise<boolean>;
  /**
   * Casts a ballot, in time, atomically under any number of members at once.
   * @throws `battle-unknown`, `battle-no-vote`, `battle-own`, `battle-choices`, `battle-entry-gone`.
   * @returns the numbers of all that the member has chosen in the round.
   */
  vote(ballot: NewBallot): Promise<readonly number[]>;
  /** Changes when the phase ends. @throws `battle-unknown`, `battle-over`. */
  extend(battleId: string, hours: number): Promise<Battle>;
  /** Its phase ends now. @throws `battle-unknown`, `battle-over`. */
  end(battleId: string): Promise<Battle>;
  /** Calls it off, and erases the entries. @throws `battle-unknown`, `battle-over`. */
  cancel(battleId: string): Promise<Battle>;
  /** Battles whose time has come, or whose message does not show how they are. */
  due(most: number): Promise<string[]>;
  /**
   * Moves a battle on, in one transaction under its row's lock: whichever process asks, it happens once.
   * @returns the jobs that were filed.
   */
  settle(battleId: string, decide: (state: BattleState) => BattleChange | undefined): Promise<Job[]>;
  /** Points of a season, the most first. */
  season(asked: { serverId: string; season: string; most: number }): Promise<SeasonRow[]>;
}
