/** Drums cut out of loops whose one-shots are known. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  cutDrums,
  type DrumListener,
  LISTEN_RATE,
  melBank,
  monoOf,
  openEars,
  stft,
} from '../../src/listen/index.ts';
import {
  type BassNote,
  type Chord,
  type Drum,
  type Hit,
  randomOf,
  type Score,
  type Sound,
  type Style,
} from '../../src/music/index.ts';
import { KITS, kitWith, type OwnSound, oneShotOf, render } from '../../src/render/index.ts';
import { drumScore } from '../render/scores.ts';

const LEARNED = ['kick', 'snare', 'closedHat', 'openHat'] as const;
const noise = randomOf('drums of nobody');

/** A drum by its tone, which falls by an octave at first, and by its noise, high-passed `bright` times. */
function drum(name: (typeof LEARNED)[number], hertz: number, seconds: number, hiss: number, bright: number) {
  let phase = 0;
  let samples = Float32Array.from({ length: LISTEN_RATE }, (_, i) => {
    const at = i / LISTEN_RATE;
    phase += (hertz * (1 + Math.exp(-at / 0.02))) / LISTEN_RATE;
    const tone = (1 - hiss) * Math.sin(2 * Math.PI * phase);
    return (tone + hiss * noise.normal()) * Math.exp(-at / seconds);
  });
  for (let n = 0; n < bright; n++) samples = samples.map((x, i, all) => x - (all[i - 1] ?? 0));
  const sound = { sampleRate: LISTEN_RATE, channels: [samples] };
  return { voice: name, ...oneShotOf(sound, name, name) };
}

/** Two kits that are no style's. */
const OWN: readonly (readonly OwnSound[])[] = [
  [
    drum('kick', 62, 0.07, 0.02, 0),
    drum('snare', 330, 0.06, 0.5, 0),
    drum('closedHat', 5_200, 0.02, 0.6, 1),
    drum('openHat', 4_100, 0.2, 0.6, 1),
  ],
  [
    drum('kick', 85, 0.05, 0.01, 0),
    drum('snare', 190, 0.08, 0.4, 0),
    drum('closedHat', 7_000, 0.015, 0.9, 2),
    drum('openHat', 6_300, 0.15, 0.8, 2),
  ],
];

/** Four bars, with a bass and chords if wanted. */
function loop(isFull: boolean): Score {
  const hits: Hit[] = [];
  const bass: BassNote[] = [];
  const chords: Chord[] = [];
  for (let bar = 0; bar < 4; bar++) {
    const plays: readonly [Drum, readonly number[], number][] = [
      ['kick', bar % 2 === 0 ? [0, 7, 10] : [0, 3, 10], 112],
      ['snare', [4, 12], 108],
      ['closedHat', bar % 2 === 0 ? [0, 2, 4, 6, 8, 10, 12] : [0, 2, 4, 6, 8, 10, 12, 14], 86],
      ['openHat', bar % 2 === 0 ? [14] : [], 96],
    ];
    for (const [name, steps, velocity] of plays) {
      hits.push(...steps.map((step) => ({ drum: name, tick: bar * 1_920 + step * 120, velocity })));
    }
    const root = [33, 29, 36, 31][bar]!;
    if (!isFull) continue;
    bass.push({ tick: bar * 1_920, duration: 700, pitch: root, velocity: 100 });
    const pitches = [root + 24, root + 27, root + 31];
    chords.push({ tick: bar * 1_920, duration: 1_800, pitches, velocity: 75 });
  }
  const drums = hits.sort((a, b) => a.tick - b.tick);
  return { bpm: 92, key: { tonic: 9, mode: 'minor' }, bars: 4, drums, bass, chords, melody: [] };
}

/** Mean difference of two sounds in dB, over 0.3 s from their onsets, at the same loudness, by ears' bands. */
function distance(a: Float32Array, b: Float32Array): number {
  const [x, y] = [bandsOf(a), bandsOf(b)];
  const floor = 3e-3 * Math.max(...x, ...y);
  const sum = x.reduce(
    (all, value, i) => all + Math.abs(20 * Math.log10((value + floor) / (y[i]! + floor))),
    0,
  );
  return sum / x.length;
}

function bandsOf(samples: Float32Array): Float32Array {
  const peak = Math.max(...samples.map(Math.abs));
  const from = samples.findIndex((x) => Math.abs(x) > 0.003 * peak);
  const cut = new Float32Array(0.3 * LISTEN_RATE);
  cut.set(samples.subarray(from, from + cut.length));
  const level = Math.sqrt(cut.reduce((sum, x) => sum + x * x, 0));
  const spectra = stft(
    cut.map((x) => x / level),
    { size: 1_024, hop: 256 },
  );
  return melBank(spectra, { bands: 48, low: 30, high: 16_000 }).data;
}

