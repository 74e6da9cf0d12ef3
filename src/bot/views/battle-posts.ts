/** What is posted of a battle: entries to listen to, reminders, and what came of it. */
import type { BattleCard, PostFiles, PostResult } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { boardView, button, placesOf, row } from './battle.ts';
import { ago, bold, lines, member, plain } from './words.ts';

/** The prefix of the `custom_id` of the buttons under a pair. */
export const PICK_PREFIX = 'pick';
/** Members whom Discord lets one message ping, and places that are told in words. */
const MOST_PINGS = 50;
const MOST_PLACES = 16;

const said = words.views.battle;
const PICTURE = 'results.png';

export function postView(post: PostResult, files: PostFiles): View {
  switch (post.post) {
    case 'board':
      return boardView(post.battle, files);
    case 'part':
      return partView(post, files);
    case 'reminder':
      return reminderView(post);
    case 'results':
      return resultsView(post, files);
  }
}

function partView({ battle, round, entryIds = [] }: PostResult, { sounds }: PostFiles): View {
  const pairs = pairsOf(battle, round, entryIds);
  return {
    content: lines(
      said.part({ title: bold(plain(battle.title)), round, rounds: battle.rounds }),
      ...pairs.map(({ a, b }) => said.pair({ a: a.number, b: b.number })),
    ),
    components: pairs.map(({ a, b }) =>
      row(
        [a, b].map(({ id, number }) =>
          button(`${PICK_PREFIX}:${battle.id}:${round}:${id}`, said.buttons.pick({ number })),
        ),
      ),
    ),
    files: sounds.map(({ number, mp3 }) => ({
      name: `entry-${number}.mp3`,
      bytes: mp3,
      description: said.audio({ number }),
    })),
  };
}

interface Side {
  readonly id: string;
  readonly number: number;
}

function pairsOf({ matches, entries }: BattleCard, round: number, entryIds: readonly string[]) {
  const side = (id: string | null): Side[] => {
    const number = entries.find((entry) => entry.id === id)?.number;
    return id === null || number === undefined ? [] : [{ id, number }];
  };
  return matches
    .filter((match) => match.round === round && match.a !== null && entryIds.includes(match.a))
    .flatMap((match): { a: Side; b: Side }[] => {
      const [a, b] = [...side(match.a), ...side(match.b)];
      return a === undefined || b === undefined ? [] : [{ a, b }];
    });
}

function reminderView({ battle, missing }: PostResult): View {
  const { phase, deadline, title, place } = battle;
  const told = { title: bold(plain(title)), left: deadline === undefined ? '' : ago(deadline) };
  const pings = missing.slice(0, MOST_PINGS);
  return {
    content: lines(
      phase === 'open' ? said.reminder.open(told) : said.reminder.voting(told),
      pings.length > 0 && said.reminder.missing({ members: pings.map(member).join(' ') }),
      place !== undefined && said.reminder.link({ link: `<#${place.channelId}>` }),
    ),
    pings,
  };
}

function resultsView({ battle, alt }: PostResult, { picture }: PostFiles): View {
  const { title, entries } = battle;
  const left = entries.length - MOST_PLACES;
  return {
    content: lines(
      said.results({ title: bold(plain(title)) }),
      ...(entries.length === 0 ? [said.nobody] : placesOf(entries, MOST_PLACES)),
      left > 0 && said.more({ entries: left }),
    ),
    ...(picture !== undefined && {
      embeds: [{ image: { url: `attachment://${PICTURE}` } }],
      files: [{ name: PICTURE, bytes: picture, description: alt ?? title }],
    }),
  };
}
