/** What members are told alone of a battle: the form to hand in, an entry, a ballot, lists and tables. */
import { ComponentType } from 'discord.js';
import { type BattleCard, type BattleTable, ENTRY_CONSENT, type EntryResult } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { Form, View } from '../command.ts';
import { button, ENTER_PREFIX, moment, row, WITHDRAW_PREFIX, whoOf } from './battle.ts';
import { ago, bold, lines, member, plain, small } from './words.ts';

/** The names of the form's fields. */
export const ENTRY_FILE_FIELD = 'file';
export const ENTRY_CONSENT_FIELD = 'consent';

const said = words.views.battle;

export function entryForm(battleId: string): Form {
  const { title, file, consent } = said.form;
  return {
    custom_id: `${ENTER_PREFIX}:${battleId}`,
    title,
    components: [
      {
        type: ComponentType.Label,
        ...file,
        component: {
          type: ComponentType.FileUpload,
          custom_id: ENTRY_FILE_FIELD,
          min_values: 1,
          max_values: 1,
        },
      },
      {
        type: ComponentType.Label,
        ...consent,
        component: {
          type: ComponentType.CheckboxGroup,
          custom_id: ENTRY_CONSENT_FIELD,
          min_values: 1,
          max_values: 1,
          options: [{ label: ENTRY_CONSENT.wording, value: ENTRY_CONSENT.version }],
        },
      },
    ],
  };
}

export function enteredView({ battle, seconds, loudness }: EntryResult): View {
  const told = { title: bold(plain(battle.title)), time: said.seconds({ seconds }), loudness };
  return {
    content: lines(
      said.entered(told),
      battle.deadline !== undefined && small(said.enteredNext({ until: moment(battle.deadline) })),
    ),
    embeds: [],
    components: [row([button(`${WITHDRAW_PREFIX}:${battle.id}`, said.buttons.back)])],
  };
}

export function withdrawnView(): View {
  return { content: said.withdrawn };
}

/** @param numbers all that the asker has chosen in the round. */
export function ballotView(numbers: readonly number[]): View {
  const entries = numbers.toSorted((a, b) => a - b).map((number) => said.entry({ number }));
  return { content: entries.length === 0 ? said.ballotEmpty : said.ballot({ entries }) };
}

export function battleChangedView(battle: BattleCard, how: keyof typeof said.changed): View {
  const title = bold(plain(battle.title));
  const until = battle.deadline === undefined ? '' : moment(battle.deadline);
  return { content: said.changed[how]({ title, until }) };
}

export function battleListView(battles: readonly BattleCard[]): View {
  if (battles.length === 0) return { content: said.list.none };
  return {
    content: lines(
      said.list.title,
      ...battles.map((battle) =>
        said.list.line({
          title: bold(plain(battle.title)),
          kind: said.kinds[battle.kind],
          state: stateOf(battle),
        }),
      ),
    ),
  };
}

function stateOf({ phase, deadline, entries, threadId, place }: BattleCard): string {
  const { phases } = said.list;
  const left = deadline === undefined ? '' : ago(deadline);
  const where = threadId ?? place?.channelId;
  const link = where === undefined ? '' : ` · <#${where}>`;
  switch (phase) {
    case 'open':
    case 'voting':
      return phases[phase]({ left }) + link;
    case 'done':
      return entries[0] === undefined ? said.nobody : phases.done({ winner: whoOf(entries[0]) });
    default:
      return phases[phase] + (phase === 'preparing' ? link : '');
  }
}

export function battleTableView({ season: id, rows }: BattleTable): View {
  const [year = '', quarter = ''] = id.split('-');
  const season = said.table.season({ year, quarter });
  if (rows.length === 0) return { content: said.table.none({ season }) };
  return {
    content: lines(
      said.table.title({ season }),
      ...rows.map(({ memberId, artist, points, battles, wins }, i) => {
        const who = memberId === null ? bold(plain(artist ?? '')) : member(memberId);
        return said.table.row({ place: i + 1, who, points, battles, wins });
      }),
    ),
  };
}
