/** What the jobs that read or hear a reference show when they are done. */
import { type IngestResult, publicReference, shownReference } from '../../cards/index.ts';
import type { Job, Store } from '../../store/index.ts';

export async function referenceResult(
  store: Store,
  job: Job,
  { subject, referenceId }: { readonly subject: string; readonly referenceId: string },
): Promise<IngestResult | undefined> {
  const reference = await store.references.get(referenceId);
  if (reference === undefined) return undefined;
  const artist = await store.artists.get(reference.artistId);
  return {
    ...shownReference(subject, publicReference(reference, artist)),
    trainsItself: job.message !== null && artist?.autoTrain === true,
  };
}
