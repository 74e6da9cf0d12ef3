import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkScore, readMidi, writeMidi } from '../../src/music/index.ts';
import { BeatwrightError } from '../../src/words/index.ts';
import { anySoundingScore } from './arbitrary.ts';
import { type At, control, midiFile, note, pattern, tempo } from './midi-files.ts';

const beat = midiFile([[tempo(90)], pattern(9, 36, [0, 4, 8, 12])]);
const withHeader = (change: (view: DataView) => void): Uint8Array => {
  const bytes = beat.slice();
  change(new DataView(bytes.buffer));
  return bytes;
};
/** A file of one track with these bytes. */
const track = (...parts: (number | readonly number[])[]): Uint8Array => {
  const bytes = Uint8Array.from(parts.flat());
  const size = new Uint8Array(Uint32Array.of(bytes.length).buffer).toReversed();
  return Buffer.concat([
    beat.subarray(0, 10),
    Uint8Array.of(0, 1, 1, 0xe0),
    Buffer.from('MTrk'),
    size,
    bytes,
  ]);
};
const repeat = (times: number, event: (i: number) => number[]): number[] =>
  Array.from({ length: times }, (_, i) => event(i)).flat();

describe('a file that cannot be read', () => {
  it.each<[string, string, Uint8Array, string]>([
    ['is empty', 'midi-empty', new Uint8Array(), 'Export it again'],
    [
      'is a renamed .exe',
      'midi-not-midi',
      Uint8Array.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 255, 255]),
      'standard MIDI file',
    ],
    ['is an MP3', 'midi-not-midi', Uint8Array.from(Buffer.from('ID3\u0004and so on')), 'standard MIDI file'],
    ['has nothing after its header', 'midi-truncated', beat.slice(0, 14), 'upload it again'],
    ['breaks off within a track', 'midi-truncated', beat.slice(0, -9), 'upload it again'],
    ['is of type 2', 'midi-format', withHeader((view) => view.setUint16(8, 2)), 'type 0 or type 1'],
    [
      'is of a type that there is not',
      'midi-damaged',
      withHeader((view) => view.setUint16(8, 77)),
      'Export it again',
    ],
    [
      'counts SMPTE frames',
      'midi-smpte',
      withHeader((view) => view.setUint16(12, 0xe728)),
      'ticks per quarter note',
    ],
    ['has no ticks', 'midi-damaged', withHeader((view) => view.setUint16(12, 0)), 'Export it again'],
    [
      'has a header without room',
      'midi-damaged',
      withHeader((view) => view.setUint32(4, 2)),
      'Export it again',
    ],
    ['has no notes', 'midi-no-notes', midiFile([[tempo(90)], [control(0, 100, 7, 100)]]), 'Select the clips'],
    ['ends within a note', 'midi-damaged', track(0, 0x99, 36), 'Export it again'],
    ['begins with running status', 'midi-damaged', track(0, 36, 100), 'Export it again'],
    ['has a pitch of 200', 'midi-damaged', track(0, 0x99, 200, 100), 'Export it again'],
    [
      'is of 10 minutes',
      'midi-too-long',
      midiFile([[tempo(120)], pattern(9, 36, [0, 15], { bars: 300 })]),
      'shorter than 10:00',
    ],
    [
      'waits for years',
      'midi-too-long',
      track(0xff, 0xff, 0xff, 0x7f, 0x99, 36, 100, 0xff, 0xff, 0xff, 0x7f, 0x89, 36, 0),
      'shorter than 10:00',
    ],
    [
      'hides its length in wild tempi',
      'midi-too-many-bars',
      midiFile([
        [tempo(240), ...Array.from({ length: 50 }, (_, i) => tempo(3e7 / (i + 1), 200_000 + i * 190_000))],
        [...note(9, 0, 9, 36), ...note(9, 9_000_000, 9, 36)],
      ]),
      'only the part with the loop',
    ],
    [
      'has a million notes',
      'midi-too-dense',
      track(
        0,
        0x99,
        repeat(100_001, () => [36, 1, 0]),
      ),
      'Export only the beat',
    ],
    [
      'is larger than any beat',
      'midi-too-big',
      Uint8Array.from(beat.length ? [...beat, ...new Uint8Array(3e6)] : []),
      'Export only the beat',
    ],
  ])('because it %s, says so and what to do', (_, id, bytes, advice) => {
    expect(() => readMidi(bytes)).toThrow(
      expect.objectContaining({ name: 'BeatwrightError', id, message: expect.stringContaining(advice) }),
    );
  });

  it('is told from one that is 9 minutes and 58 seconds long', () => {
    expect(readMidi(midiFile([[tempo(120)], pattern(9, 36, [0, 15], { bars: 299 })])).loops).toHaveLength(1);
  });

  it('is refused wherever it was cut off', () => {
    const bytes = writeMidi({
      bpm: 90,
      key: { tonic: 0, mode: 'minor' },
      bars: 1,
      chords: [],
      melody: [],
      drums: [{ drum: 'kick', tick: 0, velocity: 99 }],
      bass: [
        { tick: 0, duration: 480, pitch: 30, velocity: 99, glide: { pitch: 42, offset: 240, duration: 240 } },
      ],
    });
    for (let length = 1; length < bytes.length; length++) {
      const cut = bytes.slice(0, length);
      // Cut between tracks, what is left is whole: it has notes or it has none.
      const left = outcome(cut);
      const isWhole = left === 'read' || left === 'midi-no-notes';
      expect(isWhole ? 'between tracks' : left).toBe(
        isWhole && isBetweenTracks(bytes, length) ? 'between tracks' : 'midi-truncated',
      );
    }
  });
});

