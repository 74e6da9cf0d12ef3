/** Loudness as ffmpeg's `ebur128` filter measures it, to hold our own measure against. */
import { interleave, rawArgs } from '../../src/audio/runner.ts';
import type { Sound } from '../../src/music/index.ts';
import { ffmpeg } from './ffmpeg.ts';

export interface Loudness {
  /** Integrated loudness in LUFS (ITU-R BS.1770-4, EBU R 128); −70 for silence. */
  readonly lufs: number;
  /** True peak in dBTP; −Infinity for silence. */
  readonly truePeak: number;
}

export async function measureLoudness(sound: Sound): Promise<Loudness> {
  const filter = ['-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-'];
  const { stderr } = await ffmpeg([...rawArgs(sound), ...filter], { input: interleave(sound) });
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const lufs = /\bI:\s+(-?[\d.]+|-inf) LUFS/.exec(summary)?.[1];
  const peak = /\bPeak:\s+(-?[\d.]+|-inf) dBFS/.exec(summary)?.[1];
  if (!lufs || !peak) throw new Error(`ffmpeg measured nothing: ${stderr}`);
  return { lufs: number(lufs), truePeak: number(peak) };
}

function number(text: string): number {
  return text === '-inf' ? Number.NEGATIVE_INFINITY : Number(text);
}
