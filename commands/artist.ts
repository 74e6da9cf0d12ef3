/** /artist: making artists, looking at them, and saying who works on them. */
import { ApplicationCommandOptionType } from 'discord.js';
import {
  artistCardView,
  artistCreatedView,
  artistListView,
  artistOption,
  autoTrainView,
  type Command,
  type Completer,
  collaboratorsView,
  completeArtist,
  lyricsForm,
  lyricsMeasuredView,
  lyricsRemovedView,
  rolledBackView,
  styleOf,
  styleOption,
  versionChoice,
} from '../src/bot/index.ts';
import { BeatwrightError } from '../src/music/index.ts';
import { LYRICS_CONSENT, MAX_ARTIST_NAME, MAX_LYRICS_BYTES } from '../src/services/index.ts';

/** `listArtists` gives no more. */
const MOST_LISTED = 25;

const memberOption = {
  type: ApplicationCommandOptionType.User,
  name: 'member',
  description: 'Who',
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
  throw new BeatwrightError(
    'version-invalid',
    'A version is a number such as 3. Choose one of the list that comes up as you type, or see `/artist show`.',
  );
}

/** @throws BeatwrightError `consent-missing`. */
function checkConsent(consent: boolean | null): void {
  if (consent === true) return;
  throw new BeatwrightError(
    'consent-missing',
    `Beatwright measures only lyrics that it may. Nothing was stored; set \`consent\` to True if this is so: “${LYRICS_CONSENT.wording}”.`,
  );
}

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
        type: ApplicationCommandOptionType.Subcommand,
        name: 'rollback',
        description: 'Make beats with an older version of what was learned',
        options: [
          artistOption({ required: true }),
          {
            type: ApplicationCommandOptionType.String,
            name: 'version',
            description: 'Which one',
            required: true,
            autocomplete: true,
            max_length: 100,
          },
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'lyrics',
        description: "Measure the flow of an artist's own lyrics, for beats that leave it room",
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
            description: 'A text file (.txt), one line for every bar; without it a form opens',
          },
          {
            type: ApplicationCommandOptionType.Boolean,
            name: 'remove',
            description: 'Erase what was measured',
          },
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'settings',
        description: 'How an artist is trained',
        options: [
          artistOption({ required: true }),
          {
            type: ApplicationCommandOptionType.Boolean,
            name: 'autotrain',
            description: 'Whether training starts by itself, a minute after the last upload',
            required: true,
          },
        ],
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
  completers: { artist: completeArtist, name: completeArtist, version: completeVersion },
  actions: {
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
        return artistCardView(await services.showArtist(who, options.getString('name', true)));
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
        if (options.getBoolean('remove') === true) {
          throw new BeatwrightError(
            'lyrics-both',
            'Nothing was done: give either `file`, which replaces what was measured before, or `remove`.',
          );
        }
        checkConsent(options.getBoolean('consent'));
        await services.checkMayContribute(who, artist);
        if (file.size > MAX_LYRICS_BYTES) {
          throw new BeatwrightError(
            'lyrics-too-long',
            `That file is over ${MAX_LYRICS_BYTES / 1000} kB, more than lyrics have. Send a text file with a few verses.`,
          );
        }
        const lyrics = await fetchAttachment(file);
        return lyricsMeasuredView(await services.setLyrics(who, { artist, lyrics, consent: true }));
      },
    },
    settings: {
      audience: 'asker',
      async run({ options }, { services, who }) {
        const on = options.getBoolean('autotrain', true);
        return autoTrainView(await services.setAutoTrain(who, options.getString('artist', true), on));
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
