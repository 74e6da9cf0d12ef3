import { describe, expect, it } from 'vitest';
import { isMidi, keyName, readMidi } from '../../src/music/index.ts';
import { chunk, END, header, nameOf, TUNE, tuneFile } from './midi-bytes.ts';

const tune = readMidi(tuneFile()).score;
const track = (...content: number[][]) => chunk('MTrk', content.flat());
const melody = track(nameOf('Melody'), TUNE, END);

describe('what other programs open', () => {
  it.each<[string, Uint8Array]>([
    ['a channel prefix without a channel', tuneFile([0, 0xff, 0x20, 0])],
    ['a key signature without a key', tuneFile([0, 0xff, 0x59, 0])],
    ['a tempo without a tempo', tuneFile([0, 0xff, 0x51, 0])],
    ['an SMPTE offset of four bytes', tuneFile([0, 0xff, 0x54, 4, 0, 0, 0, 0])],
    ['a sequence number of three bytes', tuneFile([0, 0xff, 0x00, 3, 1, 2, 3])],
    ['a meta event that nobody knows', tuneFile([0, 0xff, 0x6a, 2, 1, 2])],
    ['real-time bytes', tuneFile([0, 0xf8, 0, 0xfe, 0, 0xfa])],
    ['a song position and a tune request', tuneFile([0, 0xf2, 1, 2, 0, 0xf6])],
    ['system exclusive bytes with their length', tuneFile([0, 0xf0, 3, 1, 2, 0xf7])],
    ['system exclusive bytes that forgot it', tuneFile([0, 0xf0, 0x7e, 0x7f, 9, 1, 0xf7])],
    ['aftertouch', tuneFile([0, 0xa0, 60, 9, 0, 0xd0, 9])],
    ['no end of its track', tuneFile([], [])],
    ['the end-of-file mark of DOS after it', Uint8Array.from([...tuneFile(), 0x1a])],
    ['zeros after it', Uint8Array.from([...tuneFile(), 0, 0, 0, 0, 0])],
    ['a longer header', Uint8Array.from([...chunk('MThd', [0, 0, 0, 1, 1, 0xe0, 7, 7]), ...melody])],
    ['a chunk of another kind', Uint8Array.from([...header(1), ...chunk('XFIH', [1, 2, 3]), ...melody])],
    ['a length that stops before its end', Uint8Array.from([...header(1), ...melody, ...chunk('XFKM', [9])])],
  ])('is read without a word: %s', (_, bytes) => {
    expect(readMidi(bytes)).toMatchObject({ score: tune, warnings: [expect.stringContaining('tempo')] });
  });

  it.each<[string, number[], string]>([
    [
      'a byte between the chunks',
      [...header(2), ...track(END), 0, ...melody],
      'Skipped 1 byte outside the tracks.',
    ],
    [
      'a text between the chunks',
      [...header(2), ...track(END), 1, 2, 200, ...melody],
      'Skipped 3 bytes outside the tracks.',
    ],
    ['bytes after the last track', [...header(1), ...melody, 1, 2, 3], 'Skipped 3 bytes outside the tracks.'],
    [
      'a last track that says too long a length',
      [...header(1), ...chunk('MTrk', [...nameOf('Melody'), ...TUNE, ...END], 500)],
      '1 track gave a wrong length',
    ],
    [
      'a track that says too short a length',
      [...header(2), ...chunk('MTrk', [...nameOf('Melody'), ...TUNE, ...END], 30), ...track(END)],
      '1 track gave a wrong length',
    ],
    [
      'two tracks that say too long a length',
      [
        ...header(2),
        ...chunk('MTrk', END, 40),
        ...chunk('MTrk', [...nameOf('Melody'), ...TUNE, ...END], 900),
      ],
      '2 tracks gave a wrong length',
    ],
    ['a pitch beyond 127', [...tuneFile([0, 0x90, 200, 90])], 'Skipped 1 event with impossible values.'],
    ['a tempo of four bytes', [...tuneFile([0, 0xff, 0x51, 4, 7, 8, 9, 10])], 'Skipped 1 event whose tempo'],
    [
      'a byte that begins no event',
      [...header(1), ...chunk('MTrk', [64, ...nameOf('Melody'), ...TUNE, ...END])],
      'Skipped 1 piece of a track',
    ],
  ])('is read with a word about what was lost: %s', (_, bytes, words) => {
    const { score, warnings } = readMidi(Uint8Array.from(bytes));
    expect(score.melody).toEqual(tune.melody);
    expect(warnings).toContainEqual(expect.stringContaining(words));
  });

  it('takes a velocity beyond 127 for the loudest', () => {
    const loud = [...header(1), ...track(nameOf('Melody'), [0, 0x90, 69, 255, 0x83, 0x60, 0x80, 69, 0], END)];
    expect(readMidi(Uint8Array.from(loud)).score.melody).toMatchObject([{ pitch: 69, velocity: 127 }]);
  });

  it('keeps running status over meta events and real-time bytes', () => {
    const running = [
      0, 0x90, 69, 90, 0x83, 0x60, 69, 0, 0, 0xff, 0x01, 1, 65, 0, 0xf8, 0, 72, 90, 0x83, 0x60, 72, 0,
    ];
    const { score } = readMidi(Uint8Array.from([...header(1), ...track(nameOf('Melody'), running, END)]));
    expect(score.melody.map(({ pitch }) => pitch)).toEqual([69, 72]);
  });

  it('hears the key where the signature has a mode that is none', () => {
    const notes = [67, 70, 74, 67, 72, 74, 67, 67].flatMap((pitch) => [
      0,
      0x90,
      pitch,
      90,
      0x83,
      0x60,
      0x80,
      pitch,
      0,
    ]);
    const bytes = [...header(1), ...track([0, 0xff, 0x59, 2, 0xfe, 0xff], nameOf('Melody'), notes, END)];
    const { score, keyFrom, warnings } = readMidi(Uint8Array.from(bytes));
    expect([keyName(score.key), keyFrom]).toEqual(['Gm', 'notes']);
    expect(warnings).toContainEqual(expect.stringContaining('key cannot be read'));
  });
});

