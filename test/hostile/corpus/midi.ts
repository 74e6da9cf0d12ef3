/** MIDI files as an attacker, or a broken program, would make them. */
import type { Hostile } from './case.ts';

const be = (number: number, width: number) =>
  Array.from({ length: width }, (_, i) => (number >>> (8 * (width - 1 - i))) & 255);
const track = (bytes: Uint8Array | readonly number[]) =>
  Buffer.concat([Buffer.from('MTrk'), Buffer.from(be(bytes.length, 4)), Buffer.from(bytes)]);
const head = (format: number, tracks: number, division: number) =>
  Buffer.from([...Buffer.from('MThd'), 0, 0, 0, 6, ...be(format, 2), ...be(tracks, 2), ...be(division, 2)]);
const file = (tracks: readonly (Uint8Array | readonly number[])[], division = 480, format = 1) =>
  Buffer.concat([head(format, tracks.length, division), ...tracks.map(track)]);

const END = [0, 0xff, 0x2f, 0];
const NOTE = [0, 0x90, 60, 100, 0x83, 0x60, 0x80, 60, 0];
const MOST = 2 * 2 ** 20;
/** A track of one thing again and again, as long as a file may be. */
function flood(
  unit: readonly number[],
  { start = [], end = [...NOTE, ...END], times = 0 }: Flood = {},
): Uint8Array {
  const count = times || Math.floor((MOST - 300) / unit.length);
  return Buffer.concat([
    Buffer.from(start),
    Buffer.alloc(unit.length * count, Buffer.from(unit)),
    Buffer.from(end),
  ]);
}
interface Flood {
  readonly start?: readonly number[];
  readonly end?: readonly number[];
  readonly times?: number;
}
const riff = (...parts: readonly Uint8Array[]) =>
  Buffer.concat([Buffer.from('RIFF\0\0\0\0RMID', 'latin1'), ...parts]);
const text = (type: number, words: string) => [
  0,
  0xff,
  type,
  ...[0x81, 0x00],
  ...Buffer.from(words.padEnd(128).slice(0, 128)),
];

