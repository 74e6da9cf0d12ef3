/** Recorded strokes that sound artists play: Sonic Pi's samples, and strokes that stand alone in loops of a real TR-8. */
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Audio } from '../../../src/audio/index.ts';
import { LISTEN_RATE as RATE } from '../../../src/listen/index.ts';
import { BeatwrightError } from '../../../src/words/index.ts';

/** Where a stroke comes from, and what its player does to it. */
export interface Recorded {
  /** A sample of Sonic Pi's, or a loop of WaivOps EDM-TR8 with the seconds between which the stroke stands alone. */
  readonly from: string | readonly [loop: string, start: number, end: number];
  /** Level in the mix, in dB. */
  readonly level: number;
  /** How much faster it is played. */
  readonly rate?: number;
  /** Seconds in which it falls to a tenth. */
  readonly fade?: number;
  /** −1 (left) to 1 (right). */
  readonly pan?: number;
}

const ONSET = 0.02;
const LONGEST = 1.2;
const END = 0.01;

/** The stroke at full scale from its onset. @throws BeatwrightError `samples-absent`. */
export async function strokeFrom(audio: Audio, data: string, recorded: Recorded): Promise<Float32Array> {
  const { from, rate = 1, fade } = recorded;
  const file =
    typeof from === 'string'
      ? join(data, 'sonic-pi-samples', `${from}.flac`)
      : join(data, 'waivops-tr8', `${from[0]}.mp3`);
  await access(file).catch((cause: unknown) => {
    throw new BeatwrightError('samples-absent', { file }, { cause });
  });
  const { channels } = await audio.decode(await readFile(file), { sampleRate: RATE, channels: 1 });
  const [start, end] = typeof from === 'string' ? [0, channels[0]!.length] : [from[1] * RATE, from[2] * RATE];
  const alone = channels[0]!.subarray(start, end);
  const peak = alone.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const onset = Math.max(0, alone.findIndex((x) => Math.abs(x) > ONSET * peak) - 20);
  const length = Math.floor(Math.min((alone.length - onset - 1) / rate, LONGEST * RATE));
  return Float32Array.from({ length }, (_, i) => {
    const at = onset + i * rate;
    const [before, part] = [Math.floor(at), at % 1];
    const x = alone[before]! + part * ((alone[before + 1] ?? 0) - alone[before]!);
    const falls = fade === undefined ? 1 : 10 ** (-i / RATE / fade);
    return (x / peak) * falls * Math.min(1, (length - i) / (END * RATE));
  });
}
