/** Reads or hears a track again as a member says it is; what was found before stays until then. */
import {
  correctionsOf,
  type Reference,
  type ReferenceAnalysis,
  type Told,
  withMore,
} from '../../store/index.ts';
import { BeatwrightError } from '../../words/index.ts';
import { analyse, removed } from '../analyse.ts';
import type { CorrectPayload } from './correct.ts';
import type { Handler, HandlerContext } from './kind.ts';

export const correct: Handler<CorrectPayload> = async (
  { referenceId, bpm, key, tracks, pads, trainAfterMs },
  { id, message, memberId },
  context,
) => {
  const { references } = context.store;
  const reference = await references.get(referenceId);
  if (reference === undefined) throw removed();
  if (reference.corrections.some(({ jobId }) => jobId === id)) return { referenceId };
  const told: Told = { bpm, key, tracks, pads };
  const analysis = await again(reference, withMore(correctionsOf(reference), told), context);
  await references.revise({
    referenceId,
    analysis,
    correction: { memberId, jobId: id, ...told },
    train:
      message === null || trainAfterMs === undefined
        ? undefined
        : { after: new Date(Date.now() + trainAfterMs), memberId, message },
  });
  return { referenceId };
};

/** @throws BeatwrightError, whose sentence says that what was found before stays. */
async function again(
  reference: Reference,
  corrections: Told,
  context: HandlerContext,
): Promise<ReferenceAnalysis> {
  const isReady = reference.state === 'ready';
  let analysis: ReferenceAnalysis;
  try {
    analysis = await analyse(reference, corrections, context);
  } catch (error) {
    if (!(error instanceof BeatwrightError && /^(?:listen|midi)-/.test(error.id) && isReady)) throw error;
    throw new BeatwrightError('reference-kept', { why: error.message }, { cause: error });
  }
  if (isReady && analysis.state === 'waiting') {
    throw new BeatwrightError('reference-unsure');
  }
  return analysis;
}
