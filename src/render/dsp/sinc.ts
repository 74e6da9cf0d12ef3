/** A low-pass's impulse response at `x` samples from its middle, under a Kaiser window. */

/**
 * sin(πcx)/(πx), faded out towards ±reach.
 * @param cutoff in turns per two samples: 1 passes everything, 0.5 half the band
 * @param beta the window's shape: more is steeper beyond the edge and softer before it
 */
export function windowedSinc(x: number, cutoff: number, reach: number, beta: number): number {
  if (Math.abs(x) >= reach) return 0;
  const window = bessel(beta * Math.sqrt(1 - (x / reach) ** 2)) / bessel(beta);
  return window * (x === 0 ? cutoff : Math.sin(Math.PI * cutoff * x) / (Math.PI * x));
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
