/** White noise and the metallic clang of an analog drum machine, as long tables that hits read from anywhere. */
import { LRUCache } from 'lru-cache';
import { onePoleOf } from './shape.ts';

const SECONDS = 4;
/** Of 0.7 MB each; artists' own metal would otherwise fill the memory in time. */
const tables = new LRUCache<string, Float32Array>({ max: 64 });

/** Four seconds of white noise, uniform in ±1. */
export function noiseTable(sampleRate: number): Float32Array {
  return cached(`noise ${sampleRate}`, () => {
    let state = 0x9e3779b9;
    return Float32Array.from({ length: SECONDS * sampleRate }, () => {
      // xorshift32: G. Marsaglia, "Xorshift RNGs", 2003.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return state / 2 ** 31;
    });
  });
}

/** The six square waves of the TR-808's cymbals in Hz (K. Werner et al., "The TR-808 Cymbal", DAFx 2014). */
const SQUARES = [205.3, 369.6, 304.4, 522.7, 359.4, 540, 800, 1_085.7] as const;

/**
 * Four seconds of inharmonic square waves, high-passed.
 * @param tune factor on the frequencies
 * @param cut where the low end is taken away, in Hz
 */
export function metalTable(tune: number, cut: number, sampleRate: number): Float32Array {
  return cached(`metal ${tune} ${cut} ${sampleRate}`, () => {
    const table = new Float32Array(SECONDS * sampleRate);
    for (const [k, hertz] of SQUARES.entries()) addSquare(table, (hertz * tune) / sampleRate, k * 0.37);
    // Four poles of high-pass: what lies under the cut would be heard as a pitch.
    for (let pass = 0; pass < 4; pass++) {
      const c = onePoleOf(cut, sampleRate);
      let low = 0;
      for (let i = 0; i < table.length; i++) {
        low += c * (table[i]! - low);
        table[i]! -= low;
      }
    }
    let peak = 0;
    for (const x of table.subarray(sampleRate >> 3)) peak = Math.max(peak, Math.abs(x));
    return table.map((x) => Math.max(-1, Math.min(1, x / peak)));
  });
}

/** A square wave whose edges are rounded (polyBLEP: Välimäki and Huovilainen, 2007) against aliasing. */
function addSquare(table: Float32Array, step: number, start: number): void {
  let phase = start % 1;
  for (let i = 0; i < table.length; i++) {
    table[i]! += (phase < 0.5 ? 1 : -1) + edge(phase, step) - edge((phase + 0.5) % 1, step);
    phase += step;
    if (phase >= 1) phase -= 1;
  }
}

/** PolyBLEP's correction around an upward edge at phase 0. */
export function edge(phase: number, step: number): number {
  if (phase < step) {
    const t = phase / step;
    return t + t - t * t - 1;
  }
  if (phase > 1 - step) {
    const t = (phase - 1) / step;
    return t * t + t + t + 1;
  }
  return 0;
}

function cached(name: string, make: () => Float32Array): Float32Array {
  let table = tables.get(name);
  if (!table) {
    table = make();
    tables.set(name, table);
  }
  return table;
}
