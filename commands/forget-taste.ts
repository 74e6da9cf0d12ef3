/** The button under a taste that has its votes forgotten, and takes that back. */
import { type ButtonFamily, forgetOf, TASTE_PREFIX, tasteForgottenView } from '../src/bot/index.ts';

export const button: ButtonFamily = {
  prefix: TASTE_PREFIX,
  async run(argument, { services, who }) {
    const { artistId, since } = forgetOf(argument);
    const { artist, before } = await services.forgetTaste(who, artistId, since);
    return {
      view: tasteForgottenView({ artist, artistId, before, isForgotten: since === undefined }),
      revision: Date.now(),
    };
  },
};
