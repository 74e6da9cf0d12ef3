import { ChannelType, type ChatInputCommandInteraction, Routes, ThreadAutoArchiveDuration } from 'discord.js';
import type { View } from './command.ts';
import { type Log, loggable } from './log.ts';
import { payload } from './messages.ts';
import { clip } from './views/words.ts';

/** The longest name that Discord gives a thread. */
const NAME_LENGTH = 100;

/**
 * Shows the answer to a command and opens a thread under it, where the bot may. What goes wrong there is no reason to fail:
 * whatever the thread was for then goes into the channel.
 */
export async function openThread(
  interaction: ChatInputCommandInteraction,
  name: string,
  view: View,
  log: Log,
): Promise<string | undefined> {
  const message = await interaction.editReply(payload(view));
  const { appPermissions: may, channel } = interaction;
  if (channel?.type !== ChannelType.GuildText && channel?.type !== ChannelType.GuildAnnouncement)
    return undefined;
  if (!may.has(['ViewChannel', 'CreatePublicThreads', 'SendMessagesInThreads'])) return undefined;
  try {
    const body = {
      name: clip(name, NAME_LENGTH - 1),
      auto_archive_duration: ThreadAutoArchiveDuration.OneWeek,
    };
    // discord.js' own method says more than Discord's document allows.
    await interaction.client.rest.post(Routes.threads(channel.id, message.id), { body });
    // A thread under a message has the message's id.
    return message.id;
  } catch (error) {
    log.warn({ err: loggable(error) }, 'a thread could not be opened');
    return undefined;
  }
}
