/** ZIPs, kits, lyrics and names as an attacker, or a broken program, would make them. */
import { MAX_LYRICS } from '../../../src/flow/index.ts';
import { midi, pack, rawZip } from '../../support/packs.ts';
import type { Hostile } from './case.ts';

const zeros = (size: number) => new Uint8Array(size);
const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));

const ZIPS: readonly (readonly [string, () => Uint8Array])[] = [
  ['nothing', () => new Uint8Array()],
  ['its magic alone', () => Buffer.from('PK\x03\x04', 'latin1')],
  ['an end without a beginning', () => Buffer.from(`PK\x05\x06${'\xff'.repeat(18)}`, 'latin1')],
  ['one that ends early', () => pack({ 'a.mid': midi('a') }).subarray(0, -20)],
  ['ten thousand entries', () => rawZip(many(10_001, (i) => ({ name: `${i}` })))],
  ['a bomb', () => pack(Object.fromEntries(many(9, (i) => [`${i}.wav`, zeros(2 ** 24 + i)])))],
  [
    'entries over each other',
    () =>
      rawZip([
        { name: '0.wav', bytes: zeros(2 ** 22) },
        ...many(60, (i) => ({ name: `${i}.wav`, bytes: zeros(2 ** 22), offset: 0 })),
      ]),
  ],
  ['claims of 4 GiB', () => rawZip([{ name: 'a.mid', bytes: midi('a'), claims: 2 ** 32 - 2 }])],
  ['claims of nothing', () => rawZip([{ name: 'a.mid', bytes: zeros(2 ** 20), claims: 0 }])],
  ['a wrong checksum', () => rawZip([{ name: 'a.mid', bytes: midi('a'), crc: 1 }])],
  ['a wish for a codec that nobody knows', () => rawZip([{ name: 'a.mid', bytes: midi('a'), method: 99 }])],
  ['a password', () => rawZip([{ name: 'a.mid', bytes: midi('a'), flags: 1 }])],
  [
    'bytes that are not packed',
    () => rawZip([{ name: 'a.mid', bytes: midi('a'), packed: Buffer.alloc(999, 0xff) }]),
  ],
  ['a ZIP in a ZIP', () => pack({ 'a.zip': pack({ 'b.zip': pack({ 'c.mid': midi('c') }) }) })],
  ['a name that leads up', () => rawZip([{ name: `${'../'.repeat(100)}etc/passwd.mid`, bytes: midi('a') }])],
  ['a name of 60,000 letters', () => rawZip([{ name: `${'n'.repeat(60_000)}.mid`, bytes: midi('a') }])],
  ['a name of bytes that are no text', () => rawZip([{ name: Buffer.alloc(300, 0xfe), bytes: midi('a') }])],
  ['the same name a hundred times', () => rawZip(many(100, (i) => ({ name: 'a.mid', bytes: midi(`${i}`) })))],
];

const deep = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);
const KITS: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['no JSON', '{ "drums": '],
  ['a list', '[]'],
  ['a number', '1e999'],
  ['brackets in brackets', deep('[', ']', 50_000)],
  ['objects in objects', deep('{"a":', '}', 5_000).replace('}', '1}')],
  ['its prototype', '{ "__proto__": { "drums": null }, "constructor": { "prototype": {} } }'],
  ['a drum that nobody knows', '{ "drums": { "gong": { "kind": "oneShot", "file": "x.wav" } } }'],
  ['a level of infinity', '{ "drums": { "kick": { "level": 1e308 } } }'],
  ['a pitch of nothing', '{ "drums": { "kick": { "pitch": null } } }'],
  ['a pitch below hearing', '{ "drums": { "kick": { "pitch": -1e9 } } }'],
  [
    'a file elsewhere',
    '{ "drums": { "snare": { "kind": "oneShot", "level": 0, "file": "../../../../etc/passwd" } } }',
  ],
  [
    'a file by its whole path',
    '{ "drums": { "snare": { "kind": "oneShot", "level": 0, "file": "/etc/passwd" } } }',
  ],
  [
    'a file that is an address',
    '{ "drums": { "snare": { "kind": "oneShot", "level": 0, "file": "http://127.0.0.1/x.wav" } } }',
  ],
  ['a font elsewhere', '{ "melody": { "font": "/etc/passwd", "program": 1 } }'],
  ['a program that there is not', '{ "melody": { "program": 4096 } }'],
  ['words for numbers', '{ "mix": { "melody": { "reverb": "all of it" } } }'],
  ['a base that nobody knows', '{ "base": "polka" }'],
  ['objects in objects for a base', `{ "base": ${deep('{"a":', '}', 5_000).replace('}', '1}')} }`],
  ['a hundred thousand fields', JSON.stringify(Object.fromEntries(many(100_000, (i) => [`f${i}`, i])))],
  ['a megabyte of a word', JSON.stringify({ base: 'x'.repeat(2 ** 20) })],
];

