/** /library: what the server made, found again; and the post of each month's best. */
import { ApplicationCommandOptionType, ChannelType } from 'discord.js';
import {
  artistOption,
  type ButtonFamily,
  bestsSetView,
  type Command,
  completeArtist,
  completeKey,
  lackingIn,
  SHELF_PREFIX,
  shelfView,
  shelfWishOf,
  styleOf,
  styleOption,
} from '../src/bot/index.ts';
import { parseKey } from '../src/music/index.ts';
import { BPM_RANGE, SHELF_ORDERS } from '../src/services/index.ts';
import { words } from '../src/words/index.ts';

const said = words.commands.library;
/** The longest time that can be looked back, in days. */
const LONGEST = 3650;

export const command: Command = {
  data: {
    name: 'library',
    description: said.description,
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'show',
        description: said.show,
        options: [
          artistOption({ required: false }),
          styleOption(said.style),
          {
            type: ApplicationCommandOptionType.Number,
            name: 'bpm',
            description: said.bpm,
            min_value: BPM_RANGE[0],
            max_value: BPM_RANGE[1],
          },
          {
            type: ApplicationCommandOptionType.String,
            name: 'key',
            description: said.key,
            autocomplete: true,
            max_length: 40,
          },
          {
            type: ApplicationCommandOptionType.Integer,
            name: 'votes',
            description: said.votes,
            min_value: 1,
            max_value: 100_000,
          },
          {
            type: ApplicationCommandOptionType.Integer,
            name: 'days',
            description: said.days,
            min_value: 1,
            max_value: LONGEST,
          },
          {
            type: ApplicationCommandOptionType.String,
            name: 'order',
            description: said.order,
            choices: SHELF_ORDERS.map((value) => ({ name: said.orders[value], value })),
          },
          { type: ApplicationCommandOptionType.Boolean, name: 'starred', description: said.starred },
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'best',
        description: said.best,
        options: [
          {
            type: ApplicationCommandOptionType.Channel,
            name: 'channel',
            description: said.channel,
            channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
          },
        ],
      },
    ],
  },
  completers: { artist: completeArtist, key: completeKey },
  actions: {
    show: {
      audience: 'asker',
      async run({ options }, { services, who }) {
        const key = options.getString('key');
        const wish = {
          artist: options.getString('artist') ?? undefined,
          style: styleOf(options),
          bpm: options.getNumber('bpm') ?? undefined,
          key: key === null ? undefined : parseKey(key),
          votes: options.getInteger('votes') ?? undefined,
          days: options.getInteger('days') ?? undefined,
          order: SHELF_ORDERS.find((each) => each === options.getString('order')),
          isStarred: options.getBoolean('starred') ?? undefined,
        };
        return shelfView(await services.browseShelf(who, wish, 0));
      },
    },
    best: {
      audience: 'asker',
      async run(interaction, { services, who }) {
        const channel = interaction.options.getChannel('channel') ?? undefined;
        await services.postBests(who, channel?.id);
        return bestsSetView(channel?.id, channel === undefined ? [] : lackingIn(interaction, channel.id));
      },
    },
  },
};

export const button: ButtonFamily = {
  prefix: SHELF_PREFIX,
  async run(argument, { services, who }) {
    const { wish, page } = shelfWishOf(argument);
    const { artistId: artist, ...rest } = wish;
    return { view: shelfView(await services.browseShelf(who, { ...rest, artist }, page)), revision: 0 };
  },
};
