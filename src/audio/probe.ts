/** What a sound file holds. */

import { BeatwrightError } from '../words/index.ts';
import { checkSource, INPUT_ARGS, type Run, type Runner, type Source } from './runner.ts';

export interface AudioFacts {
  /** Container as ffmpeg names it, such as `mp3`, `wav`, `ogg`, `flac`, `mp4`. */
  readonly format: string;
  /** Codec of the first audio track, such as `mp3`, `pcm_s16le`, `aac`. */
  readonly codec: string;
  /** Length of what is there; of MP3 and AAC with the silence that their encoders put at the end. */
  readonly seconds: number;
  /** 4,000–400,000. */
  readonly sampleRate: number;
  /** 1–8. */
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

/** Samples a second that are accepted. A resampler takes memory by the ratio, and a header may claim anything. */
const RATES = { least: 4_000, most: 400_000 } as const;
const MAX_CHANNELS = 8;

/** Room for the list of 600,000 packets: a second of sound has 25 to 400. */
const MAX_LIST_BYTES = 32 * 2 ** 20;

export async function probe(runner: Runner, source: Source, options: ProbeOptions): Promise<AudioFacts> {
  const maxSeconds = options.maxSeconds ?? MAX_SECONDS;
  await checkSource(source);
  // Every packet is read and listed but none decoded: the length is what is there, whatever the header says.
  const run = await runner.run(
    [...INPUT_ARGS, '-c', 'copy', '-t', String(maxSeconds + 1), '-f', 'framecrc', 'pipe:1'],
    { source, maxBytes: MAX_LIST_BYTES, timeoutMs: 30_000, signal: options.signal },
  );
  checkReadable(run);
  const facts = factsOf(run);
  checkSound(facts);
  checkLength(facts.seconds, maxSeconds);
  return facts;
}

/** @throws BeatwrightError `audio-too-long` */
export function checkLength(seconds: number, maxSeconds: number): void {
  if (seconds <= maxSeconds + GRACE_SECONDS) return;
  throw new BeatwrightError('audio-too-long', { most: maxSeconds });
}

/** @throws BeatwrightError when ffmpeg could not make sound of the file */
export function checkReadable({ exitCode, stderr }: Run): void {
  const opened = /^Input #0, /m.test(stderr);
  if (opened && /matches no streams/.test(stderr)) {
    throw new BeatwrightError('audio-no-track');
  }
  // A file that only looks a little like MP3 (a program, a picture) is not guessed at.
  if (!opened || exitCode !== 0 || /misdetection possible/.test(stderr)) {
    throw new BeatwrightError('audio-unreadable');
  }
}

/** @throws BeatwrightError `audio-sample-rate`, `audio-channels` */
function checkSound({ sampleRate, channels }: AudioFacts): void {
  if (sampleRate < RATES.least || sampleRate > RATES.most) {
    throw new BeatwrightError('audio-sample-rate', { rate: sampleRate, ...RATES });
  }
  if (channels > MAX_CHANNELS) {
    throw new BeatwrightError('audio-channels', { most: MAX_CHANNELS });
  }
}

/** Facts by the list of packets. It is ffmpeg's own: unlike its log it holds no text out of the file. */
function factsOf(run: Run): AudioFacts {
  const list = new TextDecoder().decode(run.stdout);
  const format = /^Input #0, ([^,\s]+)/m.exec(run.stderr)?.[1];
  const codec = /^#codec_id 0: (\w+)$/m.exec(list)?.[1];
  const sampleRate = /^#sample_rate 0: (\d+)$/m.exec(list)?.[1];
  const layout = /^#channel_layout_name 0: (.+)$/m.exec(list)?.[1];
  const seconds = secondsOf(list);
  if (!format || !codec || !sampleRate || !layout || !(seconds > 0)) {
    throw new BeatwrightError('audio-unreadable');
  }
  return {
    format: format === 'mov' ? 'mp4' : format,
    codec,
    seconds,
    sampleRate: Number(sampleRate),
    channels: channelsOf(layout),
  };
}

/**
 * The end of the last packet, by lines of the framecrc format: its unit of time in seconds, then for each packet
 * its stream, two times, its length and more. What a decoder is to leave out at the start has times below 0.
 */
function secondsOf(list: string): number {
  const unit = /^#tb 0: (\d+)\/(\d+)$/m.exec(list);
  if (!unit) return 0;
  let end = 0;
  for (const [, time, length] of list.matchAll(/^0, +-?\d+, +(-?\d+), +(\d+),/gm)) {
    end = Math.max(end, Number(time) + Number(length));
  }
  return (end * Number(unit[1])) / Number(unit[2]);
}

/** Layouts of channels whose names do not count them. */
const LAYOUTS: Readonly<Record<string, number>> = {
  mono: 1,
  stereo: 2,
  binaural: 2,
  downmix: 2,
  quad: 4,
  hexagonal: 6,
  octagonal: 8,
  cube: 8,
};

/** A layout as ffmpeg names it: `stereo`, `5.1(side)`, `7.1.4`, `3 channels`; infinity where it is none of these. */
function channelsOf(layout: string): number {
  const counts = /^\d+(\.\d+)*/.exec(layout)?.[0];
  if (counts) return counts.split('.').reduce((sum, count) => sum + Number(count), 0);
  return LAYOUTS[layout.replace(/\(.*/, '')] ?? Number.POSITIVE_INFINITY;
}
