/** Editing the message that a job is shown in: by its interaction's token while that lives, then by its id. */
import { type Client, DiscordAPIError, InteractionWebhook, RESTJSONErrorCodes } from 'discord.js';
import type { MessagePlace } from '../jobs/index.ts';
import type { View } from './command.ts';

/** What discord.js is given for a view. Nobody is ever pinged, whatever a name or a sentence holds. */
export function payload(view: View) {
  return {
    allowedMentions: { parse: [] },
    ...(view.content === undefined ? {} : { content: view.content }),
    ...(view.embeds === undefined ? {} : { embeds: [...view.embeds] }),
    ...(view.components === undefined ? {} : { components: [...view.components] }),
    ...(view.files === undefined
      ? {}
      : {
          files: view.files.map(({ name, bytes, description }) => ({
            attachment: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
            name,
            description,
          })),
        }),
  };
}

/** `gone`: the message cannot be reached any more and never will be. */
export type EditOutcome = 'shown' | 'gone';

export interface Messages {
  /**
   * Edits a message of the bot's own.
   * @throws whatever discord.js throws when Discord does not answer or does not take the view.
   */
  edit(place: MessagePlace, view: View): Promise<EditOutcome>;
}

/** A token that is about to expire is not begun with: the files take their time to upload. */
const TOKEN_MARGIN_MS = 30_000;

/** Errors of a token that Discord no longer takes, whatever the clock says. */
const TOKEN_ENDED: ReadonlySet<unknown> = new Set([
  RESTJSONErrorCodes.InvalidWebhookToken,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.UnknownInteraction,
]);

/** Errors of a message that is not there, or not for the bot to see. */
const MESSAGE_GONE: ReadonlySet<unknown> = new Set([
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownGuild,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.InvalidActionOnArchivedThread,
  RESTJSONErrorCodes.CannotEditMessageAuthoredByAnotherUser,
]);

export function isGone(error: unknown): boolean {
  return error instanceof DiscordAPIError && MESSAGE_GONE.has(error.code);
}

export function isTokenEnded(error: unknown): boolean {
  return error instanceof DiscordAPIError && (TOKEN_ENDED.has(error.code) || error.status === 401);
}

/** Discord will not take the same edit later either. */
export function isRefused(error: unknown): boolean {
  // 401 says that the bot's own token is no good: nothing that is wrong with the edit.
  return (
    error instanceof DiscordAPIError && error.status >= 400 && error.status < 500 && error.status !== 401
  );
}

export function createMessages(client: Client<true>): Messages {
  return {
    async edit(place, view) {
      try {
        const { interactionToken: token, tokenExpiresAt } = place;
        if (token !== undefined && Date.now() < (tokenExpiresAt?.getTime() ?? 0) - TOKEN_MARGIN_MS) {
          try {
            const webhook = new InteractionWebhook(client, client.application.id, token);
            await webhook.editMessage(place.messageId, payload(view));
            return 'shown';
          } catch (error) {
            if (!isTokenEnded(error)) throw error;
          }
        }
        const channel = await client.channels.fetch(place.channelId);
        if (channel === null || !channel.isTextBased()) return 'gone';
        await channel.messages.edit(place.messageId, payload(view));
        return 'shown';
      } catch (error) {
        if (isGone(error)) return 'gone';
        throw error;
      }
    },
  };
}
