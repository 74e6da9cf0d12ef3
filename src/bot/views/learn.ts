/** The form that references are handed over with: the artist, the files, and the consent. */
import { ComponentType, TextInputStyle } from 'discord.js';
import { CONSENT, MAX_ARTIST_NAME, MAX_REFERENCE_BYTES } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { Form } from '../command.ts';

/** The prefix of the form's `custom_id`, and the names of its fields. */
export const LEARN_PREFIX = 'learn';
export const ARTIST_FIELD = 'artist';
export const FILES_FIELD = 'files';
export const CONSENT_FIELD = 'consent';

/** The most files that Discord takes in one field. */
const MOST_FILES = 10;
/** The most that Discord lets a member pick from. */
export const MOST_ARTISTS = 25;

type Components = Form['components'];

export interface LearnForm {
  /** Names of artists to pick from; with more than `MOST_ARTISTS` the name is written. */
  readonly artists: readonly string[];
  /** The one that was said already. */
  readonly artist?: string;
  /** Files that are there already, by their key; without it, the form asks for them. */
  readonly uploads?: string;
}

/** Asks whose sound it is, for the files unless they are there, and for the consent. */
export function learnForm({ artists, artist, uploads }: LearnForm): Form {
  const { title } = words.views.batch.form;
  return {
    custom_id: uploads === undefined ? LEARN_PREFIX : `${LEARN_PREFIX}:${uploads}`,
    title,
    components: [
      artistField(artists, artist),
      ...(uploads === undefined ? [filesField()] : []),
      consentField(),
    ],
  };
}

function artistField(artists: readonly string[], artist: string | undefined): Components[number] {
  const { label, description, placeholder } = words.views.batch.form.artist;
  const chosen = artist ?? (artists.length === 1 ? artists[0] : undefined);
  return {
    type: ComponentType.Label,
    label,
    description,
    component:
      artists.length <= MOST_ARTISTS
        ? {
            type: ComponentType.StringSelect,
            custom_id: ARTIST_FIELD,
            placeholder,
            options: artists.map((name) => ({ label: name, value: name, default: name === chosen })),
          }
        : {
            type: ComponentType.TextInput,
            custom_id: ARTIST_FIELD,
            style: TextInputStyle.Short,
            max_length: MAX_ARTIST_NAME,
            ...(chosen !== undefined && { value: chosen }),
          },
  };
}

function filesField(): Components[number] {
  const { label, description } = words.views.batch.form.files;
  return {
    type: ComponentType.Label,
    label,
    description: description({ files: MOST_FILES, most: MAX_REFERENCE_BYTES }),
    component: {
      type: ComponentType.FileUpload,
      custom_id: FILES_FIELD,
      min_values: 1,
      max_values: MOST_FILES,
    },
  };
}

/** A single box under its full wording, without which the form cannot be sent. */
function consentField(): Components[number] {
  return {
    type: ComponentType.Label,
    ...words.views.batch.form.consent,
    component: {
      type: ComponentType.CheckboxGroup,
      custom_id: CONSENT_FIELD,
      min_values: 1,
      max_values: 1,
      options: [{ label: CONSENT.wording, value: CONSENT.version }],
    },
  };
}
