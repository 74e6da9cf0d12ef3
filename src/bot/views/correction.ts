/** What a reference's people can put right: buttons for the usual slips, and a form for the rest. */
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import { BeatwrightError, type Key, keyName, parseKey } from '../../music/index.ts';
import { BPM_RANGE, type ReferenceCard, type ShownReference } from '../../services/index.ts';
import type { Form } from '../command.ts';
import { clip, number } from './words.ts';

/** The prefix of the `custom_id` of the buttons and of the form. */
export const CORRECT_PREFIX = 'correct';
export const TEMPO_FIELD = 'tempo';
export const KEY_FIELD = 'key';

const TITLE_LENGTH = 45;
const FIELD_LENGTH = 40;

/**
 * Half tempo, double tempo, and a form. The buttons carry the tempo that they mean, so that a second press asks for
 * nothing new. A MIDI file's notes stay where they are, so that half its tempo would be half its speed: it has the
 * form alone.
 */
export function correctionRows({
  id,
  kind,
  bpm,
}: ReferenceCard): APIActionRowComponent<APIButtonComponentWithCustomId>[] {
  if (bpm === undefined) return [];
  const tempo = (label: string, wanted: number): APIButtonComponentWithCustomId => ({
    type: ComponentType.Button,
    custom_id: `${CORRECT_PREFIX}:${id}:${label[0]}${wanted.toFixed(2)}`,
    label: `${label} tempo`,
    style: ButtonStyle.Secondary,
    disabled: wanted < BPM_RANGE[0] || wanted > BPM_RANGE[1],
  });
  const form: APIButtonComponentWithCustomId = {
    type: ComponentType.Button,
    custom_id: `${CORRECT_PREFIX}:${id}`,
    label: 'Correct…',
    style: ButtonStyle.Secondary,
  };
  const tempi = kind === 'audio' ? [tempo('Half', bpm / 2), tempo('Double', bpm * 2)] : [];
  return [{ type: ComponentType.ActionRow, components: [...tempi, form] }];
}

/** The reference that a button or a form is for, and the tempo that a button means. */
export function correctionOf(argument: string): { referenceId: string; bpm?: number } {
  const [referenceId = '', tempo] = argument.split(':');
  return { referenceId, ...(tempo === undefined ? {} : { bpm: Number(tempo.slice(1)) }) };
}

/** Asks for tempo and key, filled in as they are. */
export function correctionForm({ reference }: ShownReference): Form {
  const field = (name: string, label: string, description: string, value: string | undefined) => ({
    type: ComponentType.Label as const,
    ...{ label, description },
    component: {
      type: ComponentType.TextInput as const,
      custom_id: name,
      style: TextInputStyle.Short as const,
      required: false,
      max_length: FIELD_LENGTH,
      ...(value === undefined ? {} : { value }),
    },
  });
  const { id, name, bpm, key } = reference;
  const tempo = bpm === undefined ? undefined : number(bpm);
  return {
    custom_id: `${CORRECT_PREFIX}:${id}`,
    title: clip(`Correct ${name}`, TITLE_LENGTH),
    components: [
      field(TEMPO_FIELD, 'Tempo', 'Quarter notes a minute, such as 92 or 140.5', tempo),
      field(KEY_FIELD, 'Key', 'Such as Fm, F# minor, Bb or D dorian', key && keyName(key)),
    ],
  };
}

/** What was filled in; what is left empty stays. @throws BeatwrightError `reference-bpm`, `key-unknown`. */
export function filledIn(field: (name: string) => string): { bpm?: number; key?: Key } {
  const tempo = field(TEMPO_FIELD).trim();
  const key = field(KEY_FIELD).trim();
  return { ...(tempo !== '' && { bpm: tempoOf(tempo) }), ...(key !== '' && { key: parseKey(key) }) };
}

function tempoOf(text: string): number {
  const match = /^(\d+(?:[.,]\d+)?)\s*(?:bpm)?$/i.exec(text);
  if (match !== null) return Number(match[1]!.replace(',', '.'));
  throw new BeatwrightError(
    'reference-bpm',
    `“${text}” is no tempo. Write quarter notes a minute from ${BPM_RANGE.join(' to ')}, such as 92 or 140.5.`,
  );
}
