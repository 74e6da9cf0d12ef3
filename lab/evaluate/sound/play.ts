/** A small sampler that plays scores as a sound artist would: recorded strokes, tones, a room and a desk. */
import type { Audio } from '../../../src/audio/index.ts';
import { LISTEN_RATE as RATE } from '../../../src/listen/index.ts';
import {
  type BassNote,
  DRUMS,
  type Drum,
  randomOf,
  type Score,
  type Sound,
  TICKS_PER_BAR,
} from '../../../src/music/index.ts';
import { VOICES } from '../loops/tonal.ts';
import type { Desk, SoundArtist, SoundBass, Tone } from './artists.ts';
import { convolved, roomOf, shaped } from './filters.ts';
import { strokeFrom } from './strokes.ts';

/** The strokes of an artist's kit at full scale. */
export type ArtistKit = ReadonlyMap<Drum, Float32Array>;

/** @throws BeatwrightError `samples-absent`. */
export async function openKit({ drums }: SoundArtist, audio: Audio, data: string): Promise<ArtistKit> {
  const kit = new Map<Drum, Float32Array>();
  for (const drum of DRUMS) {
    const recorded = drums[drum];
    if (recorded !== undefined) kit.set(drum, await strokeFrom(audio, data, recorded));
  }
  return kit;
}

const gain = (decibels: number) => 10 ** (decibels / 20);
/** Times round that a loop is played. */
const ROUNDS = 2;

interface Bus {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** A score as the artist's track: the loop twice, and what rings on. */
export function playedBy(artist: SoundArtist, kit: ArtistKit, score: Score): Sound {
  const perTick = (240 / score.bpm / TICKS_PER_BAR) * RATE;
  const loop = score.bars * TICKS_PER_BAR * perTick;
  const length = Math.round(ROUNDS * loop + 0.5 * RATE);
  const { drums, others } = { drums: busOf(length), others: busOf(length) };
  for (let round = 0; round < ROUNDS; round++) {
    const at = (tick: number) => Math.round(round * loop + Math.max(0, tick) * perTick);
    playDrums(artist, kit, score, drums, at);
    for (const note of score.bass)
      playBass(artist.bass, note, others, at(note.tick), note.duration * perTick);
    const tones = [
      ...score.chords.flatMap(({ pitches, ...chord }) =>
        pitches.map((pitch) => ({ ...chord, pitch, tone: artist.chords })),
      ),
      ...score.melody.map((note) => ({ ...note, tone: artist.melody })),
    ];
    for (const { tick, duration, pitch, velocity, tone } of tones) {
      playTone(tone, pitch, velocity, others, at(tick), duration * perTick);
    }
  }
  if (artist.desk.duck) duck(others, score, artist.desk.duck, loop, perTick);
  return mixed(artist, drums, others);
}

function busOf(length: number): Bus {
  return { left: new Float32Array(length), right: new Float32Array(length) };
}

function playDrums(
  { drums }: SoundArtist,
  kit: ArtistKit,
  score: Score,
  bus: Bus,
  at: (tick: number) => number,
): void {
  const hats = score.drums
    .filter(({ drum }) => drum === 'closedHat' || drum === 'openHat')
    .map(({ tick }) => at(tick));
  for (const { drum, tick, velocity } of score.drums) {
    const [stroke, recorded] = [kit.get(drum), drums[drum]];
    if (stroke === undefined || recorded === undefined) continue;
    const from = at(tick);
    const next =
      drum === 'openHat'
        ? (hats.find((hat) => hat > from) ?? Number.POSITIVE_INFINITY)
        : Number.POSITIVE_INFINITY;
    const level = gain(recorded.level) * (velocity / 127) ** 1.5;
    addTo(bus, (i) => (from + i < next ? stroke[i]! : 0) * level, from, stroke.length, recorded.pan ?? 0);
  }
}

function addTo(
  { left, right }: Bus,
  sample: (i: number) => number,
  from: number,
  count: number,
  pan: number,
): void {
  const [toLeft, toRight] = [Math.cos(((pan + 1) * Math.PI) / 4), Math.sin(((pan + 1) * Math.PI) / 4)];
  for (let i = 0; i < count && from + i < left.length; i++) {
    const x = sample(i);
    left[from + i]! += x * toLeft;
    right[from + i]! += x * toRight;
  }
}

const hertzOf = (pitch: number) => 440 * 2 ** ((pitch - 69) / 12);

function playBass(bass: SoundBass, note: BassNote, bus: Bus, from: number, length: number): void {
  const samples = bassNote(bass, note.pitch, length / RATE);
  const level = gain(bass.level) * (note.velocity / 127);
  addTo(bus, (i) => samples[i]! * level, from, samples.length, 0);
}

/** A bass note by itself. */
export function bassNote(
  { kind, decay, drive, knock }: SoundBass,
  pitch: number,
  seconds: number,
): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: Math.round(seconds * RATE) }, (_, i) => {
    const t = i / RATE;
    phase += (hertzOf(pitch) * 2 ** (knock * Math.exp(-t / 0.012))) / RATE;
    const turn = 2 * Math.PI * phase;
    const wave =
      kind === 'sine'
        ? Math.sin(turn)
        : Math.sin(turn) +
          0.5 * Math.exp(-3 * t) * Math.sin(2 * turn) +
          0.3 * Math.exp(-6 * t) * Math.sin(3 * turn);
    const edge = Math.min(1, t / 0.003, (seconds - t) / 0.02);
    return (Math.tanh((1 + drive) * wave * Math.exp(-t / decay)) / Math.tanh(1 + drive)) * edge;
  });
}

