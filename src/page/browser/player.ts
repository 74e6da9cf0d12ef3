/**
 * Plays one sound at a time by WebAudio: a loop is repeated by the source itself at its last sample, so that it comes round
 * without a gap, which an audio element does not.
 */

/** Loops are rendered at this rate, so that loop points lie on whole samples. */
const RATE = 44_100;
/** Sounds that stay decoded. */
const MOST = 12;

export interface Playing {
  readonly url: string;
  readonly isPlaying: boolean;
}

interface Source {
  readonly url: string;
  readonly buffer: AudioBuffer;
  readonly node: AudioBufferSourceNode;
  /** Of the context's clock: when the sound's own zero was or would have been. */
  readonly zero: number;
}

const decoded = new Map<string, Promise<AudioBuffer>>();
const listeners = new Set<(playing: Playing) => void>();
let context: AudioContext | undefined;
let source: Source | undefined;

/** Decodes without any sound, so also before the first click. @throws Error if it is no sound that the browser knows. */
export function decode(url: string): Promise<AudioBuffer> {
  const known = decoded.get(url);
  if (known !== undefined) return known;
  const coming = (async () => {
    const response = await fetch(url);
    return new OfflineAudioContext(2, 1, RATE).decodeAudioData(await response.arrayBuffer());
  })();
  decoded.set(url, coming);
  coming.catch(() => decoded.delete(url));
  const [oldest] = decoded.keys();
  if (decoded.size > MOST && oldest !== undefined) decoded.delete(oldest);
  return coming;
}

/** @param from seconds from the sound's beginning. */
export async function play(url: string, from: number, isLoop: boolean): Promise<void> {
  context ??= new AudioContext({ sampleRate: RATE });
  const running = context.resume();
  const buffer = await decode(url);
  await running;
  stop();
  const node = context.createBufferSource();
  node.buffer = buffer;
  node.loop = isLoop;
  node.loopEnd = buffer.duration;
  node.connect(context.destination);
  const offset = from < buffer.duration ? from : 0;
  node.start(0, offset);
  source = { url, buffer, node, zero: context.currentTime - offset };
  node.onended = () => {
    if (source?.node !== node) return;
    source = undefined;
    tell({ url, isPlaying: false });
  };
  tell({ url, isPlaying: true });
}

export function stop(): void {
  if (source === undefined) return;
  const { url, node } = source;
  source = undefined;
  node.onended = null;
  node.stop();
  node.disconnect();
  tell({ url, isPlaying: false });
}

/** Seconds into the sound that plays; undefined if it does not. */
export function positionOf(url: string): number | undefined {
  if (source?.url !== url || context === undefined) return undefined;
  return (context.currentTime - source.zero) % source.buffer.duration;
}

/** Turns the loop of what plays on or off, without a break. */
export function setLoop(isLoop: boolean): void {
  if (source !== undefined) source.node.loop = isLoop;
}

export function onPlaying(listener: (playing: Playing) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(playing: Playing): void {
  for (const listener of listeners) listener(playing);
}

/** The loudest of each stretch of a sound, to be drawn. */
export function peaksOf(buffer: AudioBuffer, count: number): Float32Array {
  const samples = buffer.getChannelData(0);
  const length = samples.length / count;
  return Float32Array.from({ length: count }, (_, i) => {
    let most = 0;
    for (let at = Math.floor(i * length); at < (i + 1) * length; at += 8)
      most = Math.max(most, Math.abs(samples[at] ?? 0));
    return most;
  });
}
