/** Sound as samples, the form in which `render`, `listen` and `audio` hand it to each other. */
export interface Sound {
  /** Samples a second. */
  readonly sampleRate: number;
  /** One (mono) or two (left, right) channels of equal length, nominally within ±1. */
  readonly channels: readonly Float32Array[];
}
