import { describe, expect, it } from 'vitest';
import { type Drum, keyName, readMidi, type Score, TICKS_PER_BAR } from '../../src/music/index.ts';
import { words } from '../../src/words/index.ts';
import {
  type At,
  bend,
  control,
  metre,
  midiFile,
  named,
  note,
  pattern,
  program,
  signature,
  tempo,
} from './midi-files.ts';

/** Drums of a bar on some channel: kick, snare, hats. */
const kit = (channel: number, options = {}): At[] => [
  ...pattern(channel, 36, [0, 7, 10], options),
  ...pattern(channel, 38, [4, 12], options),
  ...pattern(channel, 42, [0, 2, 4, 6, 8, 10, 12, 14], options),
];
const bassLine = (channel: number, options = {}): At[] => [
  ...pattern(channel, 29, [0, 7], options),
  ...pattern(channel, 36, [10], options),
];
const pad = (channel: number, bars = 4, ppq = 480): At[] =>
  Array.from({ length: bars }, (_, bar) =>
    [53, 56, 60].flatMap((pitch) => note(channel, bar * 4 * ppq, 4 * ppq, pitch)),
  ).flat();
const tune = (channel: number, options = {}): At[] => [
  ...pattern(channel, 72, [2, 6], options),
  ...pattern(channel, 77, [11], options),
];

const counts = ({ drums, bass, chords, melody }: Score) => [
  drums.length,
  bass.length,
  chords.length,
  melody.length,
];
const stepsOf = (score: Score, drum: Drum) =>
  score.drums.filter((hit) => hit.drum === drum && hit.tick < TICKS_PER_BAR).map((hit) => hit.tick / 120);

describe('the layout of a file', () => {
  const everything = { drums: kit(9), bass: bassLine(3), chords: pad(5), melody: tune(7) };
  const setup = [tempo(92), metre(4, 4), signature(-4, 1)];
  const expected = readMidi(
    midiFile([
      setup,
      [named('Drums'), ...everything.drums],
      [named('Bass'), ...everything.bass],
      [named('Chords'), ...everything.chords],
      [named('Melody'), ...everything.melody],
    ]),
  ).score;

  it('is read from named tracks', () => {
    expect(counts(expected)).toEqual([52, 12, 4, 12]);
    expect(expected.bpm).toBe(92);
    expect(keyName(expected.key)).toBe('Fm');
    expect(expected.bars).toBe(4);
    expect(stepsOf(expected, 'kick')).toEqual([0, 7, 10]);
  });

  it.each<[string, Uint8Array]>([
    [
      'type 0, all channels in one track',
      midiFile([[...setup, ...Object.values(everything).flat()]], { format: 0 }),
    ],
    ['type 1 with one track for everything', midiFile([[...setup, ...Object.values(everything).flat()]])],
    ['tracks without names or programs', midiFile([setup, ...Object.values(everything)])],
    [
      'programs without names',
      midiFile([
        setup,
        everything.drums,
        [program(3, 33), ...everything.bass],
        [program(5, 89), ...everything.chords],
        [program(7, 81), ...everything.melody],
      ]),
    ],
    [
      'another resolution',
      midiFile([setup, kit(9, { ppq: 96 }), bassLine(0, { ppq: 96 }), pad(1, 4, 96), tune(2, { ppq: 96 })], {
        ppq: 96,
      }),
    ],
    [
      'drums on channel 1 of a track called so',
      midiFile([setup, [named('TR-808 Kit'), ...kit(0)], bassLine(3), pad(5), tune(7)]),
    ],
    [
      'drums on channel 1 that only look so',
      midiFile([setup, kit(0), [named('sub'), ...bassLine(3)], pad(5), tune(7)]),
    ],
    [
      'a track for each drum, all on middle C',
      midiFile([
        setup,
        [named('Kick'), ...pattern(0, 60, [0, 7, 10])],
        [named('SNARE 2'), ...pattern(0, 60, [4, 12])],
        [named('Hi-Hat'), ...pattern(0, 60, [0, 2, 4, 6, 8, 10, 12, 14])],
        [named('808'), ...bassLine(0)],
        [named('Keys'), ...pad(0)],
        [named('Bell lead'), ...tune(0)],
      ]),
    ],
    [
      'the tenth track of a DAW that numbers channels by tracks',
      midiFile([setup, [named('Drum kit'), ...kit(0)], bassLine(3), pad(5), [named('Lead'), ...tune(9)]]),
    ],
  ])('does not matter: %s', (_, bytes) => {
    expect(readMidi(bytes).score).toEqual(expected);
    expect(readMidi(bytes).warnings).toEqual([]);
  });

  it('passes over chunks that are no tracks, padding at the end and a RIFF envelope', () => {
    const plain = midiFile([setup, kit(9)]);
    const alien = Uint8Array.from([...'XFIH'].map((c) => c.charCodeAt(0)).concat([0, 0, 0, 3, 1, 2, 3]));
    const odd = Uint8Array.from([...plain.subarray(0, 14), ...alien, ...plain.subarray(14), 0, 0, 0]);
    const riff = Uint8Array.from([
      ...Buffer.from('RIFF'),
      0,
      0,
      0,
      0,
      ...Buffer.from('RMIDdata'),
      ...new Uint8Array(Uint32Array.of(plain.length).buffer),
      ...plain,
    ]);
    expect(readMidi(odd).score).toEqual(readMidi(plain).score);
    expect(readMidi(riff).score).toEqual(readMidi(plain).score);
  });

  it('says so when tracks are missing', () => {
    const bytes = midiFile([setup, kit(9)]);
    bytes[11] = 5;
    expect(readMidi(bytes).warnings).toEqual([words.notes['midi-track-count']({ announced: 5, found: 2 })]);
  });
});

