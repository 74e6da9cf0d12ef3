/** What an artist's tracks sound like, on a worker thread. */
import type { Audio } from '../audio/index.ts';
import { LISTEN_RATE, monoOf, readyToHear } from '../listen/index.ts';
import type { Sound } from '../music/index.ts';
import { timbreFrom, timbreOfTrack } from '../timbre/index.ts';
import { openedEars } from './listen.ts';
import type { Tasks } from './messages.ts';
import { unpackStems } from './stem-pack.ts';

/** Seconds of a track that are listened to, from its middle: intros and endings are no measure. */
const HEARD = 90;

export async function hearTimbre(
  audio: Audio,
  { bytes, isStems = false }: Tasks['hearTimbre']['input'],
  signal: AbortSignal,
): Promise<Tasks['hearTimbre']['output']> {
  const files = isStems ? (await unpackStems(bytes)).map((stem) => stem.bytes) : [bytes];
  let whole: Sound | undefined;
  for (const file of files) {
    const sound = await audio.decode(file, { sampleRate: LISTEN_RATE, channels: 2, middle: HEARD, signal });
    whole = whole === undefined ? sound : summed(whole, sound);
  }
  signal.throwIfAborted();
  if (whole === undefined) return { drums: [] };
  const mono = readyToHear(monoOf(whole));
  const { drums } = await openedEars();
  const hits = drums.hitsOf(mono, await drums.activations(mono));
  signal.throwIfAborted();
  return timbreOfTrack(whole, mono, hits);
}

function summed(a: Sound, b: Sound): Sound {
  const [long, short] = a.channels[0]!.length < b.channels[0]!.length ? [b, a] : [a, b];
  for (const [c, channel] of short.channels.entries()) {
    const into = long.channels[c]!;
    for (let i = 0; i < channel.length; i++) into[i]! += channel[i]!;
  }
  return long;
}

export function timbre({ tracks }: Tasks['timbre']['input']): Tasks['timbre']['output'] {
  const found = timbreFrom(tracks);
  return found && JSON.parse(JSON.stringify(found));
}
