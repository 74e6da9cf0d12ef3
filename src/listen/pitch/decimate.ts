/** Lower sampling rates, for what needs only the low end of a sound. */

/** Zero crossings of the sinc on each side, at the lower rate: a transition of about a fifth of the band. */
const CROSSINGS = 12;
/** Shape of the Kaiser window: about 80 dB of what would fold. */
const BETA = 8;
/** Where the filter is down by half, as a share of the lower rate's half. */
const EDGE = 0.88;

/**
 * Every `factor`-th sample of a sound after a linear-phase low-pass (windowed sinc), so that nothing folds: sample i
 * of the result is at sample i × factor. There are ceil(length / factor).
 */
export function decimate(samples: Float32Array, factor: number): Float32Array {
  if (factor === 1) return samples;
  const half = CROSSINGS * factor;
  const filter = lowPass(half, EDGE / factor);
  const out = new Float32Array(Math.ceil(samples.length / factor));
  for (let i = 0; i < out.length; i++) {
    const centre = i * factor;
    let sum = filter[0]! * samples[centre]!;
    if (centre >= half && centre + half < samples.length) {
      for (let k = 1; k <= half; k++) sum += filter[k]! * (samples[centre - k]! + samples[centre + k]!);
    } else {
      for (let k = 1; k <= half; k++) {
        sum += filter[k]! * ((samples[centre - k] ?? 0) + (samples[centre + k] ?? 0));
      }
    }
    out[i] = sum;
  }
  return out;
}

/** The right half of a symmetric low-pass of unit gain. @param cutoff as a share of half the sampling rate */
function lowPass(half: number, cutoff: number): Float64Array {
  const taps = Float64Array.from({ length: half + 1 }, (_, k) => {
    const x = Math.PI * cutoff * k;
    const sinc = k === 0 ? 1 : Math.sin(x) / x;
    return sinc * bessel(BETA * Math.sqrt(Math.max(0, 1 - (k / half) ** 2)));
  });
  const sum = taps.reduce((total, tap, k) => total + (k === 0 ? tap : 2 * tap), 0);
  return taps.map((tap) => tap / sum);
}

/** The modified Bessel function of the first kind and order 0, by its series. */
function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-10 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
