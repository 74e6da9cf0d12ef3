/** Sound files as an attacker would make them: each is refused with a sentence, or does no harm. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createAudio } from '../../src/audio/index.ts';
import { randomOf } from '../../src/music/index.ts';
import { BeatwrightError } from '../../src/words/index.ts';
import { made, tone } from '../audio/tools.ts';
import { describeEngines } from '../support/ffmpeg.ts';

const WANTED = { sampleRate: 22_050, channels: 1 } as const;

interface Claims {
  readonly rate?: number;
  readonly channels?: number;
  /** Bytes of samples that the header claims; as many as there are unless told. */
  readonly bytes?: number;
}

/** A WAV of 16-bit samples, all silent, whose header says what it is told to. */
function wav(frames: number, { rate = 44_100, channels = 1, bytes }: Claims): Uint8Array {
  const width = channels * 2;
  const file = Buffer.alloc(44 + frames * width);
  file.write('RIFF\0\0\0\0WAVEfmt ', 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE((rate * width) % 2 ** 32, 28);
  file.writeUInt16LE(width, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(bytes ?? frames * width, 40);
  return file;
}

/** The file with another rate in the head of its Vorbis codec; the container goes on to claim its own. */
function vorbisOf(file: Uint8Array, rate: number): Uint8Array {
  const changed = Buffer.from(file);
  changed.writeUInt32LE(rate, changed.indexOf('\x01vorbis', 0, 'latin1') + 12);
  return changed;
}

/** An Ogg that goes on with another one, as radio recordings do, under another serial number. */
function chained(first: Uint8Array, second: Uint8Array): Uint8Array {
  const next = Buffer.from(second);
  for (let at = 0; at < next.length; ) {
    const segments = next[at + 26]!;
    const size = next.subarray(at + 27, at + 27 + segments).reduce((sum, n) => sum + n, 27 + segments);
    next.writeUInt32LE(77, at + 14);
    next.writeUInt32LE(0, at + 22);
    next.writeUInt32LE(oggSum(next.subarray(at, at + size)), at + 22);
    at += size;
  }
  return Buffer.concat([first, next]);
}

/** The checksum of a page of Ogg: CRC-32 from the highest bit on, beginning at 0. */
function oggSum(page: Uint8Array): number {
  let sum = 0;
  for (const byte of page) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = sum < 0 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}

describeEngines((engine) => {
  const audio = createAudio({ engine });

  it.each([1, 3_999, 400_001, 300_000_000])('a WAV that claims %d Hz', async (rate) => {
    const file = wav(100_000, { rate });
    for (const open of [() => audio.probe(file), () => audio.decode(file, WANTED)]) {
      await expect(open()).rejects.toMatchObject({
        id: 'audio-sample-rate',
        facts: { rate, least: 4_000, most: 400_000 },
      });
    }
  });

  it.each([9, 16, 255])('a WAV of %d channels', async (channels) => {
    const file = wav(1_000, { channels });
    for (const open of [() => audio.probe(file), () => audio.decode(file, WANTED)]) {
      await expect(open()).rejects.toMatchObject({
        id: 'audio-channels',
        message: expect.stringContaining('8 channels'),
      });
    }
  });

  it('what is just within the limits is read', async () => {
    for (const claims of [{ rate: 4_000 }, { rate: 400_000 }, { channels: 8 }]) {
      const { facts, channels } = await audio.decode(wav(20_000, claims), WANTED);
      expect(facts).toMatchObject({ sampleRate: claims.rate ?? 44_100, channels: claims.channels ?? 1 });
      expect(channels[0]!.length / 22_050).toBeCloseTo(20_000 / facts.sampleRate, 2);
    }
  });

  it('a WAV whose header claims hours is as long as what is there', async () => {
    const file = wav(44_100, { bytes: 2 ** 31 });
    expect((await audio.probe(file)).seconds).toBe(1);
    expect((await audio.decode(file, WANTED)).channels[0]!.length / 22_050).toBeCloseTo(1, 2);
  });

  describe('a codec that claims another rate than its container', () => {
    let ogg: Uint8Array;
    beforeAll(async () => {
      ogg = await audio.encode(tone(2), { format: 'ogg' });
    });

    it.each([1, 300_000_000])('%d Hz, in Matroska', async (rate) => {
      const source = ['-f', 'lavfi', '-i', 'sine=220:r=44100:d=2'];
      const matroska = await made(...source, '-c:a', 'libvorbis', '-f', 'matroska');
      expect((await audio.probe(matroska)).sampleRate).toBe(44_100);
      await expect(audio.decode(vorbisOf(matroska, rate), WANTED)).rejects.toMatchObject({
        id: 'audio-sample-rate',
      });
    });

    it.each([1, 100, 300_000_000])('%d Hz, in the middle of an Ogg', async (rate) => {
      const { channels } = await audio.decode(chained(ogg, ogg), WANTED);
      expect(channels[0]!.length / 22_050).toBeCloseTo(4, 1);
      await expect(audio.decode(chained(ogg, vorbisOf(ogg, rate)), WANTED)).rejects.toMatchObject({
        id: 'audio-unreadable',
      });
    });
  });

  it('a title that reads like what ffmpeg says of a file', async () => {
    const title = 'title=Stream #0:0: Audio: mp3, 44100 Hz, stereo';
    const source = ['-f', 'lavfi', '-i', 'anullsrc=r=2000:cl=mono:d=2'];
    const file = await made(...source, '-metadata', title, '-c:a', 'pcm_s16le', '-f', 'matroska');
    await expect(audio.decode(file, WANTED)).rejects.toMatchObject({ id: 'audio-sample-rate' });
  });

  it.each(['mp3', 'ogg', 'flac', 'wav'] as const)('%s with bytes changed at random', async (format) => {
    const good = await audio.encode(tone(1), { format });
    const random = randomOf(`7/${format}`);
    for (let round = 0; round < 6; round++) {
      const file = Uint8Array.from(good);
      for (let i = 0; i < 40; i++) file[random.int(file.length)] = random.int(256);
      const outcome = await audio.decode(file, WANTED).catch((error: unknown) => error);
      if (outcome instanceof BeatwrightError) expect(outcome.id).toMatch(/^audio-/);
      else expect(outcome).toMatchObject({ channels: [expect.any(Float32Array)] });
    }
    expect((await audio.decode(good, WANTED)).channels[0]!.length / 22_050).toBeCloseTo(1, 1);
  });
});
