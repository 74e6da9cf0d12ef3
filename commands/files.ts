/** The menu of files under a beat: made when somebody wants them, kept for everybody after. */
import { DOWNLOAD_PREFIX, downloadView, type MenuFamily, renewBeat, wishOf } from '../src/bot/index.ts';
import { BeatwrightError } from '../src/words/index.ts';

export const menu: MenuFamily = {
  prefix: DOWNLOAD_PREFIX,
  audience: 'everyone',
  renew: renewBeat,
  async run(value, { services, who, place }) {
    const wish = wishOf(value);
    if (wish === undefined) throw new BeatwrightError('menu-unknown');
    const made = await services.findDownload(who, wish);
    if (made === undefined) return services.requestDownload(who, { ...wish, message: await place() });
    return downloadView(made, who.userId, await services.downloadFiles(wish));
  },
};
