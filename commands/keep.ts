/** The button under a beat with which an artist's owner keeps the take that won as a reference. */
import { KEEP_PREFIX, keptView, type RequestFamily } from '../src/bot/index.ts';

export const button: RequestFamily = {
  prefix: KEEP_PREFIX,
  audience: 'asker',
  run: async (beatId, { services, who }) => keptView(await services.keepWinner(who, beatId)),
};
