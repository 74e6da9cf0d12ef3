/** Makes what the drum network learns from: scores rendered at random, degraded, and kept as features. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFile } from 'atomically';
import type { Audio } from '../../../src/audio/index.ts';
import { readSafetensors, writeSafetensors } from '../../../src/engine/index.ts';
import { featuresOf, LISTEN_RATE, levelOf, monoOf, VALUES } from '../../../src/listen/index.ts';
import { type Random, randomOf, type Sound } from '../../../src/music/index.ts';
import { renderTake } from '../../../src/render/index.ts';
import { undefinedIfAbsent } from '../../../src/words/index.ts';
import type { DrumExample, TrueStroke } from '../../pretrain/drums/index.ts';
import { degrade, drawDegradation } from './degrade.ts';
import { trainingKit } from './kits.ts';
import type { Samples } from './samples.ts';
import { type Grooves, pieceOf, type Side, trueStrokes } from './scores.ts';

export interface MaterialOptions {
  /** Where examples are kept; what is there is not made again. */
  readonly folder: string;
  readonly audio: Audio;
  readonly samples: Samples;
  readonly grooves: Grooves;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** A render is heard as it is mastered, as its drums alone, and mixed again. */
const HEARINGS = ['master', 'drums', 'remix'] as const;
/** How often drums are left out, so that it is learned what is none. */
const DRUMLESS = 0.12;
type Hearing = (typeof HEARINGS)[number];

/** The examples of the nth piece of a side, one for each hearing. Made once, then read. */
export async function examplesOf(side: Side, n: number, o: MaterialOptions): Promise<DrumExample[]> {
  const files = HEARINGS.map((hearing) => join(o.folder, `${side}-${n}-${hearing}.safetensors`));
  const kept = await Promise.all(files.map(readExample));
  if (kept.every((example) => example !== undefined)) return kept;
  await mkdir(o.folder, { recursive: true });
  const random = randomOf(`drums ${side} ${o.seed} ${n}`);
  const { score, style } = pieceOf(side, n, o.grooves, random.fork('piece'));
  const kit = trainingKit(random.fork('kit'), o.samples);
  const take = await renderTake({ score, style, kit, seed: n });
  const strokes = trueStrokes(score);
  const made: DrumExample[] = [];
  for (const [i, hearing] of HEARINGS.entries()) {
    o.signal?.throwIfAborted();
    const chance = random.fork(hearing);
    const isWithout = hearing === 'remix' && chance.next() < DRUMLESS;
    const sound = heardAs(hearing, take, isWithout, chance);
    const lead = chance.next() < 0.5 ? 0.5 * chance.next() : 0;
    const heard = await degrade(led(sound, lead), drawDegradation(chance), chance, o.audio);
    const mono = monoOf(heard);
    // A whole track has louder passages than this one.
    const level = levelOf(mono) * 10 ** ((-3 + 11 * chance.next()) / 20);
    const moved = (isWithout ? [] : strokes).map((stroke) => ({
      ...stroke,
      time: stroke.time + samplesIn(lead) / LISTEN_RATE,
    }));
    await keep(files[i]!, featuresOf(mono, level), moved);
    made.push((await readExample(files[i]!))!);
  }
  return made;
}

const samplesIn = (seconds: number) => Math.round(seconds * LISTEN_RATE);

interface Take {
  readonly master: Sound;
  readonly stems: readonly { readonly name: string; readonly sound: Sound }[];
}

function heardAs(hearing: Hearing, { master, stems }: Take, isWithout: boolean, random: Random): Sound {
  if (hearing === 'master') return master;
  const heard = stems.filter(({ name }) => (name === 'drums' ? !isWithout : hearing === 'remix'));
  const channels = master.channels.map((channel) => new Float32Array(channel.length));
  for (const { name, sound } of heard) {
    const gain = 10 ** ((name === 'drums' ? 0 : -2 + 5 * random.normal()) / 20);
    for (const [c, channel] of channels.entries()) {
      const part = sound.channels[c]!;
      for (let i = 0; i < channel.length; i++) channel[i]! += gain * part[i]!;
    }
  }
  return { ...master, channels };
}

/** A sound after some silence. */
function led({ sampleRate, channels }: Sound, seconds: number): Sound {
  const lead = samplesIn(seconds);
  return {
    sampleRate,
    channels: channels.map((channel) => {
      const out = new Float32Array(lead + channel.length);
      out.set(channel, lead);
      return out;
    }),
  };
}

async function keep(
  file: string,
  { frames, data }: { frames: number; data: Float32Array },
  strokes: readonly TrueStroke[],
): Promise<void> {
  const bytes = writeSafetensors(
    {
      tensors: { features: { shape: [frames, VALUES], data } },
      metadata: { strokes: JSON.stringify(strokes) },
    },
    'F16',
  );
  await writeFile(file, bytes);
}

async function readExample(file: string): Promise<DrumExample | undefined> {
  const bytes = await readFile(file).catch(undefinedIfAbsent);
  if (bytes === undefined) return undefined;
  const { tensors, metadata } = readSafetensors(bytes);
  const { shape, data } = tensors['features']!;
  return {
    frames: shape[0]!,
    data: Float16Array.from(data),
    strokes: JSON.parse(metadata['strokes']!) as TrueStroke[],
  };
}
