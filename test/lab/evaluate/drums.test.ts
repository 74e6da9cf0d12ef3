import { describe, expect, it } from 'vitest';
import {
  type Degradation,
  degrade,
  drumFigures,
  remixes,
  type Stock,
  trueStrokes,
  wildShot,
} from '../../../lab/evaluate/drums/index.ts';
import type { TrueStroke } from '../../../lab/pretrain/drums/index.ts';
import { createAudio } from '../../../src/audio/index.ts';
import { FRAME_RATE, type HeardHit, VALUES } from '../../../src/listen/index.ts';
import { DRUMS, randomOf, type Score, type Sound } from '../../../src/music/index.ts';

const RATE = 44_100;

/** Four short bursts, the first at 0.2 s. */
function bursts(): Sound {
  const random = randomOf('bursts');
  const samples = new Float32Array(RATE);
  for (const at of [0.2, 0.4, 0.6, 0.8]) {
    for (let i = 0; i < 1_500; i++) {
      samples[Math.round(at * RATE) + i] = 0.5 * Math.exp(-i / 300) * (2 * random.next() - 1);
    }
  }
  return { sampleRate: RATE, channels: [samples, samples] };
}

const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

describe('a degraded sound', () => {
  const audio = createAudio();
  const ways: Record<string, Degradation> = {
    'driven into a limiter': { limit: 9 },
    tilted: { tilt: 5 },
    'in a room': { room: -12 },
    'hissed at': { noise: -30 },
    'talked over': { voice: -12 },
    'coded as MP3': { kbps: 128 },
  };

  it.each(Object.entries(ways))('has its events where they were: %s', async (_, way) => {
    const sound = bursts();
    const heard = await degrade(sound, way, randomOf(1), audio);
    expect(heard.channels.map(({ length }) => length)).toEqual([RATE, RATE]);
    // Where the two agree best: no way may move the music by a sample or more than a few.
    const agreement = (shift: number) => {
      let sum = 0;
      for (let i = 8_000; i < 40_000; i++) sum += sound.channels[0]![i]! * heard.channels[0]![i + shift]!;
      return sum;
    };
    const shifts = Array.from({ length: 121 }, (_, i) => i - 60);
    const best = shifts.reduce((most, shift) => (agreement(shift) > agreement(most) ? shift : most));
    expect(Math.abs(best)).toBeLessThanOrEqual(3);
  });

  it('has noise as loud as was asked', async () => {
    const sound = bursts();
    const noisy = await degrade(sound, { noise: -30 }, randomOf(1), audio);
    const noise = noisy.channels[0]!.map((x, i) => x - sound.channels[0]![i]!);
    expect(20 * Math.log10(rms(noise) / rms(sound.channels[0]!))).toBeCloseTo(-30, 0);
  });

  it('is the same for the same chance, and untouched when nothing is asked', async () => {
    const sound = bursts();
    const twice = [1, 2].map(() => degrade(sound, { room: -12, voice: -6 }, randomOf(7), audio));
    const [one, two] = await Promise.all(twice);
    expect(one).toEqual(two);
    expect(await degrade(sound, {}, randomOf(7), audio)).toEqual(sound);
  });
});

describe('figures of a drum listener', () => {
  const heard = (time: number, velocity: number): HeardHit => ({
    time,
    voice: 'snare',
    velocity,
    confidence: 1,
  });
  const truth = (time: number, velocity: number): TrueStroke => ({ time, voice: 'snare', velocity });

  it('are those of a case worked by hand', () => {
    const { snare, kick, mean } = drumFigures([
      {
        // 10 ms late, 2 ms late, one that is not there.
        heard: [heard(1.01, 50), heard(2.002, 100), heard(5, 90)],
        truth: [truth(1, 40), truth(2, 90)],
      },
      { heard: [], truth: [truth(1, 90)] },
    ]);
    expect(snare).toMatchObject({ strokes: 3 });
    expect(snare.precision).toBeCloseTo(2 / 3);
    expect(snare.recall).toBeCloseTo(2 / 3);
    expect(snare.f).toBeCloseTo(2 / 3);
    expect(snare.offMs).toBeCloseTo(10);
    expect(snare.velocity).toBeCloseTo(1);
    // What does not occur does not count.
    expect(kick.strokes).toBe(0);
    expect(mean).toBeCloseTo(2 / 3);
  });
});

