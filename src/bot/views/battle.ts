/** A battle's own message: how it stands, what can be done now, and the rules beforehand. */
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { keyName } from '../../music/index.ts';
import {
  type BattleCard,
  type EntryCard,
  MAX_ENTRY_SECONDS,
  MAX_REFERENCE_BYTES,
  OTHERS,
  POINTS,
  type PostFiles,
} from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { ago, bold, lines, member, plain, small } from './words.ts';

/** The prefixes of the `custom_id`s: the button that opens the form, the form, and the menu to vote with. */
export const ENTER_PREFIX = 'enter';
export const WITHDRAW_PREFIX = 'withdraw';
export const BALLOT_PREFIX = 'ballot';

/** The most choices that Discord lets a menu have. */
const MOST_OPTIONS = 25;

const said = words.views.battle;

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** @param files the sample, where it is to come with it. */
export function boardView(battle: BattleCard, files: Pick<PostFiles, 'sample'> = {}): View {
  const { title, kind, hostId } = battle;
  const host = hostId === undefined ? undefined : member(hostId);
  const { sample } = files;
  return {
    content: lines(
      said.title({ title: bold(plain(title)), kind: said.kinds[kind], host }),
      ...stateLines(battle),
    ),
    embeds: [],
    components: rowsOf(battle),
    ...(sample !== undefined && {
      files: [{ name: 'sample.zip', bytes: sample, description: said.sample }],
    }),
  };
}

function stateLines(battle: BattleCard): (string | false)[] {
  const { phase, kind, entries, rules, deadline } = battle;
  const times = deadline && { until: moment(deadline), left: ago(deadline) };
  switch (phase) {
    case 'preparing':
      return [
        kind === 'generators' ? said.preparing.takes({ artists: entries.length }) : said.preparing.sample,
        ...rulesOf(battle),
      ];
    case 'open':
      return [
        times !== undefined && said.open(times),
        said.sample,
        said.handIn({ seconds: MAX_ENTRY_SECONDS, most: MAX_REFERENCE_BYTES }),
        said.entries({ entries: entries.length, most: rules.most }),
        ...rulesOf(battle),
      ];
    case 'voting':
      return [
        kind === 'bracket' && said.round({ round: battle.round, rounds: battle.rounds }),
        times !== undefined && said.voting(times),
        kind === 'bracket' ? said.meet : said.choose({ most: rules.choices }),
        battle.threadId !== undefined && said.where({ thread: `<#${battle.threadId}>` }),
        ...(kind === 'bracket' ? pairsOf(battle).map((pair) => said.pair(pair)) : []),
        said.voters({ voters: battle.voters }),
        ...rulesOf(battle),
      ];
    case 'done':
      return winnerLines(battle);
    case 'off':
      return [said.off[battle.reason ?? 'cancelled']];
  }
}

function winnerLines({ entries }: BattleCard): string[] {
  const [first] = entries;
  return [first === undefined ? said.nobody : said.over({ winner: whoOf(first) }), ...placesOf(entries, 3)];
}

/** What is told beforehand. */
function rulesOf({ kind, rules }: BattleCard): (string | false)[] {
  const { take } = rules;
  const isOfMembers = kind !== 'generators';
  return [
    take !== undefined && small(said.take({ ...take, key: keyName(take.key) })),
    small(
      [
        isOfMembers ? said.rules.tie : said.rules.artists,
        ...(isOfMembers ? [said.rules.absent] : []),
        said.rules.points({ points: POINTS.map(String), others: OTHERS }),
      ].join(' '),
    ),
  ];
}

function rowsOf(battle: BattleCard): Row[] {
  if (battle.phase === 'open') {
    const { handIn, back } = said.buttons;
    return [
      row([
        button(`${ENTER_PREFIX}:${battle.id}`, handIn, ButtonStyle.Primary),
        button(`${WITHDRAW_PREFIX}:${battle.id}`, back),
      ]),
    ];
  }
  if (battle.phase === 'voting' && battle.kind !== 'bracket') return menusOf(battle);
  return [];
}

/** Entries in as few menus as Discord allows, each with about as many. */
export function menusOf({ id, round, entries, rules }: BattleCard): Row[] {
  const menus = Math.ceil(entries.length / MOST_OPTIONS);
  const each = Math.ceil(entries.length / Math.max(1, menus));
  return Array.from({ length: menus }, (_, menu) => {
    const part = entries.slice(menu * each, (menu + 1) * each);
    const [from, to] = [part[0]?.number ?? 0, part.at(-1)?.number ?? 0];
    return {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: `${BALLOT_PREFIX}:${id}:${round}`,
          placeholder: menus === 1 ? said.placeholder : said.placeholderPart({ from, to }),
          // A choice in one of several menus can be taken back by choosing nothing there.
          min_values: menus === 1 ? 1 : 0,
          max_values: Math.min(rules.choices, part.length),
          options: part.map((entry) => ({
            label: said.options.entry({ number: entry.number ?? 0 }),
            value: entry.id,
          })),
        },
      ],
    };
  }).map((menu, i) => ({
    ...menu,
    components: menu.components.map((select) => ({ ...select, custom_id: `${select.custom_id}:${i}` })),
  })) as Row[];
}

/** The numbers of those that meet in the round. */
function pairsOf({ matches, entries }: BattleCard): { a: number; b: number }[] {
  const number = (id: string | null) => entries.find((entry) => entry.id === id)?.number;
  return matches.flatMap((match) => {
    const [a, b] = [number(match.a), number(match.b)];
    return a === undefined || b === undefined ? [] : [{ a, b }];
  });
}

/** Whose an entry is, once that is told. */
export function whoOf({ memberId, name, number = 0 }: EntryCard): string {
  if (memberId !== undefined) return member(memberId);
  return name === undefined ? said.entry({ number }) : bold(plain(name));
}

/** The places of the first so many. */
export function placesOf(entries: readonly EntryCard[], most: number): string[] {
  return entries.slice(0, most).map((entry) => {
    const { place = 0, number = 0, votes = 0, points = 0 } = entry;
    return said.row({ place, who: whoOf(entry), number, votes, points });
  });
}

/** A moment as each reader's clock shows it. */
export function moment(date: Date): string {
  return `<t:${Math.floor(date.getTime() / 1000)}:f>`;
}

export function button(
  customId: string,
  label: string,
  style: ButtonStyle.Primary | ButtonStyle.Secondary = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, custom_id: customId, label, style };
}

export function row(components: APIButtonComponentWithCustomId[]): Row {
  return { type: ComponentType.ActionRow, components };
}
