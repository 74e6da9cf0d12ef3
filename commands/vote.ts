/** The vote buttons under a beat. They name the take's row, so that they work after any restart. */
import { type ButtonFamily, beatRows, VOTE_PREFIX } from '../src/bot/index.ts';

export const button: ButtonFamily = {
  prefix: VOTE_PREFIX,
  async run(takeId, { services, who }) {
    const { beatId, takes, revision } = await services.castVote(who, takeId);
    return { view: { components: beatRows({ id: beatId, takes }) }, revision };
  },
};
