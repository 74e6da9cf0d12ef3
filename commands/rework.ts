/** The menu under a beat that makes a new beat of one of its takes. */
import { type MenuFamily, REWORK_PREFIX, renewBeat, reworkOf } from '../src/bot/index.ts';
import { BeatwrightError } from '../src/words/index.ts';

export const menu: MenuFamily = {
  prefix: REWORK_PREFIX,
  audience: 'everyone',
  renew: renewBeat,
  async run(value, { services, who, place }) {
    const wish = reworkOf(value);
    if (wish === undefined) throw new BeatwrightError('menu-unknown');
    return services.requestRework(who, { ...wish, message: await place() });
  },
};
