/** Sound files as an attacker, or a broken program, would make them. */
import { createAudio, wasmEngine } from '../../../src/audio/index.ts';
import { randomOf } from '../../../src/music/index.ts';
import { tone } from '../../audio/tools.ts';
import type { Hostile } from './case.ts';

const FORMATS = ['mp3', 'ogg', 'flac', 'wav'] as const;
type Format = (typeof FORMATS)[number];

const good = new Map<Format, Promise<Uint8Array>>();
function goodOne(format: Format): Promise<Uint8Array> {
  const made =
    good.get(format) ??
    wasmEngine().then((engine) =>
      createAudio({ engine }).encode(tone(0.5), { format, tags: { title: 'x', bpm: 90 } }),
    );
  good.set(format, made);
  return made;
}

const DAMAGE: readonly (readonly [string, (file: Buffer, random: ReturnType<typeof randomOf>) => Buffer])[] =
  [
    ['cut in the middle', (file) => file.subarray(0, file.length / 2)],
    ['cut in its head', (file) => file.subarray(0, 30)],
    ['with its first half gone', (file) => file.subarray(file.length / 2)],
    ['of its head again and again', (file) => Buffer.alloc(200_000, file.subarray(0, 64))],
    [
      'with its head full of ones',
      (file) => Buffer.concat([file.subarray(0, 4), Buffer.alloc(96, 0xff), file.subarray(100)]),
    ],
    [
      'with every hundredth byte changed',
      (file, random) => file.map((byte, i) => (i % 100 === 7 ? random.int(256) : byte)) as Buffer,
    ],
  ];

/** A RIFF WAVE whose chunks are told as they are wanted. */
function wave(...chunks: readonly (readonly [string, number, Uint8Array])[]): Buffer {
  const parts = chunks.map(([id, size, bytes]) => {
    const chunk = Buffer.alloc(8 + bytes.length);
    chunk.write(id, 'latin1');
    chunk.writeUInt32LE(size >>> 0, 4);
    chunk.set(bytes, 8);
    return chunk;
  });
  return Buffer.concat([Buffer.from('RIFF\xff\xff\xff\xffWAVE', 'latin1'), ...parts]);
}
function format({ tag = 1, channels = 1, rate = 44_100, align = 2, bits = 16 } = {}): Buffer {
  const bytes = Buffer.alloc(16);
  for (const [at, value] of [
    [0, tag],
    [2, channels],
    [12, align],
    [14, bits],
  ] as const)
    bytes.writeUInt16LE(value, at);
  bytes.writeUInt32LE(rate, 4);
  return bytes;
}
const silence = Buffer.alloc(20_000);
const WAVES: readonly (readonly [string, () => Uint8Array])[] = [
  ['without a format', () => wave(['data', silence.length, silence])],
  ['without samples', () => wave(['fmt ', 16, format()])],
  ['of no channel', () => wave(['fmt ', 16, format({ channels: 0 })], ['data', silence.length, silence])],
  [
    'of 65,535 channels',
    () => wave(['fmt ', 16, format({ channels: 65_535 })], ['data', silence.length, silence]),
  ],
  ['of 0 Hz', () => wave(['fmt ', 16, format({ rate: 0 })], ['data', silence.length, silence])],
  ['of 4 GHz', () => wave(['fmt ', 16, format({ rate: 2 ** 32 - 1 })], ['data', silence.length, silence])],
  ['of 0 bits', () => wave(['fmt ', 16, format({ bits: 0, align: 0 })], ['data', silence.length, silence])],
  ['of 65,535 bits', () => wave(['fmt ', 16, format({ bits: 65_535 })], ['data', silence.length, silence])],
  [
    'of a codec that nobody knows',
    () => wave(['fmt ', 16, format({ tag: 0xabcd })], ['data', silence.length, silence]),
  ],
  [
    'of chunks of nothing',
    () => wave(...Array.from({ length: 20_000 }, () => ['junk', 0, new Uint8Array()] as const)),
  ],
  [
    'of chunks in chunks',
    () => wave(...Array.from({ length: 2_000 }, () => ['LIST', 0xffffffff, Buffer.from('INFO')] as const)),
  ],
  [
    'of samples that are no numbers',
    () =>
      wave(
        ['fmt ', 16, format({ tag: 3, bits: 32, align: 4 })],
        ['data', 16_000, Buffer.alloc(16_000, 0xff)],
      ),
  ],
];
const SCRIPTS: readonly (readonly [string, string])[] = [
  ['a playlist of other files', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\nhttp://127.0.0.1:1/x\n'],
  ['a list to be joined', "ffconcat version 1.0\nfile '/etc/passwd'\n"],
  ['a session of a network', 'v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 4000 RTP/AVP 0\n'],
  ['a page', '<html><script>fetch("http://127.0.0.1")</script></html>'],
  ['a DASH manifest', '<?xml version="1.0"?><MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>'],
];

export const AUDIO: readonly Hostile[] = [
  ...FORMATS.flatMap((name) =>
    DAMAGE.map(
      ([what, damage]): Hostile => ({
        kind: 'audio',
        what: `${name} ${what}`,
        make: async () => damage(Buffer.from(await goodOne(name)), randomOf(`${name} ${what}`)),
      }),
    ),
  ),
  ...WAVES.map(([what, make]): Hostile => ({ kind: 'audio', what: `WAV ${what}`, make })),
  ...SCRIPTS.map(([what, text]): Hostile => ({ kind: 'audio', what, make: () => Buffer.from(text) })),
];