const fill = (unit: string) => unit.repeat(Math.ceil(MAX_LYRICS / unit.length)).slice(0, MAX_LYRICS);
const bytes = (...values: readonly number[]) => Uint8Array.from(values);
const LYRICS: readonly (readonly [string, () => Uint8Array | string])[] = [
  ['nothing', () => ''],
  ['spaces', () => fill(' ')],
  ['empty lines', () => fill('\n')],
  ['one letter', () => fill('a ')],
  ['a line without end', () => fill('night and light ')],
  ['brackets', () => fill('(')],
  ['open verses', () => fill('word [[[[[[[[[[[[')],
  ['stars', () => fill('* *')],
  ['hyphens', () => fill('-')],
  ['apostrophes and stops', () => fill("a'a.a&a")],
  ['digits', () => fill('1111 1111 1111\n')],
  ['long words', () => fill(`${'supercalifragilisticexpialidociousyeah '.repeat(20)}\n`)],
  ['vowels', () => fill(`${'yayeyiyoyuyayeyiyoyu '.repeat(20)}\n`)],
  ['accents on one letter', () => fill(`a${'\u0301'.repeat(200)}`)],
  ['faces', () => fill('👩\u200d🚀🏴󠁧󠁢󠁥󠁮󠁧󠁿 ')],
  ['directions', () => fill('\u202e\u202dabc \u2066')],
  ['nulls', () => new Uint8Array(20_000)],
  ['bytes that are no text', () => new Uint8Array(20_000).map((_, i) => (i * 151) & 255)],
  ['half a pair', () => bytes(0xff, 0xfe, 0x3d, 0xd8, 0x20)],
  ['a mark and nothing', () => bytes(0xef, 0xbb, 0xbf)],
  ['RTF in RTF', () => `{\\rtf1${deep('{', '}', 20_000)}}`],
  ['RTF that never ends', () => `{\\rtf1 ${'\\par\\u-1?'.repeat(4_000)}`],
  ['RTF with a picture of 4 GiB', () => '{\\rtf1{\\pict\\bin4294967295 x}}'],
  ['times without words', () => '[99:99.99]'.repeat(5_000)],
  ['a subtitle that goes back', () => '1\n00:00:05,000 --> 00:00:01,000\nnight\n\n'.repeat(1_000)],
  ['a document', () => Buffer.from('PK\x03\x04word/document.xml', 'latin1')],
  ['a PDF', () => '%PDF-1.7\nnight\nlight\n'],
];

const NAMES: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['a point', '.'],
  ['points and slashes', '../../../../'],
  ['nulls', '\0\0\0.mid'],
  ['a billion', '999999999999999999999999bpm.mid'],
  ['a negative tempo', '-140 bpm.mid'],
  ['tempi', `${'140 bpm '.repeat(5_000)}.mid`],
  ['keys', `${'F#m Cmaj Bb minor '.repeat(3_000)}.mid`],
  ['brackets', `${'([{'.repeat(10_000)}.mid`],
  ['spaces', `${' '.repeat(50_000)}x.mid`],
  ['underlines', `${'_'.repeat(50_000)}.mid`],
  ['parts', `${'drums bass keys lead '.repeat(2_000)}.mid`],
  ['letters of everywhere', 'Ночь 夜 ليل रात ราตรี.mid'],
  ['half a pair', `\ud83d${'x'.repeat(10)}\udfb9.mid`],
  ['accents', `a${'\u0301'.repeat(20_000)}.mid`],
  ['markup', '[free](https://evil.example)**<@1>@everyone.mid'],
];

export const TEXTS: readonly Hostile[] = [
  ...ZIPS.map(([what, make]): Hostile => ({ kind: 'zip', what, make })),
  ...KITS.map(([what, text]): Hostile => ({ kind: 'kit', what, make: () => text })),
  ...LYRICS.map(([what, make]): Hostile => ({ kind: 'lyrics', what, make })),
  ...NAMES.map(([what, name]): Hostile => ({ kind: 'name', what, make: () => name })),
];
