import { BeatwrightError } from '../words/index.ts';
import type { Form, FormDesk } from './command.ts';
import { learnForm, MOST_ARTISTS } from './views/index.ts';

/**
 * The form that references are handed over with, for whoever asks.
 * @param given the artist, if it was said already, and the key of uploads that are there already.
 * @throws BeatwrightError `artist-none`, and as `checkMayContribute` for an artist that was said.
 */
export async function openLearnForm(
  { services, who }: Pick<FormDesk, 'services' | 'who'>,
  given: { readonly artist?: string; readonly uploads?: string },
): Promise<Form> {
  const managed = await services.listManaged(who, MOST_ARTISTS + 1);
  if (given.artist === undefined) {
    if (managed.length === 0) throw new BeatwrightError('artist-none');
    return learnForm({ ...given, artists: managed });
  }
  await services.checkMayContribute(who, given.artist);
  const { name: artist } = await services.showArtist(who, given.artist);
  const others = managed.filter((name) => name !== artist);
  return learnForm({ ...given, artist, artists: [artist, ...others].slice(0, MOST_ARTISTS) });
}
