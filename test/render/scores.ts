import {
  type BassNote,
  type Chord,
  checkScore,
  type Drum,
  type Hit,
  type Note,
  type Score,
} from '../../src/music/index.ts';

/** Two bars of every drum, a gliding bass, chords and a melody, over and over. */
export function fullScore({ bars = 4, bpm = 140 } = {}): Score {
  const drums: Hit[] = [];
  const bass: BassNote[] = [];
  const chords: Chord[] = [];
  const melody: Note[] = [];
  for (let bar = 0; bar < bars; bar++) {
    const at = (step: number) => bar * 1_920 + step * 120;
    const odd = bar % 2 === 1;
    const hits: [Hit['drum'], number[], number][] = [
      ['kick', odd ? [0, 3, 10] : [0, 6, 10, 14], 112],
      ['snare', [8], 104],
      ['clap', [8], 110],
      ['rim', [11], 70],
      ['closedHat', odd ? [0, 2, 4, 8, 10, 12, 13, 14, 15] : [0, 2, 4, 6, 8, 10, 12, 14], 76],
      ['openHat', odd ? [6] : [], 90],
      ['percussion', [3], 70],
      ['shaker', [5, 7], 60],
      ['lowTom', bar === bars - 1 ? [15] : [], 90],
      ['highTom', bar === bars - 1 ? [13] : [], 90],
      ['crash', bar === 0 ? [0] : [], 96],
      ['ride', odd ? [4] : [], 70],
    ];
    for (const [drum, steps, velocity] of hits) {
      for (const step of steps) drums.push({ drum, tick: at(step), velocity: velocity - (step % 3) * 6 });
    }
    const root = [29, 25, 32, 27][bar % 4]!;
    bass.push({ tick: at(0), duration: 640, pitch: root, velocity: 110 });
    bass.push({ tick: at(6), duration: 400, pitch: root, velocity: 100 });
    const glide = odd ? { glide: { pitch: root + 12, offset: 300, duration: 200 } } : {};
    bass.push({ tick: at(10), duration: 640, pitch: root, velocity: 110, ...glide });
    chords.push({ tick: at(0), duration: 1_860, pitches: [root + 24, root + 27, root + 31], velocity: 80 });
    for (const [step, pitch] of [
      [0, 72],
      [3, 75],
      [6, 79],
      [8, 77],
      [11, 75],
    ] as const) {
      melody.push({ tick: at(step), duration: 220, pitch, velocity: 84 });
    }
  }
  const order = [
    'kick',
    'snare',
    'clap',
    'rim',
    'closedHat',
    'openHat',
    'lowTom',
    'highTom',
    'crash',
    'ride',
    'percussion',
    'shaker',
  ];
  drums.sort((a, b) => a.tick - b.tick || order.indexOf(a.drum) - order.indexOf(b.drum));
  return { ...emptyScore({ bars, bpm }), drums, bass, chords, melody };
}

export function emptyScore({ bars = 1, bpm = 120 } = {}): Score {
  return { bpm, key: { tonic: 5, mode: 'minor' }, bars, drums: [], bass: [], chords: [], melody: [] };
}

/** Hits of drums at steps of one or more bars. */
export function drumScore(
  hits: readonly (readonly [Drum, number, number?])[],
  { bars = 1, bpm = 120 } = {},
): Score {
  const drums: Hit[] = hits.map(([drum, step, velocity = 110]) => ({ drum, tick: step * 120, velocity }));
  return checkScore({ ...emptyScore({ bars, bpm }), drums });
}
