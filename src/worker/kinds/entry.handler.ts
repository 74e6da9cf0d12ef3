/** Takes an entry in. */
import { words } from '../../words/index.ts';
import type { EntryPayload } from './entry.ts';
import type { Handler } from './kind.ts';
import { MAX_ENTRY_SECONDS } from './limits.ts';

/** @throws BeatwrightError `entry-silent`, `battle-not-open`; of a file that cannot be read. */
export const entry: Handler<EntryPayload> = async (
  { battleId, memberId, sha256: given, name = null, consent: wording },
  job,
  { store, pool, progress, signal },
) => {
  progress(words.stages.levelling, 10);
  const bytes = await store.blobs.get(given);
  const { mp3, seconds, loudness } = await pool.run(
    'level',
    { bytes, maxSeconds: MAX_ENTRY_SECONDS },
    { signal },
  );
  progress(words.stages.saving, 90);
  const sha256 = await store.blobs.put(mp3);
  const made = { sha256, size: mp3.length, seconds, loudness };
  await store.battles.putEntry({
    ...{ battleId, memberId, name, wording, jobId: job.id, handedInAt: job.createdAt },
    ...made,
  });
  return { seconds, loudness };
};
