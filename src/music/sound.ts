/** Sound as samples, the form in which `render`, `listen` and `audio` hand it to each other. */
export interface Sound {
  /** Samples a second. */
  readonly sampleRate: number;
  /** One (mono) or two (left, right) channels of equal length, nominally within ±1. */
  readonly channels: readonly Float32Array[];
}

/**
 * How loud a finished beat is: quiet to record over, as streaming services play it, as loud as beats are sent around, or as
 * the artist's own tracks are.
 */
export const MASTERS = ['quiet', 'streaming', 'loud', 'own'] as const;
export type Master = (typeof MASTERS)[number];

/** So many times the power is what the difference of two channels must have beyond their mean's. */
const OPPOSITE = 2;

/**
 * Whether two channels of one length cancel each other out in their mean more than in their difference, as they do
 * when a cable or a plugin has turned one of them upside down.
 */
export function areOpposite(left: Float32Array, right: Float32Array): boolean {
  let [together, apart] = [0, 0];
  for (let i = 0; i < left.length; i++) {
    together += (left[i]! + right[i]!) ** 2;
    apart += (left[i]! - right[i]!) ** 2;
  }
  return apart > OPPOSITE * together;
}
