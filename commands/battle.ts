/** /battle: artists' generators or members' own beats against each other, by a blind vote with a deadline. */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandStringOption,
  ApplicationCommandOptionType,
} from 'discord.js';
import {
  artistOption,
  battleChangedView,
  battleListView,
  battleTableView,
  boardView,
  type Command,
  type Completer,
  completeArtist,
  completeKey,
  loopOptions,
  styleOf,
  styleOption,
  type View,
  withdrawnView,
} from '../src/bot/index.ts';
import { parseKey } from '../src/music/index.ts';
import {
  BATTLE_ARTISTS,
  BATTLE_CONSENT,
  type BattleCard,
  BRACKET_SIZES,
  MAX_HOURS,
  SEED_RANGE,
} from '../src/services/index.ts';
import { words } from '../src/words/index.ts';

const said = words.commands.battle;

const hours = (name: string, description: string): APIApplicationCommandBasicOption => ({
  type: ApplicationCommandOptionType.Integer,
  name,
  description,
  min_value: 1,
  max_value: MAX_HOURS,
});
const BATTLE_OPTION: APIApplicationCommandStringOption = {
  type: ApplicationCommandOptionType.String,
  name: 'battle',
  description: said.option,
  required: true,
  autocomplete: true,
  max_length: 100,
};
/** What a battle of members' own is started with. */
const SAMPLE_OPTIONS: APIApplicationCommandBasicOption[] = [
  {
    type: ApplicationCommandOptionType.String,
    name: 'take',
    description: said.take,
    autocomplete: true,
    max_length: 200,
  },
  { type: ApplicationCommandOptionType.Attachment, name: 'file', description: said.file },
  { type: ApplicationCommandOptionType.Boolean, name: 'consent', description: BATTLE_CONSENT.wording },
  { type: ApplicationCommandOptionType.String, name: 'title', description: said.title, max_length: 80 },
  hours('hours', said.hours),
];

const artistNames = Array.from({ length: BATTLE_ARTISTS[1] }, (_, i) =>
  i === 0 ? 'artist' : `artist${i + 1}`,
);

/** Battles under way, by their titles. */
const completeBattle: Completer = async (typed, { services, who }) => {
  const battles = await services.listBattles(who, true);
  return battles
    .filter(({ title }) => title.toLowerCase().includes(typed.toLowerCase()))
    .map(({ id, title }) => ({ name: title, value: id }));
};

/** Takes with the most votes. */
const completeTake: Completer = async (typed, { services, who }) => {
  const { items } = await services.browseShelf(who, { order: 'votes' }, 0);
  return items
    .map(({ beat, take }) => ({
      name: said.takeChoice({
        artist: beat.artist ?? beat.style,
        take: take.name,
        seed: beat.seed,
        votes: take.votes,
      }),
      value: take.id,
    }))
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
};

