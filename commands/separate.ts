/** The button under stems that were taken for one song: it makes them tracks of their own. It outlives restarts. */
import { type RequestFamily, SEPARATE_PREFIX } from '../src/bot/index.ts';

export const button: RequestFamily = {
  prefix: SEPARATE_PREFIX,
  audience: 'everyone',
  async run(referenceId, { services, who, place }) {
    return services.separateStems(who, { referenceId, message: place });
  },
};
