/** Editing the message that a job is shown in: by its interaction's token while that lives, then by its id. */
import {
  type APIEmbed,
  type Channel,
  type Client,
  DiscordAPIError,
  InteractionWebhook,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { MessageOpening, MessagePlace } from '../services/index.ts';
import type { View } from './command.ts';

/**
 * What discord.js is given for a view: the one way into a message. Nobody is pinged but whom the view names, and no link
 * hides behind other words, whatever a name or a sentence holds.
 */
export function payload(view: View) {
  return {
    allowedMentions: { parse: [], ...(view.pings !== undefined && { users: [...view.pings] }) },
    content: view.content === undefined ? undefined : unmasked(view.content),
    ...(view.embeds === undefined ? {} : { embeds: view.embeds.map(unmaskedEmbed) }),
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

/** Beatwright itself never writes `[words](address)`, so whatever looks like it is what somebody smuggled in. */
function unmasked(text: string): string {
  return text.replaceAll('](', ']\\(');
}

function unmaskedEmbed(embed: APIEmbed): APIEmbed {
  const { title, description } = embed;
  return {
    ...embed,
    ...(title !== undefined && { title: unmasked(title) }),
    ...(description !== undefined && { description: unmasked(description) }),
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
  /**
   * Posts a message of the bot's own, as an answer to another.
   * @param key names it: asked twice within minutes, Discord posts it once.
   * @throws as `edit`.
   */
  post(opening: MessageOpening, key: string, view: View): Promise<MessagePlace | 'gone'>;
}

/** A token that is about to expire is not begun with: the files take their time to upload. */
const TOKEN_MARGIN_MS = 30_000;

/** The longest nonce that Discord takes. */
const NONCE_LENGTH = 25;

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

function orGone(error: unknown): null {
  if (isGone(error)) return null;
  throw error;
}

/** Whether the bot may post in the channel, and show files there, without an interaction. */
function mayPost(channel: Channel): boolean {
  if (channel.isDMBased()) return true;
  const write = channel.isThread() ? 'SendMessagesInThreads' : 'SendMessages';
  const allowed = channel.permissionsFor(channel.client.user);
  return allowed?.has(['ViewChannel', write, 'AttachFiles', 'EmbedLinks']) === true;
}

export function createMessages(client: Client<true>): Messages {
  const webhookOf = ({ interactionToken: token, tokenExpiresAt }: MessageOpening | MessagePlace) =>
    token !== undefined && Date.now() < (tokenExpiresAt?.getTime() ?? 0) - TOKEN_MARGIN_MS
      ? new InteractionWebhook(client, client.application.id, token)
      : undefined;
  return {
    async post(opening, key, view) {
      const { channelId, replyToId, interactionToken, tokenExpiresAt } = opening;
      try {
        const channel = await client.channels.fetch(channelId).catch(orGone);
        const webhook = webhookOf(opening);
        // A follow-up takes no nonce: what was posted and not said to be would be posted again.
        if (webhook !== undefined && !(channel !== null && mayPost(channel))) {
          try {
            const { id } = await webhook.send(payload(view));
            return { channelId, messageId: id, interactionToken, tokenExpiresAt };
          } catch (error) {
            if (!isTokenEnded(error)) throw error;
          }
        }
        if (channel === null || !channel.isSendable()) return 'gone';
        const { id } = await channel.send({
          ...payload(view),
          nonce: key.replaceAll('-', '').slice(0, NONCE_LENGTH),
          enforceNonce: true,
          ...(replyToId === undefined
            ? {}
            : { reply: { messageReference: replyToId, failIfNotExists: false } }),
        });
        return { channelId, messageId: id };
      } catch (error) {
        if (isGone(error) || isRefused(error)) return 'gone';
        throw error;
      }
    },
    async edit(place, view) {
      try {
        const webhook = webhookOf(place);
        if (webhook !== undefined) {
          try {
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
