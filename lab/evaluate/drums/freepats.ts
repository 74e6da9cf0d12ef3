/** A General MIDI drum kit of free recordings, each drum struck once. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Audio } from '../../../src/audio/index.ts';
import { drumOfPad, type Sound } from '../../../src/music/index.ts';
import { BeatwrightError } from '../../../src/words/index.ts';
import { readStroke } from './samples.ts';
import { byForce, isSingle, noShots, type RecordedKit } from './shots.ts';

/**
 * Where Debian's package `freepats` puts them, in /usr/share (GPL-2+, with an exception for compositions that its
 * sounds are mixed into).
 */
const FOLDER = 'midi/freepats/Drum_000';

/**
 * @param share the folder in which Debian's packages put what is for all machines.
 * @throws BeatwrightError `kits-absent`.
 */
export async function readFreepats(audio: Audio, share: string): Promise<RecordedKit> {
  const folder = join(share, FOLDER);
  const files = await readdir(folder).catch((cause: unknown) => {
    throw new BeatwrightError(
      'kits-absent',
      { what: 'The drums of freepats', where: folder, package: 'freepats', inside: FOLDER },
      { cause },
    );
  });
  const kit = noShots();
  for (const file of files.toSorted()) {
    const pad = Number.parseInt(file, 10);
    const drum = drumOfPad(pad, false);
    if (drum === undefined || !isSingle(pad) || !file.endsWith('.pat')) continue;
    const wav = await audio.encode(patchOf(await readFile(join(folder, file))), { format: 'wav' });
    kit[drum].push(byForce([await readStroke(audio, wav)]));
  }
  return kit;
}

/** Bytes of a Gravis UltraSound patch before its only sample's header, and of that header. */
const HEADERS = 129 + 63 + 47;
const SAMPLE_HEADER = 96;
/** In a sample's header: bytes of sound, samples a second, and how they are written. */
const [SIZE, RATE, MODES] = [8, 20, 55] as const;
const UNSIGNED = 2;

/** The sound of a patch of one sample in 16 bits (Forte Technologies, "GF1PATCH110", 1992). */
function patchOf(bytes: Buffer): Sound {
  const size = bytes.readUInt32LE(HEADERS + SIZE);
  const isUnsigned = (bytes[HEADERS + MODES]! & UNSIGNED) !== 0;
  const data = bytes.subarray(HEADERS + SAMPLE_HEADER, HEADERS + SAMPLE_HEADER + size);
  const samples = Float32Array.from({ length: data.length >> 1 }, (_, i) => {
    const x = data.readUInt16LE(2 * i);
    return ((isUnsigned ? x : x ^ 0x8000) - 0x8000) / 0x8000;
  });
  return { sampleRate: bytes.readUInt16LE(HEADERS + RATE), channels: [samples] };
}
