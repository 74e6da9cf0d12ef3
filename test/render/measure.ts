/** Measures of sound that tests share. */
import type { Sound } from '../../src/music/index.ts';

export function peakOf(samples: Float32Array, from = 0, to = samples.length): number {
  let most = 0;
  for (let i = Math.max(0, from); i < Math.min(samples.length, to); i++)
    most = Math.max(most, Math.abs(samples[i]!));
  return most;
}

export function rmsOf(samples: Float32Array, from = 0, to = samples.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += samples[i]! ** 2;
  return Math.sqrt(sum / Math.max(1, to - from));
}

export function dbOf(amplitude: number): number {
  return 20 * Math.log10(amplitude);
}

export function sameSamples(a: Sound, b: Sound): boolean {
  return a.channels.every((channel, c) => {
    const other = b.channels[c]!;
    return channel.length === other.length && channel.every((x, i) => x === other[i]);
  });
}

/** The fast Fourier transform, in place; the length is a power of two. */
export function fft(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
  }
  for (let size = 2; size <= n; size <<= 1) {
    for (let k = 0; k < size / 2; k++) {
      const angle = (-2 * Math.PI * k) / size;
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      for (let p = k; p < n; p += size) {
        const q = p + size / 2;
        const x = re[q]! * cos - im[q]! * sin;
        const y = re[q]! * sin + im[q]! * cos;
        re[q] = re[p]! - x;
        im[q] = im[p]! - y;
        re[p]! += x;
        im[p]! += y;
      }
    }
  }
}

/** Power of a sound's channels over frequency, averaged over windows of `size` samples under a Hann window. */
export function spectrumOf(channels: readonly Float32Array[], size = 8_192): Float64Array {
  const power = new Float64Array(size / 2);
  for (const channel of channels) {
    for (let start = 0; start + size <= channel.length; start += size) {
      const re = Float64Array.from(
        { length: size },
        (_, i) => channel[start + i]! * Math.sin((Math.PI * i) / size) ** 2,
      );
      const im = new Float64Array(size);
      fft(re, im);
      for (let k = 0; k < power.length; k++) power[k]! += re[k]! ** 2 + im[k]! ** 2;
    }
  }
  return power;
}

/** Power between two frequencies. */
export function bandPower(spectrum: Float64Array, from: number, to: number, sampleRate = 44_100): number {
  const width = sampleRate / (2 * spectrum.length);
  let sum = 0;
  for (
    let k = Math.max(1, Math.round(from / width));
    k < Math.min(spectrum.length, Math.round(to / width));
    k++
  )
    sum += spectrum[k]!;
  return sum;
}

/** Centre of gravity of a sound's power over frequency, in Hz. */
export function centroidOf(samples: Float32Array, sampleRate = 44_100): number {
  const size = 2 ** Math.ceil(Math.log2(samples.length));
  const padded = new Float32Array(size);
  padded.set(samples);
  const re = Float64Array.from(padded);
  const im = new Float64Array(size);
  fft(re, im);
  let sum = 0;
  let weighted = 0;
  for (let k = 1; k < size / 2; k++) {
    const power = re[k]! ** 2 + im[k]! ** 2;
    sum += power;
    weighted += (power * k * sampleRate) / size;
  }
  return weighted / sum;
}

/** Decibels an octave by which the spectrum's density falls between two frequencies, from third-octave bands. */
export function slopeOf(channels: readonly Float32Array[], from: number, to: number): number {
  const spectrum = spectrumOf(channels);
  const points: [number, number][] = [];
  for (let hertz = from; hertz <= to; hertz *= 2 ** (1 / 3)) {
    const power = bandPower(spectrum, hertz * 2 ** (-1 / 6), hertz * 2 ** (1 / 6));
    points.push([Math.log2(hertz), 10 * Math.log10(power / hertz)]);
  }
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const up = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return up / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

/** The samples without what is above `hertz`: four poles, run forwards and back so that nothing is delayed. */
export function lowPassed(samples: Float32Array, hertz: number, sampleRate = 44_100): Float32Array {
  const c = 1 - Math.exp((-2 * Math.PI * hertz) / sampleRate);
  const out = samples.slice();
  for (let pass = 0; pass < 4; pass++) {
    let low = 0;
    for (let i = 0; i < out.length; i++) out[i] = low += c * (out[i]! - low);
    out.reverse();
  }
  return out;
}

export function correlationOf(a: Float32Array, b: Float32Array): number {
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    ab += a[i]! * b[i]!;
    aa += a[i]! ** 2;
    bb += b[i]! ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

/** Hertz of a tone between two samples, from the times at which it rises through zero. */
export function pitchBetween(samples: Float32Array, from: number, to: number, sampleRate = 44_100): number {
  const rises: number[] = [];
  for (let i = from; i < to; i++) {
    const a = samples[i]!;
    const b = samples[i + 1]!;
    if (a <= 0 && b > 0) rises.push(i + a / (a - b));
  }
  return ((rises.length - 1) * sampleRate) / (rises.at(-1)! - rises[0]!);
}

/** 20 ms at 44.1 kHz. */
const WINDOW = 882;

/**
 * What of a sound is not another sound turned up or down: the power that is left where each window of 20 ms is matched by
 * a gain of its own, in decibels against all of it. A limiter's gain moves slowly and leaves little; clipping bends waves.
 */
export function distortionOf(sound: Sound, clean: Sound): number {
  const length = sound.channels[0]!.length;
  let rest = 0;
  let all = 0;
  for (let start = 0; start + WINDOW <= length; start += WINDOW / 2) {
    let [own, other, both] = [0, 0, 0];
    for (let i = 0; i < WINDOW; i++) {
      const weight = Math.sin((Math.PI * (i + 0.5)) / WINDOW) ** 2;
      for (const [c, channel] of sound.channels.entries()) {
        const x = channel[start + i]!;
        const y = clean.channels[c]![start + i]!;
        own += weight * x * x;
        other += weight * y * y;
        both += weight * x * y;
      }
    }
    rest += other === 0 ? own : own - both ** 2 / other;
    all += own;
  }
  return 10 * Math.log10(rest / all);
}
