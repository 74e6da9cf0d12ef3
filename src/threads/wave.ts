/**
 * Sounds of a kit as they are kept: mono WAV of 16 bits, which anybody can play and which is read without ffmpeg, since a
 * beat reads a dozen of them. Nobody but Beatwright writes it, so it is read without suspicion.
 */
import type { Sound } from '../music/index.ts';

const HEADER = 44;
const FULL = 32_767;

/** @param sound mono, within ±1 */
export function packWave({ sampleRate, channels }: Sound): Uint8Array {
  const samples = channels[0]!;
  const bytes = new Uint8Array(HEADER + 2 * samples.length);
  const view = new DataView(bytes.buffer);
  const text = (at: number, name: string) => bytes.set(Buffer.from(name, 'latin1'), at);
  text(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, 2 * sampleRate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, 2 * samples.length, true);
  for (const [i, x] of samples.entries()) view.setInt16(HEADER + 2 * i, Math.round(x * FULL), true);
  return bytes;
}

export function unpackWave(bytes: Uint8Array): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = (bytes.length - HEADER) / 2;
  const samples = Float32Array.from({ length }, (_, i) => view.getInt16(HEADER + 2 * i, true) / FULL);
  return { sampleRate: view.getUint32(24, true), channels: [samples] };
}
