/** The button that deletes an artist for good, under the question that only the asker sees. */
import { artistDeletedView, type ButtonFamily, DELETE_PREFIX } from '../src/bot/index.ts';

export const button: ButtonFamily = {
  prefix: DELETE_PREFIX,
  async run(artistId, { services, who }) {
    return { view: artistDeletedView(await services.deleteArtist(who, artistId)), revision: 1 };
  },
};
