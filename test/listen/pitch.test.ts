import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type HeardNote, LISTEN_RATE, openPitch, type PitchListener } from '../../src/listen/index.ts';
import { harmonicOf } from '../../src/listen/pitch/separate.ts';

const BPM = 100;
const BEAT = 60 / BPM;

/** Beats and downbeats of some bars. */
function gridOf(bars: number) {
  const beats = Array.from({ length: 4 * bars }, (_, i) => i * BEAT);
  return { beats, downbeats: beats.filter((_, i) => i % 4 === 0) };
}

interface Tone {
  readonly time: number;
  readonly duration: number;
  readonly pitch: number;
  readonly level: number;
  /** Strength of each overtone from the fundamental on. */
  readonly overtones: readonly number[];
  /** Seconds in which it falls to a third. */
  readonly fall: number;
  /** The pitch that it slides to, and the share of it after which it does: half. */
  readonly to?: number;
  readonly after?: number;
}

function play(seconds: number, tones: readonly Tone[]): Float32Array {
  const out = new Float32Array(Math.round(seconds * LISTEN_RATE));
  for (const { time, duration, pitch, level, overtones, fall, to, after = 0.5 } of tones) {
    const first = Math.round(time * LISTEN_RATE);
    const count = Math.min(Math.round(duration * LISTEN_RATE), out.length - first);
    let phase = 0;
    for (let i = 0; i < count; i++) {
      const share = Math.min(1, Math.max(0, (i / count - after) / 0.2));
      const now = pitch + ((to ?? pitch) - pitch) * share;
      phase += (440 * 2 ** ((now - 69) / 12)) / LISTEN_RATE;
      const edge = Math.min(1, i / 100, (count - i) / 800);
      const force = level * edge * Math.exp(-i / LISTEN_RATE / fall);
      for (const [k, strength] of overtones.entries()) {
        out[first + i]! += force * strength * Math.sin(2 * Math.PI * phase * (k + 1));
      }
    }
  }
  return out;
}

const low = (time: number, duration: number, pitch: number, to?: number): Tone => ({
  time,
  duration,
  pitch,
  level: 0.5,
  overtones: [1, 0.25, 0.1],
  fall: 1,
  ...(to !== undefined && { to }),
});
const key = (time: number, duration: number, pitch: number, level = 0.08): Tone => ({
  time,
  duration,
  pitch,
  level,
  overtones: [1, 0.5, 0.25, 0.12],
  fall: 0.9,
});

const rms = (samples: Float32Array, from = 0, to = samples.length) =>
  Math.sqrt(samples.subarray(from, to).reduce((sum, x) => sum + x * x, 0) / (to - from));

