/** Sound that an artist handed over, heard and kept as the scores of its loops. */
import { PARTS } from '../music/index.ts';
import type { Reference, Store } from '../store/index.ts';
import type { Tasks } from './work/messages.ts';
import type { Pool } from './work/pool.ts';

export interface HearingContext {
  readonly store: Store;
  readonly pool: Pool;
  readonly progress: (stage: string, percent: number) => void;
  readonly signal: AbortSignal;
}

/** What is said of a track in which nothing is sure enough to learn from. */
const UNSURE =
  'Nothing in it is heard surely enough to learn from, so it is kept but not used. A version without a voice, or its MIDI, may do better.';

/** @throws BeatwrightError as `audio.probe`, `audio.decode` and `listen.hear` do. */
export async function hearReference(
  reference: Reference,
  bytes: Uint8Array,
  { store, pool, progress, signal }: HearingContext,
): Promise<void> {
  const artist = await store.artists.get(reference.artistId);
  const hearing = await pool.run(
    'listen',
    { bytes, ...(artist?.style ? { style: artist.style } : {}) },
    { signal, onProgress: ({ stage, fraction }) => progress(stage, 10 + 85 * fraction) },
  );
  const { seconds, bpm, key, loops, warnings } = hearing;
  const scores = loops.map(({ score }) => score);
  const isUseful = scores.length > 0;
  await store.references.complete(reference.id, {
    state: isUseful ? 'ready' : 'waiting',
    seconds,
    bpm,
    key,
    scores,
    warnings: isUseful ? [...howSure(hearing), ...warnings] : [...warnings, UNSURE],
  });
}

/** How surely the best loop was heard, part by part, in a sentence. */
function howSure({ loops, bpmConfidence, keyConfidence }: Tasks['listen']['output']): string[] {
  const [best] = loops;
  if (best === undefined) return [];
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  const parts = PARTS.filter((part) => best.score[part].length > 0);
  const heard = parts.map((part) => `${part} ${percent(best.confidence[part])}`);
  return [
    `Heard from sound, so not all of it may be right. How sure: tempo ${percent(bpmConfidence)}, key ${percent(keyConfidence)}, ${heard.join(', ')}.`,
  ];
}
