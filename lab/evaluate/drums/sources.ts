/** What remixes are made of: each drum of many kits alone, struck hard and softly, and music without drums. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFile } from 'atomically';
import { readSafetensors, writeSafetensors } from '../../../src/engine/index.ts';
import { LISTEN_RATE, monoOf } from '../../../src/listen/index.ts';
import { DRUMS, type Drum, type Hit, randomOf, type Score } from '../../../src/music/index.ts';
import { type Kit, renderTake } from '../../../src/render/index.ts';
import { undefinedIfAbsent } from '../../../src/words/index.ts';
import { pitchKit } from '../pitch/kits.ts';
import { rmsOf } from './degrade.ts';
import type { MaterialOptions } from './material.ts';
import { pieceOf } from './scores.ts';
import { ended, loudnessOf, peakOf, type Shots } from './shots.ts';

export interface Source {
  /** At their levels in the kit's mix, the kick being 1. */
  readonly drums: Readonly<Record<Drum, Shots>>;
  /** What sounds beside them, brought to a like level. */
  readonly bass: Float32Array;
  readonly rest: Float32Array;
}

/** Velocities at which drums are struck: they differ in colour, not only in loudness. */
const VELOCITIES = [60, 120] as const;
/** Every drum has a third of a bar of 4 s for itself. */
const TICKS_APART = 640;
const SOLO = {
  bpm: 60,
  key: { tonic: 0, mode: 'minor' },
  bars: 4,
  bass: [],
  chords: [],
  melody: [],
} as const;
const SHOT = Math.round((TICKS_APART / 480) * LISTEN_RATE);
/** Pieces of a side count from here, apart from those that are rendered whole. */
const FIRST_PIECE = 20_000;

/** The nth kit and piece that remixes draw from. Made once, then read. */
export async function sourceOf(n: number, o: MaterialOptions): Promise<Source> {
  const file = join(o.folder, `stock-${n}.safetensors`);
  const kept = await read(file);
  if (kept !== undefined) return kept;
  await mkdir(o.folder, { recursive: true });
  const random = randomOf(`drum source ${o.seed} ${n}`);
  const { score, style } = pieceOf('train', FIRST_PIECE + n, o.grooves, random.fork('piece'));
  const kit = pitchKit(random.fork('kit'), o.samples);
  const tensors: Record<string, { shape: number[]; dtype: 'float32'; data: Float32Array }> = {};
  const put = (name: string, data: Float32Array) => {
    tensors[name] = { shape: [data.length], dtype: 'float32', data };
  };
  for (const velocity of VELOCITIES) {
    put(`drums${velocity}`, (await stems({ ...SOLO, drums: solo(velocity) }, kit, style, n)).get('drums')!);
  }
  const music = await stems({ ...score, drums: [] }, kit, style, n);
  const silence = new Float32Array(LISTEN_RATE);
  put('bass', music.get('bass') ?? silence);
  put('rest', sumOf([...music].filter(([name]) => name !== 'bass').map(([, sound]) => sound)) ?? silence);
  await writeFile(file, writeSafetensors({ tensors, metadata: {} }, 'F16'));
  return (await read(file))!;
}

const solo = (velocity: number): Hit[] => DRUMS.map((drum, i) => ({ drum, tick: TICKS_APART * i, velocity }));

async function stems(score: Score, kit: Kit, style: Parameters<typeof renderTake>[0]['style'], seed: number) {
  const { stems } = await renderTake({ score, style, kit, seed });
  return new Map(stems.map(({ name, sound }) => [name as string, monoOf(sound)]));
}

function sumOf(sounds: readonly Float32Array[]): Float32Array | undefined {
  return sounds[0]?.map((_, i) => sounds.reduce((sum, sound) => sum + sound[i]!, 0));
}

async function read(file: string): Promise<Source | undefined> {
  const bytes = await readFile(file).catch(undefinedIfAbsent);
  if (bytes === undefined) return undefined;
  const { tensors } = readSafetensors(bytes);
  const data = (name: string) => Float32Array.from(tensors[name]!.data);
  // Every render is turned up to one peak, so strokes of two renders are brought to their kick's.
  const struck = VELOCITIES.map((velocity) => ({ velocity, sound: data(`drums${velocity}`) }));
  const drums = Object.fromEntries(
    DRUMS.map((drum, i) => [
      drum,
      struck.map(({ velocity, sound }) => {
        const kick = peakOf(sound.subarray(0, SHOT));
        const gain = kick > 0 ? loudnessOf(velocity) / kick : 1;
        return { velocity, samples: ended(sound.subarray(i * SHOT, (i + 1) * SHOT), gain) };
      }),
    ]),
  ) as unknown as Record<Drum, Shots>;
  return { drums, bass: even(data('bass')), rest: even(data('rest')) };
}

/** Brought to an RMS of a tenth. */
function even(samples: Float32Array): Float32Array {
  const rms = rmsOf(samples);
  return rms > 0 ? samples.map((x) => (0.1 * x) / rms) : samples;
}
