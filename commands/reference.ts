/** /reference: the tracks that an artist's sound is learned from. */
import { type APIApplicationCommandStringOption, ApplicationCommandOptionType } from 'discord.js';
import {
  artistOption,
  type Command,
  type Completer,
  completeArtist,
  openLearnForm,
  referenceChoice,
  referenceListView,
  referenceRemovedView,
  referenceView,
  uploadLinkView,
} from '../src/bot/index.ts';
import { CONSENT, MAX_REFERENCE_BYTES } from '../src/services/index.ts';
import { BeatwrightError, words } from '../src/words/index.ts';

/** The references of the artist that has been chosen before. */
const completeReference: Completer = async (typed, { services, who }, { options }) => {
  const artist = options.getString('artist');
  if (artist === null || artist === '') return [];
  const references = await services.listReferences(who, artist);
  return references
    .filter((reference) => reference.name.toLowerCase().includes(typed.toLowerCase()))
    .map((reference) => ({ name: referenceChoice(reference), value: reference.id }));
};

const REFERENCE_OPTION: APIApplicationCommandStringOption = {
  type: ApplicationCommandOptionType.String,
  name: 'reference',
  description: words.commands.reference.option,
  required: true,
  autocomplete: true,
  max_length: 300,
};

export const command: Command = {
  data: {
    name: 'reference',
    description: words.commands.reference.description,
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'add',
        description: words.commands.reference.add.description,
        options: [
          artistOption({ required: false }),
          {
            type: ApplicationCommandOptionType.Attachment,
            name: 'track',
            description: words.commands.reference.add.track({ most: MAX_REFERENCE_BYTES }),
          },
          {
            type: ApplicationCommandOptionType.Boolean,
            name: 'consent',
            description: CONSENT.wording,
          },
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'link',
        description: words.commands.reference.link,
        options: [artistOption({ required: true })],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'list',
        description: words.commands.reference.list.description,
        options: [artistOption({ required: true })],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'show',
        description: words.commands.reference.show.description,
        options: [artistOption({ required: true }), REFERENCE_OPTION],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'remove',
        description: words.commands.reference.remove.description,
        options: [artistOption({ required: true }), REFERENCE_OPTION],
      },
    ],
  },
  completers: { artist: completeArtist, reference: completeReference },
  actions: {
    add: {
      audience: 'everyone',
      /** Asks for whatever was not said. */
      async form({ options }, desk) {
        const artist = options.getString('artist') ?? undefined;
        const track = options.getAttachment('track');
        const consent = options.getBoolean('consent');
        if (consent === false || (track !== null && artist !== undefined && consent)) return undefined;
        const uploads = track === null ? undefined : desk.keepUploads([track]);
        return openLearnForm(desk, { artist, uploads });
      },
      async run({ options }, { services, who, place, fetchAttachment }) {
        const consent = options.getBoolean('consent') === true;
        if (!consent) throw new BeatwrightError('consent-missing', { wording: CONSENT.wording });
        const track = options.getAttachment('track', true);
        return services.addReferences(who, {
          artist: options.getString('artist', true),
          files: [{ name: track.name, read: () => fetchAttachment(track) }],
          consent,
          message: place,
        });
      },
    },
    link: {
      audience: 'asker',
      async run({ options }, { services, who, openLink }) {
        const artist = options.getString('artist', true);
        await services.checkMayContribute(who, artist);
        const { name } = await services.showArtist(who, artist);
        return uploadLinkView(name, openLink(name));
      },
    },
    list: {
      audience: 'asker',
      async run({ options }, { services, who }) {
        const { name } = await services.showArtist(who, options.getString('artist', true));
        return referenceListView(name, await services.listReferences(who, name));
      },
    },
    show: {
      audience: 'asker',
      async run({ options }, { services, who }) {
        const artist = options.getString('artist', true);
        const shown = await services.showReference(who, artist, options.getString('reference', true));
        return referenceView(shown, await services.referencePicture(shown.reference.id, who));
      },
    },
    remove: {
      audience: 'asker',
      async run({ options }, { services, who }) {
        const artist = options.getString('artist', true);
        const removed = await services.removeReference(who, artist, options.getString('reference', true));
        return referenceRemovedView(artist, removed);
      },
    },
  },
};
