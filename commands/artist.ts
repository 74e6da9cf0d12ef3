/** /artist: making artists, looking at them, and saying who works on them. */
import { ApplicationCommandOptionType } from 'discord.js';
import {
  artistCardView,
  artistCreatedView,
  artistListView,
  artistOption,
  BY_EAR,
  type Command,
  type Completer,
  collaboratorsView,
  completeArtist,
  deleteView,
  lyricsForm,
  lyricsMeasuredView,
  lyricsRemovedView,
  offerView,
  renamedView,
  rolledBackView,
  settingsView,
  styleOf,
  styleOption,
  stylePick,
  versionChoice,
} from '../src/bot/index.ts';
import { LYRICS_CONSENT, MAX_ARTIST_NAME, MAX_LYRICS_BYTES } from '../src/services/index.ts';
import { BeatwrightError, words } from '../src/words/index.ts';

/** `listArtists` gives no more. */
const MOST_LISTED = 25;

const memberOption = {
  type: ApplicationCommandOptionType.User,
  name: 'member',
  description: words.commands.artist.collaborator.member,
  required: true,
} as const;

/** The versions that can be gone back to, of the artist that has been chosen before. */
const completeVersion: Completer = async (typed, { services, who }, { options }) => {
  const artist = options.getString('artist');
  if (artist === null || artist === '') return [];
  const { versions } = await services.showArtist(who, artist);
  return versions
    .filter(({ isRetired }) => !isRetired)
    .map((version) => ({ name: versionChoice(version), value: String(version.version) }))
    .filter(({ name }) => name.includes(typed));
};

/** `3` or `v3`. @throws BeatwrightError `version-invalid`. */
function versionOf(text: string): number {
  const version = Number(text.trim().replace(/^v/i, ''));
  if (Number.isSafeInteger(version) && version > 0) return version;
  throw new BeatwrightError('version-invalid');
}

/** @throws BeatwrightError `consent-missing`. */
function checkConsent(consent: boolean | null): void {
  if (consent === true) return;
  throw new BeatwrightError('consent-missing', { wording: LYRICS_CONSENT.wording });
}

