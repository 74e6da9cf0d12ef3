/** The doors that strangers' input comes in by. */
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAudio, wasmEngine } from '../../../src/audio/index.ts';
import { measureFlow, textOf } from '../../../src/flow/index.ts';
import { factsOfName, readMidi } from '../../../src/music/index.ts';
import { KITS, missingPresets, readKit, withSoundFont } from '../../../src/render/index.ts';
import { openPack } from '../../../src/worker/pack.ts';
import type { Hostile } from './case.ts';

export type Doors = Readonly<Record<Hostile['kind'], (input: Uint8Array | string) => unknown>>;

/** @param folder where files lie that are read by their path */
export async function openDoors(folder: string): Promise<Doors> {
  const audio = createAudio({ engine: await wasmEngine() });
  const bytesOf = (input: Uint8Array | string) => (typeof input === 'string' ? Buffer.from(input) : input);
  return {
    midi: (input) => readMidi(bytesOf(input), { fileName: 'x.mid' }),
    audio: (input) => audio.decode(bytesOf(input), { sampleRate: 22_050, channels: 1 }),
    zip: async (input) => {
      const { tracks } = await openPack('kit.zip', bytesOf(input));
      for await (const track of tracks(new AbortController().signal)) {
        if (track.name.includes('/')) throw new Error(`${track.name} is a path`);
      }
    },
    soundfont: async (input) => {
      // What was read from a path is remembered.
      const path = join(folder, `${randomUUID()}.sf2`);
      await writeFile(path, input);
      try {
        return await missingPresets(withSoundFont(KITS['boom-bap'], path));
      } finally {
        await rm(path);
      }
    },
    kit: async (input) => {
      const path = join(folder, 'kit.json');
      await writeFile(path, input);
      return readKit(path, 'trap', (file) => audio.decode(file, { sampleRate: 44_100, channels: 1 }));
    },
    lyrics: async (input) => measureFlow(typeof input === 'string' ? input : await textOf(input)),
    name: (input) => factsOfName(typeof input === 'string' ? input : Buffer.from(input).toString('utf8')),
  };
}
