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
import { BeatwrightError, type Part, parseKey } from '../src/music/index.ts';
import { BARS_RANGE, BPM_RANGE, SEED_RANGE, SWING_RANGE } from '../src/services/index.ts';

/** Which parts can be asked for, by the value of the choice. */
const PART_CHOICES: Readonly<Record<string, { name: string; parts: readonly Part[] }>> = {
  drums: { name: 'drums only', parts: ['drums'] },
  'drums-bass': { name: 'drums and bass', parts: ['drums', 'bass'] },
  'no-melody': { name: 'all but the melody', parts: ['drums', 'bass', 'chords'] },
  'no-drums': { name: 'all but the drums', parts: ['bass', 'chords', 'melody'] },
};

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
        type: ApplicationCommandOptionType.String,
        name: 'parts',
        description: 'Which parts play; all of them if you leave this out',
        choices: Object.entries(PART_CHOICES).map(([value, { name }]) => ({ name, value })),
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'swing',
        description: 'Swing in percent: 50 is straight, 67 a triplet',
        min_value: 100 * SWING_RANGE[0],
        max_value: 100 * SWING_RANGE[1],
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
          ...given('parts', PART_CHOICES[options.getString('parts') ?? '']?.parts),
          ...given('swing', share(options.getInteger('swing'))),
          ...given('seed', options.getInteger('seed')),
          ...given('flow', options.getBoolean('flow')),
        });
      },
    },
  },
};

const share = (percent: number | null): number | null => (percent === null ? null : percent / 100);

/** A field for what was given, and none for what was not. */
function given<K extends string, V>(name: K, value: V | null | undefined): { [P in K]?: V } {
  return value === null || value === undefined ? {} : ({ [name]: value } as { [P in K]?: V });
}
