/** What becomes of a battle once its time has come. Pure: all of a battle at one moment in, what changes out. */
import {
  bracketStandings,
  type Contender,
  decide,
  firstRound,
  nextRound,
  reminderLead,
  type Standing,
  seasonOf,
  shuffled,
  standingsOf,
} from '../battle/index.ts';
import {
  type BattleChange,
  type BattleEntry,
  type BattleMatchRow,
  type BattleState,
  type NewJob,
  NOBODY,
  type OffReason,
} from '../store/index.ts';
import { MAX_BEAT_BYTES, newJob, type PostPayload } from '../worker/kinds/index.ts';

const HOUR_MS = 3600_000;
/** After so long a take that was not even asked for is not waited for. */
const PATIENCE_MS = 10 * 60_000;
/** The most files that Discord takes in one message, and rows of buttons. */
const MOST_FILES = 10;
const MOST_PAIRS = 5;
/** What a take of so many seconds weighs at most, in bytes: 320 kbit/s and its tags. */
const TAKE_RATE = 42_000;
const TAKE_TAGS = 50_000;

/** @param int an integer in [0, n), for the blind order. @returns `undefined`: nothing has to change. */
export function nextOf(state: BattleState, int: (n: number) => number): BattleChange | undefined {
  const change = moved(state, int);
  if (change !== undefined) return { ...change, jobs: [...change.jobs, boardJob(state, change)] };
  const isShown = state.battle.revision <= state.shownRevision;
  return isShown ? undefined : { jobs: [boardJob(state, {})] };
}

function moved(state: BattleState, int: (n: number) => number): BattleChange | undefined {
  const { battle, now } = state;
  if (battle.phase === 'preparing') return prepared(state, int);
  const isOver = battle.deadline !== null && battle.deadline <= now;
  if (battle.phase === 'open' && isOver) return closed(state, int);
  if (battle.phase === 'voting' && isOver) return counted(state);
  const isOpen = battle.phase === 'open' || battle.phase === 'voting';
  if (!isOpen || battle.remindAt === null || battle.remindAt > now) return undefined;
  return { remindAt: null, jobs: [postJob(state, 'reminder')] };
}

function prepared(state: BattleState, int: (n: number) => number): BattleChange | undefined {
  const { battle, entries, openJobs, now } = state;
  if (battle.kind !== 'generators') {
    if (battle.sampleSha256 !== null) return { phase: 'open', ...timed(now, battle.rules.hours), jobs: [] };
    return openJobs > 0 ? undefined : off('sample');
  }
  const isAsked = entries.every(({ jobId, takeId }) => jobId !== null || takeId !== null);
  if (openJobs > 0 || (!isAsked && now.getTime() - battle.createdAt.getTime() < PATIENCE_MS))
    return undefined;
  const made = entries.filter(({ takeId }) => takeId !== null);
  if (made.length < 2) return off('takes');
  const gone = entries.flatMap(({ id, takeId }) => (takeId === null ? [id] : []));
  return { ...voting(state, made, int), gone };
}

/** Entries are not taken any more; those that came in time are waited for. */
function closed(state: BattleState, int: (n: number) => number): BattleChange | undefined {
  if (state.openJobs > 0) return undefined;
  return state.entries.length < 2 ? off('few') : voting(state, state.entries, int);
}

/** The votes begin, under numbers that say nothing of who was first. */
function voting(
  state: BattleState,
  entries: readonly BattleEntry[],
  int: (n: number) => number,
): BattleChange {
  const { battle, now } = state;
  const blind = shuffled(entries, int).map((entry, i) => ({ ...entry, number: i + 1 }));
  const matches = battle.kind === 'bracket' ? firstRound(entries.map(({ id }) => id)).map(open) : [];
  return {
    ...{ phase: 'voting', round: 1 },
    ...timed(now, battle.rules.votingHours),
    entries: blind.map(({ id, number, takeId }) => ({ id, number, takeId })),
    matches,
    jobs: partJobs(state, 1, blind, matches),
  };
}

function counted(state: BattleState): BattleChange {
  const { battle, matches } = state;
  const running = state.entries.filter(({ number }) => number !== null);
  const contenders = contendersOf(state, running);
  if (battle.kind !== 'bracket') return done(state, standingsOf(contenders, votesOf(state, battle.round)));
  const byId = new Map(contenders.map((contender) => [contender.id, contender]));
  const decided = matches.filter(({ round }) => round < battle.round);
  let now = matches.filter(({ round }) => round === battle.round);
  const written: BattleMatchRow[] = [];
  // Where everybody who is left meets nobody, there is nothing to vote on.
  for (let round = battle.round; ; round++) {
    const results = now.map((match) => decide(match, byId, votesOf(state, round)));
    decided.push(...results);
    written.push(...results);
    if (results.length === 1) {
      const votes = (at: number, id: string) => votesOf(state, at).get(id) ?? 0;
      return { ...done(state, bracketStandings(contenders, decided, votes)), matches: written };
    }
    now = nextRound(results).map(open);
    written.push(...now);
    if (now.some(({ a, b }) => a !== null && b !== null)) break;
  }
  const { round } = now[0]!;
  return {
    round,
    ...timed(state.now, battle.rules.votingHours),
    matches: written,
    jobs: partJobs(state, round, running, now),
  };
}