function playTone(
  [voice, level]: Tone,
  pitch: number,
  velocity: number,
  bus: Bus,
  from: number,
  length: number,
): void {
  const [play, seconds, hertz] = [VOICES[voice], length / RATE, hertzOf(pitch)];
  const loud = gain(level) * (velocity / 127);
  const ring = voice === 'bell' ? 0.6 * RATE : 0;
  // Each pitch has its place, as the strings of a piano have.
  const pan = 0.5 * Math.sin(pitch);
  addTo(bus, (i) => play(i / RATE, hertz, seconds) * loud, from, Math.round(length + ring), pan);
}

function duck({ left, right }: Bus, score: Score, depth: number, loop: number, perTick: number): void {
  const kicks = score.drums
    .filter(({ drum }) => drum === 'kick')
    .map(({ tick }) => Math.max(0, tick) * perTick);
  for (let round = 0; round < ROUNDS; round++) {
    for (const kick of kicks) {
      const from = Math.round(round * loop + kick);
      for (let i = 0; i < 0.2 * RATE && from + i < left.length; i++) {
        const by = gain(-depth * (1 - i / (0.2 * RATE)));
        left[from + i]! *= by;
        right[from + i]! *= by;
      }
    }
  }
}

/** Everything through the desk. */
function mixed({ name, desk }: SoundArtist, drums: Bus, others: Bus): Sound {
  const { curve, width, room, drive, loudness, hiss } = desk;
  const random = randomOf(`desk of ${name}`);
  const sum = (side: 'left' | 'right') => drums[side].map((x, i) => x + others[side][i]!);
  const [left, right] = [sum('left'), sum('right')];
  const middle = left.map((x, i) => (x + right[i]!) / 2);
  const sides = left.map((x, i) => ((x - right[i]!) / 2) * width);
  const wet = [0, 1].map((side) => {
    const own = convolved(middle, roomOf(room.seconds, room.dull, random.fork(`room ${side}`)));
    return own.map((x) => x * gain(room.level));
  });
  const wetMiddle = (i: number) => (wet[0]![i]! + wet[1]![i]!) / 2;
  const raw = [1, -1].map((sign, side) =>
    middle.map((x, i) => {
      const away = sign * sides[i]! + Math.min(1, width) * (wet[side]![i]! - wetMiddle(i));
      return x + wetMiddle(i) + away;
    }),
  );
  const channels = loudened(
    raw.map((channel) => shaped(channel, curve)),
    desk.drive > 0 ? drive : 0,
    loudness,
  );
  if (hiss !== undefined) {
    for (const channel of channels)
      for (let i = 0; i < channel.length; i++) channel[i]! += gain(hiss) * random.normal();
  }
  return { sampleRate: RATE, channels };
}

/** Driven, then as loud as asked, its peaks rounded off. */
function loudened(
  channels: readonly Float32Array[],
  drive: number,
  loudness: Desk['loudness'],
): Float32Array[] {
  const rms = (sounds: readonly Float32Array[]) => {
    const power = sounds.map((sound) => sound.reduce((sum, x) => sum + x * x, 0) / sound.length);
    return Math.sqrt((power[0]! + power[1]!) / 2);
  };
  const level = gain(-18 + drive) / rms(channels);
  const driven = channels.map((channel) => channel.map((x) => Math.tanh(x * level)));
  let loud = gain(loudness) / rms(driven);
  let out: Float32Array[] = [];
  // Rounding takes loudness away, which is given back a few times.
  for (let pass = 0; pass < 4; pass++) {
    out = driven.map((channel) => channel.map((x) => rounded(x * loud)));
    loud *= gain(loudness) / rms(out);
  }
  return out;
}

/** Straight up to half of full scale, and never beyond .98. */
function rounded(x: number): number {
  const size = Math.abs(x);
  if (size < 0.5) return x;
  return Math.sign(x) * (0.5 + 0.48 * Math.tanh((size - 0.5) / 0.48));
}
