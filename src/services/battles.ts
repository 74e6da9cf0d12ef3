/** Services about battles: starting one, handing in, voting, and what a host may do. */
import { randomInt } from 'node:crypto';
import { BRACKET_SIZES, isSeason, seasonOf } from '../battle/index.ts';
import { type BattleCard, battleCard } from '../cards/index.ts';
import { STYLE_FACTS } from '../music/index.ts';
import {
  type Battle,
  type BattleRules,
  type Job,
  type NewBattle,
  type Store,
  TAKE_NAMES,
} from '../store/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { kindOfFile, newJob, payloadOf, postMade } from '../worker/kinds/index.ts';
import type { Asker, MessagePlace } from './asker.ts';
import { nextOf } from './battle-clock.ts';
import type { BattleServices } from './battle-services.ts';
import { filedFor, fileJob, jobIdFor, resolveArtist, type ServiceContext, takeSeen } from './context.ts';
import { BATTLE_CONSENT, ENTRY_CONSENT } from './limits.ts';
import { checkMayAsk, checkMayHost } from './quotas.ts';
import { hasRight, whose } from './rights.ts';
import type { Services } from './services.ts';

/** Entries of a flip at most, artists of a battle of generators, and the longest time, in hours. */
const MAX_ENTRIES = 32;
export const BATTLE_ARTISTS = [2, 8] as const;
export const MAX_HOURS = 14 * 24;
/** How long entries are open, and each round of votes, unless it is said. */
const HOURS = 72;
const VOTING_HOURS = 48;
const ROUND_HOURS = 24;
const CHOICES = 3;
const TITLE_LENGTH = 80;
/** Battles that are listed, and rows of a table. */
const MOST_LISTED = 10;
const MOST_ROWS = 20;
/** Battles that are looked at in one go. */
const AT_ONCE = 20;

