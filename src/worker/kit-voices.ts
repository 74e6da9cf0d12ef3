/** Which sounds of an artist's kit play a beat. */
import { ownKitOf } from '../cards/index.ts';
import { randomOf, VOICES } from '../music/index.ts';
import type { Beat, KitSound, Store } from '../store/index.ts';
import type { OwnVoice } from '../threads/index.ts';

/** Of each voice one sound, as the seed has it: the same kit and seed, the same sounds. */
export function chosenBy(seed: number, sounds: readonly KitSound[]): readonly KitSound[] {
  const random = randomOf(seed).fork('kit');
  return VOICES.flatMap((voice) => {
    const alike = sounds.filter((sound) => sound.voice === voice);
    return alike.length === 0 ? [] : [random.fork(voice).pick(alike)];
  });
}

/** The sounds that a beat was made with, but for those that were taken back since. */
export async function soundsOf(store: Store, beat: Beat): Promise<readonly KitSound[]> {
  const ids = ownKitOf(beat);
  return ids.length === 0 ? [] : store.kits.some(ids);
}

/** Ready to be played. */
export function voicesOf(store: Store, sounds: readonly KitSound[]): Promise<OwnVoice[]> {
  return Promise.all(
    sounds.map(async ({ voice, sha256, pitch }) => ({
      voice,
      wav: await store.blobs.get(sha256),
      ...(pitch === null ? {} : { pitch }),
    })),
  );
}
