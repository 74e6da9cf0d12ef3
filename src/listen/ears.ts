/** The listeners that Beatwright comes with. */
import { readFile } from 'node:fs/promises';
import { openDrums } from './drums/listener.ts';
import { openPitch, type PitchListener } from './pitch/index.ts';
import { fluxDrums } from './rhythm/index.ts';
import type { DrumListener } from './types.ts';

/** Where the networks lie; `assets/drums.md` and `assets/pitch.md` say how they were made. */
const DRUMS_FILE = new URL('../../assets/drums.safetensors', import.meta.url);
const PITCH_FILE = new URL('../../assets/pitch.safetensors', import.meta.url);

export interface Ears {
  readonly drums: DrumListener;
  /** Missing where its network is: then only drums are heard. */
  readonly pitch?: PitchListener;
}

/** Opens the networks that are there; drums are heard by spectral flux where theirs is not. */
export async function openEars(): Promise<Ears> {
  const [drums, pitch] = await Promise.all([fileAt(DRUMS_FILE), fileAt(PITCH_FILE)]);
  return {
    drums: drums === undefined ? fluxDrums : await openDrums(drums),
    ...(pitch === undefined ? {} : { pitch: await openPitch(pitch) }),
  };
}

async function fileAt(file: URL): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
