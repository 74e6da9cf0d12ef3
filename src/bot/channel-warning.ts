import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  type PermissionsBitField,
} from 'discord.js';
import { words } from '../words/index.ts';
import { type Log, loggable } from './log.ts';
import { payload } from './messages.ts';

type Deferred = ButtonInteraction | ChatInputCommandInteraction | ModalSubmitInteraction;

/**
 * Whoever asks for something in a channel that the bot may not use once the interaction's token has ended is told so
 * alone and at the start. The interaction has been deferred. Never rejects.
 */
export async function warnOfChannel(interaction: Deferred, log: Log): Promise<void> {
  const permissions = missingIn(interaction);
  if (permissions.length === 0) return;
  const view = payload({ content: words.views.job.channel({ permissions }) });
  try {
    // The first follow-up of a deferred reply would take its place, for everybody to see.
    await interaction.editReply(payload({ content: words.views.job.moment }));
    await interaction.followUp({ ...view, flags: MessageFlags.Ephemeral });
  } catch (error) {
    log.warn({ err: loggable(error) }, 'a warning could not be shown');
  }
}

/** What the bot needs where it was asked and may not, in words. */
function missingIn({ appPermissions, channel }: Deferred): string[] {
  const write = channel?.isThread() === true ? 'SendMessagesInThreads' : 'SendMessages';
  return lacking(appPermissions, write);
}

/** The same of another channel of the server. */
export function lackingIn({ guild }: ChatInputCommandInteraction, channelId: string): string[] {
  const me = guild?.members.me;
  const permissions = me && guild.channels.cache.get(channelId)?.permissionsFor(me);
  return permissions ? lacking(permissions, 'SendMessages') : [];
}

function lacking(
  appPermissions: Readonly<PermissionsBitField>,
  write: 'SendMessages' | 'SendMessagesInThreads',
): string[] {
  const said = words.views.job.permissions;
  // Where it sees nothing, nothing else is allowed either.
  if (!appPermissions.has('ViewChannel')) return [said.ViewChannel];
  return ([write, 'AttachFiles', 'EmbedLinks'] as const)
    .filter((each) => !appPermissions.has(each))
    .map((each) => said[each]);
}
