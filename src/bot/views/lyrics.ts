/** An artist's flow, and the form that lyrics are handed over with. */
import { ComponentType, TextInputStyle } from 'discord.js';
import { type FlowCard, LYRICS_CONSENT, type MeasuredLyrics } from '../../services/index.ts';
import type { Form, View } from '../command.ts';
import { clip, count, lines, number, percent, plain, small } from './words.ts';

/** The prefix of the form's `custom_id`, and the name of its field. */
export const LYRICS_PREFIX = 'lyrics';
export const LYRICS_FIELD = 'lyrics';

/** The most that Discord lets a member write in a field. */
const FIELD_LENGTH = 4000;
const TITLE_LENGTH = 45;

/** Asks for the lyrics of an artist. */
export function lyricsForm({ id, name }: { id: string; name: string }): Form {
  return {
    custom_id: `${LYRICS_PREFIX}:${id}`,
    title: clip(`Lyrics of ${name}`, TITLE_LENGTH),
    components: [
      {
        type: ComponentType.Label,
        label: 'One line for every bar',
        description: `By sending them you say: “${LYRICS_CONSENT.wording}”.`,
        component: {
          type: ComponentType.TextInput,
          custom_id: LYRICS_FIELD,
          style: TextInputStyle.Paragraph,
          required: true,
          min_length: 1,
          max_length: FIELD_LENGTH,
          placeholder: '[Verse 1] and (shouts) are left out',
        },
      },
    ],
  };
}

/** Lyrics that have been measured, and what becomes of them. */
export function lyricsMeasuredView({ artist, ...flow }: MeasuredLyrics): View {
  const { adLibs } = flow.measured;
  return {
    content: lines(
      `✅ The flow of **${plain(artist)}** is measured, from ${count(flow.measured.lines, 'line')}${adLibs > 0 ? ` without ${count(adLibs, 'shout')}` : ''}.`,
      ...flowLines(flow),
      'It has a say in `/beat` from now on; `flow:False` leaves it out of one.',
      small(
        'Kept are these figures, who handed the lyrics over and when. The lyrics themselves are not. `/artist lyrics` again replaces the figures, with `remove:True` it erases them.',
      ),
    ),
  };
}

/** Lyrics that were taken back. */
export function lyricsRemovedView({ artist }: { readonly artist: string }): View {
  return {
    content: `What was measured of the lyrics of **${plain(artist)}** is erased; \`/beat\` goes without it.`,
  };
}

/** A flow in two lines: how the lines sit on a bar, and how they rhyme. */
export function flowLines({ measured: { syllables, rhyming }, pace }: FlowCard): string[] {
  const { mean, low, high } = syllables;
  const each = `${number(Math.round(mean * 10) / 10)} syllables a line${low < high ? ` (${low}–${high})` : ''}`;
  const sits = {
    'one line a bar': 'one line a bar',
    'double time': 'double time, two lines a bar',
    'half time': 'half time, a line takes two bars',
  };
  const first = `Flow: ${each}; at ${number(pace.bpm)} BPM ${sits[pace.time]}, ${pace.perSecond.toFixed(1)} syllables a second`;
  if (rhyming === undefined) {
    return [first, 'Rhymes are measured in English only; of other languages the syllables are.'];
  }
  const { density, longest, where, masculine, open, scheme } = rhyming;
  const second = [
    `${percent(density)} of syllables in rhymes of two or more${longest > 0 ? `, the longest of ${longest}` : ''}`,
    where.some((share) => share > 0) &&
      `rhymes fall on ${pace.lineSteps === 16 ? 'beats 1–4' : 'the quarters of the line'} ${where.map((share) => Math.round(100 * share)).join(' · ')} %`,
    scheme,
    `${percent(masculine)} of lines end on the stress`,
    open > 0 && `${percent(open)} rhyme with none nearby`,
  ];
  return [first, `Rhymes: ${second.filter((part) => typeof part === 'string').join('; ')}`];
}
