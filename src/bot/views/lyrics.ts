/** An artist's flow, and the form that lyrics are sent with. */
import { ComponentType, TextInputStyle } from 'discord.js';
import { type FlowCard, LYRICS_CONSENT, type MeasuredLyrics } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { Form, View } from '../command.ts';
import { bold, clip, lines, plain, small } from './words.ts';

/** The prefix of the form's `custom_id`, and the name of its field. */
export const LYRICS_PREFIX = 'lyrics';
export const LYRICS_FIELD = 'lyrics';

/** The most that Discord lets a member write in a field. */
const FIELD_LENGTH = 4000;
const TITLE_LENGTH = 45;

/** Asks for the lyrics of an artist. */
export function lyricsForm({ id, name }: { id: string; name: string }): Form {
  const { form } = words.views.lyrics;
  return {
    custom_id: `${LYRICS_PREFIX}:${id}`,
    title: clip(form.title({ artist: name }), TITLE_LENGTH),
    components: [
      {
        type: ComponentType.Label,
        label: form.label,
        description: form.description({ wording: LYRICS_CONSENT.wording }),
        component: {
          type: ComponentType.TextInput,
          custom_id: LYRICS_FIELD,
          style: TextInputStyle.Paragraph,
          required: true,
          min_length: 1,
          max_length: FIELD_LENGTH,
          placeholder: form.placeholder,
        },
      },
    ],
  };
}

/** Lyrics that have been measured, and what becomes of them. */
export function lyricsMeasuredView({ artist, ...flow }: MeasuredLyrics): View {
  const { lines: count, adLibs } = flow.measured;
  const measured = words.views.lyrics.measured({ artist: bold(plain(artist)), lines: count, adLibs });
  return {
    content: lines(
      `✅ ${measured}`,
      ...flowLines(flow),
      words.views.lyrics.followed,
      small(words.views.lyrics.kept),
    ),
  };
}

/** Lyrics that were taken back. */
export function lyricsRemovedView({ artist }: { readonly artist: string }): View {
  return { content: words.views.lyrics.removed({ artist: bold(plain(artist)) }) };
}

/** A flow in two lines: how the lines sit on a bar, and how they rhyme. */
export function flowLines({ measured: { syllables, rhyming }, pace }: FlowCard): string[] {
  const { mean, low, high } = syllables;
  const { bpm, time, perSecond } = pace;
  const first = words.views.lyrics.pace({ syllables: mean, low, high, bpm, time, perSecond });
  if (rhyming === undefined) return [first, words.views.lyrics.onlyEnglish];
  const { density, longest, where, masculine, open, scheme } = rhyming;
  const shares = where.map((share) => String(Math.round(100 * share)));
  const facts = [
    words.views.lyrics.multi({ share: density, longest }),
    where.some((share) => share > 0) && words.views.lyrics.places({ isBar: pace.lineSteps === 16, shares }),
    scheme !== undefined && words.views.lyrics.scheme({ scheme }),
    words.views.lyrics.stressed({ share: masculine }),
    open > 0 && words.views.lyrics.unrhymed({ share: open }),
  ].filter((fact) => typeof fact === 'string');
  return [first, words.views.lyrics.rhymes({ facts })];
}
