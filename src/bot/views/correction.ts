/** What a reference's people can put right: buttons for the usual slips, and a form for the rest. */
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import { keyName, readKey } from '../../music/index.ts';
import {
  BPM_RANGE,
  type HearingCard,
  type ReferenceCard,
  type ReferenceCorrection,
  type ShownReference,
} from '../../services/index.ts';
import { BeatwrightError, number, words } from '../../words/index.ts';
import type { Form } from '../command.ts';
import { PARTS_PREFIX } from './parts.ts';
import { isUnsure } from './tracks.ts';
import { clip } from './words.ts';

/** The prefix of the `custom_id` of the buttons and of the form. */
export const CORRECT_PREFIX = 'correct';
export const TEMPO_FIELD = 'tempo';
export const KEY_FIELD = 'key';

const TITLE_LENGTH = 45;
const FIELD_LENGTH = 40;
/** What stands before the tempo in a button's `custom_id`, so that the two differ whatever they ask for. */
const MARKS = { half: 'H', double: 'D' };

/**
 * Half tempo, double tempo, and a form. The buttons carry the tempo that they mean, so that a second press asks for
 * nothing new. A MIDI file's notes stay where they are, so that half its tempo would be half its speed: it has the
 * form alone, and a button for the menus of its tracks, which are too much for a message that everybody sees.
 */
export function correctionRows({
  id,
  kind,
  bpm,
  hearing,
  midi,
}: ReferenceCard): APIActionRowComponent<APIButtonComponentWithCustomId>[] {
  if (bpm === undefined) return [];
  const labels = words.views.correction.buttons;
  const likely = otherTempo(hearing);
  const tempo = (which: 'half' | 'double', wanted: number): APIButtonComponentWithCustomId => ({
    type: ComponentType.Button,
    custom_id: `${CORRECT_PREFIX}:${id}:${MARKS[which]}${wanted.toFixed(2)}`,
    label: labels[which]({ bpm: wanted }),
    style: likely !== undefined && isAbout(likely, wanted) ? ButtonStyle.Primary : ButtonStyle.Secondary,
    disabled: wanted < BPM_RANGE[0] || wanted > BPM_RANGE[1],
  });
  const form: APIButtonComponentWithCustomId = {
    type: ComponentType.Button,
    custom_id: `${CORRECT_PREFIX}:${id}`,
    label: labels.form,
    style: ButtonStyle.Secondary,
  };
  const octaves = [tempo('half', bpm / 2), tempo('double', bpm * 2)];
  // What it most likely is, if it is not what was heard, comes first.
  if (likely !== undefined && isAbout(likely, bpm * 2)) octaves.reverse();
  const tempi = kind === 'audio' ? octaves : [];
  const parts: APIButtonComponentWithCustomId[] =
    midi === undefined
      ? []
      : [
          {
            type: ComponentType.Button,
            custom_id: `${PARTS_PREFIX}:${id}`,
            label: labels.parts,
            style: isUnsure(midi) ? ButtonStyle.Primary : ButtonStyle.Secondary,
          },
        ];
  return [{ type: ComponentType.ActionRow, components: [...tempi, form, ...parts] }];
}

/** Less sure octaves than this are asked about. */
const SURE_OCTAVE = 0.9;

/** Half or double the tempo, where it may well be that. */
export function otherTempo(hearing: HearingCard | undefined): number | undefined {
  return (hearing?.octaveConfidence ?? 1) < SURE_OCTAVE ? hearing?.otherBpm : undefined;
}

const isAbout = (one: number, other: number) => Math.abs(one / other - 1) < 0.01;

/** The reference that a button or a form is for, and the tempo that a button means. */
export function correctionOf(argument: string): { referenceId: string; bpm?: number } {
  const [referenceId = '', tempo] = argument.split(':');
  return { referenceId, ...(tempo === undefined ? {} : { bpm: Number(tempo.slice(1)) }) };
}

/** Asks for tempo and key, filled in as they are. */
export function correctionForm({ reference }: ShownReference): Form {
  const field = (
    name: string,
    text: { readonly label: string; readonly description: string },
    value: string | undefined,
  ) => ({
    type: ComponentType.Label as const,
    ...text,
    component: {
      type: ComponentType.TextInput as const,
      custom_id: name,
      style: TextInputStyle.Short as const,
      required: false,
      max_length: FIELD_LENGTH,
      value,
    },
  });
  const { id, name, bpm, key } = reference;
  const tempo = bpm === undefined ? undefined : number(bpm);
  return {
    custom_id: `${CORRECT_PREFIX}:${id}`,
    title: clip(words.views.correction.form.title({ name }), TITLE_LENGTH),
    components: [
      field(TEMPO_FIELD, words.views.correction.form.tempo, tempo),
      field(KEY_FIELD, words.views.correction.form.key, key && keyName(key)),
    ],
  };
}

/** What was filled in; what is left empty stays. @throws BeatwrightError `tempo-invalid`, `key-unknown`. */
export function filledIn(
  field: (name: string) => string,
): Pick<ReferenceCorrection, 'bpm' | 'key' | 'keyNote'> {
  const tempo = field(TEMPO_FIELD).trim();
  const typed = field(KEY_FIELD).trim();
  const bpm = tempo === '' ? undefined : tempoOf(tempo);
  if (typed === '') return { bpm };
  const { key, note } = readKey(typed);
  return { bpm, key, keyNote: note };
}

function tempoOf(text: string): number {
  const match = /^(\d+(?:[.,]\d+)?)\s*(?:bpm)?$/i.exec(text);
  if (match !== null) return Number(match[1]!.replace(',', '.'));
  const [least, most] = BPM_RANGE;
  throw new BeatwrightError('tempo-invalid', { text, least, most });
}
