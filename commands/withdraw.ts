/** The button that takes one's entry out of a battle. */
import { type RequestFamily, WITHDRAW_PREFIX, withdrawnView } from '../src/bot/index.ts';

export const button: RequestFamily = {
  prefix: WITHDRAW_PREFIX,
  audience: 'asker',
  async run(battleId, { services, who }) {
    await services.withdrawEntry(who, battleId);
    return withdrawnView();
  },
};
