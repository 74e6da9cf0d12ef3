/** A sound file's samples. */
import { areOpposite, type Sound } from '../music/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { type AudioFacts, checkLength, checkReadable, MAX_SECONDS, probe } from './probe.ts';
import { INPUT_ARGS, type Runner, type Source } from './runner.ts';

export interface DecodeOptions {
  /** Samples a second of the result. */
  readonly sampleRate: number;
  /** One is the mean of all that there are; of two that cancel each other out it is half their difference. */
  readonly channels: 1 | 2;
  /** Longer sound is refused; 600 unless told. It also bounds the memory: rate × channels × 4 bytes a second. */
  readonly maxSeconds?: number;
  /** Of what is longer, only so many seconds from its middle. */
  readonly middle?: number;
  readonly signal?: AbortSignal;
}

export interface DecodedSound extends Sound {
  /** What the file held. */
  readonly facts: AudioFacts;
  /** Packets that could not be decoded and are missing from the sound. */
  readonly damaged: number;
}

export async function decode(runner: Runner, source: Source, options: DecodeOptions): Promise<DecodedSound> {
  const { sampleRate, channels, maxSeconds = MAX_SECONDS, signal } = options;
  // Nothing is decoded that was not looked at.
  const facts = await probe(runner, source, options);
  // A codec that claims another rate than its container would make hours of a second. Twice is honest: AAC does it.
  const longest = Math.min(maxSeconds, 2 * facts.seconds) + 2;
  const frameBytes = channels * 4;
  const isTurned =
    channels === 1 && facts.channels === 2 && (await isOpposite(runner, source, longest, options));
  // With its matrix held to 1 ffmpeg mixes down to the mean of the channels; left alone it may pass full scale.
  const layout = channels === 1 ? 'mono' : 'stereo';
  const mix = isTurned ? DIFFERENCE : `aformat=channel_layouts=${layout}`;
  const filter = `aresample=${sampleRate}:rematrix_maxval=1,${mix}`;
  const run = await runner.run(samplesArgs(maxSeconds, ...middleArgs(facts, options), '-af', filter), {
    source,
    maxBytes: Math.ceil(longest * sampleRate) * frameBytes,
    signal,
  });
  checkReadable(run);
  const length = Math.floor(run.stdout.length / frameBytes);
  if (length === 0) {
    throw new BeatwrightError('audio-unreadable');
  }
  checkLength(length / sampleRate, maxSeconds);
  const damaged = run.stderr.match(DAMAGED)?.length ?? 0;
  return { sampleRate, channels: deinterleave(run.stdout, channels, length), facts, damaged };
}

/** Arguments that give a file's samples as floats, shaped by others. */
function samplesArgs(maxSeconds: number, ...shape: readonly string[]): string[] {
  const output = ['-c:a', 'pcm_f32le', '-f', 'f32le', 'pipe:1'];
  return [...INPUT_ARGS, '-t', String(maxSeconds + 1), ...shape, ...output];
}

function middleArgs({ seconds }: AudioFacts, { middle }: DecodeOptions): string[] {
  return middle === undefined || seconds <= middle
    ? []
    : ['-ss', ((seconds - middle) / 2).toFixed(3), '-t', String(middle)];
}

/** What ffmpeg says of a packet that it could not decode: up to version 6, and from 7 on. */
const DAMAGED = /^(?:Error while decoding stream|.*Error submitting packet to decoder)/gm;

const DIFFERENCE = 'pan=mono|c0=0.5*c0-0.5*c1';
/** Samples a second that are enough to tell whether two channels cancel each other out. */
const ROUGH_RATE = 8_000;

/** Whether the two channels of a file cancel each other out. It is looked at roughly: whole it would take much memory. */
async function isOpposite(
  runner: Runner,
  source: Source,
  longest: number,
  { maxSeconds = MAX_SECONDS, signal }: DecodeOptions,
): Promise<boolean> {
  const run = await runner.run(samplesArgs(maxSeconds, '-ar', String(ROUGH_RATE), '-ac', '2'), {
    source,
    maxBytes: Math.ceil(longest * ROUGH_RATE) * 8,
    signal,
  });
  checkReadable(run);
  const [left, right] = deinterleave(run.stdout, 2, Math.floor(run.stdout.length / 8));
  return areOpposite(left!, right!);
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
