/** Telling Discord which commands there are. */
import {
  type ApplicationCommandData,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type Client,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Command } from './command.ts';

/** A command as Discord is told of it: offered in servers only, to whoever may use commands there. */
function registered(command: Command): RESTPostAPIChatInputApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    ...command.data,
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  };
}

/**
 * Replaces what Discord has by these commands, unless it has just these: Discord counts registrations, and
 * each one makes members' clients load the list anew.
 * @returns whether anything was sent.
 */
export async function register(client: Client<true>, commands: Iterable<Command>): Promise<boolean> {
  const wanted = [...commands].map(registered);
  const there = await client.application.commands.fetch({ withLocalizations: true });
  const same =
    there.size === wanted.length &&
    wanted.every((data) =>
      // Our data is Discord's own form, which `equals` takes but its type does not say.
      there.some(
        (command) => command.name === data.name && command.equals(data as ApplicationCommandData, true),
      ),
    );
  if (!same) await client.application.commands.set(wanted);
  return !same;
}
