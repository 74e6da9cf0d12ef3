/** The listeners that Beatwright comes with. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { undefinedIfAbsent } from '../words/index.ts';
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

/** Raised when listening gets better while its networks stay. */
const METHOD = 6;

/** A name of these ears that changes with every network and with the method: what others could not hear, they may. */
export async function nameEars(): Promise<string> {
  const hash = createHash('sha256');
  // A network that is not there is a listener of its own, too.
  for (const file of [DRUMS_FILE, PITCH_FILE]) hash.update((await fileAt(file)) ?? new Uint8Array());
  return `${METHOD}-${hash.digest('hex').slice(0, 12)}`;
}

function fileAt(file: URL): Promise<Uint8Array | undefined> {
  return readFile(file).catch(undefinedIfAbsent);
}
