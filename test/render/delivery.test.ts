import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAudio } from '../../src/audio/index.ts';
import {
  checkScore,
  secondsOf,
  type TakeDetails,
  TICKS_PER_BAR,
  takeFileName,
  writeMidi,
} from '../../src/music/index.ts';
import {
  contactSheet,
  type PictureRequest,
  packTake,
  render,
  renderSong,
  renderTake,
  type SongSound,
  takePicture,
} from '../../src/render/index.ts';
import { measureLoudness } from '../support/loudness.ts';
import { dbOf, peakOf, rmsOf } from './measure.ts';
import { pixelsOf } from './png.ts';
import { emptyScore, fullScore } from './scores.ts';

describe('a song', () => {
  const sections = [
    { kind: 'intro', bars: 2 },
    { kind: 'verse', bars: 8 },
    { kind: 'hook', bars: 4 },
    { kind: 'outro', bars: 2 },
  ] as const;
  const loop = fullScore({ bars: 4, bpm: 160 });
  let song: SongSound;
  beforeAll(async () => {
    song = await renderSong({ score: loop, style: 'trap', seed: 1 }, sections);
  });

  it('has a marker at the start of each section, to the bar', () => {
    expect(song.markers).toEqual([
      { seconds: 0, label: 'Intro' },
      { seconds: 3, label: 'Verse' },
      { seconds: 15, label: 'Hook' },
      { seconds: 21, label: 'Outro' },
    ]);
    const labels = ['verse', 'hook', 'verse', 'hook'].map((kind) => ({
      kind: kind as 'verse' | 'hook',
      bars: 1,
    }));
    return expect(renderSong({ score: emptyScore(), style: 'trap', seed: 1 }, labels)).resolves.toMatchObject(
      {
        markers: [{ label: 'Verse 1' }, { label: 'Hook 1' }, { label: 'Verse 2' }, { label: 'Hook 2' }],
      },
    );
  });

  it('is a valid score whose parts come and go: lean verses, full hooks, drums alone before the hook', () => {
    const { score } = song;
    checkScore(score);
    expect(score.bars).toBe(18);
    const inBars = (from: number, to: number) => (event: { tick: number }) =>
      event.tick >= from * TICKS_PER_BAR && event.tick < to * TICKS_PER_BAR;
    expect(score.bass.filter(inBars(0, 2))).toHaveLength(0);
    expect(score.drums.filter(inBars(0, 2)).every(({ drum }) => drum !== 'kick' && drum !== 'snare')).toBe(
      true,
    );
    expect(score.melody.filter(inBars(2, 8))).toHaveLength(0);
    expect(score.bass.filter(inBars(2, 9)).length).toBeGreaterThan(10);
    const last = inBars(9, 10);
    expect([score.bass, score.chords, score.melody].map((events) => events.filter(last).length)).toEqual([
      0, 0, 0,
    ]);
    expect(score.drums.filter(last).length).toBeGreaterThan(4);
    expect(score.melody.filter(inBars(10, 14)).length).toBe(loop.melody.length);
    expect(score.drums.filter(inBars(16, 18))).toHaveLength(0);
  });

  it('rings out and ends in silence, as loud as a loop', async () => {
    const [left] = song.sound.channels;
    expect(left!.length).toBe(Math.round(secondsOf({ bars: 18, bpm: 160 }) * 44_100));
    const bar = Math.round(1.5 * 44_100);
    expect(dbOf(rmsOf(left!, 16 * bar, 16 * bar + 4_410))).toBeGreaterThan(-60);
    expect(dbOf(peakOf(left!, left!.length - 100))).toBeLessThan(-80);
    // Nothing of the end is heard at the start.
    const { lufs, truePeak } = await measureLoudness(song.sound);
    expect(Math.abs(lufs + 14)).toBeLessThanOrEqual(0.5);
    expect(truePeak).toBeLessThanOrEqual(-1);
  });

  it('longer than a score can be is refused', async () => {
    const request = { score: loop, style: 'trap', seed: 1 } as const;
    await expect(renderSong(request, [{ kind: 'verse', bars: 63 }])).rejects.toThrow(RangeError);
    await expect(renderSong(request, [])).rejects.toThrow(RangeError);
  });
});

