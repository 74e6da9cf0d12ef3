/** /beat: four takes of an instrumental, to vote on. */
import { ApplicationCommandOptionType } from 'discord.js';
import {
  artistOption,
  type Command,
  completeArtist,
  completeKey,
  styleOf,
  styleOption,
} from '../src/bot/index.ts';
import { BARS_RANGE, BPM_RANGE, SEED_RANGE } from '../src/jobs/index.ts';
import { BeatwrightError, parseKey } from '../src/music/index.ts';

export const command: Command = {
  data: {
    name: 'beat',
    description: 'Make a beat in four takes: name an artist, a style, or both',
    options: [
      artistOption({ required: false }),
      styleOption('The subgenre; by default what the artist starts from'),
      {
        type: ApplicationCommandOptionType.Number,
        name: 'bpm',
        description: 'Tempo in beats a minute',
        min_value: BPM_RANGE[0],
        max_value: BPM_RANGE[1],
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'key',
        description: 'Such as Fm, Bb or D dorian',
        autocomplete: true,
        max_length: 40,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'bars',
        description: 'Length of the loop in bars',
        min_value: BARS_RANGE[0],
        max_value: BARS_RANGE[1],
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'seed',
        description: 'The same seed and settings make the same beat again',
        min_value: SEED_RANGE[0],
        max_value: SEED_RANGE[1],
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'flow',
        description:
          "Whether the artist's lyrics have a say, if there are any; they have if you leave this out",
      },
    ],
  },
  completers: { artist: completeArtist, key: completeKey },
  actions: {
    beat: {
      audience: 'everyone',
      async run({ options }, { services, who, place }) {
        const artist = options.getString('artist') ?? undefined;
        const style = styleOf(options);
        if (artist === undefined && style === undefined) {
          throw new BeatwrightError(
            'beat-nothing',
            'A beat needs a sound to start from. Give `/beat` an artist, a style, or both.',
          );
        }
        const key = options.getString('key');
        return services.requestBeat(who, {
          message: place,
          ...given('artist', artist),
          ...given('style', style),
          ...given('bpm', options.getNumber('bpm')),
          ...given('key', key === null ? null : parseKey(key)),
          ...given('bars', options.getInteger('bars')),
          ...given('seed', options.getInteger('seed')),
          ...given('flow', options.getBoolean('flow')),
        });
      },
    },
  },
};

/** A field for what was given, and none for what was not. */
function given<K extends string, V>(name: K, value: V | null | undefined): { [P in K]?: V } {
  return value === null || value === undefined ? {} : ({ [name]: value } as { [P in K]?: V });
}
