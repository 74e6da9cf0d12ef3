import { type BeatCard, MAX_BEAT_BYTES, type Services, type TakeFiles } from '../services/index.ts';
import type { View } from './command.ts';
import { beatView } from './views/index.ts';

/** A beat as its message shows it, with its files. */
export async function shownAgain(
  { beat, requestedById }: { readonly beat: BeatCard; readonly requestedById: string },
  shelves: Pick<Services, 'takeFiles' | 'beatSheet'>,
): Promise<View> {
  const files = new Map<string, TakeFiles>();
  for (const { id } of beat.takes) files.set(id, await shelves.takeFiles(id));
  return beatView(beat, requestedById, files, MAX_BEAT_BYTES, await shelves.beatSheet(beat.id));
}
