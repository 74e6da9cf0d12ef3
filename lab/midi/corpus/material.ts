/** Music by rule, as the writers that reading is tuned on play it. Time is in 16ths. */
import type { Drum, Key, Random } from '../../../src/music/index.ts';
import { scalePitchClasses } from '../../../src/music/index.ts';

export interface Played {
  readonly at: number;
  readonly length: number;
  readonly pitch: number;
  readonly velocity: number;
}

export interface Struck {
  readonly at: number;
  readonly drum: Drum;
  readonly velocity: number;
}

export interface Piece {
  readonly bpm: number;
  readonly key: Key;
  readonly bars: number;
}

const GROOVES = ['trap', 'boom bap', 'drill', 'house', 'rock', 'phonk', 'jersey', 'dembow', 'plugg'] as const;

/** A beat in one of the usual grooves, with what a programmer varies. */
export function beat(random: Random, bars: number): Struck[] {
  const groove = random.pick(GROOVES);
  const hits: Struck[] = [];
  const add = (drum: Drum, at: number, velocity = 90 + random.int(30)) => hits.push({ drum, at, velocity });
  const chance = (share: number) => random.next() < share;
  const fourFloor = groove === 'house' || groove === 'jersey';
  const kicks = fourFloor ? [0, 4, 8, 12] : [0, ...[3, 6, 7, 10, 11, 14].filter(() => chance(0.35))];
  const snares = { trap: [8], drill: [6, 14], plugg: [8], dembow: [3, 6, 11, 14] }[groove as string] ?? [
    4, 12,
  ];
  const hatStep = groove === 'house' ? 4 : groove === 'rock' || groove === 'boom bap' || chance(0.6) ? 2 : 1;
  const hasOpen = chance(0.5);
  const backDrum: Drum = chance(0.3) ? 'clap' : 'snare';
  const hasLayer = backDrum === 'snare' && chance(0.3);
  const usesRide = groove === 'rock' && chance(0.3);
  const perc = chance(0.3) ? [1, 5, 9, 13].filter(() => chance(0.5)) : [];
  for (let bar = 0; bar < bars; bar++) {
    const start = bar * 16;
    for (const at of kicks) if (at === 0 || chance(0.92)) add('kick', start + at);
    for (const at of snares) add(backDrum, start + at);
    if (hasLayer) for (const at of snares) add('clap', start + at);
    for (let at = groove === 'house' ? 2 : 0; at < 16; at += hatStep) {
      const isOpen = hasOpen && at === 14 && bar % 2 === 1;
      add(isOpen ? 'openHat' : usesRide ? 'ride' : 'closedHat', start + at, 60 + random.int(40));
      if (hatStep < 4 && !isOpen && chance(groove === 'trap' || groove === 'drill' ? 0.12 : 0.02)) {
        const parts = random.pick([2, 3]);
        for (let i = 1; i < parts; i++)
          add('closedHat', start + at + (i * hatStep) / parts, 50 + random.int(40));
      }
    }
    for (const at of perc) add('percussion', start + at);
    if (bar % 4 === 0 && chance(0.3)) add('crash', start);
    if (bar % 4 === 3 && chance(0.2))
      for (const at of [13, 14, 15]) add(random.pick(['snare', 'lowTom', 'highTom'] as const), start + at);
  }
  const seen = new Set<string>();
  return hits
    .filter(({ drum, at }) => !seen.has(`${drum} ${at}`) && seen.add(`${drum} ${at}`))
    .sort((a, b) => a.at - b.at);
}

/** Degrees of a progression, a bar each. */
export function progression(random: Random, bars: number): number[] {
  const degrees = random.pick([
    [0, 5, 3, 4],
    [0, 5, 2, 6],
    [0, 3],
    [0, 6, 5, 4],
    [0, 0, 5, 4],
    [0, 2, 3, 5],
    [0, 3, 4, 0],
    [5, 3, 0, 4],
  ]);
  return Array.from({ length: bars }, (_, bar) => degrees[bar % degrees.length]!);
}

/** The pitch of a scale's degree, 0 its tonic in the octave that begins at a C. */
export function pitchOf(key: Key, degree: number, octaveAt: number): number {
  const scale = scalePitchClasses(key);
  const octave = Math.floor(degree / scale.length);
  const place = degree - octave * scale.length;
  const rise = (scale[place]! - key.tonic + 12) % 12;
  return octaveAt + key.tonic + rise + 12 * octave;
}

