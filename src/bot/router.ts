/** Brings each interaction to the command, button, menu or form that it is for, and its answer or its error back. */
import {
  type Attachment,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  ComponentType,
  type Interaction,
  type Message,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type RepliableInteraction,
  type StringSelectMenuInteraction,
} from 'discord.js';
import type { Asker, JobTicket, MessagePlace, Services } from '../services/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import type { Catalog } from './catalog.ts';
import { warnOfChannel } from './channel-warning.ts';
import type {
  Action,
  AnswerFamily,
  Choice,
  Command,
  FormDesk,
  Picked,
  RequestFamily,
  View,
} from './command.ts';
import { keepUploads } from './kept-uploads.ts';
import { type Log, loggable } from './log.ts';
import { isGone, payload } from './messages.ts';
import { createPresses, type Press } from './presses.ts';
import { answerQuickly } from './quick-answer.ts';
import { openThread } from './thread.ts';
import { explain, isAcknowledged } from './trouble.ts';
import type { UploadWish } from './upload-links.ts';
import type { UploadHand } from './upload-room.ts';
import { clip, sentence as escaped } from './views/words.ts';

export interface RouterOptions {
  readonly catalog: Catalog;
  readonly services: Services;
  readonly log: Log;
  /** Takes the uploads of one interaction. */
  openHand(): UploadHand<Attachment>;
  /** An address for one upload. @throws BeatwrightError `link-off` */
  openLink(wish: UploadWish): string;
  /** A job has been filed whose message wants an edit. */
  onJob(): void;
}

/** What is answered by a message of its own, which its answer fills. */
type Answerable = ChatInputCommandInteraction | ModalSubmitInteraction | ButtonInteraction;

/** How long an interaction's token lives. */
const TOKEN_LIFE_MS = 15 * 60_000;
/** The most that Discord shows of suggestions, and of each. */
const MOST_CHOICES = 25;
const CHOICE_LENGTH = 100;

