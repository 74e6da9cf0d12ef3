/** Makes a download: a file of a take, in the best format that fits into a message. */
import { filesOfDownload, isStyleless, masterOf, takeOf, timbreOf } from '../../cards/index.ts';
import type { DownloadFile } from '../../store/index.ts';
import { tagsOf } from '../../threads/index.ts';
import { words } from '../../words/index.ts';
import { soundsOf, voicesOf } from '../kit-voices.ts';
import { originOf } from '../origin.ts';
import type { DownloadPayload } from './download.ts';
import type { Handler } from './kind.ts';
import { MAX_BEAT_BYTES } from './limits.ts';

export const download: Handler<DownloadPayload> = async (
  { takeId, download: wanted },
  _job,
  { store, pool, progress, signal },
) => {
  const { beat, take } = await takeOf(store, takeId);
  if (filesOfDownload(take.files, wanted).length > 0) return { takeId };
  progress(words.stages.mixing, 5);
  const artist = beat.artistId === null ? undefined : await store.artists.get(beat.artistId);
  const generator = beat.generatorId === null ? undefined : await store.generators.get(beat.generatorId);
  const { style, seed } = beat;
  const { bpm, key, bars } = take.facts;
  const name = { artist: artist?.name, style, bpm, key, bars, seed };
  const title = `${artist?.name ?? style} ${seed} ${take.name}`;
  const own = await voicesOf(store, await soundsOf(store, beat));
  const timbre = timbreOf(generator);
  const { files } = await pool.run(
    'download',
    {
      download: wanted,
      score: await store.beats.score(takeId),
      style,
      seed,
      master: masterOf(beat),
      ...(own.length > 0 && { own }),
      ...(timbre && { timbre }),
      isStyleless: isStyleless(generator, style),
      name: { ...name, take: take.name },
      tags: tagsOf(title, { bpm, key }, { ...originOf(beat, generator, artist?.name), take: take.name }),
      maxBytes: MAX_BEAT_BYTES,
    },
    { signal, onProgress: ({ stage, fraction }) => progress(stage, 5 + 90 * fraction) },
  );
  progress(words.stages.saving, 97);
  const stored: Record<DownloadFile, string> = {};
  for (const { ending, bytes } of files) stored[`${wanted}.${ending}`] = await store.blobs.put(bytes);
  await store.beats.addDownload(takeId, stored);
  return { takeId };
};
