/** /kit: the sounds that an artist's beats are played with, in place of the style's. */
import { ApplicationCommandOptionType } from 'discord.js';
import { artistOption, type Command, completeArtist, kitResetView, kitSharedView } from '../src/bot/index.ts';
import { VOICES } from '../src/music/index.ts';
import { KIT_CONSENT, RECORDINGS_CONSENT } from '../src/services/index.ts';
import { words } from '../src/words/index.ts';

const said = words.commands.kit;

export const command: Command = {
  data: {
    name: 'kit',
    description: said.description,
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'add',
        description: said.add.description,
        options: [
          artistOption({ required: true }),
          {
            type: ApplicationCommandOptionType.Attachment,
            name: 'file',
            description: said.add.file,
            required: true,
          },
          {
            type: ApplicationCommandOptionType.Boolean,
            name: 'consent',
            description: KIT_CONSENT.wording,
            required: true,
          },
          {
            type: ApplicationCommandOptionType.String,
            name: 'sound',
            description: said.add.sound,
            choices: VOICES.map((value) => ({ name: words.views.kit.voices[value], value })),
          },
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'learn',
        description: said.learn,
        options: [
          artistOption({ required: true }),
          {
            type: ApplicationCommandOptionType.Boolean,
            name: 'consent',
            description: RECORDINGS_CONSENT.wording,
            required: true,
          },
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'show',
        description: said.show,
        options: [artistOption({ required: true })],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'reset',
        description: said.reset,
        options: [artistOption({ required: true })],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'share',
        description: said.share,
        options: [artistOption({ required: true }), artistOption({ required: true, name: 'to' })],
      },
    ],
  },
  completers: { artist: completeArtist, to: completeArtist },
  actions: {
    add: {
      audience: 'asker',
      async run({ options }, { services, who, place, fetchAttachment }) {
        const file = options.getAttachment('file', true);
        const sound = options.getString('sound');
        return services.addToKit(who, {
          artist: options.getString('artist', true),
          file: { name: file.name, read: () => fetchAttachment(file) },
          voice: VOICES.find((voice) => voice === sound),
          consent: options.getBoolean('consent', true),
          message: place,
        });
      },
    },
    learn: {
      audience: 'asker',
      run: ({ options }, { services, who, place }) =>
        services.learnKit(who, {
          artist: options.getString('artist', true),
          consent: options.getBoolean('consent', true),
          message: place,
        }),
    },
    show: {
      audience: 'asker',
      run: ({ options }, { services, who, place }) =>
        services.showKit(who, { artist: options.getString('artist', true), message: place }),
    },
    reset: {
      audience: 'asker',
      run: async ({ options }, { services, who }) =>
        kitResetView(await services.resetKit(who, options.getString('artist', true))),
    },
    share: {
      audience: 'asker',
      async run({ options }, { services, who }) {
        const [artist, to] = [options.getString('artist', true), options.getString('to', true)];
        return kitSharedView(await services.shareKit(who, { artist, to }));
      },
    },
  },
};
