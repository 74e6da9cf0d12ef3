/** Services about training: asking for it, calling it off, and going back to an older version. */

import { artistCard, type Picture } from '../cards/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import { payloadOf } from '../worker/kinds/index.ts';
import { fileJob, resolveFor, type ServiceContext } from './context.ts';
import { hasRight, whose } from './rights.ts';
import type { Services } from './services.ts';

type TrainingServices = Pick<
  Services,
  'train' | 'cancelTraining' | 'rollBack' | 'lossCurve' | 'habitsPicture'
>;

export function trainingServices(context: ServiceContext): TrainingServices {
  const { store } = context;

  async function picture(blob: string | null, alt: unknown): Promise<Picture | undefined> {
    if (blob === null || typeof alt !== 'string') return undefined;
    return { png: await store.blobs.get(blob), alt };
  }

  return {
    async train(who, { artist: name, message }) {
      const artist = await resolveFor(context, 'train', who, name);
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
      if (!hasRight(whose('train-cancel', job.memberId, who), who, artist)) {
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
      const artist = await resolveFor(context, 'artist-rollback', who, name);
      await store.generators.choose(artist.id, version);
      return artistCard(store, artist.id);
    },

    async lossCurve(generatorId) {
      const generator = await store.generators.get(generatorId);
      return generator && picture(generator.picture, generator.figures['pictureAlt']);
    },

    async habitsPicture(generatorId) {
      const generator = await store.generators.get(generatorId);
      return generator && picture(generator.habitsPicture, generator.figures['habitsAlt']);
    },
  };
}
