/** What the bot tells whoever runs it. */
import { DiscordAPIError, HTTPError } from 'discord.js';

/** A pino logger is one. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/**
 * An error as it may stand in a log. discord.js hangs the whole request on its errors: files of megabytes, and
 * an address with a token that lets whoever reads it edit the answer.
 */
export function loggable(error: unknown): unknown {
  if (!(error instanceof DiscordAPIError || error instanceof HTTPError)) return error;
  const { name, message, status, method, stack } = error;
  const url = error.url.replace(/(webhooks|interactions)\/(\d+)\/[^/?]+/, '$1/$2/…');
  return { name, message, status, method, url, stack };
}