let ears: DrumListener;
beforeAll(async () => {
  ears = (await openEars()).drums;
});

async function cutFrom(sound: Sound) {
  const mono = monoOf(sound);
  return cutDrums(mono, ears.hitsOf(mono, await ears.activations(mono)));
}

async function stockOf(style: Style, name: Drum): Promise<Float32Array> {
  return monoOf(await render({ score: drumScore([[name, 0]]), style, seed: 1 }));
}

describe('drums cut out of a loop', () => {
  it('are nearer to what was played than to the style’s, and than the style’s are', async () => {
    const told: { own: number; stock: number; between: number }[] = [];
    for (const [style, own, isFull] of [
      ['trap', OWN[0]!, false],
      ['uk-drill', OWN[1]!, true],
      ['memphis', OWN[0]!, true],
    ] as const) {
      const sound = await render({ score: loop(isFull), style, seed: 1, kit: kitWith(KITS[style], own) });
      const cuts = await cutFrom(sound);
      expect(cuts.map(({ drum: name }) => name)).toEqual(expect.arrayContaining(['kick', 'snare']));
      for (const { drum: name, sound: cut } of cuts) {
        const [samples] = cut.channels;
        const truth = own.find(({ voice }) => voice === name)?.sound.channels[0];
        if (truth === undefined) continue;
        const stock = await stockOf(style, name);
        told.push({
          own: distance(samples!, truth),
          stock: distance(samples!, stock),
          between: distance(stock, truth),
        });
      }
    }
    expect(told.length).toBeGreaterThanOrEqual(9);
    const share = (isWon: (each: (typeof told)[number]) => boolean) =>
      told.filter(isWon).length / told.length;
    expect(share(({ own, stock }) => own < stock)).toBeGreaterThan(0.7);
    expect(share(({ own, between }) => own < between)).toBeGreaterThan(0.7);
  });

  it('are none where there are none, and none of what strikes once', async () => {
    const silence = new Float32Array(4 * LISTEN_RATE);
    expect(cutDrums(silence, [])).toEqual([]);
    expect(cutDrums(new Float32Array(), [])).toEqual([]);
    // Strokes that were heard where nothing is, as in a file that is damaged.
    const phantom = (time: number) => ({ time, voice: 'kick', velocity: 100, confidence: 1 }) as const;
    expect(cutDrums(silence, [phantom(0), phantom(1), phantom(3.99), phantom(9)])).toEqual([]);
    const hit = OWN[0]![0]!.sound.channels[0]!;
    const once = silence.slice();
    once.set(hit, LISTEN_RATE);
    expect(cutDrums(once, [phantom(1)])).toEqual([]);
    const twice = once.slice();
    twice.set(hit, 2 * LISTEN_RATE);
    const [cut, ...others] = cutDrums(twice, [phantom(1), phantom(2)]);
    expect(others).toEqual([]);
    expect(cut).toMatchObject({ heardAs: 'kick', drum: 'kick' });
    expect(distance(cut!.sound.channels[0]!, hit)).toBeLessThan(0.5);
    const alone = { ...loop(true), drums: [], bass: [] };
    expect(await cutFrom(await render({ score: alone, style: 'trap', seed: 1 }))).toEqual([]);
  });

  it('are without a chord that sounds all along, and end before the next stroke', () => {
    const [{ sound }] = OWN[0]!.filter(({ voice }) => voice === 'snare') as [OwnSound];
    const hit = sound.channels[0]!;
    const track = Float32Array.from(
      { length: 6 * LISTEN_RATE },
      (_, i) => 0.1 * Math.sin((2 * Math.PI * 523 * i) / LISTEN_RATE),
    );
    const times = [0.5, 1.1, 1.7, 2.3, 2.9, 3.5];
    for (const time of times) {
      for (const [i, x] of hit.entries()) track[Math.round(time * LISTEN_RATE) + i]! += 0.5 * x;
    }
    const hits = times.map((time) => ({ time, voice: 'snare', velocity: 100, confidence: 0.9 }) as const);
    const [cut] = cutDrums(track, hits);
    const samples = cut!.sound.channels[0]!;
    expect(samples.length).toBeLessThanOrEqual(0.6 * LISTEN_RATE);
    const raw = track.subarray(0.5 * LISTEN_RATE, 0.5 * LISTEN_RATE + samples.length);
    expect(distance(samples, hit)).toBeLessThan(0.5 * distance(raw, hit));
  });
});
