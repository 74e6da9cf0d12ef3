/** How to get from nothing to a beat. */
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { bold, lines, small } from './words.ts';

export function helpView(): View {
  const { title, create, add, train, beat, start, lyrics, consent } = words.views.help;
  return {
    content: lines(bold(title), create, add, train, beat, small(start), small(lyrics), small(consent)),
  };
}
