/** The network of chapter-network.ts as a file of the safetensors format. */
import { BeatwrightError, STYLES } from '../music/index.ts';
import type { Chapter } from './chapter.ts';
import { CHAPTER_PARAMETERS, type ChapterValues } from './chapter-network.ts';
import { readSafetensors, type Tensors, writeSafetensors } from './net/safetensors.ts';

const KIND = 'chapter';

export function saveChapter({ style, network, loudness }: Chapter): Uint8Array {
  const tensors: Record<string, Tensors['tensors'][string]> = {};
  for (const [i, { weights, bias }] of network.layers.entries()) {
    tensors[`${i}.weights`] = { shape: weights.shape, data: weights.data as Float32Array };
    tensors[`${i}.bias`] = { shape: bias.shape, data: bias.data as Float32Array };
  }
  return writeSafetensors({ tensors, metadata: { kind: KIND, style, loudness: String(loudness) } });
}

/** @throws BeatwrightError `checkpoint-damaged`, or `generator-unknown` if it is another network. */
export function readChapter(bytes: Uint8Array): Chapter {
  const { tensors, metadata } = readSafetensors(bytes);
  const style = STYLES.find((one) => one === metadata['style']);
  const loudness = Number(metadata['loudness']);
  const tensorOf = (name: string, shape: readonly number[]) => {
    const tensor = tensors[name];
    if (metadata['kind'] !== KIND || !tensor || `${tensor.shape}` !== `${shape}`) throw unknown();
    return { shape, dtype: 'float32' as const, data: tensor.data };
  };
  if (style === undefined || !(loudness > 0 && loudness <= 1)) throw unknown();
  const layers = CHAPTER_PARAMETERS.layers.map(({ weights, bias }, i) => ({
    weights: tensorOf(`${i}.weights`, weights.shape),
    bias: tensorOf(`${i}.bias`, bias.shape),
  }));
  return { style, loudness, network: { layers } as ChapterValues };
}

function unknown(): BeatwrightError {
  return new BeatwrightError(
    'generator-unknown',
    'This checkpoint is not of the piano-roll network. Train one, or name the right file.',
  );
}
