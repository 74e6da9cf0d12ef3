/** Stems of one song on the threads: as one file there and back, read and heard together. */
import { afterAll, describe, expect, it } from 'vitest';
import { createAudio } from '../../src/audio/index.ts';
import { randomOf, secondsOf, writeMidi } from '../../src/music/index.ts';
import { openPool, packStems, unpackStems } from '../../src/threads/index.ts';
import { played, strikes } from '../listen/played.ts';

const pool = openPool({ threads: 1 });
afterAll(() => pool.close());

it('are the same bytes for the same stems, and come out as they went in', async () => {
  const stems = ['b.mid', 'a.mid', 'b.mid'].map((name, i) => ({ name, bytes: Buffer.from(`MThd ${i}`) }));
  const packed = await packStems(stems);
  expect(await packStems(stems)).toEqual(packed);
  const out = await unpackStems(packed);
  expect(out.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual(
    stems.map(({ name, bytes }) => [name, bytes.toString()]),
  );
});

it('of MIDI are read as one piece', async () => {
  const loop = {
    bpm: 92,
    key: { tonic: 5, mode: 'minor' },
    bars: 4,
    drums: [],
    bass: [],
    chords: [],
    melody: [],
  } as const;
  const kicks = [0, 1920, 3840, 5760].map((tick) => ({ drum: 'kick', tick, velocity: 100 }) as const);
  const basses = kicks.map(({ tick, velocity }) => ({ tick, duration: 480, pitch: 29, velocity }));
  const bytes = await packStems([
    { name: 'Night drums.mid', bytes: writeMidi({ ...loop, drums: kicks }) },
    { name: 'Night bass.mid', bytes: writeMidi({ ...loop, bass: basses }) },
  ]);
  const { scores } = await pool.run('readMidi', { bytes, isStems: true, fileName: 'Night' });
  expect(scores).toHaveLength(1);
  expect(scores[0]).toMatchObject({ bpm: 92, drums: kicks, bass: [{ pitch: 29 }, {}, {}, {}] });
});

describe('of sound', () => {
  const TRAP = { kick: [0, 7, 10], snare: [8], closedHat: [0, 2, 4, 6, 8, 10, 12, 14, 15] } as const;
  const pattern = { bpm: 140, bars: 12, steps: TRAP };
  const seconds = secondsOf(pattern);
  const wav = (sound: Parameters<ReturnType<typeof createAudio>['encode']>[0]) =>
    createAudio().encode(sound, { format: 'wav' });
  const kit = (voices: readonly string[]) =>
    wav(
      played(
        strikes(pattern).filter(({ voice }) => voices.includes(voice)),
        seconds,
      ),
    );

  it('are heard together', async () => {
    const bytes = await packStems([
      { name: 'Night kick.wav', bytes: await kit(['kick']) },
      { name: 'Night snare and hats.wav', bytes: await kit(['snare', 'closedHat']) },
      { name: 'Night chords.wav', bytes: await wav(played([], seconds, [174.61, 207.65, 261.63])) },
    ]);
    const { bpm, loops, picture } = await pool.run('listen', { bytes, isStems: true, picture: true });
    expect(bpm).toBeCloseTo(140, 0);
    expect(loops.length).toBeGreaterThan(0);
    expect(picture?.png.length).toBeGreaterThan(1000);
  }, 120_000);

  it('say which of them cannot be read', async () => {
    const noise = randomOf('noise');
    const rubbish = Uint8Array.from({ length: 5000 }, () => noise.int(256));
    const bytes = await packStems([
      { name: 'Night drums.wav', bytes: await kit(['kick']) },
      { name: 'Night keys.wav', bytes: rubbish },
    ]);
    await expect(pool.run('listen', { bytes, isStems: true })).rejects.toThrow(
      /^Night keys\.wav cannot be read/,
    );
  }, 120_000);
});
