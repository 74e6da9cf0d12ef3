/** Services about downloads: what is made of a take when somebody wants it, and kept for the next who does. */
import { downloadCard, filesOfDownload } from '../cards/index.ts';
import { BeatwrightError, STYLE_FACTS } from '../music/index.ts';
import { fileJob, remember, type ServiceContext, takeSeen } from './context.ts';
import type { Services } from './services.ts';

const NO_FILES =
  'This take is not there any more, so there are no files of it. Ask for a new beat with /beat.';

type DownloadServices = Pick<Services, 'requestDownload' | 'findDownload' | 'downloadFiles'>;

export function downloadServices(context: ServiceContext): DownloadServices {
  const { store } = context;
  return {
    async requestDownload(who, { takeId, download, message }) {
      await remember(context, who);
      const { beat, take } = await takeSeen(context, who, takeId, NO_FILES);
      const artist = beat.artistId === null ? undefined : await store.artists.get(beat.artistId);
      const subject = `${artist?.name ?? STYLE_FACTS[beat.style].label}, take ${take.name}`;
      return fileJob(context, 'download', { subject, takeId, download }, who, message);
    },
    async findDownload(who, wish) {
      await takeSeen(context, who, wish.takeId, NO_FILES);
      return downloadCard(store, wish.takeId, wish.download);
    },
    async downloadFiles({ takeId, download }) {
      const beat = await store.beats.ofTake(takeId);
      const files = beat?.takes.find(({ id }) => id === takeId)?.files;
      if (files === undefined) throw new BeatwrightError('take-unknown', NO_FILES);
      return Promise.all(
        filesOfDownload(files, download).map(async ([ending, sha256]) => ({
          ending,
          bytes: await store.blobs.get(sha256),
        })),
      );
    },
  };
}
