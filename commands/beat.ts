/** /beat: four takes of an instrumental, to vote on. */
import { ApplicationCommandOptionType } from 'discord.js';
import {
  artistOption,
  type Command,
  completeArtist,
  completeKey,
  loopOptions,
  styleOf,
  styleOption,
} from '../src/bot/index.ts';
import { MASTERS, PARTS, type Part, parseKey } from '../src/music/index.ts';
import { SEED_RANGE, SWING_RANGE } from '../src/services/index.ts';
import { BeatwrightError, words } from '../src/words/index.ts';

/** Which parts can be asked for, by the value of the choice. */
const PART_CHOICES = [
  { value: 'all', parts: PARTS },
  { value: 'drums', parts: ['drums'] },
  { value: 'drums-bass', parts: ['drums', 'bass'] },
  { value: 'no-melody', parts: ['drums', 'bass', 'chords'] },
  { value: 'no-drums', parts: ['bass', 'chords', 'melody'] },
] as const satisfies readonly { value: string; parts: readonly Part[] }[];

export const command: Command = {
  data: {
    name: 'beat',
    description: words.commands.beat.description,
    options: [
      artistOption({ required: false }),
      styleOption(words.commands.beat.style),
      ...loopOptions(),
      {
        type: ApplicationCommandOptionType.String,
        name: 'parts',
        description: words.commands.beat.parts,
        choices: PART_CHOICES.map(({ value }) => ({ name: words.commands.beat.choices[value], value })),
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'master',
        description: words.commands.beat.master,
        choices: MASTERS.map((value) => ({ name: words.commands.beat.masters[value], value })),
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'swing',
        description: words.commands.beat.swing,
        min_value: 100 * SWING_RANGE[0],
        max_value: 100 * SWING_RANGE[1],
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'seed',
        description: words.commands.beat.seed,
        min_value: SEED_RANGE[0],
        max_value: SEED_RANGE[1],
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'flow',
        description: words.commands.beat.flow,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'like',
        description: words.commands.beat.like,
        max_length: 200,
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
        const like = options.getString('like') ?? undefined;
        if (artist === undefined && style === undefined && like === undefined) {
          throw new BeatwrightError('beat-nothing');
        }
        const key = options.getString('key');
        const swing = options.getInteger('swing');
        const parts = options.getString('parts');
        const master = options.getString('master');
        return services.requestBeat(who, {
          message: place,
          artist,
          style,
          bpm: options.getNumber('bpm') ?? undefined,
          key: key === null ? undefined : parseKey(key),
          bars: options.getInteger('bars') ?? undefined,
          parts: PART_CHOICES.find(({ value }) => value === parts)?.parts,
          master: MASTERS.find((each) => each === master),
          swing: swing === null ? undefined : swing / 100,
          seed: options.getInteger('seed') ?? undefined,
          flow: options.getBoolean('flow') ?? undefined,
          like,
        });
      },
    },
  },
};
