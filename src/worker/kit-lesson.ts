/** Drums that an artist's kit lacks are cut from references: of each voice the cleanest of all. */
import type { DrumVoice } from '../listen/index.ts';
import type { Reference } from '../store/index.ts';
import type { Tasks } from '../threads/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import type { HandlerContext } from './kinds/kind.ts';
import type { KitResult } from './kinds/kit-outcome.ts';
import { MAX_KIT } from './kinds/limits.ts';

/** What is listened for. */
const SOUGHT: readonly DrumVoice[] = ['kick', 'snare', 'closedHat', 'openHat', 'percussion'];

type Cut = Tasks['cutDrums']['output']['sounds'][number] & { readonly reference: Reference };

interface Lesson {
  /** By their ids. */
  readonly references: readonly string[];
  /** The wording of the consent that was given to it. */
  readonly consent: string;
}

/** @throws BeatwrightError `reference-gone` if one was taken back meanwhile; `kit-full`, `kit-heavy`. */
export async function learnFrom(
  { references, consent: wording }: Lesson,
  artistId: string,
  memberId: string,
  context: HandlerContext,
): Promise<NonNullable<KitResult['learned']>> {
  const { store, progress } = context;
  const cleanest = new Map<DrumVoice, Cut>();
  for (const [i, id] of references.entries()) {
    progress(words.stages['listening-drums'], (55 * i) / references.length);
    for (const sound of await cutFrom(id, context)) {
      if (sound.clean > (cleanest.get(sound.heardAs)?.clean ?? 0)) cleanest.set(sound.heardAs, sound);
    }
  }
  // What was handed over is what they want to hear.
  const there = new Set((await store.kits.list(artistId)).map(({ voice }) => voice));
  const cuts = [...cleanest.values()];
  const added = await Promise.all(
    cuts
      .filter(({ voice }) => !there.has(voice))
      .map(async ({ voice, wav, seconds, reference }) => ({
        ...{ voice, seconds, pitch: null, size: wav.length, name: reference.name },
        sha256: await store.blobs.put(wav),
        referenceId: reference.id,
        consent: { memberId, wording },
      })),
  );
  await store.kits.add(artistId, added, MAX_KIT);
  return {
    found: added.map(({ voice }) => voice),
    kept: cuts.map(({ voice }) => voice).filter((voice) => there.has(voice)),
    missing: SOUGHT.filter((voice) => !cleanest.has(voice)),
  };
}

/** Nothing of what cannot be heard, or has been taken back. */
async function cutFrom(referenceId: string, { store, pool, signal }: HandlerContext): Promise<Cut[]> {
  const reference = await store.references.get(referenceId);
  if (reference === undefined) return [];
  const { name, sha256, stems } = reference;
  try {
    const bytes = await store.blobs.get(sha256);
    const { sounds } = await pool.run('cutDrums', { bytes, name, isStems: stems.length > 0 }, { signal });
    return sounds.map((sound) => ({ ...sound, reference }));
  } catch (error) {
    if (error instanceof BeatwrightError) return [];
    throw error;
  }
}
