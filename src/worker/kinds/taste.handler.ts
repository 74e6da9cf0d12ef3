/** Counts and draws what the votes on an artist's beats say. */
import { tasteCard } from '../../cards/index.ts';
import { BeatwrightError, words } from '../../words/index.ts';
import type { Handler } from './kind.ts';
import type { TastePayload } from './taste.ts';
import { tasteResult } from './taste-outcome.ts';

/** @throws BeatwrightError `artist-gone`. */
export const taste: Handler<TastePayload> = async (
  { artistId, mayForget },
  job,
  { store, pool, progress, signal },
) => {
  const artist = await store.artists.get(artistId);
  if (artist === undefined) throw new BeatwrightError('artist-gone');
  progress(words.stages.measuring, 10);
  const { leanings, ...counts } = await tasteCard(store, artist);
  const drawn =
    leanings.length === 0
      ? undefined
      : await pool.run('taste', { artist: artist.name, votes: counts.votes, leanings }, { signal });
  const picture = drawn && (await store.blobs.put(drawn.png));
  if (picture !== undefined) await store.jobs.keepResult(job.id, [picture]);
  return tasteResult.parse({
    artist: artist.name,
    artistId,
    mayForget,
    isFollowed: artist.followsTaste,
    since: artist.tasteSince?.getTime() ?? 0,
    ...counts,
    leanings: leanings.map(({ feature, isMore, sure }) => ({ feature, isMore, sure })),
    ...(drawn && { picture, alt: drawn.alt }),
  });
};
