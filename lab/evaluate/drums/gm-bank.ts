/** General MIDI's drum kits of a free SoundFont, struck softly and hard. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BasicSoundBank, SoundBankLoader, SpessaSynthProcessor } from 'spessasynth_core';
import { LISTEN_RATE } from '../../../src/listen/index.ts';
import { drumOfPad } from '../../../src/music/index.ts';
import { BeatwrightError } from '../../../src/words/index.ts';
import { byForce, isSingle, noShots, peakOf, type RecordedKit, strokeOf } from './shots.ts';

/** Where Debian's package `csound-soundfont` puts it, in /usr/share (public domain). */
const FILE = 'sounds/sf2/sf_GMbank.sf2';
/** Programs that make an acoustic kit (standard, room, power, jazz, brush), and an electronic one (with TR-808). */
const KITS = [
  [0, 8, 16, 32, 40],
  [24, 25],
];
const PADS = Array.from({ length: 47 }, (_, i) => 35 + i);
const VELOCITIES = [50, 90, 127];
/** General MIDI's channel of drums. */
const CHANNEL = 9;
const BLOCK = 128;
const LENGTH = 2 * LISTEN_RATE;

/**
 * The kits; a drum that two programs share is there once.
 * @param share the folder in which Debian's packages put what is for all machines.
 * @throws BeatwrightError `kits-absent`.
 */
export async function readGmBank(share: string): Promise<RecordedKit[]> {
  const file = join(share, FILE);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new BeatwrightError(
      'kits-absent',
      { what: 'Csound’s SoundFont', where: file, package: 'csound-soundfont', inside: FILE },
      { cause },
    );
  });
  const bank = SoundBankLoader.fromArrayBuffer(new Uint8Array(bytes).buffer);
  await new SpessaSynthProcessor(LISTEN_RATE).processorInitialized;
  const known = new Set<string>();
  return KITS.map((programs) => {
    const kit = noShots();
    for (const [program, pad] of programs.flatMap((program) => PADS.map((pad) => [program, pad] as const))) {
      const drum = drumOfPad(pad, false);
      if (drum === undefined || !isSingle(pad)) continue;
      const strokes = VELOCITIES.map((velocity) => struck(bank, program, pad, velocity));
      const sound = createHash('sha256').update(strokes[0]!).digest('hex');
      if (known.has(sound) || strokes.some((samples) => peakOf(samples) === 0)) continue;
      known.add(sound);
      kit[drum].push(byForce(strokes.map(strokeOf)));
    }
    return kit;
  });
}

function struck(bank: BasicSoundBank, program: number, pad: number, velocity: number): Float32Array {
  const synth = new SpessaSynthProcessor(LISTEN_RATE, {
    eventsEnabled: false,
    effectsEnabled: false,
    maxBufferSize: BLOCK,
  });
  synth.soundBankManager.addSoundBank(bank, 'main');
  synth.programChange(CHANNEL, program);
  synth.noteOn(CHANNEL, pad, velocity);
  const left = new Float32Array(LENGTH);
  const right = new Float32Array(LENGTH);
  for (let at = 0; at < LENGTH; at += BLOCK) {
    synth.process(left, right, at, Math.min(BLOCK, LENGTH - at));
    if (synth.voiceCount === 0) break;
  }
  return left.map((x, i) => x + right[i]!);
}
