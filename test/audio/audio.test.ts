import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import NodeID3 from 'node-id3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAudio } from '../../src/audio/index.ts';
import { describeEngines } from '../support/ffmpeg.ts';
import { measureLoudness } from '../support/loudness.ts';
import { amplitudeAt, made, rms, tone } from './tools.ts';

const tags = { title: 'Nachtzug – Ω', artist: 'Mona', bpm: 140, key: 'Fm', comment: 'seed 7' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audio-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

describeEngines((engine) => {
  const audio = createAudio({ engine });

  it.each(['mp3', 'ogg', 'wav'] as const)(
    'writes %s that says what it is and decodes to the same sound',
    async (format) => {
      const sound = tone(2);
      const bytes = await audio.encode(sound, { format, tags });
      const facts = await audio.probe(bytes);
      expect(facts).toMatchObject({ format, sampleRate: 44_100, channels: 2 });
      expect(facts.codec).toBe({ mp3: 'mp3', ogg: 'vorbis', wav: 'pcm_s24le' }[format]);
      expect(facts.seconds).toBeGreaterThan(1.98);
      expect(facts.seconds).toBeLessThan(2.1);

      const back = await audio.decode(bytes, { sampleRate: 44_100, channels: 2 });
      expect(back.channels).toHaveLength(2);
      // The gapless information in the MP3 and the granule positions of the Ogg give the exact length back.
      expect(back.channels[0]!.length).toBeGreaterThanOrEqual(88_200);
      expect(back.channels[0]!.length).toBeLessThanOrEqual(88_200 + 1_152);
      expect(amplitudeAt(back.channels[0]!.subarray(0, 88_200), 220, 44_100)).toBeCloseTo(0.5, 2);
      expect(amplitudeAt(back.channels[1]!.subarray(0, 88_200), 440, 44_100)).toBeCloseTo(0.5, 2);
      expect(amplitudeAt(back.channels[0]!.subarray(0, 88_200), 440, 44_100)).toBeLessThan(0.01);
    },
  );

  it.each([
    ['wav', [], 0],
    ['w64', [], 0.001],
    ['aiff', [], 0],
    ['caf', [], 0],
    ['flac', [], 0],
    ['ogg', [], 0],
    ['matroska', ['-c:a', 'flac'], 0.001],
    // What encoders add to fill their last frame is not told apart.
    ['mp4', [], 0.025],
    ['mp3', [], 0.025],
    ['adts', [], 0.05],
  ])('tells how long a track in %s is', async (format, options, inexact) => {
    // A whole number of neither packets nor milliseconds.
    const source = ['-f', 'lavfi', '-i', 'sine=330:r=44100', '-af', 'atrim=end_sample=302397'];
    const { seconds } = await audio.probe(await made(...source, ...options, '-f', format));
    expect(seconds).toBeGreaterThanOrEqual(302_397 / 44_100 - 1e-9 - Math.min(inexact, 0.001));
    expect(seconds).toBeLessThanOrEqual(302_397 / 44_100 + 1e-9 + inexact);
  });

  it('reads a file by its path as it reads its bytes', async () => {
    const bytes = await audio.encode(tone(1), { format: 'flac' });
    const path = join(folder, 'a track.flac');
    await writeFile(path, bytes);
    expect(await audio.probe(path)).toEqual(await audio.probe(bytes));
    const options = { sampleRate: 44_100, channels: 2 } as const;
    expect(await audio.decode(relative('.', path), options)).toEqual(await audio.decode(bytes, options));
  });

  it('keeps all 24 bits in WAV', async () => {
    const sound = tone(0.1, { gain: 1e-5 });
    const back = await audio.decode(await audio.encode(sound, { format: 'wav' }), {
      sampleRate: 44_100,
      channels: 2,
    });
    const worst = back.channels[0]!.reduce(
      (most, x, i) => Math.max(most, Math.abs(x - sound.channels[0]![i]!)),
      0,
    );
    expect(worst).toBeLessThanOrEqual(0.51 / 2 ** 23);
    expect(rms(back.channels[0]!)).toBeGreaterThan(5e-6);
  });

  it('resamples and mixes down on the way in', async () => {
    const bytes = await audio.encode(tone(1), { format: 'wav' });
    const mono = await audio.decode(bytes, { sampleRate: 22_050, channels: 1 });
    expect(mono.channels).toHaveLength(1);
    expect(Math.abs(mono.channels[0]!.length - 22_050)).toBeLessThan(32);
    expect(amplitudeAt(mono.channels[0]!, 220, 22_050)).toBeCloseTo(0.25, 1);
  });

  it('takes the sound of a video, and of a track with cover art', async () => {
    const source = [
      '-f',
      'lavfi',
      '-i',
      'sine=330:duration=2',
      '-f',
      'lavfi',
      '-i',
      'color=red:s=64x64:d=2:r=5',
    ];
    const video = await made(
      ...source,
      '-c:v',
      'mpeg4',
      '-c:a',
      'aac',
      '-movflags',
      'frag_keyframe',
      '-f',
      'mp4',
    );
    const cover = await made(
      ...source,
      ...[
        '-frames:v',
        '1',
        '-c:v',
        'mjpeg',
        '-disposition:v',
        'attached_pic',
        '-c:a',
        'libmp3lame',
        '-f',
        'mp3',
      ],
    );
    for (const bytes of [video, cover]) {
      const facts = await audio.probe(bytes);
      expect(facts.seconds).toBeGreaterThan(1.9);
      expect(facts.seconds).toBeLessThan(2.2);
      const sound = await audio.decode(bytes, { sampleRate: 44_100, channels: 1 });
      expect(rms(sound.channels[0]!, 4_410, 80_000)).toBeGreaterThan(0.05);
    }
    const mute = await made('-f', 'lavfi', '-i', 'color=red:s=64x64:d=1', '-c:v', 'mpeg4', '-f', 'matroska');
    await expect(audio.probe(mute)).rejects.toMatchObject({ id: 'audio-no-track' });
    await expect(audio.decode(mute, { sampleRate: 44_100, channels: 1 })).rejects.toMatchObject({
      id: 'audio-no-track',
    });
  });

  it('refuses eleven minutes, whether it is asked what they are or for their samples', async () => {
    const long = await made(
      '-f',
      'lavfi',
      '-i',
      'anullsrc=r=8000:cl=mono',
      '-t',
      '660',
      '-b:a',
      '8k',
      '-f',
      'mp3',
    );
    await expect(audio.probe(long)).rejects.toMatchObject({ id: 'audio-too-long', message: /10 minutes/ });
    await expect(audio.decode(long, { sampleRate: 8_000, channels: 1 })).rejects.toMatchObject({
      id: 'audio-too-long',
    });
    expect((await audio.probe(long, { maxSeconds: 661 })).seconds).toBeCloseTo(660, 0);
  });

  it('plays what is left of a truncated MP3, and refuses one cut before its first frame', async () => {
    const whole = await audio.encode(tone(4), { format: 'mp3', tags });
    const half = await audio.probe(whole.subarray(0, whole.length >> 1));
    expect(half.seconds).toBeGreaterThan(1);
    expect(half.seconds).toBeLessThan(3);
    const sound = await audio.decode(whole.subarray(0, whole.length >> 1), {
      sampleRate: 44_100,
      channels: 2,
    });
    expect(rms(sound.channels[0]!, 4_410, 40_000)).toBeGreaterThan(0.3);
    await expect(audio.probe(whole.subarray(0, 60))).rejects.toMatchObject({ id: 'audio-unreadable' });
  });

  it('refuses what is no sound with a sentence that says what to do', async () => {
    const program = new Uint8Array(200_000);
    program.set(Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff', 'latin1'));
    for (let i = 64; i < program.length; i++) program[i] = (i * 2_654_435_761) >>> 11;
    const picture = await made(
      '-f',
      'lavfi',
      '-i',
      'color=red:s=64x64',
      '-frames:v',
      '1',
      '-c:v',
      'png',
      '-f',
      'image2pipe',
    );
    const text = Buffer.from('not a song at all\n'.repeat(500));
    for (const bytes of [program, picture, text]) {
      await expect(audio.probe(bytes)).rejects.toMatchObject({ id: 'audio-unreadable', message: /Send MP3/ });
      await expect(audio.decode(bytes, { sampleRate: 44_100, channels: 2 })).rejects.toMatchObject({
        id: 'audio-unreadable',
      });
    }
    await expect(audio.probe(new Uint8Array())).rejects.toMatchObject({ id: 'audio-empty' });
    await expect(audio.probe(join(folder, 'nowhere.mp3'))).rejects.toMatchObject({ id: 'audio-missing' });
    await expect(audio.probe(folder)).rejects.toMatchObject({ id: 'audio-missing' });
  });

  it('follows no playlist and no script to another file', async () => {
    const secret = join(folder, 'secret.wav');
    await writeFile(secret, await audio.encode(tone(1), { format: 'wav' }));
    const playlists = {
      hls: `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://${secret}\n#EXT-X-ENDLIST\n`,
      'hls from the network': '#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n',
      concat: `ffconcat version 1.0\nfile '${secret}'\n`,
      sdp: 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n',
    };
    for (const [name, text] of Object.entries(playlists)) {
      const path = join(folder, `${name}.mp3`);
      await writeFile(path, text);
      await expect(audio.probe(path), name).rejects.toMatchObject({ id: 'audio-unreadable' });
      await expect(audio.decode(path, { sampleRate: 8_000, channels: 1 }), name).rejects.toMatchObject({
        id: 'audio-unreadable',
      });
    }
  });

  it('turns the NaN and the infinity of a float WAV into silence', async () => {
    const bytes = Buffer.from(
      await made('-f', 'lavfi', '-i', 'sine=220:d=1', '-c:a', 'pcm_f32le', '-f', 'wav'),
    );
    const data = bytes.indexOf('data') + 8;
    bytes.writeFloatLE(Number.NaN, data + 400);
    bytes.writeFloatLE(Number.POSITIVE_INFINITY, data + 404);
    const sound = await audio.decode(bytes, { sampleRate: 44_100, channels: 1 });
    expect(sound.channels[0]!.every(Number.isFinite)).toBe(true);
    expect([...sound.channels[0]!.subarray(100, 102)]).toEqual([0, 0]);
  });

  it('stops when it is told to', async () => {
    const bytes = await audio.encode(tone(1), { format: 'wav' });
    await expect(audio.probe(bytes, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
    const controller = new AbortController();
    const decoding = audio.decode(bytes, { sampleRate: 44_100, channels: 1, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(decoding).rejects.toThrow('enough');
  });

  describe('tags', () => {
    const markers = [
      { seconds: 0, label: 'intro' },
      { seconds: 1, label: 'verse' },
    ];

    it('gives an MP3 its title, tempo, key and chapters', async () => {
      const bytes = await audio.encode(tone(2), { format: 'mp3', tags: { ...tags, markers } });
      const read = NodeID3.read(Buffer.from(bytes));
      expect(read).toMatchObject({ title: tags.title, artist: 'Mona', bpm: '140', initialKey: 'Fm' });
      expect(read.comment?.text).toBe('seed 7');
      expect(
        read.chapter?.map(({ startTimeMs, endTimeMs, tags: { title } = {} }) => [
          startTimeMs,
          endTimeMs,
          title,
        ]),
      ).toEqual([
        [0, 1000, 'intro'],
        [1000, 2000, 'verse'],
      ]);
    });

    it('gives a WAV the same tags, the chunk that DAWs read the tempo from, and cue points', async () => {
      const bytes = Buffer.from(await audio.encode(tone(2), { format: 'wav', tags: { ...tags, markers } }));
      const chunks = chunksOf(bytes);
      expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
      const fmt = chunks.get('fmt ')!;
      expect([fmt.readUInt16LE(0), fmt.readUInt16LE(2), fmt.readUInt32LE(4), fmt.readUInt16LE(14)]).toEqual([
        1, 2, 44_100, 24,
      ]);
      expect(NodeID3.read(chunks.get('id3 ')!)).toMatchObject({
        title: tags.title,
        bpm: '140',
        initialKey: 'Fm',
      });
      const acid = chunks.get('acid')!;
      expect([acid.readUInt16LE(4), acid.readUInt32LE(12), acid.readFloatLE(20)]).toEqual([65, 5, 140]);
      const cue = chunks.get('cue ')!;
      expect([cue.readUInt32LE(0), cue.readUInt32LE(4 + 24 + 4)]).toEqual([2, 44_100]);
      expect(bytes.includes('verse\0')).toBe(true);
    });

    it('gives an Ogg its tempo and key', async () => {
      const text = Buffer.from(await audio.encode(tone(1), { format: 'ogg', tags })).toString('utf8');
      for (const comment of ['BPM=140', 'INITIALKEY=Fm', `TITLE=${tags.title}`, 'ARTIST=Mona'])
        expect(text).toContain(comment);
    });

    it('writes the same bytes for the same sound', async () => {
      for (const format of ['mp3', 'wav'] as const) {
        const one = await audio.encode(tone(0.5), { format, tags });
        expect(Buffer.compare(await audio.encode(tone(0.5), { format, tags }), one)).toBe(0);
      }
    });
  });

  it('leaves nothing in the temporary folder', async () => {
    vi.stubEnv('TMPDIR', await mkdtemp(join(folder, 'tmp-')));
    try {
      await audio.encode(tone(0.2), { format: 'mp3' });
      await audio.probe(Buffer.from('no sound')).catch(() => {});
      expect(await readdir(tmpdir())).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

it('loudness is measured right: a 1 kHz sine of amplitude 0.5 in both channels is −6 LUFS by definition', async () => {
  const left = tone(3, { hz: 997 }).channels[0]!;
  const { lufs, truePeak } = await measureLoudness({ sampleRate: 44_100, channels: [left, left] });
  expect(lufs).toBeCloseTo(-6, 0);
  expect(truePeak).toBeCloseTo(-6, 0);
  const silence = await measureLoudness({ sampleRate: 44_100, channels: [new Float32Array(44_100)] });
  expect(silence.lufs).toBeLessThanOrEqual(-70);
  expect(silence.truePeak).toBe(Number.NEGATIVE_INFINITY);
});

function chunksOf(bytes: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4);
    chunks.set(bytes.toString('latin1', at, at + 4), bytes.subarray(at + 8, at + 8 + size));
    at += 8 + size + (size % 2);
  }
  return chunks;
}