describe('a package', () => {
  const score = fullScore({ bars: 1 });
  const name: TakeDetails = {
    artist: 'Ödön & Co',
    style: 'trap',
    bpm: 140,
    key: score.key,
    bars: 1,
    seed: 7,
    take: 'A',
  };

  it('holds MIDI, stems and a text, every name telling tempo, key and seed', async () => {
    const audio = createAudio();
    const { stems, mix } = await renderTake({ score, style: 'trap', seed: 7 });
    const files = await Promise.all(
      [...stems, { name: 'mix', sound: mix }].map(async ({ name: label, sound }) => ({
        label,
        ending: 'wav',
        bytes: await audio.encode(sound, { format: 'wav', tags: { bpm: 140, key: 'Fm' } }),
      })),
    );
    const midi = writeMidi(score);
    const entries = unzipSync(packTake(name, midi, files));
    const base = 'odon-co-trap_140bpm_Fmin_1bar_7A';
    expect(takeFileName(name)).toBe(base);
    expect(Object.keys(entries).sort()).toEqual(
      ['.mid', '.txt', '_bass.wav', '_chords.wav', '_drums.wav', '_melody.wav', '_mix.wav']
        .map((end) => base + end)
        .sort(),
    );
    expect(Buffer.compare(entries[`${base}.mid`]!, midi)).toBe(0);
    const text = Buffer.from(entries[`${base}.txt`]!).toString('utf8');
    for (const fact of [
      '140 BPM',
      'Fm',
      '1 bar',
      'Seed: 7',
      'Ödön & Co',
      'MuseScore_General',
      `${base}_drums.wav`,
    ]) {
      expect(text).toContain(fact);
    }
    // The stems in the files still sum to the mix: 24 bits are enough.
    const [sum, whole] = await Promise.all([
      Promise.all(
        stems.map(({ name: stem }) =>
          audio.decode(entries[`${base}_${stem}.wav`]!, { sampleRate: 44_100, channels: 2 }),
        ),
      ),
      audio.decode(entries[`${base}_mix.wav`]!, { sampleRate: 44_100, channels: 2 }),
    ]);
    const rest = whole.channels[0]!.map((x, i) =>
      sum.reduce((left, stem) => left - stem.channels[0]![i]!, x),
    );
    expect(dbOf(rmsOf(rest) / rmsOf(whole.channels[0]!))).toBeLessThan(-60);
  });

  it('is the same bytes for the same take', () => {
    const midi = writeMidi(score);
    expect(Buffer.compare(packTake(name, midi, []), packTake(name, midi, []))).toBe(0);
  });
});

describe('pictures', () => {
  let takes: PictureRequest[];
  beforeAll(async () => {
    const score = fullScore({ bars: 2 });
    const sound = await render({ score, style: 'uk-drill', seed: 1 });
    takes = ['A', 'B', 'C', 'D'].map((take) => ({ score, style: 'uk-drill', sound, take }));
  });

  it('show a take’s parts in their colours, its wave and its facts on a ground of their own', () => {
    const picture = takePicture(takes[0]!);
    const { width, height, at } = pixelsOf(picture.png);
    expect([width, height]).toEqual([picture.width, picture.height]);
    const colours = new Map<string, number>();
    let bright = 0;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [r, g, b, a] = at(x, y) as [number, number, number, number];
        if (a === 255) colours.set([r, g, b].join(), (colours.get([r, g, b].join()) ?? 0) + 1);
        // The letter and the facts are the only white there is.
        if (y < 70 && Math.min(r, g, b) > 150) bright++;
      }
    }
    for (const colour of ['230,159,0', '86,180,233', '0,200,150'])
      expect(colours.get(colour)).toBeGreaterThan(100);
    expect(bright).toBeGreaterThan(1_000);
    // Opaque but for its round corners, so that dark and light themes show the same.
    expect(at(width >> 1, height >> 1)[3]).toBe(255);
    expect(at(0, 0)[3]).toBe(0);
  });

  it('tell in words what they show', () => {
    expect(takePicture(takes[0]!).alt).toBe(
      'Take A: UK drill, 140 BPM, Fm, 2 bars, 3.4 seconds. Drums: 7 kicks, 4 snares and claps, 18 hats. ' +
        'Bass: 6 notes between Db1 and F1, 1 glide. Chords: Fm, Dbm. Melody: 10 notes between C5 and G5.',
    );
    const silent = { ...takes[0]!, score: emptyScore(), take: 'B' };
    expect(takePicture(silent).alt).toBe(
      'Take B: UK drill, 120 BPM, Fm, 1 bar, 2 seconds. No drums. No bass.',
    );
  });

  it('put the takes of a beat on one sheet, with what they share above', () => {
    const sheet = contactSheet(takes);
    expect([sheet.width, sheet.height]).toEqual([1_296, 860]);
    expect(sheet.alt.length).toBeLessThanOrEqual(1_024);
    for (const take of ['A', 'B', 'C', 'D']) expect(sheet.alt).toContain(`Take ${take}:`);
    const mixed = contactSheet([takes[0]!, { ...takes[1]!, style: 'trap' }, takes[2]!]);
    expect([mixed.width, mixed.height]).toEqual([1_296, 776]);
    expect(() => contactSheet([])).toThrow(RangeError);
  });
});