export function battleServices(
  context: ServiceContext,
  { requestBeat }: Pick<Services, 'requestBeat'>,
): BattleServices {
  const { store, send } = context;

  const seen = async (who: Asker, battleId: string): Promise<Battle> => {
    const battle = await store.battles.get(battleId);
    if (battle === undefined || battle.serverId !== who.serverId) throw new BeatwrightError('battle-unknown');
    return battle;
  };
  const told = async (battleId: string): Promise<BattleCard> => {
    const card = await battleCard(store, battleId);
    if (card === undefined) throw new BeatwrightError('battle-unknown');
    return card;
  };
  /** A battle that the asker may run. @throws BeatwrightError `battle-not-yours`. */
  const run = async (who: Asker, battleId: string): Promise<Battle> => {
    const battle = await seen(who, battleId);
    if (hasRight(whose('battle-run', battle.hostId, who), who, undefined)) return battle;
    throw new BeatwrightError('battle-not-yours');
  };
  const startedFor = async (message: MessagePlace | undefined): Promise<BattleCard | undefined> => {
    const battle = message && (await store.battles.ofMessage(message.messageId));
    return battle && told(battle.id);
  };

  return {
    async startGenerators(who, { artists: names, style, votingHours = VOTING_HOURS, message, ...asked }) {
      const earlier = await startedFor(message);
      if (earlier !== undefined) return earlier;
      checkHours(votingHours);
      const artists = [];
      for (const name of names) artists.push(await resolveArtist(context, who, name));
      const [least, most] = BATTLE_ARTISTS;
      const isFair = artists.length >= least && artists.length <= most;
      if (!isFair || new Set(artists.map(({ id }) => id)).size < artists.length) {
        throw new BeatwrightError('battle-artists', { least, most });
      }
      for (const { id, name } of artists) {
        if ((await store.generators.list(id)).length > 0) continue;
        throw new BeatwrightError('beat-untrained', { artist: name });
      }
      await checkMayHost(context, who);
      await checkMayAsk(context, 'beat', who, artists.length);
      const rules: BattleRules = { hours: votingHours, votingHours, choices: 1, most: artists.length };
      const { battle } = await store.battles.add({
        ...placed(who, message),
        ...{ kind: 'generators', title: clipped(artists.map(({ name }) => name).join(' / ')), rules },
        artistIds: artists.map(({ id }) => id),
      });
      try {
        // What the first is asked for where nothing was said, all are.
        let take = asked;
        for (const artist of artists) {
          const { jobId } = await requestBeat(who, {
            ...take,
            artist: artist.id,
            ...(style && { style }),
            takes: 1,
          });
          const job = await store.jobs.get(jobId);
          if (job === undefined) throw new BeatwrightError('job-unknown');
          const { bpm, key, bars, seed } = payloadOf('beat', job);
          take = { bpm, key, bars, seed };
          await store.battles.setTake(battle.id, artist.id, { jobId, take: { bpm, key, bars, seed } });
        }
      } catch (error) {
        await store.battles.drop(battle.id);
        throw error;
      }
      return told(battle.id);
    },

    async startBattle(who, wish) {
      const { kind, take, file, message } = wish;
      const earlier = await startedFor(message);
      if (earlier !== undefined) return earlier;
      const rules = rulesOf(wish);
      if (take !== undefined && file !== undefined) throw new BeatwrightError('battle-sample-twice');
      await checkMayHost(context, who);
      await checkMayAsk(context, 'sample', who);
      const given = { ...placed(who, message), kind, rules };
      const by = { serverId: who.serverId, memberId: who.userId };
      if (take !== undefined) {
        const { takeId, subject } = await sampleTake(context, who, take);
        const title = clipped(wish.title ?? subject);
        return begin({
          ...{ ...given, title, sampleTakeId: takeId },
          jobOf: (battleId) => newJob('sample', { subject: title, battleId, from: { takeId } }, by),
        });
      }
      if (file === undefined || !wish.consent) throw new BeatwrightError('battle-no-sample');
      const bytes = await file.read();
      await requireAudio(file.name, bytes);
      const sha256 = await store.blobs.put(bytes);
      const title = clipped(wish.title ?? file.name.replace(/\.[a-z0-9]{1,4}$/i, ''));
      const from = { sha256, file: file.name };
      return begin({
        ...{ ...given, title, sampleWording: BATTLE_CONSENT.version },
        jobOf: (battleId) => ({
          ...newJob('sample', { subject: title, battleId, from }, by),
          holds: [sha256],
        }),
      });
    },

    showBattle: async (who, battleId) => told((await seen(who, battleId)).id),

    async listBattles(who, isOpen = false) {
      const battles = await store.battles.list({ serverId: who.serverId, isOpen, most: MOST_LISTED });
      return Promise.all(battles.map(({ id }) => told(id)));
    },

    setBattleThread: (battleId, threadId) => store.battles.setThread(battleId, threadId),

    async mayHandIn(who, battleId) {
      const { title, phase, deadline } = await seen(who, battleId);
      if (phase !== 'open' || deadline === null || deadline <= new Date()) {
        throw new BeatwrightError('battle-not-open', { title });
      }
      return { title };
    },

    async handIn(who, { battleId, file, consent, message }) {
      const { title } = await seen(who, battleId);
      if (!consent) throw new BeatwrightError('consent-missing', { wording: ENTRY_CONSENT.wording });
      const earlier = await filedFor(context, message);
      if (earlier !== undefined) return earlier;
      await checkMayAsk(context, 'entry', who);
      const bytes = await file.read();
      await requireAudio(file.name, bytes);
      const sha256 = await store.blobs.put(bytes);
      const { userId: memberId, name } = who;
      const entry = { subject: title, battleId, memberId, sha256, file: file.name, name };
      return fileJob(context, 'entry', { ...entry, consent: ENTRY_CONSENT.version }, who, message, (job) =>
        store.battles.fileEntry({ battleId, memberId, job: { ...job, holds: [sha256] } }),
      );
    },

    async withdrawEntry(who, battleId, number) {
      await seen(who, battleId);
      const state = await store.battles.state(battleId);
      const entry = state?.entries.find((each) =>
        number === undefined ? each.memberId === who.userId : each.number === number,
      );
      if (entry === undefined) throw new BeatwrightError('battle-no-entry');
      if (!hasRight(whose('entry-remove', entry.memberId ?? '', who), who, undefined)) {
        throw new BeatwrightError('battle-not-yours');
      }
      await store.battles.removeEntry(entry.id);
    },

    async castPick(who, { battleId, round, entryId }) {
      await seen(who, battleId);
      const { matches } = await told(battleId);
      const pair = matches.find(({ a, b, round: at }) => at === round && (a === entryId || b === entryId));
      if (pair === undefined) throw new BeatwrightError('battle-no-vote');
      return cast(who, {
        battleId,
        round,
        among: [pair.a, pair.b].flatMap((id) => id ?? []),
        choices: [entryId],
      });
    },

    castBallot: (who, ballot) => cast(who, ballot),

    async extendBattle(who, battleId, hours) {
      checkHours(hours);
      await run(who, battleId);
      return told((await store.battles.extend(battleId, hours)).id);
    },
    async endBattle(who, battleId) {
      await run(who, battleId);
      return told((await store.battles.end(battleId)).id);
    },
    async cancelBattle(who, battleId) {
      await run(who, battleId);
      return told((await store.battles.cancel(battleId)).id);
    },

    async battleTable(who, asked) {
      const season = asked ?? seasonOf(new Date());
      if (!isSeason(season)) throw new BeatwrightError('battle-season', { season });
      return {
        season,
        rows: await store.battles.season({ serverId: who.serverId, season, most: MOST_ROWS }),
      };
    },

    async postFiles(jobId) {
      const job = await store.jobs.get(jobId);
      if (job === undefined) throw new BeatwrightError('job-unknown');
      const { battleId, entryIds = [], hasSample } = payloadOf('post', job);
      const { takes = {}, picture } = postMade.parse(job.result ?? {});
      const state = await store.battles.state(battleId);
      const sample = hasSample === true ? state?.battle.sampleSha256 : undefined;
      const entries = (state?.entries ?? []).flatMap(({ id, number, sha256 }) => {
        const blob = takes[id] ?? sha256;
        return entryIds.includes(id) && blob !== null && number !== null ? [{ number, blob }] : [];
      });
      const sounds = [];
      for (const { number, blob } of entries) sounds.push({ number, mp3: await store.blobs.get(blob) });
      return {
        sounds: sounds.sort((a, b) => a.number - b.number),
        ...(sample && { sample: await store.blobs.get(sample) }),
        ...(picture && { picture: await store.blobs.get(picture.sha256) }),
      };
    },
  };

  async function cast(
    who: Asker,
    { battleId, round, among, choices }: Parameters<BattleServices['castBallot']>[1],
  ): Promise<number[]> {
    const { kind, rules } = await seen(who, battleId);
    const most = kind === 'bracket' ? BRACKET_SIZES.at(-1)! : rules.choices;
    const chosen = await store.battles.vote({ battleId, round, memberId: who.userId, among, choices, most });
    return [...chosen];
  }

  async function begin(given: NewBattle): Promise<BattleCard> {
    const { battle, job } = await store.battles.add(given);
    if (job !== undefined) await send(job);
    return told(battle.id);
  }
}

