/** Kits of one's own: JSON over a style's kit, recordings and SoundFonts from beside it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BasicSoundBank } from 'spessasynth_core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sound, STYLES } from '../../src/music/index.ts';
import { KITS, missingPresets, readKit, render, renderTake, withSoundFont } from '../../src/render/index.ts';
import { words } from '../../src/words/index.ts';
import { dbOf, peakOf, rmsOf, sameSamples } from './measure.ts';
import { drumScore, emptyScore, fullScore } from './scores.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beatwright-kit-'));
  await writeFile(join(folder, 'saw.sf2'), Buffer.from(await BasicSoundBank.getSampleSoundBankFile()));
});
afterAll(() => rm(folder, { recursive: true }));

/** A recording: 20 ms of silence, then a knock at 1 kHz. */
const knock: Sound = {
  sampleRate: 44_100,
  channels: [
    Float32Array.from({ length: 9_000 }, (_, i) =>
      i < 882 ? 0 : Math.sin((2 * Math.PI * 1_000 * i) / 44_100) * Math.exp(-(i - 882) / 1_500),
    ),
  ],
};
const asked: string[] = [];
const recording = async (path: string): Promise<Sound> => {
  asked.push(path);
  return path.endsWith('silence.wav') ? { sampleRate: 44_100, channels: [new Float32Array(99)] } : knock;
};

async function kitOf(content: unknown, style: (typeof STYLES)[number] = 'trap') {
  const path = join(folder, 'kit.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readKit(path, style, recording);
}

describe('a kit file', () => {
  it.each(STYLES)('that changes nothing is the kit of %s', async (style) => {
    expect(await kitOf({}, style)).toEqual(KITS[style]);
    expect(await kitOf({ base: style }, 'trap')).toEqual(KITS[style]);
    // What `kit` prints can be read again.
    expect(await kitOf(KITS[style], style)).toEqual(KITS[style]);
  });

  it('is laid over the kit: what it does not name stays, null takes away, another kind is taken whole', async () => {
    const kit = await kitOf({
      base: 'boom-bap',
      drums: { kick: { pitch: 45 }, snare: { kind: 'cowbell', level: -6, pitch: 700, decay: 0.2 } },
      mix: { texture: null, melody: { dust: null, level: 3 } },
    });
    const own = KITS['boom-bap'];
    expect(kit.drums.kick).toEqual({ ...own.drums.kick, pitch: 45 });
    expect(kit.drums.snare).toEqual({ kind: 'cowbell', level: -6, pitch: 700, decay: 0.2 });
    expect(kit.drums.clap).toEqual(own.drums.clap);
    const { dust: _, ...melody } = own.mix.melody;
    expect(kit.mix.melody).toEqual({ ...melody, level: 3 });
    expect('texture' in kit.mix).toBe(false);
    expect(kit.mix.chords).toEqual(own.mix.chords);
  });

  it('brings recordings, which sound at once, louder and brighter with force', async () => {
    await mkdir(join(folder, 'hits'), { recursive: true });
    const kit = await kitOf({ drums: { rim: { kind: 'oneShot', level: 0, file: 'hits/knock.wav' } } });
    expect(asked.at(-1)).toBe(join(folder, 'hits', 'knock.wav'));
    const hit = async (velocity: number) => {
      const { stems } = await renderTake({
        score: drumScore([
          ['kick', 0, 127],
          ['rim', 8, velocity],
        ]),
        style: 'trap',
        seed: 1,
        kit,
      });
      return stems[0]!.sound.channels[0]!;
    };
    const [soft, hard] = await Promise.all([hit(40), hit(120)]);
    const at = Math.round(2 * 22_050);
    // The silence in front of it is left out.
    expect(dbOf(peakOf(hard, at, at + 88) / peakOf(hard, at, at + 4_000))).toBeGreaterThan(-6);
    expect(rmsOf(hard, at, at + 4_000)).toBeGreaterThan(2 * rmsOf(soft, at, at + 4_000));
  });

  it('says what is wrong with it, and where', async () => {
    const told = async (content: unknown) => {
      const error: unknown = await kitOf(content).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      return error as { id: string; message: string };
    };
    expect(await told('{"drums": ')).toMatchObject({ id: 'kit-not-json' });
    expect(await told([])).toMatchObject({ id: 'kit-not-object' });
    const many = await told({
      drums: { kick: { pitch: 'low', wobble: 1 }, tambourine: {} },
      mix: { reverb: { size: 9 } },
    });
    expect(many.id).toBe('kit-invalid');
    for (const place of ['drums.kick.pitch', 'wobble', 'tambourine', 'mix.reverb.size']) {
      expect(many.message).toContain(place);
    }
    expect(await told({ base: 'polka' })).toMatchObject({
      id: 'kit-base',
      message: expect.stringContaining('polka'),
    });
    expect((await told({ bass: { kind: 'tuba' } })).message).toContain('bass');
    // Taken whole, it must be whole.
    expect((await told({ bass: { kind: 'reese', level: 0 } })).message).toContain('bass.cutoff');
    const silent = { drums: { rim: { kind: 'oneShot', level: 0, file: 'silence.wav' } } };
    expect(await told(silent)).toMatchObject({ id: 'kit-silent' });
    await expect(readKit(join(folder, 'none.json'), 'trap', recording)).rejects.toMatchObject({
      id: 'kit-unreadable',
    });
  });
});

describe('a SoundFont of one’s own', () => {
  it('plays what the kit’s does not name another for, and says what it lacks', async () => {
    const font = join(folder, 'saw.sf2');
    const kit = withSoundFont(KITS.trap, font);
    const score = { ...fullScore({ bars: 1 }), drums: [], bass: [] };
    const [own, other, named] = await Promise.all([
      render({ score, style: 'trap', seed: 1 }),
      render({ score, style: 'trap', seed: 1, kit }),
      kitOf({ chords: { font: 'saw.sf2' }, melody: { font: 'saw.sf2' } }),
    ]);
    expect(sameSamples(own, other)).toBe(false);
    expect(peakOf(other.channels[0]!)).toBeGreaterThan(0.1);
    expect(named).toEqual(kit);
    expect(await missingPresets(KITS.trap)).toEqual([]);
    const saw = { file: 'saw.sf2', bank: 0, name: 'Saw Wave', playedProgram: 0, playedBank: 0 };
    const lacking = (what: { part: string; program: number }) =>
      words.notes['soundfont-no-program']({ ...saw, ...what });
    expect(await missingPresets(kit)).toEqual([
      lacking({ part: 'chords', program: 52 }),
      lacking({ part: 'melody', program: 98 }),
    ]);
    const piano = { ...kit, chords: { kind: 'soundFont', level: 0, program: 0, font } } as const;
    expect(await missingPresets(piano)).toHaveLength(1);
  });

  it('that is none is refused with a sentence', async () => {
    await writeFile(join(folder, 'text.sf2'), 'not a SoundFont at all, but long enough to be looked into');
    const played = (font: string) =>
      render({ score: emptyScore(), style: 'trap', seed: 1, kit: withSoundFont(KITS.trap, font) });
    await expect(played(join(folder, 'text.sf2'))).rejects.toMatchObject({ id: 'soundfont-invalid' });
    await expect(played(join(folder, 'none.sf2'))).rejects.toMatchObject({ id: 'soundfont-unreadable' });
    await expect(played(folder)).rejects.toMatchObject({ id: 'soundfont-unreadable' });
  });
});
