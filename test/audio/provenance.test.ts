/** What every file of a take says of where it comes from: to people, and to programs. */
import { unzipSync } from 'fflate';
import NodeID3 from 'node-id3';
import { expect, it } from 'vitest';
import { createAudio } from '../../src/audio/index.ts';
import { type Origin, provenanceOf, readMidi, writeMidi } from '../../src/music/index.ts';
import { readMidiFile } from '../../src/music/midi-file.ts';
import { packTake } from '../../src/render/index.ts';
import { describeEngines, ffmpeg } from '../support/ffmpeg.ts';
import { tone } from './tools.ts';

const ORIGIN: Origin = {
  generator: { artist: 'Night "Shift" & Söhne', version: 3, references: 9 },
  style: 'trap',
  seed: 42,
  take: 'B',
};
const AI_MADE = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';
const { sentence, fields } = provenanceOf(ORIGIN);
const SCORE = {
  bpm: 140,
  key: { tonic: 5, mode: 'minor' },
  bars: 1,
  drums: [{ drum: 'kick', tick: 0, velocity: 100 }],
  bass: [],
  chords: [],
  melody: [],
} as const;

it('names the generator, its version, the seed and the take, and that a program made it', () => {
  expect(sentence).toBe(
    'AI-generated music, made with Beatwright by a generator of Night "Shift" & Söhne, version 3 (trap). Seed 42, take B.',
  );
  expect(fields).toMatchObject({
    AI_GENERATED: 'true',
    DIGITALSOURCETYPE: AI_MADE,
    GENERATOR_VERSION: '3',
    SEED: '42',
  });
  const plain = provenanceOf({ style: 'trap', seed: 7, take: 'A' });
  expect(plain.sentence).toContain('by its base network (trap). Seed 7');
  expect(plain.fields).not.toHaveProperty('GENERATOR_VERSION');
  expect(provenanceOf({ style: 'trap', seed: 7, take: 'A', baseline: 'ngram' }).sentence).toContain('ngram');
});

describeEngines((engine) => {
  const encode = (format: 'mp3' | 'wav' | 'flac' | 'ogg') =>
    createAudio({ engine }).encode(tone(0.2), { format, tags: { title: 'x', origin: ORIGIN } });

  it('MP3 and WAV say it in ID3 and XMP', async () => {
    for (const format of ['mp3', 'wav'] as const) {
      const bytes = Buffer.from(await encode(format));
      const tag = NodeID3.read(format === 'mp3' ? bytes : bytes.subarray(bytes.indexOf('id3 ') + 8));
      expect(tag.comment?.text, format).toBe(sentence);
      expect(Object.fromEntries(tag.userDefinedText!.map((each) => [each.description, each.value]))).toEqual(
        fields,
      );
      const xmp = bytes.subarray(bytes.indexOf('<?xpacket')).toString('utf8');
      expect(xmp).toContain(`Iptc4xmpExt:DigitalSourceType="${AI_MADE}"`);
      expect(xmp).toContain('Night &quot;Shift&quot; &amp; Söhne');
      if (format === 'wav') expect(bytes.includes('ISFT') && bytes.includes('_PMX')).toBe(true);
    }
  });

  it('FLAC and Ogg say it in comments', async () => {
    for (const format of ['flac', 'ogg'] as const) {
      const { stdout } = await ffmpeg(
        [
          '-v',
          'error',
          '-i',
          'file:in',
          ...(format === 'ogg' ? ['-map_metadata', '0:s:0'] : []),
          '-f',
          'ffmetadata',
          'pipe:1',
        ],
        { source: await encode(format) },
      );
      const said = new TextDecoder().decode(stdout);
      for (const [name, value] of Object.entries(fields)) {
        expect(said.toUpperCase(), format).toContain(`${name}=${value.toUpperCase().slice(0, 12)}`);
      }
      expect(said).toMatch(/comment=AI-generated music, made with Beatwright/i);
    }
  });
});

it('MIDI says it in text events, and is read as before', () => {
  const midi = writeMidi(SCORE, { title: 'x', origin: ORIGIN });
  const texts = readMidiFile(midi).tracks.flatMap((track) =>
    track.flatMap(({ event }) => (event.type === 'text' ? [new TextDecoder().decode(event.bytes)] : [])),
  );
  expect(texts).toContain(sentence);
  expect(JSON.parse(texts.at(-1)!)).toEqual(fields);
  const plain = readMidi(writeMidi(SCORE, { title: 'x' }));
  expect(readMidi(midi)).toEqual(plain);
});

it('a ZIP has a sheet of its rights: who made it, from how many references, with consent', () => {
  const name = {
    artist: 'Night Shift',
    style: 'trap',
    bpm: 140,
    key: SCORE.key,
    bars: 1,
    seed: 42,
    take: 'B',
  } as const;
  const sheets = [ORIGIN, { style: 'trap', seed: 42, take: 'B' } as const].map((origin) => {
    const entries = unzipSync(packTake(name, new Uint8Array(1), [], { origin }));
    const path = Object.keys(entries).find((each) => each.endsWith('_rights.txt'))!;
    return Buffer.from(entries[path]!).toString('utf8');
  });
  expect(sheets[0]).toContain(sentence);
  expect(sheets[0]).toMatch(/9 references .*consent/);
  expect(sheets[0]).toContain('FluidR3');
  expect(sheets[1]).toMatch(/openly licensed/);
});
