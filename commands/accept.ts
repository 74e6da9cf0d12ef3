/** The button under an offered artist, with which its new owner says yes. */
import { ACCEPT_PREFIX, acceptedView, type ButtonFamily } from '../src/bot/index.ts';

export const button: ButtonFamily = {
  prefix: ACCEPT_PREFIX,
  async run(artistId, { services, who }) {
    return { view: acceptedView(await services.acceptArtist(who, artistId)), revision: 1 };
  },
};
