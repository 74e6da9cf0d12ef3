import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  calibrate,
  type DrumExample,
  excerptsOf,
  joinDrums,
  matchTimes,
  type TrainDrumsOptions,
  type TrueStroke,
  trainDrums,
} from '../../lab/pretrain/drums/index.ts';
import {
  type Activations,
  DRUM_VOICES,
  type DrumVoice,
  FRAME_RATE,
  featuresOf,
  LISTEN_RATE,
  openDrums,
  strokesOf,
  VALUES,
  voiceOf,
} from '../../src/listen/index.ts';
import { DRUMS, type Drum, randomOf } from '../../src/music/index.ts';

const HOP = LISTEN_RATE / FRAME_RATE;

describe('strokes found against strokes that are there', () => {
  const times = fc
    .array(fc.integer({ min: 0, max: 60 }), { maxLength: 6 })
    .map((list) => list.toSorted((a, b) => a - b).map((x) => x / 100));

  it('pairs as many as any way of pairing would', () => {
    const most = (found: readonly number[], truth: readonly number[]): number => {
      const [first, ...rest] = found;
      if (first === undefined) return 0;
      const taking = truth.map((time, j) =>
        Math.abs(time - first) <= 0.03 + 1e-9
          ? 1 + most(rest, [...truth.slice(0, j), ...truth.slice(j + 1)])
          : 0,
      );
      return Math.max(most(rest, truth), ...taking);
    };
    fc.assert(
      fc.property(times, times, (found, truth) => {
        expect(matchTimes(found, truth, 0.03).pairs.length).toBe(most(found, truth));
      }),
      { numRuns: 60 },
    );
  });

  it('gives the F-measure of a case worked by hand', () => {
    // 1.00 and 2.00 are found, 2.02 is one too many, 3.00 is missed, 4.04 is too late by 10 ms.
    const { f, precision, recall } = matchTimes([1.01, 1.99, 2.02, 4.04], [1, 2, 3, 4], 0.03);
    expect(precision).toBeCloseTo(2 / 4);
    expect(recall).toBeCloseTo(2 / 4);
    expect(f).toBeCloseTo(0.5);
    expect(matchTimes([], [], 0.03).f).toBe(1);
    expect(matchTimes([1], [], 0.03).f).toBe(0);
  });
});

describe('what the network sees', () => {
  const random = randomOf('noise');
  const noise = Float32Array.from({ length: 33 * LISTEN_RATE }, () => random.next() - 0.5);

  it('does not depend on how loud the sound is', () => {
    const some = noise.subarray(0, LISTEN_RATE);
    const [loud, soft] = [featuresOf(some), featuresOf(some.map((x) => x / 50))];
    for (const [i, value] of loud.data.entries()) expect(Math.abs(value - soft.data[i]!)).toBeLessThan(1e-3);
  });

  it('is the same for a passage of a long sound as for the passage alone', () => {
    const whole = featuresOf(noise, 1);
    expect(whole.frames).toBe(33 * FRAME_RATE);
    // 30 s is where one block of frames ends and the next begins.
    const from = 2_950;
    const part = featuresOf(noise.subarray(from * HOP, (from + 100) * HOP), 1);
    const gap = (frame: number) => {
      const row = (data: Float32Array, i: number) => data.subarray(i * VALUES, (i + 1) * VALUES);
      const alone = row(part.data, frame);
      return row(whole.data, from + frame).reduce((most, x, k) => Math.max(most, Math.abs(x - alone[k]!)), 0);
    };
    for (let frame = 5; frame < 95; frame++) expect(gap(frame)).toBeLessThan(1e-4);
  });

  it('is nothing for silence', () => {
    expect(featuresOf(new Float32Array(LISTEN_RATE)).data.every((x) => x === 0)).toBe(true);
    expect(featuresOf(new Float32Array(0)).frames).toBe(0);
  });
});