export function bass(random: Random, { key, bars }: Piece, degrees: readonly number[]): Played[] {
  const way = random.pick(['808', 'held', 'eighths', 'offbeat', 'walking', 'octaves', 'kicked'] as const);
  const octave = random.pick([24, 24, 36]) - (key.tonic > 7 ? 12 : 0);
  const rhythm = {
    '808': [0, 3, 10, 11].filter((at) => at === 0 || random.next() < 0.6),
    held: [0],
    eighths: [0, 2, 4, 6, 8, 10, 12, 14],
    offbeat: [2, 6, 10, 14],
    walking: [0, 4, 8, 12],
    octaves: [0, 2, 4, 6, 8, 10, 12, 14],
    kicked: [0, 6, 10],
  }[way];
  const notes: Played[] = [];
  for (let bar = 0; bar < bars; bar++) {
    for (const [i, at] of rhythm.entries()) {
      const next = rhythm[i + 1] ?? 16;
      const passing =
        way === 'walking' ? [0, 2, 4, 5][i]! : way === '808' && i > 1 && random.next() < 0.3 ? 4 : 0;
      const up = way === 'octaves' && i % 2 === 1 ? 12 : 0;
      const length =
        way === 'eighths' || way === 'offbeat' ? 1.5 : (next - at) * (way === 'kicked' ? 0.6 : 0.95);
      notes.push({
        at: bar * 16 + at,
        length,
        pitch: pitchOf(key, degrees[bar]! + passing, octave) + up,
        velocity: 90 + random.int(25),
      });
    }
  }
  return notes;
}

export function chords(random: Random, { key, bars }: Piece, degrees: readonly number[]): Played[] {
  const way = random.pick(['held', 'held', 'stabs', 'offbeat', 'half', 'strummed', 'broken top'] as const);
  const size = random.pick([3, 3, 4, 5]);
  const octave = random.pick([48, 48, 60]);
  const rhythm = {
    held: [0],
    stabs: [0, 3, 6, 10],
    offbeat: [2, 6, 10, 14],
    half: [0, 8],
    strummed: [0],
    'broken top': [0, 8],
  }[way];
  const notes: Played[] = [];
  for (let bar = 0; bar < bars; bar++) {
    for (const [i, at] of rhythm.entries()) {
      const length = way === 'stabs' || way === 'offbeat' ? 1 : ((rhythm[i + 1] ?? 16) - at) * 0.97;
      for (let voice = 0; voice < size; voice++) {
        const late = way === 'strummed' ? voice * 0.1 : 0;
        const start = bar * 16 + at + late;
        notes.push({
          at: start,
          length: length - late,
          pitch: pitchOf(key, degrees[bar]! + voice * 2, octave),
          velocity: 70 + random.int(30),
        });
      }
      if (way === 'broken top') {
        notes.push({
          at: bar * 16 + at + 4,
          length: 3,
          pitch: pitchOf(key, degrees[bar]! + 9, octave),
          velocity: 80,
        });
      }
    }
  }
  return notes;
}

export function melody(random: Random, { key, bars }: Piece, degrees: readonly number[]): Played[] {
  const way = random.pick(['tune', 'tune', 'tune', 'arp', 'ostinato', 'sparse', 'counter'] as const);
  const octave = random.pick([60, 60, 72, 48]);
  const notes: Played[] = [];
  const push = (at: number, length: number, degree: number) =>
    notes.push({ at, length, pitch: pitchOf(key, degree, octave), velocity: 75 + random.int(40) });
  if (way === 'arp') {
    const order = random.pick([
      [0, 2, 4, 7],
      [0, 4, 2, 4],
      [7, 4, 2, 0],
      [0, 2, 4, 2],
    ]);
    const step = random.pick([1, 2]);
    for (let at = 0; at < bars * 16; at += step)
      push(at, step * 0.9, degrees[Math.floor(at / 16)]! + order[(at / step) % 4]!);
    return notes;
  }
  const motif: [at: number, length: number, move: number][] = [];
  const gaps = { tune: [1, 2, 2, 3, 4], ostinato: [2, 3, 3], sparse: [4, 6, 8], counter: [4, 8, 4] }[way];
  for (let at = way === 'sparse' ? 4 : random.pick([0, 0, 2]); at < 16; ) {
    const gap = random.pick(gaps);
    motif.push([
      at,
      Math.min(gap, 16 - at) * random.pick([0.5, 0.9, 1]),
      random.pick([-2, -1, -1, 0, 1, 1, 2, 3]),
    ]);
    at += gap;
  }
  let degree = random.int(5);
  for (let bar = 0; bar < bars; bar++) {
    const rests = way === 'counter' && bar % 2 === 0;
    for (const [at, length, move] of motif) {
      degree =
        way === 'ostinato' ? degrees[bar]! + Math.abs(move) : Math.min(10, Math.max(-3, degree + move));
      if (!rests && random.next() < 0.95) push(bar * 16 + at, length, degree);
    }
  }
  return notes.length > 0 ? notes : [{ at: 0, length: 4, pitch: pitchOf(key, 0, octave), velocity: 90 }];
}
