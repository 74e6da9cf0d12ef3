/** MIDI files byte by byte, for what no writer would write. */

/** A chunk by its name, with the length that it has or another. */
export function chunk(name: string, content: readonly number[], length = content.length): number[] {
  const size = [24, 16, 8, 0].map((shift) => (length >> shift) & 255);
  return [...Buffer.from(name, 'latin1'), ...size, ...content];
}

/** A header for tracks, of 480 ticks a quarter note. */
export function header(tracks: number): number[] {
  return chunk('MThd', [0, tracks === 1 ? 0 : 1, 0, tracks, 0x01, 0xe0]);
}

/** The end of a track. */
export const END = [0, 0xff, 0x2f, 0];

/** A named track; its name may be in any encoding. */
export function nameOf(name: string | readonly number[], type = 3): number[] {
  const bytes = typeof name === 'string' ? [...Buffer.from(name, 'utf8')] : name;
  return [0, 0xff, type, bytes.length, ...bytes];
}

/** Eight notes of a tune in quarter notes, A C E D twice. */
export const TUNE = [69, 72, 76, 74, 69, 72, 76, 74].flatMap((pitch) => [
  ...[0, 0x90, pitch, 90],
  ...[0x83, 0x60, 0x80, pitch, 64],
]);

/** A file of one track named Melody, with the tune and whatever else is put before it. */
export function tuneFile(before: readonly number[] = [], after: readonly number[] = END): Uint8Array {
  return Uint8Array.from([
    ...header(1),
    ...chunk('MTrk', [...nameOf('Melody'), ...before, ...TUNE, ...after]),
  ]);
}