/** Activations with a bump for each peak: its frame, how far from it the stroke lies, and its height. */
function bumps(voice: DrumVoice, peaks: readonly [number, number, number][], frames = 400): Activations {
  const rows = () =>
    Object.fromEntries(DRUM_VOICES.map((name) => [name, new Float32Array(frames)])) as Record<
      DrumVoice,
      Float32Array
    >;
  const [voices, offsets, velocities] = [rows(), rows(), rows()];
  for (const [frame, offset, height] of peaks) {
    for (let near = -1; near <= 1; near++) {
      voices[voice][frame + near] = near === 0 ? height : height * 0.4;
      offsets[voice][frame + near] = offset - near;
      velocities[voice][frame + near] = height;
    }
  }
  return { rate: FRAME_RATE, voices, offsets, velocities };
}

describe('strokes out of activations', () => {
  const none = Object.fromEntries(DRUM_VOICES.map((voice) => [voice, 0])) as Record<DrumVoice, number>;
  const half = Object.fromEntries(DRUM_VOICES.map((voice) => [voice, 0.5])) as Record<DrumVoice, number>;

  it('lie where the network says that they lie within the frame', () => {
    const heard = strokesOf(
      bumps('snare', [
        [50, 0.3, 0.9],
        [100, -0.45, 0.7],
        [150, 0, 0.3],
      ]),
      {
        thresholds: half,
        lateness: { ...none, snare: 0.004 },
      },
    );
    expect(heard.map(({ voice }) => voice)).toEqual(['snare', 'snare']);
    expect(heard[0]!.time).toBeCloseTo(0.503 - 0.004, 6);
    expect(heard[1]!.time).toBeCloseTo(0.9955 - 0.004, 6);
    expect(heard.map(({ velocity }) => velocity)).toEqual([114, 89]);
    expect(heard[0]!.confidence).toBeCloseTo(0.9);
  });

  it('keep a roll of 64ths at 140 bpm apart', () => {
    const gap = (60 / 140 / 16) * FRAME_RATE;
    const roll = Array.from({ length: 8 }, (_, i): [number, number, number] => {
      const at = 40 + gap * i;
      return [Math.round(at), at - Math.round(at), 0.8];
    });
    expect(strokesOf(bumps('closedHat', roll), { thresholds: half, lateness: none })).toHaveLength(8);
  });

  it('are of the drum that most of them are of, where one alone would leave it open', () => {
    const at = [20, 40, 60, 80, 100];
    const likely = (drum: Drum, values: readonly number[]) => {
      const row = new Float32Array(400);
      for (const [i, frame] of at.entries()) row[frame] = values[i]!;
      return [drum, row] as const;
    };
    const drums = {
      ...Object.fromEntries(DRUMS.map((drum) => [drum, new Float32Array(400)])),
      ...Object.fromEntries([
        likely('rim', [0.9, 0.9, 0.9, 0.45, 0.05]),
        likely('snare', [0.1, 0.1, 0.1, 0.55, 0.95]),
      ]),
    } as Record<Drum, Float32Array>;
    const peaks: [number, number, number][] = at.map((frame) => [frame, 0, 0.9]);
    const heard = strokesOf({ ...bumps('snare', peaks), drums }, { thresholds: half, lateness: none });
    expect(heard.map(({ drum }) => drum)).toEqual(['rim', 'rim', 'rim', 'rim', 'snare']);
  });

  it('take the threshold and the lateness that fit sounds whose strokes are known', () => {
    const truth: TrueStroke[] = [];
    const peaks: [number, number, number][] = [];
    for (let i = 0; i < 20; i++) {
      // Real strokes are sure and 6 ms late, others are weaker.
      peaks.push([10 + 18 * i, 0.6, 0.7], [19 + 18 * i, 0, 0.4]);
      truth.push({ time: (10 + 18 * i) / FRAME_RATE, voice: 'kick', velocity: 100 });
    }
    const { thresholds, lateness, f } = calibrate([{ activations: bumps('kick', peaks), strokes: truth }]);
    expect(f.kick).toBe(1);
    expect(thresholds.kick).toBeGreaterThan(0.4);
    expect(thresholds.kick).toBeLessThanOrEqual(0.7);
    expect(lateness.kick).toBeCloseTo(0.006, 4);
  });

  describe('once the beat is known', () => {
    const WIDTH = 40;
    const anywhere = () => 0;
    const calibration = { thresholds: half, lateness: none };
    /** Strokes of two drums, 10 frames apart in turns: one sounds low, the other high; and how likely each is one. */
    function kit(voice: DrumVoice, low: readonly number[], high: readonly number[]) {
      const frames = 20 * (low.length + 1);
      const data = new Float32Array(frames * WIDTH);
      const random = randomOf('kit');
      for (let i = 0; i < data.length; i++) data[i] = 0.02 * random.next();
      const peaks: [number, number, number][] = [];
      const strike = (frame: number, height: number, from: number) => {
        peaks.push([frame, 0, height]);
        for (let after = 1; after < 8; after++) {
          for (let band = from; band < from + 15; band++)
            data[(frame + after) * WIDTH + band]! += 0.9 - after / 10;
        }
      };
      for (const [i, height] of low.entries()) {
        strike(10 + 20 * i, height, 2);
        strike(20 + 20 * i, high[i]!, 22);
      }
      return { ...bumps(voice, peaks, frames), sounds: { frames, width: WIDTH, data } };
    }
    const sides = (activations: Activations) => {
      const heard = strokesOf(activations, calibration, anywhere);
      const frames = heard.map(({ time }) => Math.round(time * FRAME_RATE));
      return [
        frames.filter((frame) => frame % 20 === 10),
        frames.filter((frame) => frame % 20 === 0),
      ] as const;
    };
    const but = (usual: number, other: number) =>
      Array.from({ length: 24 }, (_, i) => (i % 8 === 5 ? other : usual));

    it('are decided by all that sound like them', () => {
      const activations = kit('percussion', but(0.97, 0.4), but(0.1, 0.6));
      const [low, high] = sides(activations);
      expect(low).toHaveLength(24);
      expect(high).toEqual([]);
      const { sounds, ...deaf } = activations;
      expect(sides(deaf).map(({ length }) => length)).toEqual([21, 3]);
    });

    it('of a kick are held against the surest: fainter beside clear ones is none, beside doubtful ones is one', () => {
      expect(sides(kit('kick', but(0.99, 0.99), but(0.6, 0.6)))[1]).toEqual([]);
      expect(sides(kit('kick', but(0.7, 0.7), but(0.45, 0.45)))[1]).toHaveLength(24);
    });

    it('of a snare are the surer of two kinds; hats may be faint', () => {
      expect(sides(kit('snare', but(0.98, 0.98), but(0.6, 0.6)))[1]).toEqual([]);
      expect(sides(kit('closedHat', but(0.98, 0.98), but(0.6, 0.6)))[1]).toHaveLength(24);
    });

    it('stay as they are where they are few', () => {
      const few = kit('percussion', [0.9, 0.9, 0.4], [0.1, 0.1, 0.6]);
      expect(sides(few).map(({ length }) => length)).toEqual([2, 1]);
    });
  });

  it('have a voice for every drum of a score', () => {
    expect(new Set(DRUMS.map(voiceOf))).toEqual(new Set(DRUM_VOICES));
    expect(voiceOf('clap')).toBe('snare');
  });
});

