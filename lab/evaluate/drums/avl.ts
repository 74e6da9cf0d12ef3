/** Two acoustic kits, every drum and cymbal struck in five strengths. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SoundBankLoader } from 'spessasynth_core';
import type { Audio } from '../../../src/audio/index.ts';
import { DRUMS, type Drum } from '../../../src/music/index.ts';
import { BeatwrightError } from '../../../src/words/index.ts';
import { readStroke } from './samples.ts';
import { byForce, noShots, type RecordedKit } from './shots.ts';

/**
 * Where Debian's package `avldrums.lv2-soundfont` puts them, in /usr/share: AVL Drumkits by Glen MacArthur (CC BY-SA
 * 3.0; what is made with them, but for libraries of samples, can be licensed freely).
 */
const FILES = ['sounds/sf2/Black_Pearl_4_LV2.sf2', 'sounds/sf2/Red_Zeppelin_4_LV2.sf2'];

/** The kits' pads, by the number that a sample's name begins with; choked cymbals are left out. */
const PADS: Readonly<Record<Drum, readonly number[]>> = {
  kick: [36],
  snare: [38, 40],
  clap: [39],
  rim: [37],
  closedHat: [42, 44],
  openHat: [46, 48],
  lowTom: [41, 43],
  highTom: [45, 47],
  crash: [49, 55, 57],
  ride: [51, 53, 59],
  percussion: [56],
  shaker: [54, 64],
};

/**
 * The kits, each drum's softest stroke first.
 * @param share the folder in which Debian's packages put what is for all machines.
 * @throws BeatwrightError `kits-absent`.
 */
export async function readAvl(audio: Audio, share: string): Promise<RecordedKit[]> {
  return Promise.all(FILES.map((file) => readKit(audio, join(share, file))));
}

async function readKit(audio: Audio, file: string): Promise<RecordedKit> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new BeatwrightError(
      'kits-absent',
      { what: 'The AVL drum kits', where: file, package: 'avldrums.lv2-soundfont', inside: 'sounds/sf2' },
      { cause },
    );
  });
  const { samples } = SoundBankLoader.fromArrayBuffer(new Uint8Array(bytes).buffer);
  const kit = noShots();
  for (const drum of DRUMS) {
    for (const pad of PADS[drum]) {
      const strokes = samples
        .filter(({ name }) => name.startsWith(`${pad}-`))
        .map(async (sample) => {
          const recorded = { sampleRate: sample.sampleRate, channels: [sample.getAudioData()] };
          return readStroke(audio, await audio.encode(recorded, { format: 'wav' }));
        });
      kit[drum].push(byForce(await Promise.all(strokes)));
    }
  }
  return kit;
}
