/** The text that lies in a ZIP of stems. */
import { count, number } from '../text.ts';

/** The licence of the samples asks for the first two lines. */
const CREDITS = [
  'Chords and melody: MuseScore_General (MIT licence), adapted by S. Christian Collins from',
  'FluidR3 (Frank Wen) and Fluid (R3) Mono (Michael Cowgill), with samples in the public domain.',
  'Drums, 808s and synthesizers: Beatwright.',
];

export const packages = {
  /** Facts of a take, one a line. */
  artist: ({ artist }: { artist: string }) => `Artist: ${artist}`,
  style: ({ style }: { style: string }) => `Style: ${style}`,
  tempo: ({ bpm }: { bpm: number }) => `Tempo: ${number(bpm)} BPM, 4/4`,
  key: ({ key }: { key: string }) => `Key: ${key}`,
  length: ({ bars }: { bars: number }) => `Length: ${count(bars, 'bar')}`,
  seed: ({ seed, take }: { seed: number; take: string }) => `Seed: ${seed}, take ${take}`,
  stems:
    'Every audio file starts at bar 1 and loops without a gap. The stems add up to the mix before mastering.',
  'stems-ogg':
    'Every audio file starts at bar 1 and loops without a gap. The stems are Ogg, so they add up to the mix before mastering only very nearly.',
  credits: CREDITS.join('\r\n'),
  'credits-own': [
    'Played with your own kit. Whoever made its samples decides how you may use them; for the sounds',
    'of Beatwright in it:',
    ...CREDITS,
  ].join('\r\n'),
};
