import { describe, expect, it } from 'vitest';
import { trueStrokes } from '../../lab/evaluate/drums/scores.ts';
import { grammarSong } from '../../src/corpus/index.ts';
import { fluxDrums, type HearOptions, hear } from '../../src/listen/index.ts';
import { checkScore, type Sound, type Style, secondsOf, ticksOf } from '../../src/music/index.ts';
import { renderSong } from '../../src/render/index.ts';
import { type Doubtful, doubting, type Pattern, played, strikes, told } from './played.ts';

/** Snare on 3, as trap has it, and on 2 and 4, as boom bap has it. */
const TRAP = { kick: [0, 7, 10], snare: [8], closedHat: [0, 2, 4, 6, 8, 10, 12, 14, 15] } as const;
const BOOM_BAP = { kick: [0, 7, 10], snare: [4, 12], closedHat: [0, 2, 4, 6, 8, 10, 12, 14] } as const;
const F_MINOR = [174.61, 207.65, 261.63];

function heard(pattern: Pattern, options: Partial<HearOptions> = {}) {
  const hits = strikes(pattern);
  const seconds = (pattern.lead ?? 0) + secondsOf(pattern);
  return hear(played(hits, seconds, F_MINOR), { drums: told(hits), ...options });
}

describe('rhythm', () => {
  it.each([
    ['a snare on 3 at 140 as 140, not 70', { bpm: 140, bars: 16, steps: TRAP }],
    ['backbeats at 92 as 92, not 184', { bpm: 92, bars: 12, steps: BOOM_BAP }],
    ['a tempo that no clock has', { bpm: 87.43, bars: 12, steps: BOOM_BAP, jitter: 0.004 }],
    ['a track that begins late', { bpm: 140, bars: 16, steps: TRAP, lead: 2.34 }],
  ] as [string, Pattern][])('hears %s', async (_, pattern) => {
    const { bpm, bpmConfidence, downbeats, beats } = await heard(pattern);
    expect(bpm).toBeCloseTo(pattern.bpm, 1);
    expect(bpmConfidence).toBeGreaterThan(0.8);
    const bar = secondsOf({ bpm: pattern.bpm, bars: 1 });
    expect(downbeats.length).toBeGreaterThanOrEqual(pattern.bars - 1);
    for (const [i, time] of downbeats.entries()) {
      const place = (time - (pattern.lead ?? 0)) / bar;
      expect(Math.abs(place - Math.round(place)) * bar, `downbeat ${i}`).toBeLessThan(0.02);
    }
    expect(downbeats.every((time) => beats.includes(time))).toBe(true);
  });

  it('takes the word of a person for the tempo', async () => {
    const { bpm, bpmConfidence } = await heard(
      { bpm: 140, bars: 16, steps: TRAP },
      { corrections: { bpm: 70 } },
    );
    expect(bpm).toBeCloseTo(70, 1);
    expect(bpmConfidence).toBe(1);
  });

  it('measures swing and how late the snare is', async () => {
    const steps = { ...BOOM_BAP, closedHat: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] };
    const { swing, pocketMs } = await heard({ bpm: 90, bars: 12, steps, swing: 0.6, late: { snare: 0.018 } });
    expect(swing).toBeCloseTo(0.6, 2);
    expect(pocketMs.snare).toBeCloseTo(18, 0);
    expect(Math.abs(pocketMs.kick!)).toBeLessThan(1);
  });

  it('decides what is doubtful by its sound by its place in the bar', async () => {
    const pattern = { bpm: 92, bars: 12, steps: BOOM_BAP };
    const sixteenth = 15 / pattern.bpm;
    const backbeat = (16 * 5 + 4) * sixteenth;
    const offBeat = (16 * 7 + 1) * sixteenth;
    const hits = strikes(pattern).filter(
      ({ voice, time }) => voice !== 'snare' || Math.abs(time - backbeat) > 0.01,
    );
    const sure: readonly Doubtful[] = hits.map(({ voice, time }) => ({ voice, time, chance: 0.9 }));
    const doubtful: readonly Doubtful[] = [
      { voice: 'snare', time: backbeat, chance: 0.4 },
      { voice: 'snare', time: offBeat, chance: 0.6 },
    ];
    const seconds = secondsOf(pattern);
    const { drums } = await hear(played(hits, seconds), { drums: doubting([...sure, ...doubtful], seconds) });
    const snareAt = (when: number) =>
      drums.some(({ voice, time }) => voice === 'snare' && Math.abs(time - when) < 0.02);
    expect(snareAt(backbeat)).toBe(true);
    expect(snareAt(offBeat)).toBe(false);
    expect(drums).toHaveLength(sure.length + 1);
  });

  it('brings together what is heard inexactly, and leaves what is played', async () => {
    const snaresOf = async (late: number, jitter: number) => {
      const { loops } = await heard({ bpm: 92, bars: 16, steps: BOOM_BAP, late: { snare: late }, jitter });
      const [best] = loops;
      const perMs = (92 * 480) / 60_000;
      return best!.score.drums
        .filter(({ drum }) => drum === 'snare')
        .map(({ tick }) => ((tick + 60) % 120) / perMs - 60 / perMs);
    };
    const machine = await snaresOf(0.018, 0.0015);
    for (const ms of machine) expect(Math.abs(ms - 18)).toBeLessThan(2);
    expect(Math.max(...machine) - Math.min(...machine)).toBeLessThan(1.6);
    const person = await snaresOf(0.018, 0.012);
    expect(Math.max(...person) - Math.min(...person)).toBeGreaterThan(15);
  });

  it('is found by spectral flux where there is no network', async () => {
    const hits = strikes({ bpm: 92, bars: 12, steps: BOOM_BAP });
    const { bpm } = await hear(played(hits, secondsOf({ bpm: 92, bars: 12 })), { drums: fluxDrums });
    expect(bpm).toBeCloseTo(92, 1);
  });
});