/** Moves battles on whose time has come, each once whoever calls. */
export async function fileDueBattles({ battles }: Store): Promise<readonly Job[]> {
  const filed: Job[] = [];
  for (const id of await battles.due(AT_ONCE)) {
    filed.push(...(await battles.settle(id, (state) => nextOf(state, (n) => randomInt(n)))));
  }
  return filed;
}

function placed(who: Asker, message: MessagePlace | undefined) {
  const { serverId, userId: hostId } = who;
  return { serverId, hostId, ...(message && { channelId: message.channelId, messageId: message.messageId }) };
}

function clipped(title: string): string {
  const plain = title.replace(/\s+/g, ' ').trim();
  return [...plain].slice(0, TITLE_LENGTH).join('');
}

/** @throws BeatwrightError `battle-hours`. */
function checkHours(hours: number): void {
  if (hours < 1 || hours > MAX_HOURS) throw new BeatwrightError('battle-hours', { hours, most: MAX_HOURS });
}

function rulesOf(wish: Parameters<BattleServices['startBattle']>[1]): BattleRules {
  const isBracket = wish.kind === 'bracket';
  const { hours = HOURS, votingHours = isBracket ? ROUND_HOURS : VOTING_HOURS, choices = CHOICES } = wish;
  checkHours(hours);
  checkHours(votingHours);
  const most = isBracket
    ? (BRACKET_SIZES.find((size) => size === wish.size) ?? BRACKET_SIZES[1])
    : MAX_ENTRIES;
  return {
    hours,
    votingHours,
    choices: isBracket ? 1 : Math.max(1, Math.min(CHOICES, Math.round(choices))),
    most,
  };
}

/** @throws BeatwrightError as `kindOfFile`; `reference-unsupported` of MIDI and ZIPs. */
async function requireAudio(name: string, bytes: Uint8Array): Promise<void> {
  const kind = await kindOfFile({ name, bytes });
  if (kind !== 'audio') throw new BeatwrightError('battle-file', { name });
}

const LINK = /(?:channels\/\d+\/\d+\/)?(\d{15,22})\/?$/;

/**
 * A take by its id, or the leading one of a beat by the beat's id, its message's, or a link to that.
 * @throws BeatwrightError `take-unknown`.
 */
async function sampleTake(
  context: ServiceContext,
  who: Asker,
  text: string,
): Promise<{ takeId: string; subject: string }> {
  const { store } = context;
  const named = text.trim();
  const messageId = LINK.exec(named)?.[1];
  const beat =
    (messageId !== undefined && (await store.beats.ofJob(jobIdFor(messageId)))) ||
    (await store.beats.get(named));
  const { takes } = beat ? await store.votes.counts(beat.id) : { takes: [] };
  const best = [...takes].sort((a, b) => b.votes - a.votes || order(a.name) - order(b.name))[0];
  const { beat: found, take } = await takeSeen(context, who, best?.takeId ?? named);
  const artist = found.artistId === null ? undefined : await store.artists.get(found.artistId);
  return { takeId: take.id, subject: `${artist?.name ?? STYLE_FACTS[found.style].label}, take ${take.name}` };
}

function order(name: (typeof TAKE_NAMES)[number]): number {
  return TAKE_NAMES.indexOf(name);
}