describe('hostile bytes', () => {
  const files = [
    beat,
    midiFile([Array.from({ length: 60 }, (_, i): At[] => note(i % 16, i * 77, 300, 30 + i)).flat()], {
      format: 0,
    }),
  ];

  it('never do anything but be read into valid scores or be refused', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        (file, changes) => {
          const bytes = file.slice();
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          expect(outcome(bytes)).toMatch(/^(read|midi-)/);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('do not either when they are all made up', () => {
    const anyTrack = fc.uint8Array({ maxLength: 400 }).map((bytes) => track(...bytes));
    fc.assert(
      fc.property(fc.oneof(anyTrack, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        expect(outcome(bytes)).toMatch(/^(read|midi-)/);
      }),
      { numRuns: 1000 },
    );
  });

  it('do not either when parts of real files are swapped about', () => {
    const piece = fc.tuple(
      anySoundingScore({ maxBars: 4 }).map((score) => writeMidi(score)),
      fc.nat(4000),
      fc.nat(200),
    );
    fc.assert(
      fc.property(piece, piece, ([a, from, length], [b, at]) => {
        const bytes = a.slice();
        bytes.set(
          b.subarray(at % b.length, (at % b.length) + Math.min(length, bytes.length - (from % bytes.length))),
          from % bytes.length,
        );
        expect(outcome(bytes)).toMatch(/^(read|midi-)/);
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, Uint8Array]>([
    [
      'two hundred thousand tracks',
      Buffer.concat([
        beat.subarray(0, 14),
        Uint8Array.from(repeat(200_000, () => [0x4d, 0x54, 0x72, 0x6b, 0, 0, 0, 0])),
      ]),
    ],
    [
      'a hundred thousand notes that never end',
      track(
        0,
        0x90,
        repeat(99_999, (i) => [i % 127, 1, 0]),
      ),
    ],
    [
      'a hundred thousand bends under a held note',
      track(
        0,
        0x90,
        30,
        99,
        0,
        0xe0,
        repeat(99_999, (i) => [i % 127, i % 127, 0]),
      ),
    ],
    [
      'a hundred thousand pedals',
      track(
        0,
        0xb0,
        repeat(99_999, (i) => [64, i % 2 ? 0 : 127, 0]),
        0x90,
        60,
        99,
      ),
    ],
    [
      'a hundred thousand metres',
      track(
        repeat(99_999, (i) => [1, 0xff, 0x58, 4, 2 + (i % 3), 2, 24, 8]),
        0,
        0x90,
        60,
        99,
      ),
    ],
  ])(
    'do not hang: %s',
    (_, bytes) => {
      expect(outcome(bytes)).toMatch(/^(read|midi-)/);
    },
    10_000,
  );
});

/** What came of a file: 'read' if every score is valid, else the error's id. */
function outcome(bytes: Uint8Array): string {
  try {
    const { sections, loops } = readMidi(bytes);
    for (const score of [...sections, ...loops]) checkScore(score);
    return 'read';
  } catch (error) {
    if (error instanceof BeatwrightError) return error.id;
    throw error;
  }
}

function isBetweenTracks(bytes: Uint8Array, length: number): boolean {
  const end =
    length === bytes.length || String.fromCharCode(...bytes.subarray(length, length + 4)) === 'MTrk';
  return end && length > 14;
}
