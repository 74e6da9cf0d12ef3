/** Loops as producers trade them: short, without drums, badly exported, with a name that says what they are. */
import { describe, expect, it } from 'vitest';
import { PATTERNS } from '../../lab/evaluate/loops/patterns.ts';
import { barsOf, loopSound, oneShots } from '../../lab/evaluate/loops/sound.ts';
import { TONAL_PATTERNS, tonalSound } from '../../lab/evaluate/loops/tonal.ts';
import { type HearOptions, hear, LISTEN_RATE, openEars } from '../../src/listen/index.ts';
import { DRUMS, keyName, parseKey, randomOf, type Sound } from '../../src/music/index.ts';

const ears = await openEars();
const noRecordings = Object.fromEntries(DRUMS.map((drum) => [drum, []])) as Record<
  (typeof DRUMS)[number],
  never[]
>;

function drumLoop(name: string, bpm: number, bars?: number): Sound {
  const pattern = PATTERNS.find((one) => one.name === name)!;
  const random = randomOf(name);
  const shots = oneShots({ train: noRecordings, heldOut: noRecordings }, random);
  return loopSound(pattern, { bpm, bars: bars ?? barsOf(pattern), shots, isWhole: false, random });
}

const tonalLoop = (name: string, bpm: number) =>
  tonalSound(TONAL_PATTERNS.find((one) => one.name === name)!, bpm, randomOf(name));

const listen = (sound: Sound, options: Partial<HearOptions> = {}) => hear(sound, { ...ears, ...options });
const drumsOnly = (sound: Sound, options: Partial<HearOptions> = {}) =>
  hear(sound, { drums: ears.drums, ...options });

/** A sound with something done to every sample. */
const changed = ({ sampleRate, channels }: Sound, change: (x: number, i: number) => number): Sound => ({
  sampleRate,
  channels: channels.map((samples) => samples.map(change)),
});

describe('a loop of one bar', () => {
  it('is heard round and round, and gives a loop of four', async () => {
    const sound = drumLoop('boom bap, plain', 90);
    const { seconds, bpm, loops } = await drumsOnly(sound);
    expect(seconds).toBeCloseTo(240 / 90, 2);
    expect(bpm).toBeCloseTo(90, 0);
    expect(loops[0]?.bars).toBe(4);
    expect(loops[0]?.score.drums.filter(({ drum }) => drum === 'snare')).toHaveLength(8);
  });

  it('is refused as too short when it is no whole loop', async () => {
    const whole = drumLoop('boom bap, plain', 90);
    const cut = { ...whole, channels: whole.channels.map((samples) => samples.slice(0, 1.7 * LISTEN_RATE)) };
    await expect(drumsOnly(cut)).rejects.toMatchObject({ id: 'listen-too-short' });
  });
});

describe('hats in triplets', () => {
  it('are no 16ths of a slower beat, whose bars would never come again', async () => {
    const { bpm, loops } = await drumsOnly(drumLoop('trap, hats in triplets', 150, 8));
    expect([75, 150]).toContain(Math.round(bpm));
    expect(loops.length).toBeGreaterThan(0);
  });
});

describe('what exports do to a loop', () => {
  const loop = drumLoop('electro', 120, 8);

  it.each([
    ['very quiet, at −55 dB of full scale', changed(loop, (x) => x * 10 ** (-55 / 20))],
    ['with a constant part', changed(loop, (x) => 0.5 * x + 0.1)],
    [
      'with one channel upside down',
      { ...loop, channels: [loop.channels[0]!, loop.channels[0]!.map((x) => -x)] },
    ],
  ])('%s, it is heard as it is', async (_, sound) => {
    const plain = await drumsOnly(loop);
    const hearing = await drumsOnly(sound);
    expect(hearing.bpm).toBeCloseTo(plain.bpm, 1);
    expect(hearing.drums.length / plain.drums.length).toBeCloseTo(1, 0);
  });
});

describe('a loop without drums', () => {
  it.each([
    ['electric piano, a chord a bar', 84],
    ['guitar, strummed', 96],
    ['electric piano, stabs off the beat', 92],
  ])('%s, has a tempo, bars and no drums', async (name, bpm) => {
    const hearing = await listen(tonalLoop(name, bpm));
    expect(hearing.bpm).toBeCloseTo(bpm, 1);
    expect(hearing.downbeats[0]).toBeCloseTo(0, 1);
    expect(hearing.drums).toEqual([]);
    const [loop] = hearing.loops;
    expect(loop?.score.drums).toEqual([]);
    expect(loop!.score.chords.length).toBeGreaterThan(3);
    expect(hearing.warnings).toContainEqual(expect.stringContaining('no drums'));
  });

  it('takes the tempo from its name, and says what else it could be', async () => {
    const sound = tonalLoop('flute, a sparse tune', 130);
    const hearing = await listen(sound, { named: { tempo: { bpm: 130, isSaid: true } } });
    expect(hearing.bpm).toBe(130);
    expect(hearing.bpmConfidence).toBe(1);
  });
});

describe('the name of a file', () => {
  const loop = drumLoop('trap, hats on quarters', 150, 8);

  it('decides between half and double', async () => {
    for (const bpm of [75, 150]) {
      const hearing = await drumsOnly(loop, { named: { tempo: { bpm, isSaid: true } } });
      expect(hearing.bpm).toBeCloseTo(bpm, 1);
      expect(hearing.octaveConfidence).toBe(1);
    }
  });

  it('is not believed where nothing is heard at its tempo, and both are told', async () => {
    const { bpm, warnings } = await drumsOnly(loop, { named: { tempo: { bpm: 111, isSaid: true } } });
    expect(bpm).toBeCloseTo(150, 0);
    expect(warnings).toContainEqual(expect.stringMatching(/says 111 BPM.*sounds like 150 BPM/));
  });

  it('gives the key, and tells which one was heard', async () => {
    const { key, warnings } = await drumsOnly(loop, { named: { key: parseKey('C#m') } });
    expect(keyName(key)).toBe('C#m');
    expect(warnings).toContainEqual(expect.stringContaining('from the file’s name; by ear'));
  });

  it('says less than a person does', async () => {
    const named = { tempo: { bpm: 150, isSaid: true } };
    const { bpm } = await drumsOnly(loop, { named, corrections: { bpm: 75 } });
    expect(bpm).toBeCloseTo(75, 1);
  });
});
