/** Telling Discord which commands there are. */
import {
  type ApplicationCommandData,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type Client,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Catalog } from './catalog.ts';

/** Where commands are offered: in servers only, to whoever may use commands there. */
const OFFERED = {
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** The commands as Discord is told of them. */
function registered({
  commands,
  messageCommands,
}: Pick<Catalog, 'commands' | 'messageCommands'>): RESTPostAPIApplicationCommandsJSONBody[] {
  return [
    ...[...commands.values()].map(({ data }) => ({
      type: ApplicationCommandType.ChatInput as const,
      ...data,
      ...OFFERED,
    })),
    ...[...messageCommands.keys()].map((name) => ({
      type: ApplicationCommandType.Message as const,
      name,
      ...OFFERED,
    })),
  ];
}

/**
 * Replaces what Discord has by these commands, unless it has just these: Discord counts registrations, and
 * each one makes members' clients load the list anew.
 * @returns whether anything was sent.
 */
export async function register(
  client: Client<true>,
  catalog: Pick<Catalog, 'commands' | 'messageCommands'>,
): Promise<boolean> {
  const wanted = registered(catalog);
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