export const command: Command = {
  data: {
    name: 'artist',
    description: words.commands.artist.description,
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'create',
        description: words.commands.artist.create.description,
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: 'name',
            description: words.commands.artist.create.name,
            required: true,
            min_length: 1,
            max_length: MAX_ARTIST_NAME,
          },
          styleOption(words.commands.artist.create.style),
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'show',
        description: words.commands.artist.show.description,
        options: [artistOption({ required: true, name: 'name' })],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'list',
        description: words.commands.artist.list.description,
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'rollback',
        description: words.commands.artist.rollback.description,
        options: [
          artistOption({ required: true }),
          {
            type: ApplicationCommandOptionType.String,
            name: 'version',
            description: words.commands.artist.rollback.version,
            required: true,
            autocomplete: true,
            max_length: 100,
          },
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'lyrics',
        description: words.commands.artist.lyrics.description,
        options: [
          artistOption({ required: true }),
          {
            type: ApplicationCommandOptionType.Boolean,
            name: 'consent',
            description: LYRICS_CONSENT.wording,
          },
          {
            type: ApplicationCommandOptionType.Attachment,
            name: 'file',
            description: words.commands.artist.lyrics.file,
          },
          {
            type: ApplicationCommandOptionType.Boolean,
            name: 'remove',
            description: words.commands.artist.lyrics.remove,
          },
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'rename',
        description: words.commands.artist.rename.description,
        options: [
          artistOption({ required: true }),
          {
            type: ApplicationCommandOptionType.String,
            name: 'name',
            description: words.commands.artist.rename.name,
            required: true,
            min_length: 1,
            max_length: MAX_ARTIST_NAME,
          },
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'transfer',
        description: words.commands.artist.transfer.description,
        options: [
          artistOption({ required: true }),
          { ...memberOption, description: words.commands.artist.transfer.member },
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'delete',
        description: words.commands.artist.delete.description,
        options: [artistOption({ required: true })],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'settings',
        description: words.commands.artist.settings.description,
        options: [
          artistOption({ required: true }),
          {
            type: ApplicationCommandOptionType.Boolean,
            name: 'autotrain',
            description: words.commands.artist.settings.autotrain,
          },
          {
            type: ApplicationCommandOptionType.Boolean,
            name: 'private',
            description: words.commands.artist.settings.private,
          },
          {
            type: ApplicationCommandOptionType.Boolean,
            name: 'taste',
            description: words.commands.artist.settings.taste,
          },
          styleOption(words.commands.artist.settings.style, [
            { name: words.commands.artist.settings.byEar, value: BY_EAR },
          ]),
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'taste',
        description: words.commands.artist.taste.description,
        options: [artistOption({ required: true })],
      },
      {
        type: ApplicationCommandOptionType.SubcommandGroup,
        name: 'collaborator',
        description: words.commands.artist.collaborator.description,
        options: [
          {
            type: ApplicationCommandOptionType.Subcommand,
            name: 'add',
            description: words.commands.artist.collaborator.add,
            options: [artistOption({ required: true }), memberOption],
          },
          {
            type: ApplicationCommandOptionType.Subcommand,
            name: 'remove',
            description: words.commands.artist.collaborator.remove,
            options: [artistOption({ required: true }), memberOption],
          },
        ],
      },
    ],
  },
  completers: { artist: completeArtist, name: completeArtist, version: completeVersion },
  actions: {
    rename: {
      audience: 'everyone',
      async run({ options }, { services, who }) {
        const [artist, name] = [options.getString('artist', true), options.getString('name', true)];
        return renamedView(await services.renameArtist(who, artist, name));
      },
    },
    transfer: {
      audience: 'everyone',
      async run({ options }, { services, who }) {
        const { id } = options.getUser('member', true);
        return offerView(await services.offerArtist(who, options.getString('artist', true), id));
      },
    },
    delete: {
      audience: 'asker',
      async run({ options }, { services, who }) {
        return deleteView(await services.artistToDelete(who, options.getString('artist', true)));
      },
    },
    create: {
      audience: 'everyone',
      async run({ options }, { services, who }) {
        const style = styleOf(options);
        const name = options.getString('name', true);
        return artistCreatedView(await services.createArtist(who, { name, style }));
      },
    },
    show: {
      audience: 'asker',
      async run({ options }, { services, who }) {
        const artist = await services.showArtist(who, options.getString('name', true));
        const { generator } = artist;
        return artistCardView(artist, generator && (await services.habitsPicture(generator.id)));
      },
    },
    list: {
      audience: 'asker',
      async run(_, { services, who }) {
        return artistListView(await services.listArtists(who), MOST_LISTED);
      },
    },
    rollback: {
      audience: 'everyone',
      async run({ options }, { services, who }) {
        const version = versionOf(options.getString('version', true));
        return rolledBackView(await services.rollBack(who, options.getString('artist', true), version));
      },
    },
    lyrics: {
      audience: 'asker',
      async form({ options }, { services, who }) {
        if (options.getBoolean('remove') === true || options.getAttachment('file') !== null) return undefined;
        checkConsent(options.getBoolean('consent'));
        const artist = options.getString('artist', true);
        await services.checkMayContribute(who, artist);
        return lyricsForm(await services.showArtist(who, artist));
      },
      async run({ options }, { services, who, fetchAttachment }) {
        const artist = options.getString('artist', true);
        const file = options.getAttachment('file');
        if (file === null) return lyricsRemovedView(await services.removeLyrics(who, artist));
        if (options.getBoolean('remove') === true) throw new BeatwrightError('lyrics-both');
        checkConsent(options.getBoolean('consent'));
        await services.checkMayContribute(who, artist);
        if (file.size > MAX_LYRICS_BYTES) {
          throw new BeatwrightError('lyrics-too-big', { bytes: file.size, most: MAX_LYRICS_BYTES });
        }
        const lyrics = await fetchAttachment(file);
        return lyricsMeasuredView(await services.setLyrics(who, { artist, lyrics, consent: true }));
      },
    },
    settings: {
      audience: 'asker',
      async run({ options }, { services, who, place }) {
        const style = options.getString('style');
        const settings = {
          style: style === null ? undefined : stylePick(style),
          autoTrain: options.getBoolean('autotrain') ?? undefined,
          hidesReferences: options.getBoolean('private') ?? undefined,
          followsTaste: options.getBoolean('taste') ?? undefined,
        };
        const artist = options.getString('artist', true);
        return settingsView(await services.changeSettings(who, artist, settings, place));
      },
    },
    taste: {
      audience: 'asker',
      run: ({ options }, { services, who, place }) =>
        services.showTaste(who, { artist: options.getString('artist', true), message: place }),
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
