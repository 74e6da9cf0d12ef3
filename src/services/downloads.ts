/** Services about downloads: what is made of a take when somebody wants it, and kept for the next who does. */
import { BeatwrightError, STYLE_FACTS } from '../music/index.ts';
import type { Download, TakeFiles } from '../store/index.ts';
import { payload } from '../worker/kinds/payload.ts';
import type { DownloadView, DownloadWish, Services } from './services.ts';
import { beatView } from './beats.ts';
import { asked, file, remember, type ServiceContext, takeSeen } from './context.ts';

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
      return file(context, {
        kind: 'download',
        payload: payload('download', { subject, takeId, download }),
        ...asked(who, message),
      });
    },
    async findDownload(who, wish) {
      await takeSeen(context, who, wish.takeId, NO_FILES);
      return downloadView(context, wish);
    },
    async downloadFiles({ takeId, download }) {
      const beat = await store.beats.ofTake(takeId);
      const files = beat?.takes.find(({ id }) => id === takeId)?.files;
      if (files === undefined) throw new BeatwrightError('take-unknown', NO_FILES);
      return Promise.all(
        downloadOf(files, download).map(async ([ending, sha256]) => ({
          ending,
          bytes: await store.blobs.get(sha256),
        })),
      );
    },
  };
}

/** What there is of a download, or nothing. */
export async function downloadView(
  context: ServiceContext,
  { takeId, download }: DownloadWish,
): Promise<DownloadView | undefined> {
  const beat = await context.store.beats.ofTake(takeId);
  const files = beat?.takes.find(({ id }) => id === takeId)?.files;
  if (beat === undefined || files === undefined || downloadOf(files, download).length === 0) return undefined;
  const view = await beatView(context, beat);
  return { beat: view, take: view.takes.find(({ id }) => id === takeId)!, download };
}

/** The files of a download among those of a take: ending and blob, MIDI last. */
export function downloadOf(files: TakeFiles, download: Download): [ending: string, sha256: string][] {
  return Object.entries(files)
    .filter(([kind]) => kind.startsWith(`${download}.`))
    .map(([kind, sha256]): [string, string] => [kind.slice(download.length + 1), sha256])
    .sort(([a], [b]) => Number(a === 'mid') - Number(b === 'mid'));
}
