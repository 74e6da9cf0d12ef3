/** The text that lies in a ZIP of stems. */
import { count, number } from '../text.ts';

/** The licence of the samples asks for the first two lines. */
const CREDITS = [
  'Chords and melody: MuseScore_General (MIT licence), adapted by S. Christian Collins from',
  'FluidR3 (Frank Wen) and Fluid (R3) Mono (Michael Cowgill), with samples in the public domain.',
  'Drums, 808s and synthesizers: Beatwright.',
];

export const packages = {
  /** What every file of a take says of itself. */
  origin: ({
    artist,
    version,
    baseline,
    style,
    seed,
    take,
  }: {
    artist: string | undefined;
    version: number;
    baseline: string | undefined;
    style: string;
    seed: number;
    take: string;
  }) => {
    const plain = baseline === undefined ? 'its base network' : `a baseline, ${baseline}`;
    const by = artist === undefined ? plain : `a generator of ${artist}, version ${version}`;
    return `AI-generated music, made with Beatwright by ${by} (${style}). Seed ${seed}, take ${take}.`;
  },
  /** The sheet that says who made a take, from what, and what that means for its use. */
  rights: ({
    origin,
    references,
    credits,
  }: {
    origin: string;
    references: number | undefined;
    credits: string;
  }) =>
    [
      'Where this music comes from, and who may use it',
      '',
      origin,
      'It was composed and rendered by a program (Regulation (EU) 2024/1689, article 50(2)). The files say so',
      'themselves, to programs too. Leave that in when you publish them, and say it where a law or a platform asks.',
      '',
      ...(references === undefined
        ? ['What made it learned from openly licensed and public-domain music alone (NOTICE).']
        : [
            `The generator learned from ${count(references, 'reference')} that members handed over, each with their consent on`,
            'record: that they made the track, or may let a program learn from it. Before the take was sent it was held',
            'against these references, and takes that come too close are not sent.',
          ]),
      '',
      'Beatwright and whoever runs it claim no rights in this music. Whether anybody has a copyright in music that a',
      'program made, and who, depends on the law of your country and on what you add to it. No promise is made that',
      'it resembles nothing else.',
      '',
      credits,
      '',
    ].join('\r\n'),
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
