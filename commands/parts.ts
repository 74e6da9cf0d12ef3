/**
 * The button under a MIDI file that opens the menus to say what its tracks and pads are, and these menus. Whoever asked
 * alone sees them: a choice of several steps would only be in the way of everybody else.
 */
import { type MenuFamily, PARTS_PREFIX, partsPick, partsView, type RequestFamily } from '../src/bot/index.ts';

export const button: RequestFamily = {
  prefix: PARTS_PREFIX,
  audience: 'asker',
  async run(referenceId, { services, who }) {
    return partsView(await services.referenceToCorrect(who, referenceId));
  },
};

export const menu: MenuFamily = {
  prefix: PARTS_PREFIX,
  audience: 'asker',
  async renew(argument, { services, who }, value) {
    const { referenceId, picked } = partsPick(argument, value);
    return { view: partsView(await services.referenceToCorrect(who, referenceId), picked), revision: 0 };
  },
  async run(value, { services, who, place }, argument) {
    const { referenceId, told } = partsPick(argument, value);
    if (told === undefined) return undefined;
    return services.correctReference(who, { referenceId, ...told, message: await place() });
  },
};