export const command: Command = {
  data: {
    name: 'battle',
    description: said.description,
    options: [
      {
        type: ApplicationCommandOptionType.SubcommandGroup,
        name: 'start',
        description: said.start,
        options: [
          {
            type: ApplicationCommandOptionType.Subcommand,
            name: 'generators',
            description: said.generators,
            options: [
              ...artistNames.map((name, i) => artistOption({ required: i < BATTLE_ARTISTS[0], name })),
              styleOption(said.style),
              ...loopOptions(),
              {
                type: ApplicationCommandOptionType.Integer,
                name: 'seed',
                description: words.commands.beat.seed,
                min_value: SEED_RANGE[0],
                max_value: SEED_RANGE[1],
              },
              hours('voting', said.voting),
            ],
          },
          {
            type: ApplicationCommandOptionType.Subcommand,
            name: 'flip',
            description: said.flip,
            options: [
              ...SAMPLE_OPTIONS,
              hours('voting', said.voting),
              {
                type: ApplicationCommandOptionType.Integer,
                name: 'choices',
                description: said.choices,
                min_value: 1,
                max_value: 3,
              },
            ],
          },
          {
            type: ApplicationCommandOptionType.Subcommand,
            name: 'bracket',
            description: said.bracket,
            options: [
              {
                type: ApplicationCommandOptionType.Integer,
                name: 'size',
                description: said.size,
                required: true,
                choices: BRACKET_SIZES.map((value) => ({ name: String(value), value })),
              },
              ...SAMPLE_OPTIONS,
              hours('voting', said.round),
            ],
          },
        ],
      },
      { type: ApplicationCommandOptionType.Subcommand, name: 'list', description: said.list },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'table',
        description: said.table,
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: 'season',
            description: said.season,
            min_length: 6,
            max_length: 6,
          },
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'extend',
        description: said.extend,
        options: [BATTLE_OPTION, { ...hours('hours', said.more), required: true }],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'end',
        description: said.end,
        options: [BATTLE_OPTION],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'cancel',
        description: said.cancel,
        options: [BATTLE_OPTION],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'withdraw',
        description: said.withdraw,
        options: [
          BATTLE_OPTION,
          {
            type: ApplicationCommandOptionType.Integer,
            name: 'entry',
            description: said.entry,
            min_value: 1,
            max_value: 100,
          },
        ],
      },
    ],
  },
  completers: {
    battle: completeBattle,
    take: completeTake,
    key: completeKey,
    ...Object.fromEntries(artistNames.map((name) => [name, completeArtist])),
  },
  actions: {
    'start generators': {
      audience: 'everyone',
      async run({ options }, { services, who, place, openThread }) {
        const key = options.getString('key');
        const battle = await services.startGenerators(who, {
          artists: artistNames.flatMap((name) => options.getString(name) ?? []),
          style: styleOf(options),
          bpm: options.getNumber('bpm') ?? undefined,
          key: key === null ? undefined : parseKey(key),
          bars: options.getInteger('bars') ?? undefined,
          seed: options.getInteger('seed') ?? undefined,
          votingHours: options.getInteger('voting') ?? undefined,
          message: place,
        });
        return shown(battle, { services, who, openThread });
      },
    },
    'start flip': start('flip'),
    'start bracket': start('bracket'),
    list: {
      audience: 'asker',
      run: async (_interaction, { services, who }) => battleListView(await services.listBattles(who)),
    },
    table: {
      audience: 'everyone',
      run: async ({ options }, { services, who }) =>
        battleTableView(await services.battleTable(who, options.getString('season') ?? undefined)),
    },
    extend: {
      audience: 'asker',
      async run({ options }, { services, who }) {
        const [id, more] = [options.getString('battle', true), options.getInteger('hours', true)];
        return battleChangedView(await services.extendBattle(who, id, more), 'extended');
      },
    },
    end: {
      audience: 'asker',
      run: async ({ options }, { services, who }) =>
        battleChangedView(await services.endBattle(who, options.getString('battle', true)), 'ended'),
    },
    cancel: {
      audience: 'asker',
      run: async ({ options }, { services, who }) =>
        battleChangedView(await services.cancelBattle(who, options.getString('battle', true)), 'cancelled'),
    },
    withdraw: {
      audience: 'asker',
      async run({ options }, { services, who }) {
        const number = options.getInteger('entry') ?? undefined;
        await services.withdrawEntry(who, options.getString('battle', true), number);
        return withdrawnView();
      },
    },
  },
};

function start(kind: 'flip' | 'bracket'): Command['actions'][string] {
  return {
    audience: 'everyone',
    async run({ options }, { services, who, place, fetchAttachment, openThread }) {
      const file = options.getAttachment('file') ?? undefined;
      const battle = await services.startBattle(who, {
        kind,
        title: options.getString('title') ?? undefined,
        take: options.getString('take') ?? undefined,
        file: file && { name: file.name, read: () => fetchAttachment(file) },
        consent: options.getBoolean('consent') ?? undefined,
        hours: options.getInteger('hours') ?? undefined,
        votingHours: options.getInteger('voting') ?? undefined,
        choices: kind === 'flip' ? (options.getInteger('choices') ?? undefined) : undefined,
        size: kind === 'bracket' ? options.getInteger('size', true) : undefined,
        message: place,
      });
      return shown(battle, { services, who, openThread });
    },
  };
}

type Desk = Pick<Parameters<Command['actions'][string]['run']>[1], 'services' | 'who' | 'openThread'>;

/** The battle's own message, with a thread under it where that is possible. */
async function shown(battle: BattleCard, { services, who, openThread }: Desk): Promise<View> {
  if (battle.threadId === undefined) {
    const thread = await openThread(battle.title, boardView(battle));
    if (thread !== undefined) await services.setBattleThread(battle.id, thread);
  }
  return boardView(await services.showBattle(who, battle.id));
}