describe('drums', () => {
  it('of electronic kits are known outside the General MIDI map', () => {
    const pads = [22, 26, 36, 37, 38, 40, 42, 43, 44, 45, 46, 47, 48, 50, 51, 53, 55, 58, 59];
    const { score } = readMidi(midiFile([pads.flatMap((pitch, i) => note(9, i * 120, 30, pitch))]));
    expect(score.drums.map((hit) => hit.drum)).toEqual([
      'closedHat',
      'openHat',
      'kick',
      'rim',
      'snare',
      'snare',
      'closedHat',
      'lowTom',
      'closedHat',
      'lowTom',
      'openHat',
      'lowTom',
      'highTom',
      'highTom',
      'ride',
      'ride',
      'crash',
      'lowTom',
      'ride',
    ]);
  });

  it('that no map knows are percussion, with a word about it', () => {
    const { score, warnings } = readMidi(
      midiFile([[tempo(90), ...kit(9), ...note(9, 0, 10, 100), ...note(9, 9, 10, 3)]]),
    );
    expect(score.drums.filter((hit) => hit.drum === 'percussion')).toHaveLength(2);
    expect(warnings).toEqual([words.notes['midi-pads']({ pitches: ['3', '100'] })]);
  });

  it('keep their microtiming, and of two pads of a drum at once the louder', () => {
    const { score } = readMidi(
      midiFile([[...note(9, 955, 9, 38, 40), ...note(9, 955, 9, 40, 99), ...note(9, 967, 9, 38, 12)]]),
    );
    expect(score.drums).toEqual([
      { drum: 'snare', tick: 955, velocity: 99 },
      { drum: 'snare', tick: 967, velocity: 12 },
    ]);
  });
});

describe('pitched parts', () => {
  it('of a lone piano become bass, chords and melody', () => {
    const piano = [
      ...note(0, 0, 960, 36),
      ...note(0, 960, 960, 43), // left hand
      ...[60, 63, 67].flatMap((pitch) => note(0, 0, 480, pitch)),
      ...[60, 65, 68].flatMap((pitch) => note(0, 960, 480, pitch)),
      ...note(0, 480, 240, 75),
      ...note(0, 720, 240, 77),
      ...note(0, 1440, 240, 72),
    ];
    const { score } = readMidi(midiFile([[named('Grand Piano'), program(0, 0), ...piano]]));
    expect(score.bass.map((one) => one.pitch)).toEqual([36, 43]);
    expect(score.chords.map((one) => one.pitches)).toEqual([
      [60, 63, 67],
      [60, 65, 68],
    ]);
    expect(score.melody.map((one) => one.pitch)).toEqual([75, 77, 72]);
  });

  it('gather a strum into one chord and keep what is held under the next', () => {
    const strummed = [
      ...note(1, 0, 1920, 48),
      ...note(1, 12, 940, 60),
      ...note(1, 25, 930, 64),
      ...note(1, 960, 960, 62),
      ...note(1, 975, 900, 65),
      ...note(1, 980, 930, 69),
    ];
    const { score } = readMidi(midiFile([[named('Pad'), ...strummed]]));
    expect(score.chords).toEqual([
      { tick: 0, duration: 960, pitches: [48, 60, 64], velocity: 100 },
      { tick: 960, duration: 960, pitches: [48, 62, 65, 69], velocity: 100 },
    ]);
  });

  it('sound on while the pedal is down', () => {
    const bytes = midiFile([
      [
        named('Chords'),
        control(0, 0, 64, 127),
        control(0, 900, 64, 0),
        ...[60, 64, 67].flatMap((pitch) => note(0, 0, 100, pitch)),
      ],
    ]);
    expect(readMidi(bytes).score.chords[0]?.duration).toBe(900);
  });

  it('cut a bass that overlaps itself, and take the root of a layered one', () => {
    const overlapping = [
      ...note(0, 0, 700, 29),
      ...note(0, 480, 480, 32),
      ...note(0, 960, 480, 36),
      ...note(0, 962, 480, 24),
    ];
    const { score } = readMidi(midiFile([[named('808'), ...overlapping]]));
    expect(score.bass.map(({ tick, duration, pitch }) => [tick, duration, pitch])).toEqual([
      [0, 480, 29],
      [480, 480, 32],
      [962, 480, 24],
    ]);
  });

  it('fill one part from several tracks where the main one rests, and say what was left out', () => {
    const second = [...note(1, 0, 480, 41), ...note(1, 3840, 480, 41)];
    const { score, warnings } = readMidi(
      midiFile([
        [tempo(90), named('808'), ...bassLine(0, { bars: 2 })],
        [named('Bass gtr'), ...second],
      ]),
    );
    expect(score.bass.map((one) => one.tick)).toEqual([0, 840, 1200, 1920, 2760, 3120, 3840]);
    expect(warnings).toEqual([words.notes['midi-left-out']({ part: 'bass', tracks: ['Bass gtr'] })]);
  });
});

