/** Services that say what a track sounds like. */
import { BeatwrightError } from '../words/index.ts';
import { kindNamed, kindOfFile, payloadOf } from '../worker/kinds/index.ts';
import { filedFor, fileJob, type ServiceContext } from './context.ts';
import { checkMayAsk } from './quotas.ts';
import type { Services } from './services.ts';

export function describeServices(
  context: ServiceContext,
): Pick<Services, 'describeTrack' | 'descriptionImage'> {
  const { store } = context;
  return {
    async describeTrack(who, { file, message }) {
      const earlier = await filedFor(context, message);
      if (earlier !== undefined) return earlier;
      await checkMayAsk(context, 'describe', who);
      const bytes = await file.read();
      if ((await kindOfFile({ name: file.name, bytes })) === 'zip') {
        throw new BeatwrightError('describe-pack', { name: file.name });
      }
      const sha256 = await store.blobs.put(bytes);
      return fileJob(context, 'describe', { subject: file.name, sha256 }, who, message, (job) =>
        store.jobs.create({ ...job, holds: [sha256] }),
      );
    },
    async descriptionImage(jobId) {
      const job = await store.jobs.get(jobId);
      const result = job && (await kindNamed('describe').result(store, job, payloadOf('describe', job)));
      if (result === undefined) throw new BeatwrightError('job-unknown');
      return store.blobs.get(result.picture);
    },
  };
}
