/** What can be asked of battles: a part of `Services`, whose conventions hold. */
import type { BattleCard } from '../cards/index.ts';
import type { Key, Style } from '../music/index.ts';
import type { SeasonRow } from '../store/index.ts';
import type { Asker, MessagePlace } from './asker.ts';
import type { FileToAdd, JobTicket } from './wishes.ts';

/** Artists' takes of one request against each other. */
export interface GeneratorsWish {
  /** Of all takes; each artist's own if nothing is said. */
  readonly style?: Style | undefined;
  /** As of a `BeatRequest`; what is not said is chosen for the first artist and holds for all. */
  readonly bpm?: number | undefined;
  readonly key?: Key | undefined;
  readonly bars?: number | undefined;
  readonly seed?: number | undefined;
  /** Names or ids, each once, as many as `BATTLE_ARTISTS` says. */
  readonly artists: readonly string[];
  readonly votingHours?: number | undefined;
  readonly message?: MessagePlace;
}

/** What members make of one sample. */
export interface BattleWish {
  readonly kind: 'flip' | 'bracket';
  readonly title?: string | undefined;
  /** The sample: a take by its id; the leading take of a beat by the beat's id, its message's, or a link to that. */
  readonly take?: string | undefined;
  /** Or a file, and whether the asker agreed to `BATTLE_CONSENT.wording`. */
  readonly file?: FileToAdd | undefined;
  readonly consent?: boolean | undefined;
  /** How long entries are open, and each round of votes. */
  readonly hours?: number | undefined;
  readonly votingHours?: number | undefined;
  /** The most choices of a ballot, 1–3. */
  readonly choices?: number | undefined;
  /** The most entries of a bracket: one of `BRACKET_SIZES`. */
  readonly size?: number | undefined;
  readonly message?: MessagePlace;
}

export interface EntryUpload {
  readonly battleId: string;
  readonly file: FileToAdd;
  /** Whether the asker agreed to `ENTRY_CONSENT.wording`. */
  readonly consent: boolean;
  readonly message?: MessagePlace;
}

export interface BattleTable {
  /** `2026-4`: the fourth quarter. */
  readonly season: string;
  /** The most points first. */
  readonly rows: readonly SeasonRow[];
}

/** The files of a message of a battle. */
export interface PostFiles {
  /** By number. */
  readonly sounds: readonly { readonly number: number; readonly mp3: Uint8Array }[];
  /** A ZIP. */
  readonly sample?: Uint8Array;
  readonly picture?: Uint8Array;
}

/**
 * Besides the errors of all services: `battle-unknown`, `battle-over`, `battle-not-yours`; `battle-artists`, `battle-hours`,
 * `battle-no-sample`, `battle-sample-twice`, `limit-battles`: a battle that cannot be started; `battle-not-open`,
 * `battle-full`, `battle-file`, `entry-silent`: an entry that cannot be taken; `battle-no-vote`, `battle-own`,
 * `battle-choices`, `battle-entry-gone`: a ballot that does not count; `battle-no-entry`: nothing to take back;
 * `battle-season`: none of that name.
 */
export interface BattleServices {
  startGenerators(who: Asker, wish: GeneratorsWish): Promise<BattleCard>;
  /** Files the job that makes the sample ready; then entries are open. */
  startBattle(who: Asker, wish: BattleWish): Promise<BattleCard>;
  showBattle(who: Asker, battleId: string): Promise<BattleCard>;
  /** The newest first, at most ten; those under way alone if that is asked. */
  listBattles(who: Asker, isOpen?: boolean): Promise<readonly BattleCard[]>;
  /** Where entries, reminders and the like are posted from now on. */
  setBattleThread(battleId: string, threadId: string): Promise<void>;
  /** Rejects where an entry would be too late: to be asked before the form opens. */
  mayHandIn(who: Asker, battleId: string): Promise<{ readonly title: string }>;
  /** Files the job that takes an entry in, in place of the asker's last one. */
  handIn(who: Asker, entry: EntryUpload): Promise<JobTicket>;
  /** Takes the asker's entry back, or by its number another one that they may. */
  withdrawEntry(who: Asker, battleId: string, number?: number): Promise<void>;
  /** Chooses some of `among`, in place of what the asker chose of these before. @returns the numbers of all that they chose. */
  castBallot(
    who: Asker,
    ballot: {
      readonly battleId: string;
      readonly round: number;
      readonly among: readonly string[];
      readonly choices: readonly string[];
    },
  ): Promise<readonly number[]>;
  /** Chooses one of two entries that meet in a round. @returns as `castBallot`. */
  castPick(
    who: Asker,
    pick: { readonly battleId: string; readonly round: number; readonly entryId: string },
  ): Promise<readonly number[]>;
  /** Its entries, or the votes of its round, stay open for so many hours more. */
  extendBattle(who: Asker, battleId: string, hours: number): Promise<BattleCard>;
  /** Its entries, or the votes of its round, are over now. */
  endBattle(who: Asker, battleId: string): Promise<BattleCard>;
  cancelBattle(who: Asker, battleId: string): Promise<BattleCard>;
  /** The table of a season such as `2026-4`; of the present one unless told. */
  battleTable(who: Asker, season?: string): Promise<BattleTable>;
  /** The files of a message of a battle that is made and not delivered. */
  postFiles(jobId: string): Promise<PostFiles>;
}