describe('what is damaged beyond that', () => {
  it('is refused when most of it means nothing', () => {
    const noise = Array.from({ length: 40 }, () => [0, 0x90, 200, 90]).flat();
    expect(() => readMidi(tuneFile(noise))).toThrow(expect.objectContaining({ id: 'midi-damaged' }));
  });

  it('is refused when its end is missing', () => {
    expect(() => readMidi(tuneFile().slice(0, -6))).toThrow(
      expect.objectContaining({ id: 'midi-truncated' }),
    );
  });

  it('is refused when it has more tracks than any project', () => {
    const one = track([0, 0x90, 60, 90, 9, 0x80, 60, 0], END);
    const many = [...header(255), ...Array.from({ length: 600 }, () => one).flat()];
    expect(() => readMidi(Uint8Array.from(many))).toThrow(
      expect.objectContaining({ id: 'midi-too-many-tracks' }),
    );
  });

  it('says how long it plays where that is too long', () => {
    const long = track([0, 0x90, 60, 90, 0xa3, 0xa9, 0x5c, 0x80, 60, 0], END);
    expect(() => readMidi(Uint8Array.from([...header(1), ...long]))).toThrow(
      'This MIDI file is 10:04 long; it must be shorter than 10:00.',
    );
  });
});

describe('a RIFF envelope', () => {
  const plain = tuneFile();
  const size = (length: number) => [0, 8, 16, 24].map((shift) => (length >> shift) & 255);
  const wrapped = Uint8Array.from([
    ...Buffer.from('RIFF'),
    ...size(plain.length + 12),
    ...Buffer.from('RMIDdata'),
    ...size(plain.length),
    ...plain,
  ]);

  it('is taken for MIDI by its first bytes, as a plain file is', () => {
    expect(isMidi(wrapped.subarray(0, 12))).toBe(true);
    expect(isMidi(plain.subarray(0, 12))).toBe(true);
    expect(isMidi(Buffer.from('RIFF\u0000\u0000\u0000\u0000WAVEfmt '))).toBe(false);
    expect(isMidi(new Uint8Array())).toBe(false);
  });

  it('is read like the file within', () => {
    expect(readMidi(wrapped).score).toEqual(tune);
  });
});
