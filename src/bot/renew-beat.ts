import type { MenuFamily } from './command.ts';
import { beatRows } from './views/index.ts';

/** A beat's message as new, with the votes as they are: what every menu under it comes back to. */
export const renewBeat: MenuFamily['renew'] = async (beatId, { services, who }) => {
  const { takes, revision } = await services.votes(who, beatId);
  return { view: { components: beatRows({ id: beatId, takes }) }, revision };
};