/** A function that handles one interaction to its end and never rejects. */
export function createRouter(options: RouterOptions): (interaction: Interaction) => Promise<void> {
  const { catalog, services, log } = options;
  const presses = createPresses();
  const uploads = keepUploads();

  const formDesk = (interaction: Interaction): FormDesk => ({
    services,
    who: askerOf(interaction),
    keepUploads: uploads.keep,
  });

  async function command(interaction: ChatInputCommandInteraction): Promise<void> {
    const { action } = find(catalog, interaction);
    const form = await action.form?.(interaction, formDesk(interaction));
    if (form !== undefined) {
      await interaction.showModal(form);
      return;
    }
    const place = await begin(interaction, action);
    const who = askerOf(interaction);
    const openLink = (artist: string) => options.openLink({ who, artist, place });
    const openUnder = (name: string, view: View) => openThread(interaction, name, view, log);
    const desk = { services, who, place, openLink, openThread: openUnder };
    await answer(
      interaction,
      await withUploads((fetchAttachment) => action.run(interaction, { ...desk, fetchAttachment })),
    );
  }

  /** Where the answer will be, once Discord knows that there will be one. */
  async function begin(interaction: Answerable, action: Pick<Action, 'audience'>): Promise<MessagePlace> {
    const place = await acknowledge(interaction, action);
    if (action.audience === 'everyone') await warnOfChannel(interaction, log);
    return place;
  }

  /** Lends the uploads of an interaction for as long as something is done with them. */
  async function withUploads<T>(run: (fetch: UploadHand<Attachment>['fetch']) => Promise<T>): Promise<T> {
    const hand = options.openHand();
    try {
      return await run(hand.fetch);
    } finally {
      hand.done();
    }
  }

  async function messageCommand(interaction: MessageContextMenuCommandInteraction): Promise<void> {
    const found = catalog.messageCommands.get(interaction.commandName);
    if (found === undefined) throw new BeatwrightError('command-unknown');
    await interaction.showModal(await found.form(interaction.targetMessage, formDesk(interaction)));
  }

  async function answer(interaction: Answerable, what: View | JobTicket): Promise<void> {
    // Whoever watches jobs edits this message from now on: two writers would overwrite each other.
    if ('jobId' in what) options.onJob();
    else await interaction.editReply(payload(what));
  }

  async function form(interaction: ModalSubmitInteraction): Promise<void> {
    const { family, argument } = familyOf(catalog.forms, interaction);
    const place = await begin(interaction, family);
    const { fields } = interaction;
    const field = (name: string) =>
      fields.getField(name).type === ComponentType.StringSelect
        ? (fields.getStringSelectValues(name)[0] ?? '')
        : fields.getTextInputValue(name);
    const desk = {
      services,
      who: askerOf(interaction),
      place,
      keptUploads: uploads.get,
      uploaded: (name: string) => [...(fields.getUploadedFiles(name)?.values() ?? [])],
      removeMessage: async () => {
        if (!interaction.isFromMessage() || interaction.message.flags.has(MessageFlags.Ephemeral)) return;
        await interaction.message.delete().catch((error: unknown) => {
          if (!isGone(error)) throw error;
        });
      },
      isTicked: (name: string) => fields.getCheckboxGroup(name).length > 0,
    };
    await answer(
      interaction,
      await withUploads((fetchAttachment) => family.run(argument, field, { ...desk, fetchAttachment })),
    );
  }

  async function autocomplete(interaction: AutocompleteInteraction): Promise<void> {
    const { name, value } = interaction.options.getFocused(true);
    const completer = catalog.commands.get(interaction.commandName)?.completers?.[name];
    const choices = (await completer?.(value, { services, who: askerOf(interaction) }, interaction)) ?? [];
    await interaction.respond(choices.slice(0, MOST_CHOICES).map(fitting));
  }

  async function button(interaction: ButtonInteraction): Promise<void> {
    const { family, argument } = familyOf(catalog.buttons, interaction);
    if ('answer' in family) return quickly(interaction, family, argument);
    if ('audience' in family) return request(interaction, family, argument);
    await presses.answer(interaction, async () => {
      const place = placeOf(interaction, interaction.message.id);
      return family.run(argument, { services, who: askerOf(interaction), place });
    });
  }

  async function quickly(interaction: Press, family: AnswerFamily, argument: string): Promise<void> {
    const desk = { services, who: askerOf(interaction) };
    await answerQuickly(interaction, () => family.answer(argument, desk, pickedOf(interaction)));
  }

  async function request(
    interaction: ButtonInteraction,
    family: RequestFamily,
    argument: string,
  ): Promise<void> {
    const asker = { services, who: askerOf(interaction) };
    const form = await family.form?.(argument, asker);
    if (form !== undefined) {
      await interaction.showModal(form);
      return;
    }
    const place = await begin(interaction, family);
    await answer(interaction, await family.run(argument, { ...asker, place }));
  }

  async function menu(interaction: StringSelectMenuInteraction): Promise<void> {
    const desk = { services, who: askerOf(interaction) };
    const { family, argument } = familyOf(catalog.menus, interaction);
    if ('answer' in family) return quickly(interaction, family, argument);
    const value = interaction.values[0] ?? '';
    await presses.answer(interaction, () => family.renew(argument, desk, value));
    const follow = (view: View) => interaction.followUp({ ...payload(view), ...flagsFor(family) });
    let posted: Message | undefined;
    try {
      const place = async () => {
        posted ??= await follow({ content: words.views.job.moment });
        return placeOf(interaction, posted.id);
      };
      const here = placeOf(interaction, interaction.message.id);
      const answer = await family.run(value, { ...desk, place, here }, argument);
      if (answer === undefined) return;
      if ('jobId' in answer) options.onJob();
      else await follow(answer);
    } catch (error) {
      if (posted !== undefined) await interaction.deleteReply(posted).catch(() => {});
      throw error;
    }
  }

  return async (interaction) => {
    const facts = { interaction: interaction.id, user: interaction.user.id, server: interaction.guildId };
    if (interaction.isAutocomplete()) {
      // A list of suggestions has no room for a sentence.
      await autocomplete(interaction).catch(async (error: unknown) => {
        explain(error, { ...facts, command: interaction.commandName }, log);
        if (!interaction.responded) await interaction.respond([]).catch(() => {});
      });
    } else if (interaction.isChatInputCommand()) {
      const asked = { ...facts, command: interaction.commandName, path: pathOf(interaction) };
      await command(interaction).catch((error) => tell(interaction, error, asked, log));
    } else if (interaction.isMessageContextMenuCommand()) {
      const asked = { ...facts, command: interaction.commandName };
      await messageCommand(interaction).catch((error) => tell(interaction, error, asked, log));
    } else if (interaction.isButton()) {
      const { customId } = interaction;
      await button(interaction).catch((error) => tell(interaction, error, { ...facts, customId }, log));
    } else if (interaction.isStringSelectMenu()) {
      const { customId } = interaction;
      await menu(interaction).catch((error) => tell(interaction, error, { ...facts, customId }, log));
    } else if (interaction.isModalSubmit()) {
      const { customId } = interaction;
      await form(interaction).catch((error) => tell(interaction, error, { ...facts, customId }, log));
    }
  };
}

