/** A sound file's samples. */
import type { Sound } from '../music/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { type AudioFacts, checkLength, checkReadable, MAX_SECONDS, probe } from './probe.ts';
import { INPUT_ARGS, type Runner, type Source } from './runner.ts';

export interface DecodeOptions {
  /** Samples a second of the result. */
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  /** Longer sound is refused; 600 unless told. It also bounds the memory: rate × channels × 4 bytes a second. */
  readonly maxSeconds?: number;
  readonly signal?: AbortSignal;
}

export interface DecodedSound extends Sound {
  /** What the file held. */
  readonly facts: AudioFacts;
}

export async function decode(runner: Runner, source: Source, options: DecodeOptions): Promise<DecodedSound> {
  const { sampleRate, channels, maxSeconds = MAX_SECONDS, signal } = options;
  // Nothing is decoded that was not looked at.
  const facts = await probe(runner, source, options);
  // A codec that claims another rate than its container would make hours of a second. Twice is honest: AAC does it.
  const longest = Math.min(maxSeconds, 2 * facts.seconds) + 2;
  const frameBytes = channels * 4;
  // With its matrix held to 1 ffmpeg mixes down to the mean of the channels; left alone it may pass full scale.
  const layout = channels === 1 ? 'mono' : 'stereo';
  const filter = `aresample=${sampleRate}:rematrix_maxval=1,aformat=channel_layouts=${layout}`;
  const run = await runner.run(
    [
      ...INPUT_ARGS,
      ...['-t', String(maxSeconds + 1), '-af', filter],
      ...['-c:a', 'pcm_f32le', '-f', 'f32le', 'pipe:1'],
    ],
    { source, maxBytes: Math.ceil(longest * sampleRate) * frameBytes, signal },
  );
  checkReadable(run);
  const length = Math.floor(run.stdout.length / frameBytes);
  if (length === 0) {
    throw new BeatwrightError('audio-unreadable');
  }
  checkLength(length / sampleRate, maxSeconds);
  return { sampleRate, channels: deinterleave(run.stdout, channels, length), facts };
}

/** Splits interleaved floats; a float WAV may hold NaN or infinity, which become silence. */
function deinterleave(bytes: Uint8Array, width: number, length: number): Float32Array[] {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const samples = new Float32Array(aligned.buffer, aligned.byteOffset, length * width);
  return Array.from({ length: width }, (_, c) => {
    const channel = new Float32Array(length);
    for (let i = 0; i < length; i++) {
      const x = samples[i * width + c]!;
      channel[i] = Number.isFinite(x) ? x : 0;
    }
    return channel;
  });
}
