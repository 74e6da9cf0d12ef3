/**
 * A drummer at an electronic kit, as the kit's MIDI out has it: swing, a place of one's own for each stroke, ghost notes,
 * accents, flams, fills over the toms, edges of the hats, and a pedal that talks in between. Nothing comes from a data set,
 * and the same number plays the same performance.
 */
import { type Random, randomOf } from '../../src/music/index.ts';
import { type At, control, metre, midiFile, named, note, tempo } from '../music/midi-files.ts';

export interface Performance {
  readonly bpm: number;
  readonly bars: number;
  /** In ticks of `PPQ`, in order. */
  readonly strokes: readonly Stroke[];
  /** A file of format 0, as such kits write. */
  readonly bytes: Uint8Array;
}

export interface Stroke {
  readonly tick: number;
  readonly pad: number;
  /** 1–127. */
  readonly velocity: number;
}

export interface Asked {
  /** 24 unless told. */
  readonly bars?: number;
  /** Quarter notes a minute; the drummer's own choice unless told. */
  readonly bpm?: number;
  /** 4/4 unless told. */
  readonly metre?: readonly [beats: number, unit: 4 | 8];
}

const PPQ = 480;
const STEP = PPQ / 4;
const DRUM_CHANNEL = 9;
/** Controller 4: how far the hi-hat's pedal is down. */
const PEDAL = 4;
const HELD = 60;

/** Pads of a Roland TD-11, the kit that most such performances are played on. */
const PAD = {
  kick: 36,
  rim: 37,
  snare: 38,
  rimShot: 40,
  hat: 42,
  hatEdge: 22,
  hatPedal: 44,
  hatOpen: 46,
  hatOpenEdge: 26,
  toms: [48, 45, 43],
  tomRim: 58,
  crash: 49,
  splash: 55,
  ride: 51,
} as const;

/** What a drummer does in every bar alike. */
interface Hand {
  /** Share of a pair of 16ths that the first one takes. */
  readonly swing: number;
  /** Ticks that strokes of a family come late, by the 16th of the bar: a habit, which repeats. */
  readonly late: (pad: number, step: number) => number;
  readonly kicks: readonly (readonly number[])[];
  readonly ghosts: readonly number[];
}

/** Plays a hip-hop beat. @param number names the performance. */
export function drummer(number: number, asked: Asked = {}): Performance {
  const random = randomOf(`drummer ${number}`);
  const bpm = asked.bpm ?? 84 + random.fork('tempo').int(14);
  const [beats, unit] = asked.metre ?? [4, 4];
  const steps = (beats * 16) / unit;
  const bars = asked.bars ?? 24;
  const hand = handOf(random.fork('hand'));
  const strokes = Array.from({ length: bars }, (_, bar) => inBar(bar, steps, hand, random.fork(`bar ${bar}`)))
    .flat()
    .sort((a, b) => a.tick - b.tick || a.pad - b.pad);
  return { bpm, bars, strokes, bytes: fileOf({ bpm, beats, unit, strokes }) };
}

/** The same, as a member uploads it. */
export function drumming(number: number, asked: Asked = {}): Upload {
  const { bpm, bytes } = drummer(number, asked);
  return { name: `${number}_hiphop_${bpm}_beat_4-4.mid`, bytes, contentType: 'audio/midi' };
}

export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

function handOf(random: Random): Hand {
  const swing = 0.52 + 0.1 * random.next();
  const drag = 6 + random.int(8);
  const places = Array.from({ length: 16 }, () => Math.round(3 * random.normal()));
  const isSnare = (pad: number) => pad === PAD.snare || pad === PAD.rimShot;
  return {
    swing,
    late: (pad, step) => places[step % 16]! + (isSnare(pad) ? drag : 0),
    kicks: [
      random.pick([
        [0, 10],
        [0, 7, 10],
        [0, 3, 10],
      ]),
      random.pick([
        [0, 2, 10],
        [0, 7, 11],
        [0, 6, 10],
      ]),
    ],
    ghosts: random.pick([
      [7, 9, 15],
      [6, 9, 11],
      [3, 7, 14],
    ]),
  };
}

function inBar(bar: number, steps: number, hand: Hand, random: Random): Stroke[] {
  const strokes: Stroke[] = [];
  const hit = (pad: number, step: number, force: number, extra = 0) => {
    if (step >= steps) return;
    const swung = step % 2 === 1 ? Math.round((2 * hand.swing - 1) * STEP) : 0;
    const drift = hand.late(pad, step) + Math.round(3 * random.normal()) + extra;
    const tick = Math.max(0, (bar * steps + step) * STEP + swung + drift);
    const velocity = Math.min(127, Math.max(1, Math.round(force + 9 * random.normal())));
    strokes.push({ tick, pad, velocity });
  };
  const isFill = bar % 8 === 7;
  // A fill takes the last beat.
  const played = isFill ? steps - 4 : steps;
  if (bar % 8 === 0) hit(random.pick([PAD.crash, PAD.splash]), 0, 112);
  for (const step of hand.kicks[bar % 2]!) if (step < played) hit(PAD.kick, step, step === 0 ? 108 : 88);
  for (const step of [4, 12]) {
    if (step >= played) continue;
    hit(random.next() < 0.2 ? PAD.rimShot : PAD.snare, step, 112);
    // Both sticks, one a little early.
    if (bar % 16 === 10 && step === 12) hit(PAD.snare, step, 60, -16);
  }
  for (const step of hand.ghosts) {
    if (step < played && random.next() < 0.6) hit(PAD.snare, step, 24);
  }
  if (bar % 4 === 1) hit(PAD.rim, 14, 64);
  // In the last bars of eight the right hand goes over to the ride, and the foot keeps the hat.
  const isRidden = bar % 8 >= 6;
  for (let step = 0; step < played; step += 2) {
    const isOpen = bar % 4 === 3 && step === played - 2;
    const hats = isOpen ? [PAD.hatOpen, PAD.hatOpenEdge] : [PAD.hat, PAD.hat, PAD.hatEdge];
    hit(isRidden && !isOpen ? PAD.ride : random.pick(hats), step, step % 4 === 0 ? 92 : 58);
    if (!isOpen && random.next() < 0.15) hit(isRidden ? PAD.ride : PAD.hat, step + 1, 34);
  }
  if (isRidden) for (const step of [4, 12]) if (step < played) hit(PAD.hatPedal, step, 60);
  if (isFill) {
    const toms = bar % 16 === 15 ? [...PAD.toms.slice(0, -1), PAD.tomRim] : PAD.toms;
    for (const [i, pad] of [PAD.snare, ...toms].entries()) hit(pad, played + i, 100 + 5 * i);
  }
  return strokes;
}

function fileOf(piece: Pick<Performance, 'bpm' | 'strokes'> & { beats: number; unit: number }): Uint8Array {
  const events: At[] = [named('Midi Drums'), metre(piece.beats, piece.unit), tempo(piece.bpm)];
  for (const [i, { tick, pad, velocity }] of piece.strokes.entries()) {
    if (isHat(pad))
      events.push(control(DRUM_CHANNEL, Math.max(0, tick - 4), PEDAL, pad === PAD.hatOpen ? 20 : 90));
    const next = piece.strokes.slice(i + 1).find((other) => other.pad === pad)?.tick ?? tick + HELD;
    events.push(...note(DRUM_CHANNEL, tick, Math.max(1, Math.min(HELD, next - tick)), pad, velocity));
  }
  return midiFile([events], { format: 0, ppq: PPQ });
}

function isHat(pad: number): boolean {
  return pad === PAD.hat || pad === PAD.hatOpen;
}
