/** Services about training: asking for it, calling it off, and going back to an older version. */

import { artistCard } from '../cards/index.ts';
import { mayManage } from '../store/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import { payloadOf } from '../worker/kinds/index.ts';
import { fileJob, remember, resolveManaged, type ServiceContext } from './context.ts';
import type { Services } from './services.ts';

type TrainingServices = Pick<
  Services,
  'train' | 'cancelTraining' | 'rollBack' | 'setAutoTrain' | 'lossCurve'
>;

export function trainingServices(context: ServiceContext): TrainingServices {
  const { store } = context;
  return {
    async train(who, { artist: name, message }) {
      await remember(context, who);
      const artist = await resolveManaged(context, who, name);
      const { references } = await store.artists.summary(artist.id);
      if (references.ready === 0) {
        const told = { artist: artist.name };
        if (references.waiting > 0) throw new BeatwrightError('train-only-unclear', told);
        throw new BeatwrightError('train-no-references', told);
      }
      try {
        return await fileJob(context, 'train', { subject: artist.name, artistId: artist.id }, who, message);
      } catch (error) {
        if (!(error instanceof BeatwrightError && error.id === 'job-exclusive')) throw error;
        throw new BeatwrightError('train-running', { artist: artist.name });
      }
    },

    async cancelTraining(who, jobId) {
      const job = await store.jobs.get(jobId);
      if (job?.kind !== 'train' || job.serverId !== who.serverId) {
        throw new BeatwrightError('job-unknown');
      }
      const { artistId, subject } = payloadOf('train', job);
      const artist = await store.artists.get(artistId);
      if (job.memberId !== who.userId && !(artist && mayManage(artist, who.userId))) {
        throw new BeatwrightError('train-not-yours', { artist: subject });
      }
      const text = words.notes['train-cancelled']({ artist: subject });
      if (!(await store.jobs.fail(jobId, { id: 'train-cancelled', text }))) {
        throw new BeatwrightError('train-ended');
      }
      // What was uploaded meanwhile does not start what has just been called off.
      await store.artists.forgetTraining(artistId);
    },

    async rollBack(who, name, version) {
      const artist = await resolveManaged(context, who, name);
      await store.generators.choose(artist.id, version);
      return artistCard(store, artist.id);
    },

    async setAutoTrain(who, name, on) {
      const artist = await resolveManaged(context, who, name);
      await store.artists.setAutoTrain(artist.id, on);
      return artistCard(store, artist.id);
    },

    async lossCurve(generatorId) {
      const generator = await store.generators.get(generatorId);
      const alt = generator?.figures['pictureAlt'];
      if (!generator?.picture || typeof alt !== 'string') return undefined;
      return { png: await store.blobs.get(generator.picture), alt };
    },
  };
}