describe('separation', () => {
  it('finds as many samples as there were, and a number in each', () => {
    fc.assert(
      fc.property(
        fc.float32Array({ minLength: 0, maxLength: 6000, min: -1, max: 1, noNaN: true }),
        (samples) => {
          const harmonic = harmonicOf(samples);
          expect(harmonic.length).toBe(samples.length);
          expect(harmonic.every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('keeps what rings and leaves what strikes', () => {
    const tone = play(2, [{ ...key(0, 2, 69, 0.3), fall: 100 }]);
    const clicks = new Float32Array(tone.length);
    for (let at = 11_025; at < clicks.length; at += 22_050) clicks.fill(0.5, at, at + 12);
    const both = tone.map((x, i) => x + clicks[i]!);
    const harmonic = harmonicOf(both);
    const [from, to] = [LISTEN_RATE / 2, 1.5 * LISTEN_RATE];
    const missing = tone.map((x, i) => x - harmonic[i]!);
    expect(rms(missing, from, to)).toBeLessThan(0.2 * rms(tone, from, to));
    const struck = clicks.map((x, i) => x - (both[i]! - harmonic[i]!));
    expect(rms(struck, from, to)).toBeLessThan(0.6 * rms(clicks, from, to));
  });
});

describe('the pitch listener', () => {
  let opened: PitchListener | undefined;
  beforeAll(async () => {
    const weights = await readFile('assets/pitch.safetensors').catch(() => undefined);
    if (weights !== undefined) opened = await openPitch(weights);
  });
  beforeEach((ctx) => {
    if (opened === undefined) ctx.skip('assets/pitch.safetensors is absent: `lab pretrain-pitch` makes it');
  });
  afterAll(() => opened?.release());
  const listener: Pick<PitchListener, 'notesOf' | 'rawNotesOf'> = {
    notesOf: (...told) => opened!.notesOf(...told),
    rawNotesOf: (mono) => opened!.rawNotesOf(mono),
  };

  const part = (notes: readonly HeardNote[], name: HeardNote['part']) =>
    notes.filter((note) => note.part === name);
  /** How many of the played notes are heard at their pitch within 50 ms. */
  const found = (played: readonly Tone[], heard: readonly HeardNote[]) =>
    played.filter(({ time, pitch }) =>
      heard.some((note) => note.pitch === pitch && Math.abs(note.time - time) <= 0.05),
    ).length;

  it('hears a bass line at its pitches and times', async () => {
    const line = [33, 33, 36, 40, 31, 33, 43, 28].map((pitch, i) => low(i * BEAT, 0.8 * BEAT, pitch));
    const { notes } = await listener.notesOf(play(8 * BEAT, line), gridOf(2));
    const bass = part(notes, 'bass');
    expect(found(line, bass)).toBeGreaterThanOrEqual(7);
    expect(bass.length).toBeLessThanOrEqual(9);
    for (const [i, note] of bass.entries()) {
      const next = bass[i + 1];
      if (next) expect(note.time + note.duration).toBeLessThanOrEqual(next.time + 1e-6);
      expect(note.velocity).toBeGreaterThanOrEqual(1);
      expect(note.velocity).toBeLessThanOrEqual(127);
    }
  });

  it('hears where the bass slides', async () => {
    const slides = [
      { from: 33, to: 40 },
      { from: 36, to: 31 },
    ];
    const line = slides.map(({ from, to }, i) => low(i * 4 * BEAT, 2 * BEAT, from, to));
    const { notes } = await listener.notesOf(play(8 * BEAT, line), gridOf(2));
    const bass = part(notes, 'bass');
    expect(found(line, bass)).toBe(2);
    for (const { glide, time } of bass) {
      expect(glide?.pitch).toBe(slides[Math.round(time / (4 * BEAT))]!.to);
      expect(Math.abs(glide!.time - time - BEAT)).toBeLessThan(0.1);
    }
  });

  it('hears slides soon after a rest, late in a note and of any width, and none in a line that has none', async () => {
    const widths = [12, -12, 7, -5, 5, 12, -7, 4];
    const line = widths.map((width, i) => ({
      ...low(2 * i * BEAT, BEAT, 36 + (i % 3), 36 + (i % 3) + width),
      after: i % 2 === 0 ? 0.15 : 0.6,
    }));
    const slid = part((await listener.notesOf(play(16 * BEAT, line), gridOf(4))).notes, 'bass');
    const right = line.filter(({ time, to }) =>
      slid.some((note) => Math.abs(note.time - time) <= 0.05 && note.glide?.pitch === to),
    );
    expect(right.length).toBeGreaterThanOrEqual(6);
    const plain = line.map(({ to: _, ...tone }) => tone);
    const struck = part((await listener.notesOf(play(16 * BEAT, plain), gridOf(4))).notes, 'bass');
    expect(found(plain, struck)).toBe(8);
    expect(struck.filter(({ glide }) => glide !== undefined)).toEqual([]);
  });

  it('hears chords by their roots and a melody above them', async () => {
    const roots = [57, 53, 48, 55];
    const shapes = [
      [0, 3, 7, 12],
      [0, 4, 7, 12],
      [0, 4, 7, 12],
      [0, 4, 7, 12],
    ];
    const chords = roots.flatMap((root, i) =>
      shapes[i]!.map((above) => key(i * 4 * BEAT, 3.8 * BEAT, root + above)),
    );
    const bass = roots.map((root, i) =>
      low(i * 4 * BEAT, 3.5 * BEAT, root - 24 < 28 ? root - 12 : root - 24),
    );
    const tune = [81, 84, 88, 84, 81, 79, 76, 79].map((pitch, i) =>
      key((1 + 2 * i) * BEAT, 0.9 * BEAT, pitch, 0.25),
    );
    const mono = play(16 * BEAT, [...chords, ...bass, ...tune]);
    const { notes, harmony } = await listener.notesOf(mono, gridOf(4));
    expect(harmony).toHaveLength(8);
    const right = harmony.filter(({ root }, i) => root === roots[Math.floor(i / 2)]! % 12);
    expect(right.length).toBeGreaterThanOrEqual(6);
    expect(found(tune, part(notes, 'melody'))).toBeGreaterThanOrEqual(5);
    const heard = new Set(part(notes, 'chords').map(({ pitch }) => pitch % 12));
    expect([9, 0, 4].every((pitchClass) => heard.has(pitchClass))).toBe(true);
  });

  it('hears nothing in silence, and copes with next to nothing', async () => {
    for (const length of [0, 1, 500, 2 * LISTEN_RATE]) {
      const { notes, harmony } = await listener.notesOf(new Float32Array(length), gridOf(1));
      expect(notes).toEqual([]);
      expect(harmony).toEqual([]);
    }
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(listener.notesOf(play(1, [low(0, 1, 33)]), gridOf(1), { signal })).rejects.toThrow('enough');
  });

  it('tells how far it is', async () => {
    const told: number[] = [];
    const onProgress = (done: number) => void told.push(done);
    await listener.notesOf(play(3, [low(0, 1, 33)]), gridOf(1), { onProgress });
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });

  it('gives what basic-pitch alone says', async () => {
    const notes = await listener.rawNotesOf(play(1.5, [key(0.3, 1, 57, 0.3)]));
    expect(notes.some(({ pitch, time }) => pitch === 57 && Math.abs(time - 0.3) < 0.05)).toBe(true);
  });
});