function find(
  catalog: Catalog,
  interaction: ChatInputCommandInteraction,
): { command: Command; action: Action } {
  const command = catalog.commands.get(interaction.commandName);
  const action = command?.actions[pathOf(interaction)];
  if (command === undefined || action === undefined) {
    throw new BeatwrightError('command-unknown');
  }
  return { command, action };
}

/** What a button, a menu or a form belongs to, and what stands behind the prefix of its `custom_id`. */
function familyOf<F>(
  families: ReadonlyMap<string, F>,
  { customId }: Pick<Press, 'customId'>,
): { family: F; argument: string } {
  const [prefix = '', ...rest] = customId.split(':');
  const family = families.get(prefix);
  if (family !== undefined) return { family, argument: rest.join(':') };
  throw new BeatwrightError('button-unknown');
}

/** The key of a command's action: its subcommand, with its group, or its own name. */
function pathOf(interaction: ChatInputCommandInteraction): string {
  const group = interaction.options.getSubcommandGroup(false);
  const subcommand = interaction.options.getSubcommand(false);
  return [group, subcommand].filter((part) => part !== null).join(' ') || interaction.commandName;
}

/** Tells Discord to wait, before anything else is done, and learns which message the answer will be. */
async function acknowledge(interaction: Answerable, action: Pick<Action, 'audience'>): Promise<MessagePlace> {
  try {
    const response = await interaction.deferReply({ ...flagsFor(action), withResponse: true });
    const id = response.interaction.responseMessageId;
    if (id !== null) return placeOf(interaction, id);
  } catch (error) {
    if (!isAcknowledged(error)) throw error;
    interaction.deferred = true;
  }
  return placeOf(interaction, (await interaction.fetchReply()).id);
}

function flagsFor({ audience }: Pick<Action, 'audience'>) {
  return audience === 'asker' ? { flags: MessageFlags.Ephemeral as const } : {};
}

function placeOf(interaction: RepliableInteraction, messageId: string): MessagePlace {
  return {
    channelId: interaction.channelId ?? '',
    messageId,
    interactionToken: interaction.token,
    tokenExpiresAt: new Date(interaction.createdTimestamp + TOKEN_LIFE_MS),
  };
}

function askerOf(interaction: Interaction): Asker {
  if (interaction.guildId === null) {
    throw new BeatwrightError('server-only');
  }
  return {
    serverId: interaction.guildId,
    userId: interaction.user.id,
    managesServer: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true,
    name: interaction.inCachedGuild() ? interaction.member.displayName : interaction.user.displayName,
  };
}

function pickedOf(interaction: Press): Picked {
  if (interaction.isButton()) return { values: [], offered: [] };
  return { values: interaction.values, offered: interaction.component.options.map(({ value }) => value) };
}

function fitting({ name, value }: Choice): Choice {
  return { name: clip(name, CHOICE_LENGTH), value: clip(value, CHOICE_LENGTH) };
}

/** Tells the asker alone what happened. Never rejects. */
async function tell(
  interaction: RepliableInteraction,
  error: unknown,
  facts: object,
  log: Log,
): Promise<void> {
  const sentence = explain(error, facts, log);
  if (sentence === undefined) return;
  const view = payload({ content: clip(escaped(sentence), 1900) });
  const privately = { ...view, flags: MessageFlags.Ephemeral as const };
  try {
    if (!interaction.deferred && !interaction.replied) await interaction.reply(privately);
    // What was pressed has no answer of its own yet, only the message that it belongs to.
    else if (interaction.isMessageComponent() && interaction.ephemeral === null)
      await interaction.followUp(privately);
    else if (interaction.ephemeral === true) await interaction.editReply(view);
    else {
      // The first follow-up of a deferred reply takes its place and its audience, unless it is gone.
      await interaction.deleteReply().catch(() => {});
      await interaction.followUp(privately);
    }
  } catch (second) {
    log.warn(
      { ...facts, err: loggable(second), sentence },
      'an error could not be shown to whoever ran into it',
    );
  }
}
