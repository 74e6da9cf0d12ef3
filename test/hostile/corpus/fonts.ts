/** SoundFonts as an attacker, or a broken program, would make them. */
import { BasicSoundBank } from 'spessasynth_core';
import type { Hostile } from './case.ts';

const goodOne = async () => Buffer.from(await BasicSoundBank.getSampleSoundBankFile());

/** The first place of four letters, with what stands behind it changed. */
function changed(file: Buffer, id: string, bytes: readonly number[], after = 4): Buffer {
  const copy = Buffer.from(file);
  copy.set(bytes, copy.indexOf(id, 0, 'latin1') + after);
  return copy;
}
const HUGE = [0xff, 0xff, 0xff, 0x7f];

const FONTS: readonly (readonly [string, (file: Buffer) => Buffer])[] = [
  ['nothing', () => Buffer.alloc(0)],
  ['its head alone', (file) => file.subarray(0, 12)],
  ['a text', () => Buffer.from('RIFF is what I play')],
  ['one that ends early', (file) => file.subarray(0, file.length / 2)],
  ['without samples', (file) => file.subarray(0, file.indexOf('sdta'))],
  ['a bank of 2 GiB', (file) => changed(file, 'RIFF', HUGE)],
  ['presets of 2 GiB', (file) => changed(file, 'phdr', HUGE)],
  ['samples of 2 GiB', (file) => changed(file, 'smpl', HUGE)],
  ['no presets', (file) => changed(file, 'phdr', [0, 0, 0, 0])],
  ['no instruments', (file) => changed(file, 'inst', [0, 0, 0, 0])],
  [
    'sample headers of ones',
    (file) =>
      changed(
        file,
        'shdr',
        Array.from({ length: 92 }, () => 0xff),
        8,
      ),
  ],
  [
    'generators of ones',
    (file) =>
      changed(
        file,
        'igen',
        Array.from({ length: 40 }, () => 0xff),
        8,
      ),
  ],
  [
    'zones that begin nowhere',
    (file) =>
      changed(
        file,
        'ibag',
        Array.from({ length: 8 }, () => 0xff),
        8,
      ),
  ],
  [
    'every hundredth byte changed',
    (file) => Buffer.from(file.map((byte, i) => (i > 12 && i % 100 === 7 ? (i * 7) & 255 : byte))),
  ],
];

export const SOUNDFONTS: readonly Hostile[] = FONTS.map(([what, damage]) => ({
  kind: 'soundfont',
  what,
  make: async () => damage(await goodOne()),
}));
