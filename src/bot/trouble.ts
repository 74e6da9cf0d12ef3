/** What went wrong, as a sentence for whoever asked and a line for whoever runs the bot. */
import { randomInt } from 'node:crypto';
import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import { BeatwrightError } from '../music/index.ts';
import { type Log, loggable } from './log.ts';
import { isGone, isTokenEnded } from './messages.ts';

/** Letters and digits that are not mistaken for each other when read out. */
const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ2346789';

/**
 * The sentence for an error. What nobody planned for gets a reference that stands in the log too.
 * @returns undefined if there is nobody left to tell: the interaction or its message is gone.
 */
export function explain(error: unknown, facts: object, log: Log): string | undefined {
  if (error instanceof BeatwrightError) return error.message;
  if (isNobodyThere(error)) {
    log.warn({ ...facts, err: loggable(error) }, 'an answer came too late or its message was deleted');
    return undefined;
  }
  const reference = Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  log.error({ ...facts, err: loggable(error), reference }, 'something went wrong that nobody planned for');
  return `Something went wrong on Beatwright's side. Try again in a minute; if it happens again, tell whoever runs this bot the reference ${reference}.`;
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
