/**
 * WAV files of 24 bits, written here and not by ffmpeg for the chunks it does not know: `id3 ` (tempo and key
 * for DJ software), `acid` (tempo and root for DAWs) and `cue ` with labels (markers).
 */
import { provenanceOf, type Sound } from '../music/index.ts';
import { id3Of } from './id3.ts';
import type { Tags } from './tags.ts';
import { xmpOf } from './xmp.ts';

const FULL_SCALE = 0x7fffff;

export function wavOf(sound: Sound, tags: Tags): Uint8Array {
  const { sampleRate, channels } = sound;
  const width = channels.length;
  const length = channels[0]?.length ?? 0;
  const chunks = [
    chunk('fmt ', formatOf(sampleRate, width)),
    chunk('data', samplesOf(channels)),
    ...(tags.bpm === undefined ? [] : [chunk('acid', acidOf(tags.bpm, tags.key, length / sampleRate))]),
    ...cuesOf(tags, sampleRate),
    ...infoOf(tags),
    chunk('id3 ', id3Of(tags, length / sampleRate)),
    // XMP, under the name that the specification gives its chunk.
    ...(tags.origin === undefined ? [] : [chunk('_PMX', Buffer.from(xmpOf(provenanceOf(tags.origin))))]),
  ];
  return riff(chunks);
}

function formatOf(sampleRate: number, width: number): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(16));
  bytes.setUint16(0, 1, true); // PCM
  bytes.setUint16(2, width, true);
  bytes.setUint32(4, sampleRate, true);
  bytes.setUint32(8, sampleRate * width * 3, true);
  bytes.setUint16(12, width * 3, true);
  bytes.setUint16(14, 24, true);
  return new Uint8Array(bytes.buffer);
}

function samplesOf(channels: readonly Float32Array[]): Uint8Array {
  const width = channels.length;
  const length = channels[0]?.length ?? 0;
  const bytes = new Uint8Array(length * width * 3);
  for (let c = 0; c < width; c++) {
    const channel = channels[c]!;
    for (let i = 0, at = c * 3; i < length; i++, at += width * 3) {
      const value = Math.round(Math.max(-1, Math.min(1, channel[i]!)) * FULL_SCALE);
      bytes[at] = value;
      bytes[at + 1] = value >> 8;
      bytes[at + 2] = value >> 16;
    }
  }
  return bytes;
}

/** Sonic Foundry's ACID chunk: what a loop's root, length in beats and tempo are. */
function acidOf(bpm: number, key: string | undefined, seconds: number): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(24));
  const root = key === undefined ? undefined : rootOf(key);
  const ROOT_SET = 2;
  bytes.setUint32(0, root === undefined ? 0 : ROOT_SET, true);
  bytes.setUint16(4, root ?? 60, true);
  bytes.setUint16(6, 0x8000, true);
  bytes.setUint32(12, Math.round((seconds * bpm) / 60), true);
  bytes.setUint16(16, 4, true); // meter: denominator, numerator
  bytes.setUint16(18, 4, true);
  bytes.setFloat32(20, bpm, true);
  return new Uint8Array(bytes.buffer);
}

/** MIDI pitch from 60 up of a key's tonic. */
function rootOf(key: string): number | undefined {
  const found = /^([A-G])([#b]?)/.exec(key);
  if (!found) return undefined;
  const semitones = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 }[found[1] as 'C'];
  const shift = found[2] === '#' ? 1 : found[2] === 'b' ? -1 : 0;
  return 60 + ((semitones + shift + 12) % 12);
}

function cuesOf({ markers = [] }: Tags, sampleRate: number): Uint8Array[] {
  if (markers.length === 0) return [];
  const cues = new DataView(new ArrayBuffer(4 + 24 * markers.length));
  cues.setUint32(0, markers.length, true);
  markers.forEach(({ seconds }, i) => {
    const at = 4 + 24 * i;
    const sample = Math.round(seconds * sampleRate);
    cues.setUint32(at, i + 1, true);
    cues.setUint32(at + 4, sample, true);
    cues.setUint32(at + 8, 0x61746164, true); // 'data'
    cues.setUint32(at + 20, sample, true);
  });
  const labels = markers.map(({ label }, i) => {
    const text = zeroEnded(label);
    const bytes = new Uint8Array(4 + text.length);
    bytes[0] = i + 1;
    bytes.set(text, 4);
    return chunk('labl', bytes);
  });
  return [chunk('cue ', new Uint8Array(cues.buffer)), list('adtl', labels)];
}

function infoOf({ title, artist, comment, origin }: Tags): Uint8Array[] {
  const provenance = origin && provenanceOf(origin);
  const fields: [string, string | undefined][] = [
    ['INAM', title],
    ['IART', artist],
    ['ICMT', comment ?? provenance?.sentence],
    ['ISFT', provenance?.fields['SOFTWARE']],
  ];
  const chunks = fields.flatMap(([id, text]) => (text === undefined ? [] : [chunk(id, zeroEnded(text))]));
  return chunks.length === 0 ? [] : [list('INFO', chunks)];
}

function zeroEnded(text: string): Uint8Array {
  return Buffer.from(`${text}\0`, 'utf8');
}

function list(type: string, chunks: readonly Uint8Array[]): Uint8Array {
  return chunk('LIST', Buffer.concat([Buffer.from(type, 'latin1'), ...chunks]));
}

function riff(chunks: readonly Uint8Array[]): Uint8Array {
  return chunk('RIFF', Buffer.concat([Buffer.from('WAVE', 'latin1'), ...chunks]));
}

/** A RIFF chunk: id, size, body, and a zero byte if the body's size is odd. */
function chunk(id: string, body: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(8 + body.length + (body.length % 2));
  bytes.write(id, 0, 'latin1');
  bytes.writeUInt32LE(body.length, 4);
  bytes.set(body, 8);
  return bytes;
}
