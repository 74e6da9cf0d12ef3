import { BeatwrightError, BPM_RANGE, MAX_BARS, PARTS, type Part } from '../../music/index.ts';
import type { SampleRequest } from './generator.ts';

/** A request with everything said. */
export interface FullRequest extends Required<SampleRequest> {}

/**
 * Checks what is asked for and fills in what was not said.
 *
 * @throws BeatwrightError `request-bpm`, `request-bars`, `request-parts` or `request-temperature`.
 */
export function checkRequest(request: SampleRequest): FullRequest {
  const { bpm, bars, temperature = 1 } = request;
  const [slowest, fastest] = BPM_RANGE;
  if (!(bpm >= slowest && bpm <= fastest)) {
    throw new BeatwrightError(
      'request-bpm',
      `${bpm} bpm cannot be written. Ask for ${slowest} to ${fastest} bpm.`,
    );
  }
  if (!Number.isInteger(bars) || bars < 1 || bars > MAX_BARS) {
    throw new BeatwrightError(
      'request-bars',
      `${bars} bars cannot be written. Ask for 1 to ${MAX_BARS} bars.`,
    );
  }
  if (!(temperature > 0 && temperature <= 5)) {
    throw new BeatwrightError(
      'request-temperature',
      `A temperature of ${temperature} makes no sense. Ask for more than 0 and at most 5; 1 is usual.`,
    );
  }
  const parts: readonly Part[] = PARTS.filter((part) => (request.parts ?? PARTS).includes(part));
  if (parts.length === 0) {
    throw new BeatwrightError(
      'request-parts',
      `No part is to play. Ask for at least one of ${PARTS.join(', ')}.`,
    );
  }
  return { ...request, bpm: Math.round(bpm * 100) / 100, temperature, parts };
}
