/** The menu under a beat that makes a new beat of one of its takes. */
import { beatRows, type MenuFamily, REWORK_PREFIX, reworkOf } from '../src/bot/index.ts';
import { BeatwrightError } from '../src/music/index.ts';

export const menu: MenuFamily = {
  prefix: REWORK_PREFIX,
  async renew(beatId, { services, who }) {
    const { takes, revision } = await services.votes(who, beatId);
    return { view: { components: beatRows({ id: beatId, takes }) }, revision };
  },
  async run(value, { services, who, place }) {
    const wish = reworkOf(value);
    if (wish === undefined) {
      throw new BeatwrightError(
        'rework-unknown',
        'This menu is from another version of the bot. Ask for a new beat with /beat.',
      );
    }
    return services.requestRework(who, { ...wish, message: await place() });
  },
};
