/** True peak: how high the wave goes between its samples, after ITU-R BS.1770-4, annex 2. */

/** Points between two samples, and samples that each of them hears. */
const PHASES = 4;
const TAPS = 12;
/** A sum of `TAPS` samples of at most 1 stays under this; so quiet stretches need not be looked at. */
const MOST_OVER = 1.9;

/** A Kaiser-windowed sinc for each quarter between two samples. */
const KERNELS: readonly Float64Array[] = Array.from({ length: PHASES - 1 }, (_, p) => {
  const offset = (p + 1) / PHASES;
  const taps = Float64Array.from({ length: TAPS }, (_, k) => {
    const x = k - (TAPS / 2 - 1) - offset;
    const ratio = x / (TAPS / 2);
    const window = bessel(5 * Math.sqrt(Math.max(0, 1 - ratio * ratio))) / bessel(5);
    return (window * Math.sin(Math.PI * x)) / (Math.PI * x);
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
});

/**
 * The highest level reached at each of a loop's samples or on the way to the next, where it may pass `floor`;
 * elsewhere the sample's own.
 */
export function envelopeOf(loop: Float32Array, floor: number, envelope: Float32Array): void {
  const length = loop.length;
  const near = floor / MOST_OVER;
  for (let i = 0; i < length; i++) {
    const here = Math.abs(loop[i]!);
    let most = here;
    if (here > near || Math.abs(loop[i + 1 < length ? i + 1 : 0]!) > near) {
      most = Math.max(most, between(loop, i));
    }
    if (most > envelope[i]!) envelope[i] = most;
  }
}

/** The highest level between a sample and the next. */
function between(loop: Float32Array, i: number): number {
  const length = loop.length;
  const first = i - (TAPS / 2 - 1);
  let most = 0;
  for (const kernel of KERNELS) {
    let sum = 0;
    if (first >= 0 && first + TAPS <= length) {
      for (let k = 0; k < TAPS; k++) sum += kernel[k]! * loop[first + k]!;
    } else {
      for (let k = 0; k < TAPS; k++) sum += kernel[k]! * loop[(((first + k) % length) + length) % length]!;
    }
    most = Math.max(most, Math.abs(sum));
  }
  return most;
}

/** True peak of a loop's channels as an amplitude. */
export function truePeakOf(channels: readonly Float32Array[]): number {
  let most = 0;
  for (const channel of channels) {
    for (const x of channel) most = Math.max(most, Math.abs(x));
  }
  const envelope = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels) envelopeOf(channel, most, envelope);
  return envelope.reduce((top, x) => Math.max(top, x), most);
}

/** The modified Bessel function of the first kind and order 0. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
