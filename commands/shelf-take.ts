/** The buttons that show a take again, with its files. */
import { type RequestFamily, SHELF_TAKE_PREFIX, shelfTakeView } from '../src/bot/index.ts';

export const button: RequestFamily = {
  prefix: SHELF_TAKE_PREFIX,
  audience: 'asker',
  async run(takeId, { services, who }) {
    return shelfTakeView(await services.shelfTake(who, takeId), await services.takeFiles(takeId));
  },
};
