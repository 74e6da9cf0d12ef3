/** What a sound file holds. */
import { BeatwrightError } from '../music/index.ts';
import { inputArgs, type Run, type Runner, type Source, withFile } from './runner.ts';

export interface AudioFacts {
  /** Container as ffmpeg names it, such as `mp3`, `wav`, `ogg`, `flac`, `mp4`. */
  readonly format: string;
  /** Codec of the first audio track, such as `mp3`, `pcm_s16le`, `aac`. */
  readonly codec: string;
  readonly seconds: number;
  readonly sampleRate: number;
  readonly channels: number;
}

export interface ProbeOptions {
  /** Longer sound is refused; 600 unless told. */
  readonly maxSeconds?: number;
  readonly signal?: AbortSignal;
}

/** Seconds of sound that are accepted where nothing else is said. */
export const MAX_SECONDS = 600;

/** How far a file may pass the limit: encoders pad, and ten minutes should mean ten minutes. */
const GRACE_SECONDS = 0.5;

export async function probe(runner: Runner, source: Source, options: ProbeOptions): Promise<AudioFacts> {
  const maxSeconds = options.maxSeconds ?? MAX_SECONDS;
  return withFile(source, async (path) => {
    // Every packet is read but none decoded: the length is what is there, whatever the header says.
    const run = await runner.run(
      [
        ...inputArgs(path),
        ...['-c', 'copy', '-t', String(maxSeconds + 1), '-progress', 'pipe:1', '-f', 'null', '-'],
      ],
      { timeoutMs: 30_000, signal: options.signal },
    );
    const facts = factsOf(run);
    checkLength(facts.seconds, maxSeconds);
    return facts;
  });
}

/** @throws BeatwrightError `audio-too-long` */
export function checkLength(seconds: number, maxSeconds: number): void {
  if (seconds <= maxSeconds + GRACE_SECONDS) return;
  const limit = maxSeconds % 60 === 0 ? `${maxSeconds / 60} minutes` : `${maxSeconds} seconds`;
  throw new BeatwrightError(
    'audio-too-long',
    `The track is longer than ${limit}. Cut it and send the part that matters.`,
  );
}

/** @throws BeatwrightError when ffmpeg could not make sound of the file */
export function checkReadable({ exitCode, stderr }: Run): void {
  const opened = /^Input #0, /m.test(stderr);
  if (opened && /matches no streams/.test(stderr)) {
    throw new BeatwrightError(
      'audio-no-track',
      'There is no sound in this file. Send one with an audio track.',
    );
  }
  // A file that only looks a little like MP3 (a program, a picture) is not guessed at.
  if (!opened || exitCode !== 0 || /misdetection possible/.test(stderr)) {
    throw new BeatwrightError(
      'audio-unreadable',
      'This is not a sound file that can be read. Send MP3, WAV, FLAC, Ogg or M4A, exported afresh if it is one of these.',
    );
  }
}

function factsOf(run: Run): AudioFacts {
  checkReadable(run);
  const format = /^Input #0, ([^,\s]+)/m.exec(run.stderr)?.[1];
  const stream = /Stream #0:\d+.*?: Audio: (\w+)[^\n]*?, (\d+) Hz, ([^,\n]+)/.exec(run.stderr);
  const times = [...new TextDecoder().decode(run.stdout).matchAll(/^out_time=(\d+):(\d+):([\d.]+)/gm)].at(-1);
  const seconds = times ? Number(times[1]) * 3600 + Number(times[2]) * 60 + Number(times[3]) : 0;
  if (!format || !stream || !(seconds > 0)) {
    throw new BeatwrightError(
      'audio-unreadable',
      'This file holds no sound that can be read. It may be cut off: export the track again and send that.',
    );
  }
  return {
    format: format === 'mov' ? 'mp4' : format,
    codec: stream[1]!,
    seconds,
    sampleRate: Number(stream[2]),
    channels: channelsOf(stream[3]!),
  };
}

/** A layout as ffmpeg prints it: `mono`, `stereo`, `5.1(side)`, `quad`, `3 channels`. */
function channelsOf(layout: string): number {
  const digits = /^(\d+)(?:\.(\d+))?/.exec(layout);
  if (digits) return Number(digits[1]) + Number(digits[2] ?? 0);
  if (layout.startsWith('mono')) return 1;
  return layout.startsWith('quad') ? 4 : 2;
}
