/** Hears again what waits for a better listener. */
import { correctionsOf } from '../../store/index.ts';
import { analyse } from '../analyse.ts';
import type { HearPayload } from './hear.ts';
import type { Handler } from './kind.ts';

export const hear: Handler<HearPayload> = async ({ referenceId }, _job, context) => {
  const reference = await context.store.references.get(referenceId);
  if (reference?.state !== 'waiting') return { referenceId };
  const analysis = await analyse(reference, correctionsOf(reference), context, true);
  await context.store.references.complete(referenceId, analysis);
  return { referenceId };
};