describe('glides', () => {
  it('are read from the bends of other programs, whatever their range', () => {
    const range = [control(0, 0, 101, 0), control(0, 0, 100, 0), control(0, 0, 6, 12)];
    const bends = [bend(0, 600, 2000), bend(0, 660, 5000), bend(0, 720, 8191), bend(0, 960, 0)];
    const { score } = readMidi(
      midiFile([[named('808'), ...range, ...note(0, 0, 960, 30), ...bends, ...note(0, 960, 480, 30)]]),
    );
    expect(score.bass).toEqual([
      { tick: 0, duration: 960, pitch: 30, velocity: 100, glide: { pitch: 42, offset: 540, duration: 180 } },
      { tick: 960, duration: 480, pitch: 30, velocity: 100 },
    ]);
  });

  it('are two semitones at most where no range is set, and vibrato is none', () => {
    const vibrato = [bend(0, 1000, 900), bend(0, 1050, -900), bend(0, 1100, 0)];
    const { score } = readMidi(
      midiFile([
        [
          named('Bass'),
          ...note(0, 0, 480, 30),
          bend(0, 240, -8192),
          bend(0, 480, 0),
          ...note(0, 960, 480, 30),
          ...vibrato,
        ],
      ]),
    );
    expect(score.bass.map((one) => one.glide)).toEqual([{ pitch: 28, offset: 239, duration: 1 }, undefined]);
  });
});

describe('tempo', () => {
  it('is 120 where the file is silent, and the reading says so', () => {
    const { score, warnings } = readMidi(midiFile([kit(9)]));
    expect(score.bpm).toBe(120);
    expect(warnings).toEqual([words.notes['midi-no-tempo']({ bpm: 120 })]);
  });

  it('that drifts is its mean; positions stay where they are', () => {
    const drift = [0, 1, 2, 3].map((bar) => tempo(90 + (bar % 2), bar * 1920));
    const { score, warnings } = readMidi(midiFile([drift, kit(9)]));
    expect(score.bpm).toBeCloseTo(90.5, 1);
    expect(stepsOf(score, 'snare')).toEqual([4, 12]);
    expect(warnings).toEqual([
      words.notes['midi-tempo-drifts']({ slowest: 90, fastest: 91, bpm: score.bpm }),
    ]);
  });

  it('that changes is what is in force longest', () => {
    const { score, warnings } = readMidi(midiFile([[tempo(140), tempo(70, 1920)], kit(9)]));
    expect(score.bpm).toBe(70);
    expect(warnings).toEqual([words.notes['midi-tempo-changes']({ slowest: 70, fastest: 140, bpm: 70 })]);
  });

  it('beyond what a score can have is read at half or double', () => {
    const { score, warnings } = readMidi(midiFile([[tempo(300)], kit(9)]));
    expect([score.bpm, score.bars]).toEqual([150, 2]);
    expect(score.drums[3]?.tick).toBe(240);
    expect(warnings).toEqual([words.notes['midi-tempo-scaled']({ from: 300, to: 150 })]);
    expect(readMidi(midiFile([[tempo(30)], kit(9)])).score).toMatchObject({ bpm: 60, bars: 8 });
    expect(() => readMidi(midiFile([[tempo(5000)], kit(9)]))).toThrow(
      expect.objectContaining({ id: 'midi-tempo' }),
    );
  });
});

