/** Services about what votes teach. */
import { BeatwrightError } from '../words/index.ts';
import { kindNamed, payloadOf } from '../worker/kinds/index.ts';
import { fileJob, resolveFor, type ServiceContext } from './context.ts';
import { hasRight, requireRight } from './rights.ts';
import type { Services } from './services.ts';

export function tasteServices(
  context: ServiceContext,
): Pick<Services, 'showTaste' | 'tasteImage' | 'forgetTaste'> {
  const { store } = context;
  return {
    async showTaste(who, { artist: name, message }) {
      const artist = await resolveFor(context, 'artist-see', who, name);
      const mayForget = hasRight('taste-forget', who, artist);
      const told = { subject: artist.name, artistId: artist.id, mayForget };
      return fileJob(context, 'taste', told, who, message);
    },
    async tasteImage(jobId) {
      const job = await store.jobs.get(jobId);
      const result = job && (await kindNamed('taste').result(store, job, payloadOf('taste', job)));
      if (result === undefined) throw new BeatwrightError('job-unknown');
      return result.picture === undefined ? undefined : store.blobs.get(result.picture);
    },
    async forgetTaste(who, artistId, since = new Date()) {
      const artist = await store.artists.get(artistId);
      if (artist?.serverId !== who.serverId) throw new BeatwrightError('artist-gone');
      requireRight('taste-forget', who, artist);
      await store.artists.set(artistId, { tasteSince: since });
      return { artist: artist.name, before: artist.tasteSince };
    },
  };
}
