/** Options that several commands have, with what suggests their values. */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandStringOption,
  ApplicationCommandOptionType,
  type ChatInputCommandInteraction,
} from 'discord.js';
import { keyName, type Mode, parseKey, STYLE_FACTS, STYLES, type Style } from '../music/index.ts';
import { BARS_RANGE, BPM_RANGE, MAX_ARTIST_NAME } from '../services/index.ts';
import { words } from '../words/index.ts';
import type { Choice, Completer } from './command.ts';

/** An option for an artist, which is completed: put `completeArtist` among the command's completers. */
export function artistOption({
  required,
  name = 'artist',
}: {
  required: boolean;
  name?: string;
}): APIApplicationCommandStringOption {
  return {
    type: ApplicationCommandOptionType.String,
    name,
    description: words.commands.artist.option,
    required,
    autocomplete: true,
    max_length: MAX_ARTIST_NAME,
  };
}

/** The artists of the server whose names fit what has been typed. */
export const completeArtist: Completer = async (typed, { services, who }) => {
  const artists = await services.listArtists(who, typed);
  return artists.map(({ name, trained }) => ({
    name: trained ? name : words.commands.artist.untrained({ artist: name }),
    value: name,
  }));
};

/** What a loop is asked to be: tempo, key and length. Put `completeKey` among the command's completers. */
export function loopOptions(): APIApplicationCommandBasicOption[] {
  const { bpm, key, bars } = words.commands.beat;
  return [
    {
      type: ApplicationCommandOptionType.Number,
      name: 'bpm',
      description: bpm,
      min_value: BPM_RANGE[0],
      max_value: BPM_RANGE[1],
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'key',
      description: key,
      autocomplete: true,
      max_length: 40,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'bars',
      description: bars,
      min_value: BARS_RANGE[0],
      max_value: BARS_RANGE[1],
    },
  ];
}

/** The option `style`, a list to choose from. @param first choices besides the styles. */
export function styleOption(
  description: string,
  first: readonly Choice[] = [],
): APIApplicationCommandStringOption {
  return {
    type: ApplicationCommandOptionType.String,
    name: 'style',
    description,
    choices: [...first, ...STYLES.map((style) => ({ name: STYLE_FACTS[style].label, value: style }))],
  };
}

/** What was chosen in the option `style`. */
export function styleOf(options: ChatInputCommandInteraction['options']): Style | undefined {
  const chosen = options.getString('style');
  return STYLES.find((style) => style === chosen);
}

/** The modes in the order in which rap uses them. */
const SUGGESTED_MODES: readonly Mode[] = [
  'minor',
  'major',
  'harmonic minor',
  'dorian',
  'phrygian',
  'mixolydian',
  'lydian',
];

const KEY_NAMES: readonly string[] = SUGGESTED_MODES.flatMap((mode) =>
  Array.from({ length: 12 }, (_, tonic) => keyName({ tonic, mode })),
);

/** Keys that begin with what has been typed; first what it means already, if it is a key. */
export const completeKey: Completer = (typed) => {
  const names = new Set<string>();
  try {
    names.add(keyName(parseKey(typed)));
  } catch {
    // Half of a key's name: the list below has the rest.
  }
  const start = typed.trim().toLowerCase();
  for (const name of KEY_NAMES) if (name.toLowerCase().startsWith(start)) names.add(name);
  return [...names].map((name) => ({ name, value: name }));
};