describe('metre', () => {
  it.each([
    [7, 8],
    [3, 4],
    [5, 4],
    [9, 8],
  ])('of %i/%i is refused by name', (top, bottom) => {
    expect(() => readMidi(midiFile([[metre(top, bottom)], kit(9)]))).toThrow(
      expect.objectContaining({ id: 'midi-meter', message: expect.stringContaining(`${top}/${bottom}`) }),
    );
  });

  it('that fills bars of 4/4 is read as 4/4', () => {
    const half = readMidi(midiFile([[tempo(90), metre(2, 4)], kit(9)]));
    expect(half.score.bars).toBe(4);
    expect(half.warnings).toEqual([words.notes['midi-meter-as-four']({ meter: '2/4' })]);
    expect(readMidi(midiFile([[tempo(90), metre(2, 2)], kit(9)])).warnings).toEqual([]);
  });

  it('of 12/8 becomes triplets', () => {
    const hats = Array.from({ length: 12 }, (_, i) => note(9, i * 240, 60, 42)).flat();
    const { score, warnings } = readMidi(midiFile([[tempo(120), metre(12, 8)], hats]));
    expect(score).toMatchObject({ bpm: 80, bars: 1 });
    expect(score.drums.map((hit) => hit.tick)).toEqual(Array.from({ length: 12 }, (_, i) => i * 160));
    expect(warnings).toEqual([words.notes['midi-meter-as-triplets']({ meter: '12/8' })]);
  });

  it('that changes leaves the main stretch', () => {
    const bytes = midiFile([
      [tempo(90), metre(7, 8), metre(4, 4, 1680)],
      [...note(9, 0, 60, 36), ...kit(9).map(([tick, event]): At => [tick + 1680, event])],
    ]);
    const { score, warnings } = readMidi(bytes);
    expect([score.bars, stepsOf(score, 'snare')]).toEqual([4, [4, 12]]);
    expect(warnings).toEqual([
      words.notes['midi-meter-changes']({ meters: ['7/8', '4/4'], meter: '4/4', bars: 4 }),
    ]);
  });
});

describe('the key', () => {
  const progressions: [string, number[][]][] = [
    [
      'Am',
      [
        [45, 60, 64, 69],
        [41, 60, 65, 69],
        [48, 60, 64, 67],
        [43, 59, 62, 67],
      ],
    ],
    [
      'Am',
      [
        [45, 60, 64, 69],
        [50, 62, 65, 69],
        [45, 60, 64, 69],
        [52, 59, 64, 68],
      ],
    ],
    [
      'C',
      [
        [48, 60, 64, 67],
        [43, 59, 62, 67],
        [45, 60, 64, 69],
        [41, 60, 65, 69],
        [48, 60, 64, 67],
      ],
    ],
  ];

  it.each(progressions)(
    '%s is heard in all twelve transpositions where the file does not say',
    (name, chords) => {
      const tonic = name === 'C' ? 0 : 9;
      for (let up = 0; up < 12; up++) {
        const pad = chords.flatMap((pitches, bar) =>
          pitches.flatMap((pitch) => note(0, bar * 1920, 1920, pitch + up)),
        );
        const { score, keyFrom } = readMidi(midiFile([[named('Pad'), signature(0, 0), ...pad]]));
        expect(score.key).toEqual({ tonic: (tonic + up) % 12, mode: name === 'C' ? 'major' : 'minor' });
        expect(keyFrom).toBe('notes');
      }
    },
  );

  it('is the file’s where the file says one, and no one’s where nothing has a pitch', () => {
    const chord = [60, 64, 67].flatMap((pitch) => note(0, 0, 960, pitch));
    expect(readMidi(midiFile([[named('Pad'), signature(2, 1), ...chord]]))).toMatchObject({
      keyFrom: 'file',
      score: { key: { tonic: 11, mode: 'minor' } },
    });
    expect(readMidi(midiFile([kit(9)])).keyFrom).toBe('nothing');
  });
});

describe('length', () => {
  it('counts bars to the last note, not to a late release or a far end of track', () => {
    const release = midiFile([[named('Bass'), ...note(0, 0, 7700, 30)]]);
    expect(readMidi(release).score.bars).toBe(4);
    expect(readMidi(release).score.bass[0]?.duration).toBe(7680);
    const far = midiFile([[...kit(9, { bars: 3 }), control(9, 64 * 1920, 7, 100)]]);
    expect(readMidi(far).score.bars).toBe(3);
    const filled = midiFile([[...kit(9, { bars: 3 }), control(9, 4 * 1920, 7, 100)]]);
    expect(readMidi(filled).score.bars).toBe(4);
  });

  it('over 64 bars is kept in pieces, and its loops are found', () => {
    const { score, sections, loops, warnings } = readMidi(midiFile([[tempo(140)], kit(9, { bars: 100 })]));
    expect(sections.map((one) => one.bars)).toEqual([64, 36]);
    expect(sections[0]).toBe(score);
    expect(loops.map((one) => one.bars)).toEqual([4]);
    expect(warnings).toEqual([words.notes['midi-long']({ bars: 100, most: 64 })]);
  });
});
