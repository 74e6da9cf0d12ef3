/** The button under a beat that asks for four more takes like it was asked for. */
import { MORE_PREFIX, type RequestFamily } from '../src/bot/index.ts';

export const button: RequestFamily = {
  prefix: MORE_PREFIX,
  audience: 'everyone',
  run: (beatId, { services, who, place }) => services.requestMore(who, { beatId, message: place }),
};
