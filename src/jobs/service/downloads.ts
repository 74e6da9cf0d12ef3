/** Services about downloads: what is made of a take when somebody wants it, and kept for the next who does. */
import { BeatwrightError, STYLE_FACTS } from '../../music/index.ts';
import type { Beat, Download, Take, TakeFiles } from '../../store/index.ts';
import { payload } from '../payloads.ts';
import type { Asker, DownloadView, DownloadWish, Services } from '../services.ts';
import { beatView } from './beats.ts';
import { asked, file, remember, type ServiceContext } from './context.ts';

type DownloadServices = Pick<Services, 'requestDownload' | 'findDownload' | 'downloadFiles'>;

export function downloadServices(context: ServiceContext): DownloadServices {
  const { store } = context;
  return {
    async requestDownload(who, { takeId, download, message }) {
      await remember(context, who);
      const { beat, take } = await seen(context, who, takeId);
      const artist = beat.artistId === null ? undefined : await store.artists.get(beat.artistId);
      const subject = `${artist?.name ?? STYLE_FACTS[beat.style].label}, take ${take.name}`;
      return file(context, {
        kind: 'download',
        payload: payload('download', { subject, takeId, download }),
        ...asked(who, message),
      });
    },
    async findDownload(who, wish) {
      await seen(context, who, wish.takeId);
      return downloadView(context, wish);
    },
    async downloadFiles({ takeId, download }) {
      const beat = await store.beats.ofTake(takeId);
      const files = beat?.takes.find(({ id }) => id === takeId)?.files;
      if (files === undefined) throw unknown();
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

async function seen(
  { store }: ServiceContext,
  who: Asker,
  takeId: string,
): Promise<{ beat: Beat; take: Take }> {
  const beat = await store.beats.ofTake(takeId);
  const take = beat?.takes.find(({ id }) => id === takeId);
  if (beat === undefined || take === undefined || beat.serverId !== who.serverId) throw unknown();
  return { beat, take };
}

function unknown(): BeatwrightError {
  return new BeatwrightError(
    'take-unknown',
    'This take is not there any more, so there are no files of it. Ask for a new beat with /beat.',
  );
}
