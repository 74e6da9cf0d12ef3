/** What went wrong, as a sentence for whoever asked and a line for whoever runs the bot. */
import { randomInt } from 'node:crypto';
import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import { BeatwrightError, words } from '../words/index.ts';
import { type Log, loggable } from './log.ts';
import { isGone, isTokenEnded } from './messages.ts';

/** Letters and digits that are not mistaken for each other when read out. */
const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ2346789';

/**
 * The sentence for an error. What nobody planned for gets a code that stands in the log too.
 * @returns undefined if there is nobody left to tell: the interaction or its message is gone.
 */
export function explain(error: unknown, facts: object, log: Log): string | undefined {
  if (error instanceof BeatwrightError) return error.message;
  if (isNobodyThere(error)) {
    log.warn({ ...facts, err: loggable(error) }, 'an answer came too late or its message was deleted');
    return undefined;
  }
  const code = Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  log.error({ ...facts, err: loggable(error), code }, 'unexpected error');
  return words.views.job.unexpected({ code });
}

/** Discord answered an acknowledgement with "done already": the first try had arrived after all. */
export function isAcknowledged(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged
  );
}

function isNobodyThere(error: unknown): boolean {
  return isGone(error) || isTokenEnded(error);
}
