import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BasicInstrument, BasicPreset, BasicSoundBank, EmptySample } from 'spessasynth_core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAvl } from '../../../lab/evaluate/drums/avl.ts';
import { readFreepats } from '../../../lab/evaluate/drums/freepats.ts';
import { readGmBank } from '../../../lab/evaluate/drums/gm-bank.ts';
import { readHydrogen } from '../../../lab/evaluate/drums/hydrogen.ts';
import { byForce, strokeOf } from '../../../lab/evaluate/drums/shots.ts';
import { createAudio } from '../../../src/audio/index.ts';
import { LISTEN_RATE } from '../../../src/listen/index.ts';

const audio = createAudio();
let share: string;

beforeAll(async () => {
  share = await mkdtemp(join(tmpdir(), 'beatwright-kits-'));
});
afterAll(() => rm(share, { recursive: true, force: true }));

/** A Gravis UltraSound patch of one sample in 16 bits. */
function patch(samples: readonly number[], rate: number, isUnsigned: boolean): Buffer {
  const headers = 129 + 63 + 47;
  const bytes = Buffer.alloc(headers + 96 + 2 * samples.length);
  bytes.write('GF1PATCH110\0ID#000002\0', 'latin1');
  bytes.writeUInt32LE(2 * samples.length, headers + 8);
  bytes.writeUInt16LE(rate, headers + 20);
  bytes[headers + 55] = isUnsigned ? 0b11 : 0b1;
  samples.forEach((x, i) => {
    const value = Math.round(x * 32_767);
    bytes.writeUInt16LE((isUnsigned ? value + 0x8000 : value) & 0xffff, headers + 96 + 2 * i);
  });
  return bytes;
}

describe('recorded kits', () => {
  it.each([
    ['signed', false],
    ['unsigned', true],
  ])('are read from patches of %s numbers, at any rate, from their onset on', async (name, isUnsigned) => {
    const folder = join(share, name, 'midi/freepats/Drum_000');
    await mkdir(folder, { recursive: true });
    // 10 ms of silence, then 100 ms of a tone of 500 Hz that fades.
    const tone = Array.from({ length: 3_520 }, (_, i) =>
      i < 320 ? 0 : 0.5 * (1 - (i - 320) / 3_200) * Math.sin((2 * Math.PI * 500 * (i - 320)) / 32_000),
    );
    await writeFile(join(folder, '038_Snare_1.pat'), patch(tone, 32_000, isUnsigned));
    await writeFile(join(folder, '038_Snare_1.txt'), 'who recorded it');
    await writeFile(join(folder, '071_Whistle.pat'), patch(tone, 32_000, isUnsigned));
    const kit = await readFreepats(audio, join(share, name));
    expect(Object.values(kit).flat()).toHaveLength(1);
    const [[shot] = []] = kit.snare;
    expect(shot?.velocity).toBe(127);
    expect(shot!.samples.length / LISTEN_RATE).toBeCloseTo(0.1, 2);
    expect(Math.max(...shot!.samples)).toBeGreaterThan(0.9);
    const crossings = shot!.samples.filter((x, i, all) => i > 0 && x >= 0 && all[i - 1]! < 0).length;
    expect(Math.abs(crossings - 50)).toBeLessThan(3);
  });

  it('are those of a SoundFont’s programs, a drum that two of them share being there once', async () => {
    const font = new BasicSoundBank();
    const kit = (program: number, hertz: Readonly<Record<number, number>>) => {
      const instrument = new BasicInstrument();
      for (const [pad, tone] of Object.entries(hertz)) {
        const sample = new EmptySample();
        sample.setAudioData(
          Float32Array.from(
            { length: 3_000 },
            (_, i) => 0.8 * 0.998 ** i * Math.sin((6.28 * tone * i) / 44_100),
          ),
          44_100,
        );
        sample.name = `${program} ${pad}`;
        font.addSamples(sample);
        instrument.createZone(sample).keyRange = { min: Number(pad), max: Number(pad) };
      }
      font.addInstruments(instrument);
      const preset = new BasicPreset(font);
      preset.program = program;
      preset.isGMGSDrum = true;
      preset.createZone(instrument);
      font.addPresets(preset);
    };
    // Standard and room share their snare; TR-808's pads that are no single stroke are left out.
    kit(0, { 38: 300, 42: 900 });
    kit(8, { 38: 300, 42: 1_100 });
    kit(25, { 36: 80, 71: 2_000 });
    const file = join(share, 'bank/sounds/sf2/sf_GMbank.sf2');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, Buffer.from(font.writeSF2()));
    const [acoustic, electronic, ...more] = await readGmBank(join(share, 'bank'));
    expect(more).toEqual([]);
    expect(acoustic!.snare).toHaveLength(1);
    expect(acoustic!.closedHat).toHaveLength(2);
    expect(Object.values(acoustic!).flat()).toHaveLength(3);
    expect(electronic!.kick).toHaveLength(1);
    expect(Object.values(electronic!).flat()).toHaveLength(1);
    const [[soft, , hard] = []] = acoustic!.snare;
    expect(hard!.velocity).toBe(127);
    expect(Math.max(...hard!.samples)).toBeGreaterThan(2 * Math.max(...soft!.samples));
  });

  it('have their strokes in the order of their force, each as loud as it is hard', () => {
    const struck = (peak: number) => strokeOf(Float32Array.from({ length: 400 }, (_, i) => peak * 0.99 ** i));
    const shots = byForce([struck(0.8), struck(0.1), struck(0.4)]);
    expect(shots.map(({ velocity }) => velocity)).toEqual([42, 85, 127]);
    const peaks = shots.map(({ samples }) => Math.max(...samples));
    expect(peaks).toEqual(peaks.toSorted((a, b) => a - b));
    expect(peaks.at(-1)).toBeCloseTo(1, 5);
  });

  it.each([
    ['hydrogen-drumkits', readHydrogen],
    ['avldrums.lv2-soundfont', readAvl],
    ['freepats', readFreepats],
    ['csound-soundfont', (_: unknown, folder: string) => readGmBank(folder)],
  ] as const)('of the package %s say how to get it where it is absent', async (name, read) => {
    await expect(read(audio, join(share, 'nowhere'))).rejects.toMatchObject({
      id: 'kits-absent',
      message: expect.stringContaining(`apt-get install ${name},`) as string,
    });
  });
});
