/** A link to hand a file over by. */
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { plain } from './words.ts';

export function uploadLinkView(artist: string, url: string): View {
  return { content: words.views.uploadLink.message({ artist: plain(artist), url }) };
}
