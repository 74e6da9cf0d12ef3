/** An artist's own drums out of a track of theirs, on a worker thread. */
import type { Audio } from '../audio/index.ts';
import { cutDrums, LISTEN_RATE, mixOf, readyToHear } from '../listen/index.ts';
import { oneShotOf } from '../render/index.ts';
import { isStroke } from '../timbre/index.ts';
import { decoded, openedEars } from './listen.ts';
import type { Tasks } from './messages.ts';
import { packWave } from './wave.ts';

/** Seconds of a track that are listened to, from its beginning. */
const HEARD = 180;

export async function cut(
  audio: Audio,
  { bytes, isStems = false, name }: Tasks['cutDrums']['input'],
  signal: AbortSignal,
): Promise<Tasks['cutDrums']['output']> {
  const { stems } = await decoded(audio, bytes, isStems, signal);
  const drumStems = stems.filter(({ part }) => part === 'drums');
  const { channels } = mixOf(drumStems.length > 0 ? drumStems : stems);
  const mono = readyToHear(channels[0]!.subarray(0, HEARD * LISTEN_RATE));
  const { drums } = await openedEars();
  const hits = drums.hitsOf(mono, await drums.activations(mono));
  signal.throwIfAborted();
  // In a whole mix a bass may begin with the kick, and would be cut along.
  const cuts = cutDrums(mono, hits).filter(
    ({ sound, heardAs }) => drumStems.length > 0 || isStroke(sound, heardAs),
  );
  return {
    sounds: cuts.map(({ heardAs, drum, sound, clean }) => {
      const own = oneShotOf(sound, drum, name).sound;
      const seconds = own.channels[0]!.length / own.sampleRate;
      return { heardAs, voice: drum, wav: packWave(own), seconds, clean };
    }),
  };
}
