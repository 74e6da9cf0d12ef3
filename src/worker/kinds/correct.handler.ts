/** Reads or hears a track again as a member says it is; what was found before stays until then. */
import type { Corrections } from '../../listen/index.ts';
import { correctionsOf, type Reference, type ReferenceAnalysis } from '../../store/index.ts';
import { BeatwrightError } from '../../words/index.ts';
import { analyse, removed } from '../analyse.ts';
import type { CorrectPayload } from './correct.ts';
import type { Handler, HandlerContext } from './kind.ts';

export const correct: Handler<CorrectPayload> = async (
  { referenceId, bpm, key, trainAfterMs },
  { id, message, memberId },
  context,
) => {
  const { references } = context.store;
  const reference = await references.get(referenceId);
  if (reference === undefined) throw removed();
  if (reference.corrections.some(({ jobId }) => jobId === id)) return { referenceId };
  const before = correctionsOf(reference);
  const analysis = await again(reference, { bpm: bpm ?? before.bpm, key: key ?? before.key }, context);
  await references.revise({
    referenceId,
    analysis,
    correction: { memberId, jobId: id, bpm, key },
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
  corrections: Corrections,
  context: HandlerContext,
): Promise<ReferenceAnalysis> {
  const isReady = reference.state === 'ready';
  let analysis: ReferenceAnalysis;
  try {
    analysis = await analyse(reference, corrections, context);
  } catch (error) {
    if (!(error instanceof BeatwrightError && error.id.startsWith('listen-') && isReady)) throw error;
    throw new BeatwrightError('reference-kept', { why: error.message }, { cause: error });
  }
  if (isReady && analysis.state === 'waiting') {
    throw new BeatwrightError('reference-unsure');
  }
  return analysis;
}