const FILES: readonly (readonly [string, () => Uint8Array])[] = [
  ['nothing at all', () => new Uint8Array()],
  ['its first byte', () => Buffer.from('M')],
  ['its header alone', () => head(1, 1, 480)],
  ['a header that ends early', () => head(1, 1, 480).subarray(0, 9)],
  ['sysex of nothing', () => file([flood([0, 0xf0, 0])])],
  ['texts of nothing', () => file([flood([0, 0xff, 1, 0])])],
  ['tempo events', () => file([flood([1, 0xff, 0x51, 3, 7, 0xa1, 0x20])])],
  ['metres', () => file([flood([1, 0xff, 0x58, 4, 4, 2, 24, 8, 1, 0xff, 0x58, 4, 3, 2, 24, 8])])],
  ['keys', () => file([flood([1, 0xff, 0x59, 2, 0x7f, 1])])],
  ['controllers by running status', () => file([flood([0, 7, 100], { start: [0, 0xb0, 7, 100] })])],
  ['programs', () => file([flood([0, 0xc0, 5])])],
  [
    'pitch bends between notes',
    () => file([flood([0, 0xe0, 0, 64, 1, 0x90, 36, 100, 1, 0x80, 36, 0], { end: END })]),
  ],
  ['notes at one tick', () => file([flood([0, 0x90, 60, 100], { times: 99_999, end: [...NOTE, ...END] })])],
  ['notes that never end', () => file([flood([1, 0x90, 60, 100], { times: 99_999, end: END })])],
  ['ends of notes that never began', () => file([flood([1, 0x80, 60, 0], { times: 99_999 })])],
  [
    'hits for ten minutes',
    () => file([flood([5, 0x99, 36, 100, 5, 0x89, 36, 0], { times: 57_000, end: END })]),
  ],
  [
    'a tune of 90,000 notes',
    () => file([flood([3, 0x90, 72, 100, 3, 0x80, 72, 0], { times: 90_000, end: END })]),
  ],
  [
    'tracks of nothing',
    () =>
      Buffer.concat([
        head(1, 65_535, 480),
        Buffer.alloc(8 * 250_000, Buffer.from('MTrk\0\0\0\0', 'latin1')),
        track([...NOTE, ...END]),
      ]),
  ],
  ['one tick a beat', () => file([flood([0, 0x90, 60, 100, 1, 0x80, 60, 0], { times: 500, end: END })], 1)],
  [
    '32,767 ticks a beat',
    () => file([flood([0, 0x90, 60, 100, 1, 0x80, 60, 0], { times: 500, end: END })], 32_767),
  ],
  ['no tick a beat', () => file([[...NOTE, ...END]], 0)],
  ['frames of film', () => file([[...NOTE, ...END]], 0xe728)],
  ['format 65,535', () => file([[...NOTE, ...END]], 480, 65_535)],
  [
    'waits of hours',
    () =>
      file([
        [
          0,
          0x90,
          60,
          100,
          0xff,
          0xff,
          0xff,
          0x7f,
          0x80,
          60,
          0,
          0xff,
          0xff,
          0xff,
          0x7f,
          ...NOTE.slice(1),
          ...END,
        ],
      ]),
  ],
  ['a tempo of 0', () => file([[0, 0xff, 0x51, 3, 0, 0, 0, ...NOTE, ...END]])],
  ['60 million beats a minute', () => file([[0, 0xff, 0x51, 3, 0, 0, 1, ...NOTE, ...END]])],
  ['3 beats a minute', () => file([[0, 0xff, 0x51, 3, 0xff, 0xff, 0xff, ...NOTE, ...END]])],
  ['running status without one', () => file([[0, 60, 100, 0, 60, 0, ...END]])],
  ['a number without end', () => file([Buffer.alloc(200, 0xff)])],
  ['a text longer than the file', () => file([[0, 0xff, 1, 0xff, 0xff, 0xff, 0x7f, 65]])],
  ['sysex longer than the file', () => file([[0, 0xf0, 0xff, 0xff, 0xff, 0x7f, 65]])],
  [
    'a track longer than the file',
    () => {
      const made = file([[...NOTE, ...END]]);
      made.writeUInt32BE(0xffffffff, 18);
      return made;
    },
  ],
  [
    'RIFF around a chunk of 4 GiB',
    () => riff(Buffer.from('data\xff\xff\xff\xff', 'latin1'), file([[...NOTE, ...END]])),
  ],
  ['RIFF of chunks of nothing', () => riff(Buffer.alloc(8 * 200_000, Buffer.from('abcd\0\0\0\0', 'latin1')))],
  ['a metre of 255 over 2 to the 255th', () => file([[0, 0xff, 0x58, 4, 255, 255, 24, 8, ...NOTE, ...END]])],
  ['a metre of 0', () => file([[0, 0xff, 0x58, 4, 0, 0, 0, 0, ...NOTE, ...END]])],
  [
    'a name that is markup',
    () => file([[...text(3, '[free](https://evil.example) @everyone'), ...NOTE, ...END]]),
  ],
  [
    'a name of directions and nulls',
    () => file([[...text(3, '\u202e\0\u200b'.repeat(12)), ...NOTE, ...END]]),
  ],
  ['a key that is no key', () => file([[...text(1, `Key: ${'H#b'.repeat(30)}`), ...NOTE, ...END]])],
  [
    'a length of a billion bars',
    () => file([[...text(1, 'Made with Beatwright. Key: Fm. Bars: 999999999999.'), ...NOTE, ...END]]),
  ],
  [
    'all channels and pitches at once',
    () =>
      file([
        Array.from({ length: 2048 }, (_, i) => [0, 0x90 | (i & 15), i >> 4, 127])
          .flat()
          .concat(END),
      ]),
  ],
];

export const MIDI: readonly Hostile[] = FILES.map(([what, make]) => ({ kind: 'midi', what, make }));