describe('a rendered song', () => {
  const SECTIONS = [
    { kind: 'verse', bars: 8 },
    { kind: 'hook', bars: 4 },
  ] as const;
  const song = async (style: Style) => {
    const loop = grammarSong(style, 700_001, { bars: 4, tonic: 5, mode: 'minor' });
    const { sound, score } = await renderSong({ score: loop, style, seed: 1 }, SECTIONS);
    const truth = trueStrokes(score).map((stroke) => ({ ...stroke, confidence: 0.9 }));
    return { loop, sound, truth };
  };

  it.each(['trap', 'boom-bap'] as const)('of %s gives its tempo, its key and its loop', async (style) => {
    const { loop, sound, truth } = await song(style);
    const hearing = await hear(sound, { drums: told(truth), style });
    expect(hearing.bpm).toBeCloseTo(loop.bpm, 1);
    expect(hearing.key).toEqual(loop.key);
    const [best] = hearing.loops;
    const bar = secondsOf({ bpm: loop.bpm, bars: 1 });
    expect((best!.start / bar) % 4).toBeCloseTo(0, 1);
    expect(checkScore(best!.score)).toBe(best!.score);
    expect(best!.score.bpm).toBe(hearing.bpm);
    // Every kick of the loop, where it was played.
    const kicks = loop.drums.filter(({ drum }) => drum === 'kick').map(({ tick }) => tick);
    const found = best!.score.drums.filter(({ drum }) => drum === 'kick').map(({ tick }) => tick);
    const end = ticksOf(loop);
    for (const tick of kicks) {
      const gaps = found.map((other) => Math.abs(((other - tick + 1.5 * end) % end) - end / 2));
      expect(Math.min(...gaps), `kick at ${tick}`).toBeLessThan(12);
    }
  });

  it('keeps the key that a person gave, and says which one was heard', async () => {
    const { sound, truth } = await song('trap');
    const key = { tonic: 0, mode: 'dorian' } as const;
    const hearing = await hear(sound, { drums: told(truth), corrections: { key } });
    expect(hearing).toMatchObject({ key, keyConfidence: 1, runnerUpKey: { tonic: 5, mode: 'minor' } });
    expect(hearing.loops[0]?.score.key).toEqual(key);
  });

  it('leaves out a part that is not heard surely', async () => {
    const { sound, truth } = await song('trap');
    const unsure = truth.map((stroke) => ({ ...stroke, confidence: 0.3 }));
    const notes = [{ part: 'bass', time: 2, duration: 1, pitch: 40, velocity: 90, confidence: 0.9 } as const];
    const pitch = { notesOf: async () => ({ notes, harmony: [] }), rawNotesOf: async () => notes };
    const { loops } = await hear(sound, { drums: told(unsure), pitch });
    expect(loops.length).toBeGreaterThan(0);
    for (const { score, confidence } of loops) {
      expect(score.drums).toEqual([]);
      expect(confidence.drums).toBeCloseTo(0.3, 5);
    }
  });

  it('stops when it is told to', async () => {
    const { sound, truth } = await song('trap');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(hear(sound, { drums: told(truth), signal })).rejects.toThrow('enough');
  });
});

describe('a sound at another rate', () => {
  it('is refused', async () => {
    const sound: Sound = { sampleRate: 22_050, channels: [new Float32Array(22_050)] };
    await expect(hear(sound, { drums: fluxDrums })).rejects.toMatchObject({ id: 'listen-rate' });
  });
});
