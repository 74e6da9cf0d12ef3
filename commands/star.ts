/** The button under a take that stars it for oneself, or takes the star back. It says which of the two. */
import { type ButtonFamily, STAR_PREFIX, shelfTakeRows } from '../src/bot/index.ts';

export const button: ButtonFamily = {
  prefix: STAR_PREFIX,
  async run(argument, { services, who }) {
    const [state, takeId = ''] = argument.split(':');
    await services.starTake(who, takeId, state === 'on');
    return { view: { components: shelfTakeRows(await services.shelfTake(who, takeId)) }, revision: 0 };
  },
};
