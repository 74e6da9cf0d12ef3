/** The menu under a training that changes the artist's style. It names the artist, so that it works after any restart. */
import {
  type MenuFamily,
  STYLE_PREFIX,
  styleChangedView,
  styleMenuRow,
  stylePick,
} from '../src/bot/index.ts';

export const menu: MenuFamily = {
  prefix: STYLE_PREFIX,
  audience: 'everyone',
  async renew(artistId) {
    return { view: { components: [styleMenuRow(artistId)] }, revision: 0 };
  },
  async run(value, { services, who, here }, artistId) {
    return styleChangedView(await services.changeStyle(who, artistId, stylePick(value), here));
  },
};
