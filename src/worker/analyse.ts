/**
 * References become scores: MIDI is read, sound is heard. Done when they are handed over, again when a member corrects
 * them, and again when a listener has come that may hear what the last one could not.
 */
import { PARTS, type Part } from '../music/index.ts';
import type { Reference, ReferenceAnalysis, Told } from '../store/index.ts';
import type { Tasks } from '../threads/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import type { HandlerContext } from './kinds/kind.ts';

/** Reads a MIDI file, or listens to sound. `isIdle`: nobody waits for it. */
export async function analyse(
  reference: Reference,
  corrections: Told,
  context: HandlerContext,
  isIdle = false,
): Promise<ReferenceAnalysis> {
  const { store, pool, progress, signal } = context;
  progress(words.stages.reading, 10);
  const bytes = await store.blobs.get(reference.sha256);
  const isStems = reference.stems.length > 0;
  if (reference.kind === 'midi') {
    const found = await pool.run(
      'readMidi',
      { bytes, isStems, fileName: reference.name, corrections },
      { signal },
    );
    const { scores, seconds, tracks, tempoFrom, keyFrom, others: warnings, picture } = found;
    const { bpm, key } = scores[0]!;
    const midi = { tracks, tempoFrom, keyFrom };
    return { state: 'ready', seconds, bpm, key, scores, warnings, midi, ...(await kept(picture, context)) };
  }
  const { bpm: toldBpm, key: toldKey } = corrections;
  const style = (await store.artists.get(reference.artistId))?.style;
  const hearing = await pool.run(
    'listen',
    {
      bytes,
      isStems,
      fileName: reference.name,
      corrections: { bpm: toldBpm, key: toldKey },
      picture: true,
      ...(style ? { style } : {}),
    },
    { signal, isIdle, onProgress: ({ stage, fraction }) => progress(stage, 10 + 85 * fraction) },
  );
  const { seconds, bpm, key, loops, warnings, picture } = hearing;
  const scores = loops.map(({ score }) => score);
  const isUseful = scores.length > 0;
  return {
    ...{ seconds, bpm, key, scores },
    state: isUseful ? 'ready' : 'waiting',
    warnings: isUseful ? warnings : [...warnings, words.notes['reference-unclear']],
    hearing: factsOf(hearing),
    heardBy: await context.listener(),
    ...(await kept(picture, context)),
  };
}

async function kept(
  picture: Tasks['listen']['output']['picture'],
  { store }: HandlerContext,
): Promise<Pick<ReferenceAnalysis, 'picture'>> {
  if (picture === undefined) return {};
  return { picture: { sha256: await store.blobs.put(picture.png), alt: picture.alt } };
}

function factsOf(hearing: Tasks['listen']['output']): NonNullable<ReferenceAnalysis['hearing']> {
  const { bpmConfidence, octaveConfidence, otherBpm, keyConfidence, runnerUpKey, loops } = hearing;
  const [best] = loops;
  const sharesOf = (parts: readonly Part[]) =>
    Object.fromEntries(parts.map((part) => [part, best?.confidence[part] ?? 0]));
  const isKept = (part: Part) => (best?.score[part].length ?? 0) > 0;
  const isHeard = (part: Part) => (best?.confidence[part] ?? 0) > 0;
  return {
    ...{ bpmConfidence, octaveConfidence, otherBpm, keyConfidence, runnerUpKey },
    parts: sharesOf(PARTS.filter(isKept)),
    leftOut: sharesOf(PARTS.filter((part) => !isKept(part) && isHeard(part))),
  };
}

export function removed(): BeatwrightError {
  return new BeatwrightError('reference-gone');
}
