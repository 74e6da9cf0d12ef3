/** The buttons under two entries that meet, to vote for one of them. */
import { type AnswerFamily, ballotView, PICK_PREFIX } from '../src/bot/index.ts';

export const button: AnswerFamily = {
  prefix: PICK_PREFIX,
  async answer(argument, { services, who }) {
    const [battleId = '', round, entryId = ''] = argument.split(':');
    return ballotView(await services.castPick(who, { battleId, round: Number(round), entryId }));
  },
};