function done(state: BattleState, standings: readonly Standing[]): BattleChange {
  return {
    phase: 'done',
    season: seasonOf(state.now),
    entries: standings.map(({ id, votes, place, points }) => ({ id, votes, place, points })),
    jobs: [postJob(state, 'results')],
  };
}

function off(reason: OffReason): BattleChange {
  return { phase: 'off', reason, jobs: [] };
}

function contendersOf({ entries, voters }: BattleState, running: readonly BattleEntry[]): Contender[] {
  const voted = new Set(voters.map(({ memberId }) => memberId));
  return running.map(({ id, memberId }) => ({
    id,
    order: entries.findIndex((entry) => entry.id === id),
    hasVoted: memberId === null || voted.has(memberId),
  }));
}

function votesOf({ votes }: BattleState, round: number): Map<string, number> {
  return new Map(votes.filter((each) => each.round === round).map((each) => [each.entryId, each.votes]));
}

function open(match: Pick<BattleMatchRow, 'round' | 'place' | 'a' | 'b'>): BattleMatchRow {
  return { ...match, winner: null };
}

function timed(now: Date, hours: number): Pick<BattleChange, 'deadline' | 'remindAt'> {
  const length = hours * HOUR_MS;
  const lead = reminderLead(length);
  return {
    deadline: new Date(now.getTime() + length),
    remindAt: lead === undefined ? null : new Date(now.getTime() + length - lead),
  };
}

/** Messages with the entries to listen to, as many in each as Discord takes; of a bracket, pair by pair. */
function partJobs(
  state: BattleState,
  round: number,
  entries: readonly (BattleEntry & { readonly number: number | null })[],
  matches: readonly BattleMatchRow[],
): NewJob[] {
  const byNumber = [...entries].sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
  const named = (id: string | null) => byNumber.find((entry) => entry.id === id);
  const groups =
    state.battle.kind === 'bracket'
      ? matches.flatMap(({ a, b }) => {
          const pair = [named(a), named(b)].filter((entry) => entry !== undefined);
          return pair.length === 2 ? [pair] : [];
        })
      : byNumber.map((entry) => [entry]);
  const isPaired = state.battle.kind === 'bracket';
  const parts: BattleEntry[][] = [];
  let weight = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    const size = group.reduce((sum, entry) => sum + weightOf(entry), 0);
    const last = parts.at(-1);
    const isFull =
      last === undefined ||
      weight + size > MAX_BEAT_BYTES ||
      last.length + group.length > MOST_FILES ||
      (isPaired && last.length / 2 >= MOST_PAIRS);
    if (isFull) {
      parts.push([...group]);
      weight = size;
    } else {
      last.push(...group);
      weight += size;
    }
  }
  return parts.map((part) => postJob(state, 'part', { round, entryIds: part.map(({ id }) => id) }));
}

function weightOf({ size, seconds }: BattleEntry): number {
  return size ?? (seconds ?? 0) * TAKE_RATE + TAKE_TAGS;
}

/** A message of its own, in the battle's thread or else where the battle is. */
function postJob(
  { battle }: BattleState,
  post: PostPayload['post'],
  more: Partial<Pick<PostPayload, 'round' | 'entryIds'>> = {},
): NewJob {
  const { id: battleId, title: subject, serverId, round } = battle;
  const job = newJob('post', { subject, battleId, post, round, ...more }, { serverId, memberId: NOBODY });
  // What everybody should see is not hidden in the thread.
  const channelId = post === 'results' ? battle.channelId : (battle.threadId ?? battle.channelId);
  return channelId === null ? job : { ...job, message: { channelId } };
}

/** The battle's own message as new. */
function boardJob({ battle }: BattleState, { phase }: BattleChange | { phase?: never }): NewJob {
  const { id: battleId, title: subject, serverId, round, channelId, messageId } = battle;
  const hasSample = phase === 'open';
  const told = { subject, battleId, post: 'board' as const, round, hasSample };
  const job = newJob('post', told, { serverId, memberId: NOBODY });
  return channelId === null || messageId === null ? job : { ...job, message: { channelId, messageId } };
}
