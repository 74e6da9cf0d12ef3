/** The menu to vote in a battle with. It says which battle and round, so that it works after any restart. */
import { type AnswerFamily, BALLOT_PREFIX, ballotView } from '../src/bot/index.ts';

export const menu: AnswerFamily = {
  prefix: BALLOT_PREFIX,
  async answer(argument, { services, who }, { values, offered }) {
    const [battleId = '', round] = argument.split(':');
    const ballot = { battleId, round: Number(round), among: offered, choices: values };
    return ballotView(await services.castBallot(who, ballot));
  },
};
