import { BPM_RANGE, MAX_BARS, PARTS, type Part } from '../../music/index.ts';
import { BeatwrightError } from '../../words/index.ts';
import type { SampleRequest } from './generator.ts';

/** The highest temperature: beyond it, everything is as likely as everything else. */
const HOTTEST = 5;

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
    throw new BeatwrightError('request-bpm', { bpm, least: slowest, most: fastest });
  }
  if (!Number.isInteger(bars) || bars < 1 || bars > MAX_BARS) {
    throw new BeatwrightError('request-bars', { bars, most: MAX_BARS });
  }
  if (!(temperature > 0 && temperature <= HOTTEST)) {
    throw new BeatwrightError('request-temperature', { temperature, most: HOTTEST });
  }
  const parts: readonly Part[] = PARTS.filter((part) => (request.parts ?? PARTS).includes(part));
  if (parts.length === 0) {
    throw new BeatwrightError('request-parts', { parts: PARTS });
  }
  return { ...request, bpm: Math.round(bpm * 100) / 100, temperature, parts };
}