describe('strokes to be heard', () => {
  it('are by voice in seconds, a clap on a snare being one', () => {
    const score = {
      bpm: 120,
      key: { tonic: 0, mode: 'minor' },
      bars: 1,
      drums: [
        { drum: 'kick', tick: 0, velocity: 100 },
        { drum: 'snare', tick: 480, velocity: 70 },
        { drum: 'clap', tick: 485, velocity: 90 },
        { drum: 'crash', tick: 960, velocity: 60 },
      ],
      bass: [],
      chords: [],
      melody: [],
    } as const satisfies Score;
    expect(trueStrokes(score)).toEqual([
      { time: 0, voice: 'kick', drum: 'kick', velocity: 100 },
      { time: 0.5, voice: 'snare', drum: 'clap', velocity: 90 },
      { time: 1, voice: 'openHat', drum: 'crash', velocity: 60 },
    ]);
  });
});

describe('drums of no kit', () => {
  it.each(DRUMS)('begin at once, end in silence and are the same for the same chance: %s', (drum) => {
    for (let n = 0; n < 20; n++) {
      const shot = wildShot(drum, randomOf(n));
      const peak = Math.max(...shot.map(Math.abs));
      expect(peak).toBeGreaterThan(0.01);
      expect(peak).toBeLessThan(8);
      expect(Math.abs(shot.at(-1)!)).toBeLessThan(0.02 * peak);
      // A stroke is where its sound begins: a fifth of the tolerance is the most that it may speak late.
      const onset = shot.findIndex((x) => Math.abs(x) > 0.05 * peak);
      if (drum !== 'shaker') expect(onset / RATE).toBeLessThan(0.006);
      expect(wildShot(drum, randomOf(n))).toEqual(shot);
    }
  });
});

describe('remixes', () => {
  const tone = Float32Array.from({ length: RATE }, (_, i) => 0.1 * Math.sin(i * 0.02));
  const drums = Object.fromEntries(
    DRUMS.map((drum) => [drum, [{ samples: wildShot(drum, randomOf('kit')), velocity: 120 }]]),
  ) as unknown as Stock['sources'][number]['drums'];
  const score: Score = {
    bpm: 120,
    key: { tonic: 0, mode: 'minor' },
    bars: 1,
    drums: [0, 480, 960, 1440].map((tick, i) => ({
      drum: i % 2 === 0 ? 'kick' : 'snare',
      tick,
      velocity: 110,
    })),
    bass: [],
    chords: [],
    melody: [],
  };
  const stock: Stock = {
    sources: [{ drums, bass: tone, rest: tone }],
    recordings: [],
    pieces: [{ score, style: 'trap', source: 'grammar' }],
    chances: { wild: 0.25, thuds: 0.3, rattles: 0.1 },
  };

  it('do not depend on what was drawn before, so that a training goes on where it was', () => {
    const straight = remixes(stock, 1);
    for (let step = 0; step < 3; step++) straight(60, randomOf(step), step);
    const excerpt = straight(60, randomOf('last'), 3);
    expect(excerpt.frames).toBe(60);
    expect(excerpt.data).toHaveLength(60 * VALUES);
    expect(remixes(stock, 1)(60, randomOf('last'), 3)).toEqual(excerpt);
    expect(remixes(stock, 2)(60, randomOf('last'), 3).data).not.toEqual(excerpt.data);
  });

  it('have a rise of energy where they say that a stroke is heard', () => {
    const draw = remixes(stock, 1);
    let [rises, falls] = [0, 0];
    for (let step = 0; step < 40; step++) {
      const { data, strokes, frames } = draw(150, randomOf(step), step * 1_000);
      const sum = (frame: number) =>
        [...data.subarray(frame * VALUES, (frame + 1) * VALUES)].reduce((all, x) => all + x, 0);
      for (const { time, isCovered } of strokes) {
        const frame = Math.round(time * FRAME_RATE);
        if (isCovered || frame < 4 || frame > frames - 4) continue;
        if (sum(frame + 1) > sum(frame - 3)) rises++;
        else falls++;
      }
    }
    expect(rises).toBeGreaterThan(20);
    expect(falls / (rises + falls)).toBeLessThan(0.15);
  });
});
