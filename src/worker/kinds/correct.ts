/** `correct`: a reference is read or heard again as a member says it is; until then, what was found stays. */
import { z } from 'zod';
import type { CorrectionResult } from '../../cards/index.ts';
import { keyJson, trackCorrectionsJson } from '../../store/index.ts';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';
import { referenceResult } from './reference-result.ts';

const payload = z.object({
  subject,
  referenceId: id,
  bpm: z.number().positive().optional(),
  key: keyJson.optional(),
  /** How the key was read, where it could be two. */
  keyNote: z.string().optional(),
  ...trackCorrectionsJson,
  /** How long after it a training starts by itself, in milliseconds. */
  trainAfterMs: z.number().nonnegative().optional(),
});
export type CorrectPayload = z.infer<typeof payload>;

export const correct = defineKind({
  payload,
  queue: { concurrency: 2, expires: 300 },
  exclusive: ({ referenceId }) => correctionKey(referenceId),
  async result(store, job, told): Promise<CorrectionResult | undefined> {
    const shown = await referenceResult(store, job, told);
    if (shown === undefined) return undefined;
    const notes = told.keyNote === undefined ? [] : [told.keyNote];
    return { ...shown, warnings: [...notes, ...shown.warnings], about: subjectOf(told) };
  },
  handler: async () => (await import('./correct.handler.ts')).correct,
});

/** The track, and the pad of it, that a correction is of. */
function subjectOf({ tracks = {}, pads = {} }: CorrectPayload): CorrectionResult['about'] {
  const [track] = Object.keys(tracks);
  if (track !== undefined) return { track: Number(track) };
  for (const [drums, of] of Object.entries(pads)) {
    return { track: Number(drums), pitch: Number(Object.keys(of)[0]) };
  }
  return undefined;
}

/** No second correction of a reference is filed until the first has ended. */
export function correctionKey(referenceId: string): string {
  return `correct:${referenceId}`;
}
