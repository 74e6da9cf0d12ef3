/** What the files of a drum kit are, by what producers call them. */
import { describe, expect, it } from 'vitest';
import { pickSounds, type VOICES, voiceOfPath } from '../../src/music/index.ts';

describe('a file of a drum kit', () => {
  it.each([
    ['Kick 03.wav', 'kick'],
    ['BD_hard.wav', 'kick'],
    ['Night Kit/Kicks/Thump (Hard).wav', 'kick'],
    ['Kit Vol.2/SNARES/@maker - crispy.wav', 'snare'],
    ['Claps & Snaps/Finger Snap 2.aif', 'clap'],
    ['Hi Hats/HH tight.wav', 'closedHat'],
    ['Hi Hats/Open Hat 1.wav', 'openHat'],
    ['Open Hats/sizzle.wav', 'openHat'],
    ['OH_02.wav', 'openHat'],
    ['Percs/Perc - Conga Low.wav', 'percussion'],
    ['Rimshot.flac', 'rim'],
    ['808s/Spinz 808 (C#).wav', '808'],
    ['808s/Zay.wav', '808'],
    ['Bass/Sub 1.wav', '808'],
    // The machine and not its bass.
    ['808 Kick.wav', 'kick'],
    ['TR-808/Snare 808.wav', 'snare'],
    ['Kicks/808 long.wav', 'kick'],
    ['Kicks & 808s/808 low.wav', '808'],
    ['Shakers/a.wav', 'shaker'],
    ['Crash Cymbal.wav', 'crash'],
  ])('%s is a %s', (path, voice) => {
    expect(voiceOfPath(path)).toBe(voice);
  });

  it.each([
    'Drum Loops/Kick Snare 140bpm.wav',
    'Hat Loop 150.wav',
    'FX/Riser.wav',
    'Vox/Chant.wav',
    'Melody/Bells Cmin.wav',
    'readme.wav',
  ])('%s is none', (path) => {
    expect(voiceOfPath(path)).toBeUndefined();
  });
});

it('of a large pack every voice has its share, in the order of the pack', () => {
  const paths = [
    ...Array.from({ length: 60 }, (_, i) => `Kicks/${i}.wav`),
    ...Array.from({ length: 5 }, (_, i) => `Snares/${i}.wav`),
    'Loops/kick.wav',
    '808s/low.wav',
  ];
  const picked = pickSounds(paths, 10);
  const count = (voice: (typeof VOICES)[number]) => picked.filter((each) => each.voice === voice).length;
  expect([count('kick'), count('snare'), count('808')]).toEqual([5, 4, 1]);
  const indices = picked.map(({ index }) => index);
  expect(indices).toEqual([...indices].sort((a, b) => a - b));
  expect(indices.slice(0, 6)).toEqual([0, 1, 2, 3, 4, 60]);
  expect(pickSounds(paths, 200)).toHaveLength(66);
});
