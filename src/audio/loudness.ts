/** Loudness as ffmpeg's `ebur128` filter measures it. */
import { BeatwrightError, type Sound } from '../music/index.ts';
import { checkReadable } from './probe.ts';
import { inputArgs, interleave, type Runner, rawArgs, type Source, withFile } from './runner.ts';

export interface Loudness {
  /** Integrated loudness in LUFS; −70 for silence. */
  readonly lufs: number;
  /** True peak in dBTP; −Infinity for silence. */
  readonly truePeak: number;
}

export async function measureLoudness(
  runner: Runner,
  sound: Sound | Source,
  options: { readonly signal?: AbortSignal },
): Promise<Loudness> {
  const filter = ['-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-'];
  const { signal } = options;
  const run =
    typeof sound === 'string' || sound instanceof Uint8Array
      ? await withFile(sound, (path) => runner.run([...inputArgs(path), ...filter], { signal }))
      : await runner.run([...rawArgs(sound), ...filter], { input: interleave(sound), signal });
  checkReadable(run);
  const summary = run.stderr.slice(run.stderr.lastIndexOf('Summary:'));
  const lufs = /\bI:\s+(-?[\d.]+|-inf) LUFS/.exec(summary)?.[1];
  const peak = /\bPeak:\s+(-?[\d.]+|-inf) dBFS/.exec(summary)?.[1];
  if (!lufs || !peak)
    throw new BeatwrightError('audio-unmeasured', 'The loudness of this sound could not be measured.');
  return { lufs: number(lufs), truePeak: number(peak) };
}

function number(text: string): number {
  return text === '-inf' ? Number.NEGATIVE_INFINITY : Number(text);
}
