/** Interactions in the form in which Discord's API gives them. */
import { InteractionResponseType, MessageType } from 'discord.js';
import type { Interaction } from './interaction.ts';
import { channelJson, memberJson, userJson } from './serialize.ts';

/** INTERACTION_CREATE's data. */
export function payloadOf(interaction: Interaction, applicationId: string, source: unknown) {
  const { id, token, type, act } = interaction;
  const { member, channel } = act;
  const { server } = channel;
  const memberBits = String(member.bitsIn(channel));
  return {
    version: 1,
    id,
    token,
    type,
    application_id: applicationId,
    guild_id: server.id,
    guild: { id: server.id, locale: 'en-US', features: [] },
    channel_id: channel.id,
    channel: { ...channelJson(channel), permissions: memberBits },
    member: { ...memberJson(member), permissions: memberBits },
    locale: 'en-US',
    guild_locale: 'en-US',
    app_permissions: String(server.bot.bitsIn(channel)),
    entitlements: [],
    authorizing_integration_owners: { 0: server.id },
    context: 0,
    attachment_size_limit: Math.max(server.uploadLimit, member.uploadLimit),
    data: act.data,
    ...(source === undefined ? {} : { message: source }),
  };
}

/** What a reply or a follow-up says of where it comes from. */
export function replyMeta(interaction: Interaction, applicationId: string, isFollowUp: boolean) {
  const { act, message } = interaction;
  const common = { application_id: applicationId, webhook_id: applicationId };
  // A follow-up answers the reply, a reply to a component the message with the component.
  const answers = isFollowUp ? message : act.source;
  if (answers && !answers.onlyFor)
    return {
      ...common,
      type: MessageType.Reply,
      message_reference: {
        type: 0,
        channel_id: answers.channel.id,
        message_id: answers.id,
        guild_id: answers.channel.server.id,
      },
      interaction_metadata: metadataOf(interaction, isFollowUp),
    };
  const type = act.kind === 'context' ? MessageType.ContextMenuCommand : MessageType.ChatInputCommand;
  return {
    ...common,
    type: act.kind === 'slash' || act.kind === 'context' ? type : MessageType.Default,
    interaction_metadata: metadataOf(interaction, isFollowUp),
  };
}

function metadataOf(interaction: Interaction, isFollowUp: boolean): Readonly<Record<string, unknown>> {
  const { id, type, act, message } = interaction;
  return {
    id,
    type,
    user: userJson(act.member.user),
    authorizing_integration_owners: { 0: act.channel.server.id },
    ...(isFollowUp && message ? { original_response_message_id: message.id } : {}),
    ...(act.kind === 'slash' || act.kind === 'context'
      ? { name: act.name, command_type: act.data['type'] }
      : {}),
    ...(act.kind === 'component' && act.source ? { interacted_message_id: act.source.id } : {}),
    ...(act.trigger ? { triggering_interaction_metadata: metadataOf(act.trigger, false) } : {}),
    ...act.target,
  };
}

/** The answer to a callback that asks for one (`with_response`). */
export function callbackJson(interaction: Interaction) {
  const { id, answer, message } = interaction;
  return {
    interaction: {
      id,
      type: interaction.type,
      channel_id: interaction.channel.id,
      guild_id: interaction.channel.server.id,
      ...(message
        ? {
            response_message_id: message.id,
            response_message_loading: message.loading,
            response_message_ephemeral: message.onlyFor !== undefined,
          }
        : {}),
    },
    // Discord's document allows a resource for these two types alone: a deferred answer names its message above.
    ...(message &&
    (answer?.type === InteractionResponseType.ChannelMessageWithSource ||
      answer?.type === InteractionResponseType.UpdateMessage)
      ? { resource: { type: answer.type, message: message.raw } }
      : {}),
  };
}