/** Bursts of low and of high random noise: kicks and hats that anyone can tell apart. */
function burstsOf(seed: number): DrumExample & { mono: Float32Array } {
  const random = randomOf(`bursts ${seed}`);
  const mono = new Float32Array(3 * LISTEN_RATE).map(() => 0.002 * (random.next() - 0.5));
  const strokes: TrueStroke[] = [];
  for (let at = 0.1; at < 2.8; at += 0.12 + 0.2 * random.next()) {
    const voice = random.pick(['kick', 'closedHat'] as const);
    const from = Math.round(at * LISTEN_RATE);
    for (let i = 0; i < 4_000; i++) {
      mono[from + i]! +=
        voice === 'kick'
          ? 0.8 * Math.sin(i * 0.009) * Math.exp(-i / 1_500)
          : 0.6 * (random.next() - 0.5) * (i % 2 === 0 ? 1 : -1) * Math.exp(-i / 600);
    }
    strokes.push({ time: from / LISTEN_RATE, voice, velocity: 100 });
  }
  return { ...featuresOf(mono), strokes, mono };
}

describe('the drum network', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drums-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const examples = Array.from({ length: 12 }, (_, i) => burstsOf(i));
  const options = (name: string, steps: number): TrainDrumsOptions => ({
    train: excerptsOf(examples.slice(0, 9)),
    material: 'bursts',
    folder: join(folder, name),
    steps,
    rows: 4,
    frames: 128,
    threads: 1,
  });

  const judged = { validation: examples.slice(9, 11), threads: 1 };

  it('learns to tell two drums apart, and hears them where they are', async () => {
    const { weights, f } = await joinDrums([await trainDrums(options('whole', 70))], judged);
    expect(weights.length).toBeLessThan(1_000_000);
    expect(f.kick).toBeGreaterThan(0.8);
    expect(f.closedHat).toBeGreaterThan(0.8);
    const listener = await openDrums(weights, { threads: 1 });
    const { mono, strokes } = examples[11]!;
    const heard = listener.hitsOf(mono, await listener.activations(mono));
    for (const voice of ['kick', 'closedHat'] as const) {
      const timesOf = (list: readonly { time: number; voice: DrumVoice }[]) =>
        list.filter((each) => each.voice === voice).map(({ time }) => time);
      expect(matchTimes(timesOf(heard), timesOf(strokes), 0.03).f).toBeGreaterThan(0.8);
    }
  });

  it('goes on where it was stopped, and comes to the same weights', async () => {
    const whole = await trainDrums(options('straight', 8));
    const stop = new AbortController();
    let saved = 0;
    const cut = { ...options('cut', 8), saveEvery: 0, signal: stop.signal };
    const stopping: TrainDrumsOptions = {
      ...cut,
      get signal() {
        if (++saved === 5) stop.abort(new Error('stopped'));
        return stop.signal;
      },
    };
    await expect(trainDrums(stopping)).rejects.toThrow('stopped');
    const resumed = await trainDrums(options('cut', 8));
    expect(resumed.tensors).toEqual(whole.tensors);
    await expect(trainDrums({ ...options('cut', 9) })).rejects.toMatchObject({ id: 'drums-settings' });
  });

  it('hears as the mean of those that were joined', async () => {
    const members = [
      await trainDrums({ ...options('one', 4), seed: 1 }),
      await trainDrums({ ...options('other', 4), seed: 2 }),
    ];
    const joined = await joinDrums(members, judged);
    expect(joined.seconds).toBe(members[0]!.facts.seconds + members[1]!.facts.seconds);
    const alone = await Promise.all(members.map((member) => joinDrums([member], judged)));
    const { mono } = examples[11]!;
    const [one, other, both] = await Promise.all(
      [...alone, joined].map(async ({ weights }) => {
        const { voices } = await (await openDrums(weights, { threads: 1 })).activations(mono);
        return voices.kick.map((chance) => Math.log(chance / (1 - chance)));
      }),
    );
    for (const [i, logit] of both!.entries()) expect(logit).toBeCloseTo((one![i]! + other![i]!) / 2, 2);
    expect(one).not.toEqual(other);
  });

  it('refuses weights that are none, with a sentence', async () => {
    await expect(openDrums(new Uint8Array(100))).rejects.toMatchObject({
      id: 'drums-weights',
      message: expect.stringContaining('assets/drums.safetensors'),
    });
  });
});
