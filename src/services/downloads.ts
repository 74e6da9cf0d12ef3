/** Services about downloads: what is made of a take when somebody wants it, and kept for the next who does. */
import { downloadCard, filesOfDownload, takeOf } from '../cards/index.ts';
import { STYLE_FACTS } from '../music/index.ts';
import { fileJob, type ServiceContext, takeSeen } from './context.ts';
import type { Services } from './services.ts';

type DownloadServices = Pick<Services, 'requestDownload' | 'findDownload' | 'downloadFiles'>;

export function downloadServices(context: ServiceContext): DownloadServices {
  const { store } = context;
  return {
    async requestDownload(who, { takeId, download, message }) {
      const { beat, take } = await takeSeen(context, who, takeId);
      const artist = beat.artistId === null ? undefined : await store.artists.get(beat.artistId);
      const subject = `${artist?.name ?? STYLE_FACTS[beat.style].label}, take ${take.name}`;
      return fileJob(context, 'download', { subject, takeId, download }, who, message);
    },
    async findDownload(who, wish) {
      await takeSeen(context, who, wish.takeId);
      return downloadCard(store, wish.takeId, wish.download);
    },
    async downloadFiles({ takeId, download }) {
      const { files } = (await takeOf(store, takeId)).take;
      return Promise.all(
        filesOfDownload(files, download).map(async ([ending, sha256]) => ({
          ending,
          bytes: await store.blobs.get(sha256),
        })),
      );
    },
  };
}
