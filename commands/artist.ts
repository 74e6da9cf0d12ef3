/** /artist: making artists, looking at them, and saying who works on them. */
import { ApplicationCommandOptionType } from 'discord.js';
import {
  artistCardView,
  artistCreatedView,
  artistListView,
  artistOption,
  type Command,
  collaboratorsView,
  completeArtist,
  styleOf,
  styleOption,
} from '../src/bot/index.ts';
import { MAX_ARTIST_NAME } from '../src/jobs/index.ts';

/** `listArtists` gives no more. */
const MOST_LISTED = 25;

const memberOption = {
  type: ApplicationCommandOptionType.User,
  name: 'member',
  description: 'Who',
  required: true,
} as const;

export const command: Command = {
  data: {
    name: 'artist',
    description: 'Artists: whose sound is learned',
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'create',
        description: 'Make an artist that you own',
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: 'name',
            description: 'The name; nobody else here may have it',
            required: true,
            min_length: 1,
            max_length: MAX_ARTIST_NAME,
          },
          styleOption('Where the sound starts from; trained away from it'),
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'show',
        description: 'What is known of an artist',
        options: [artistOption({ required: true, name: 'name' })],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'list',
        description: 'The artists of this server',
      },
      {
        type: ApplicationCommandOptionType.SubcommandGroup,
        name: 'collaborator',
        description: 'Who else may add references and train',
        options: [
          {
            type: ApplicationCommandOptionType.Subcommand,
            name: 'add',
            description: 'Let a member add references and train',
            options: [artistOption({ required: true }), memberOption],
          },
          {
            type: ApplicationCommandOptionType.Subcommand,
            name: 'remove',
            description: 'No longer let a member',
            options: [artistOption({ required: true }), memberOption],
          },
        ],
      },
    ],
  },
  completers: { artist: completeArtist, name: completeArtist },
  actions: {
    create: {
      audience: 'everyone',
      async run({ options }, { services, who }) {
        const style = styleOf(options);
        const name = options.getString('name', true);
        return artistCreatedView(
          await services.createArtist(who, { name, ...(style === undefined ? {} : { style }) }),
        );
      },
    },
    show: {
      audience: 'asker',
      async run({ options }, { services, who }) {
        return artistCardView(await services.showArtist(who, options.getString('name', true)));
      },
    },
    list: {
      audience: 'asker',
      async run(_, { services, who }) {
        return artistListView(await services.listArtists(who), MOST_LISTED);
      },
    },
    'collaborator add': {
      audience: 'everyone',
      async run({ options }, { services, who }) {
        const { id } = options.getUser('member', true);
        return collaboratorsView(await services.addCollaborator(who, options.getString('artist', true), id));
      },
    },
    'collaborator remove': {
      audience: 'everyone',
      async run({ options }, { services, who }) {
        const { id } = options.getUser('member', true);
        return collaboratorsView(
          await services.removeCollaborator(who, options.getString('artist', true), id),
        );
      },
    },
  },
};
