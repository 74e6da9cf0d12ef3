/** Asking for a beat like another one. */
import { masterOf, wishesOf } from '../cards/index.ts';
import { BeatwrightError } from '../words/index.ts';
import type { Asker } from './asker.ts';
import { jobIdFor, type ServiceContext } from './context.ts';
import type { BeatRequest } from './services.ts';

/** The address of a message in Discord, in an app or a browser. */
const LINK = /^<?https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(\d+)\/\d+\/(\d+)>?$/;

/**
 * What is asked for, with what it leaves open as in another beat of the server: by a link to its message, or its id.
 * @throws BeatwrightError `beat-like`.
 */
export async function likeAnother(
  { store }: ServiceContext,
  who: Asker,
  asked: BeatRequest,
): Promise<{ readonly asked: BeatRequest; readonly parentId?: string }> {
  if (asked.like === undefined) return { asked };
  const text = asked.like.trim();
  const [, serverId, messageId] = LINK.exec(text) ?? [];
  const found =
    messageId === undefined ? await store.beats.get(text) : await store.beats.ofJob(jobIdFor(messageId));
  const wishes = found && wishesOf(found);
  const isHere = found?.serverId === who.serverId && (serverId ?? who.serverId) === who.serverId;
  if (found === undefined || wishes === undefined || !isHere) throw new BeatwrightError('beat-like');
  const artist = found.artistId === null ? undefined : await store.artists.get(found.artistId);
  // Another artist has a style of its own.
  const style = asked.artist === undefined ? found.style : undefined;
  const { bpm, key, bars, parts, density, swing } = wishes;
  const said = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  return {
    asked: {
      artist: artist?.name,
      style,
      bpm,
      key,
      bars,
      parts,
      density,
      swing,
      master: masterOf(found),
      ...said,
    },
    parentId: found.id,
  };
}
