/** Where a training of an artist has got to, as a file: a training that was killed goes on from it. */
import { hash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFile } from 'atomically';
import type { BitsPerStep, CurvePoint } from '../core/generator.ts';
import { readSafetensors, type Tensors, writeSafetensors } from '../net/safetensors.ts';

/** What is known of a training besides the numbers of its adapter. */
export interface Reached {
  step: number;
  /** The steps of the part at hand begin and end here. */
  from: number;
  until: number;
  /** Learning without the references held out, then with them. */
  part: 'first' | 'rest';
  /** Seconds of training before this process. */
  secondsBefore: number;
  curve: CurvePoint[];
  /** What the groups that are held out cost: the base that is told no style, and the adapter at some steps. */
  base: BitsPerStep[];
  points: Point[];
  stopped?: 'end' | 'held out' | 'copying';
  copying?: { readonly learned: number; readonly heldOut: number };
  copyingAfter?: { readonly learned: number; readonly heldOut: number };
}

/** What the groups that are held out cost at a step: all bars, and the first ones alone. */
export interface Point {
  readonly step: number;
  readonly groups: readonly BitsPerStep[];
  readonly first: readonly BitsPerStep[];
}

export interface Checkpoint {
  readonly reached: Reached;
  /** Under `adapter`, `adam` and `best`. */
  readonly tensors: Tensors['tensors'];
}

const NAME = 'artist.safetensors';
/** Of what a checkpoint holds, and of how a training goes on from it: one of another version is started over. */
const VERSION = '2';

/** What an earlier run has left, if it was of the same training and version, and can be read. */
export async function readCheckpoint(folder: string, fingerprint: string): Promise<Checkpoint | undefined> {
  try {
    const { tensors, metadata } = readSafetensors(await readFile(join(folder, NAME)));
    if (metadata['version'] !== VERSION || metadata['training'] !== nameOf(fingerprint)) return undefined;
    return { reached: JSON.parse(metadata['reached']!) as Reached, tensors };
  } catch {
    // Whatever it is, there is nothing to go on from: start over.
    return undefined;
  }
}

export async function writeCheckpoint(
  folder: string,
  fingerprint: string,
  { reached, tensors }: Checkpoint,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const metadata = { version: VERSION, training: nameOf(fingerprint), reached: JSON.stringify(reached) };
  await writeFile(join(folder, NAME), writeSafetensors({ tensors, metadata }));
}

const nameOf = (fingerprint: string): string => hash('sha256', fingerprint, 'hex');
