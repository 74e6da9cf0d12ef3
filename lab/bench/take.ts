/** A take as the beat job makes it, on a worker thread of the benchmark. */
import { move } from 'piscina';
import { createAudio } from '../../src/audio/index.ts';
import type { Score, Sound } from '../../src/music/index.ts';
import { render, takePicture } from '../../src/render/index.ts';

export interface TakeTask {
  readonly score: Score;
  readonly take: string;
  readonly seed: number;
}

export interface TakeResult {
  readonly sound: Sound;
  readonly mp3Bytes: number;
  readonly pngBytes: number;
}

const audio = createAudio();

/** Renders a take, encodes its MP3 and draws its picture meanwhile. */
export async function takeTask({ score, take, seed }: TakeTask): Promise<TakeResult> {
  const sound = await render({ score, style: 'trap', seed });
  const encoding = audio.encode(sound, { format: 'mp3', tags: { bpm: score.bpm, title: take } });
  const { png } = takePicture({ score, style: 'trap', sound, take });
  const mp3 = await encoding;
  const result: TakeResult = { sound, mp3Bytes: mp3.length, pngBytes: png.length };
  move(sound.channels[0]!.buffer as ArrayBuffer);
  return result;
}
