/** Second-order filters after R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients". */
import type { Stereo } from './stereo.ts';

/** y = b0·x + b1·x₁ + b2·x₂ − a1·y₁ − a2·y₂ */
export interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** A band of an equaliser. */
export interface Band {
  readonly kind: 'peak' | 'lowShelf' | 'highShelf' | 'lowPass' | 'highPass';
  /** Hertz. */
  readonly at: number;
  /** Decibels; not for passes. */
  readonly gain?: number;
  /** Quality; 0.707 unless told. */
  readonly q?: number;
}

/** How long a filter is run over the loop's end before its start, so that the seam is as any other place. */
export const WARM_UP = 8_192;

export function biquadOf({ kind, at, gain = 0, q = Math.SQRT1_2 }: Band, sampleRate: number): Biquad {
  const w = (2 * Math.PI * Math.min(at, sampleRate * 0.49)) / sampleRate;
  const cos = Math.cos(w);
  const alpha = Math.sin(w) / (2 * q);
  const a = 10 ** (gain / 40);
  const norm = (b0: number, b1: number, b2: number, a0: number, a1: number, a2: number) => ({
    b0: b0 / a0,
    b1: b1 / a0,
    b2: b2 / a0,
    a1: a1 / a0,
    a2: a2 / a0,
  });
  switch (kind) {
    case 'lowPass':
      return norm((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    case 'highPass':
      return norm((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    case 'peak':
      return norm(1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a);
    case 'lowShelf': {
      const s = 2 * Math.sqrt(a) * alpha;
      return norm(
        a * (a + 1 - (a - 1) * cos + s),
        2 * a * (a - 1 - (a + 1) * cos),
        a * (a + 1 - (a - 1) * cos - s),
        a + 1 + (a - 1) * cos + s,
        -2 * (a - 1 + (a + 1) * cos),
        a + 1 + (a - 1) * cos - s,
      );
    }
    case 'highShelf': {
      const s = 2 * Math.sqrt(a) * alpha;
      return norm(
        a * (a + 1 + (a - 1) * cos + s),
        -2 * a * (a - 1 + (a + 1) * cos),
        a * (a + 1 + (a - 1) * cos - s),
        a + 1 - (a - 1) * cos + s,
        2 * (a - 1 - (a + 1) * cos),
        a + 1 - (a - 1) * cos - s,
      );
    }
  }
}

/** What a filter does to a sine, in dB. */
export function decibelsAt({ b0, b1, b2, a1, a2 }: Biquad, hertz: number, sampleRate: number): number {
  const w = (2 * Math.PI * hertz) / sampleRate;
  const [c1, s1, c2, s2] = [Math.cos(w), Math.sin(w), Math.cos(2 * w), Math.sin(2 * w)];
  const above = (b0 + b1 * c1 + b2 * c2) ** 2 + (b1 * s1 + b2 * s2) ** 2;
  const below = (1 + a1 * c1 + a2 * c2) ** 2 + (a1 * s1 + a2 * s2) ** 2;
  return 10 * Math.log10(above / below + 1e-12);
}

/** Equalises a loop in place. */
export function equalise({ left, right }: Stereo, bands: readonly Band[], sampleRate: number): void {
  for (const band of bands) {
    const biquad = biquadOf(band, sampleRate);
    if (left === right) filterLoop(left, biquad);
    else runBoth(left, right, biquad);
  }
}

/** Filters a loop in place as if it had always been going round (transposed direct form II). */
export function filterLoop(samples: Float32Array, { b0, b1, b2, a1, a2 }: Biquad): void {
  const length = samples.length;
  let s1 = 0;
  let s2 = 0;
  for (let i = WARM_UP; i > 0; i--) {
    const x = samples[(length - (i % length)) % length]!;
    const y = b0 * x + s1;
    s1 = b1 * x - a1 * y + s2;
    s2 = b2 * x - a2 * y;
  }
  for (let i = 0; i < length; i++) {
    const x = samples[i]!;
    const y = b0 * x + s1;
    s1 = b1 * x - a1 * y + s2;
    s2 = b2 * x - a2 * y;
    samples[i] = y;
  }
}

/** Filters a sound in place from its beginning on. */
export function filterSound(samples: Float32Array, { b0, b1, b2, a1, a2 }: Biquad): void {
  let s1 = 0;
  let s2 = 0;
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]!;
    const y = b0 * x + s1;
    s1 = b1 * x - a1 * y + s2;
    s2 = b2 * x - a2 * y;
    samples[i] = y;
  }
}

/** As `filterLoop`, two loops at once: a processor waits for a recursion, and has time for a second one. */
function runBoth(left: Float32Array, right: Float32Array, { b0, b1, b2, a1, a2 }: Biquad): void {
  const length = left.length;
  let s1 = 0;
  let s2 = 0;
  let t1 = 0;
  let t2 = 0;
  for (let i = -WARM_UP; i < length; i++) {
    const at = i < 0 ? (length - (-i % length)) % length : i;
    const x = left[at]!;
    const z = right[at]!;
    const y = b0 * x + s1;
    const w = b0 * z + t1;
    s1 = b1 * x - a1 * y + s2;
    t1 = b1 * z - a1 * w + t2;
    s2 = b2 * x - a2 * y;
    t2 = b2 * z - a2 * w;
    if (i < 0) continue;
    left[i] = y;
    right[i] = w;
  }
}
