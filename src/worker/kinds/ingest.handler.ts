/** Reads or hears a track that was just handed over. */
import { analyse, removed } from '../analyse.ts';
import type { IngestPayload } from './ingest.ts';
import type { Handler } from './kind.ts';

/** @throws BeatwrightError as reading and hearing do. */
export const ingest: Handler<IngestPayload> = async ({ referenceId }, _job, context) => {
  const reference = await context.store.references.get(referenceId);
  if (reference === undefined) throw removed();
  if (reference.state !== 'checking') return { referenceId };
  await context.store.references.complete(referenceId, await analyse(reference, {}, context));
  return { referenceId };
};
