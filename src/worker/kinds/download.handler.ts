/** The job that makes a file of a take which somebody wants besides the beat's own: once, for everybody after. */
import { BeatwrightError } from '../../music/index.ts';
import type { DownloadFile, JsonObject, Store } from '../../store/index.ts';
import type { Payload } from './payload.ts';
import { downloadOf } from '../../services/downloads.ts';
import { MAX_BEAT_BYTES } from '../../services/services.ts';
import { tagsOf } from '../../threads/tags.ts';
import type { Pool } from '../../threads/pool.ts';

interface Context {
  readonly store: Store;
  readonly pool: Pool;
  readonly progress: (stage: string, percent: number) => void;
  readonly signal: AbortSignal;
}

export async function makeDownload(
  { takeId, download }: Payload<'download'>,
  { store, pool, progress, signal }: Context,
): Promise<JsonObject> {
  const beat = await store.beats.ofTake(takeId);
  const take = beat?.takes.find(({ id }) => id === takeId);
  if (beat === undefined || take === undefined) {
    throw new BeatwrightError(
      'take-unknown',
      'This take is not there any more. Ask for a new beat with /beat.',
    );
  }
  if (downloadOf(take.files, download).length > 0) return { takeId };
  progress('mixing', 5);
  const artist = beat.artistId === null ? undefined : await store.artists.get(beat.artistId);
  const { style, seed } = beat;
  const { bpm, key, bars } = take.facts;
  const name = { ...(artist === undefined ? {} : { artist: artist.name }), style, bpm, key, bars, seed };
  const title = `${artist?.name ?? style} ${seed} ${take.name}`;
  const { files } = await pool.run(
    'download',
    {
      download,
      score: await store.beats.score(takeId),
      style,
      seed,
      name: { ...name, take: take.name },
      tags: tagsOf(title, { bpm, key }),
      maxBytes: MAX_BEAT_BYTES,
    },
    { signal, onProgress: ({ stage, fraction }) => progress(stage, 5 + 90 * fraction) },
  );
  progress('keeping it', 97);
  const stored: Record<DownloadFile, string> = {};
  for (const { ending, bytes } of files) stored[`${download}.${ending}`] = await store.blobs.put(bytes);
  await store.beats.addDownload(takeId, stored);
  return { takeId };
}
