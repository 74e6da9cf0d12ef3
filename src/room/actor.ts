/** A member at Discord's own client: what it offers and refuses before the bot hears of anything. */
import { type APIApplicationCommand, ApplicationCommandType, ButtonStyle, ComponentType } from 'discord.js';
import type { ModalValue, OptionValue, RoomActor, RoomFile, RoomInteraction, RoomModal } from './acts.ts';
import { store, type Upload } from './attachments.ts';
import type { Commands } from './commands.ts';
import { DiscordRefusal, Form } from './errors.ts';
import type { Files } from './files.ts';
import type { Kind } from './interaction.ts';
import { Interaction } from './interaction.ts';
import type { Interactions } from './interactions.ts';
import { textOf } from './json.ts';
import { Message } from './message.ts';
import type { Messages } from './messages.ts';
import { collect } from './modals.ts';
import { choose, fill, typing, wrap } from './options.ts';
import { Resolved } from './resolved.ts';
import type { LooseComponent } from './rules/index.ts';
import { pick } from './selects.ts';
import { type Channel, Member } from './server.ts';
import { refusal, Standing } from './standing.ts';
import type { RoomChannel, RoomMember, RoomMessage, RoomRole } from './world.ts';

export interface ActorHost {
  readonly commands: Commands;
  readonly interactions: Interactions;
  readonly messages: Messages;
  readonly files: Files;
  readonly nextId: () => string;
  readonly applicationId: string;
}

const COMMAND_TYPES = {
  slash: ApplicationCommandType.ChatInput,
  member: ApplicationCommandType.User,
  message: ApplicationCommandType.Message,
};

export class Actor implements RoomActor {
  readonly member: Member;
  readonly channel: Channel;
  readonly #host: ActorHost;
  readonly #standing: Standing;

  constructor(member: RoomMember, channel: RoomChannel | undefined, host: ActorHost) {
    if (!(member instanceof Member)) throw refusal('room-member', 'That is not a member of this room.');
    const first = channel ?? member.server.channels[0];
    if (!first) throw refusal('room-channel', `${member.server.name} has no channel.`);
    this.member = member;
    this.channel = member.server.own(first);
    this.#host = host;
    this.#standing = new Standing(this.member, this.channel, host.commands);
  }

  commands(): readonly APIApplicationCommand[] {
    return this.#standing.commands();
  }

  slash(
    command: string,
    options: Readonly<Record<string, OptionValue>> = {},
    { attachments = {} }: { readonly attachments?: Readonly<Record<string, RoomFile>> } = {},
  ): RoomInteraction {
    const words = command.trim().split(/\s+/);
    const found = this.#standing.command(words[0] ?? '', COMMAND_TYPES.slash);
    const chosen = choose(found, words);
    const resolved = new Resolved(this.channel);
    const values = fill(chosen, options, attachments, resolved, (file) => this.#upload(file, resolved));
    return this.#begin('slash', words.join(' '), {
      data: { ...head(found), options: wrap(chosen, values), ...resolved.json },
    });
  }

  autocomplete(
    command: string,
    options: Readonly<Record<string, OptionValue>>,
    focused: string,
  ): RoomInteraction {
    const words = command.trim().split(/\s+/);
    const found = this.#standing.command(words[0] ?? '', COMMAND_TYPES.slash);
    const chosen = choose(found, words);
    const { values, option } = typing(chosen, options, focused);
    return this.#begin('autocomplete', words.join(' '), {
      data: { ...head(found), options: wrap(chosen, values) },
      optionType: option.type,
    });
  }

  context(command: string, target: RoomMember | RoomMessage): RoomInteraction {
    const resolved = new Resolved(this.channel);
    if (target instanceof Message) {
      const found = this.#standing.command(command, COMMAND_TYPES.message);
      const id = resolved.addMessage(this.#standing.visible(target));
      const data = { ...head(found), target_id: id, ...resolved.json };
      return this.#begin('context', command, { data, target: { target_message_id: id } });
    }
    if (!(target instanceof Member)) throw refusal('room-member', 'That is not a member of this room.');
    const found = this.#standing.command(command, COMMAND_TYPES.member);
    const data = { ...head(found), target_id: resolved.add(target), ...resolved.json };
    return this.#begin('context', command, { data });
  }

  press(message: RoomMessage, customId: string): RoomInteraction {
    const { source, component } = this.#component(message, customId);
    if (component.type !== ComponentType.Button)
      throw refusal('room-component', `${customId} is not a button.`);
    return this.#use(source, component, {});
  }

  select(
    message: RoomMessage,
    customId: string,
    values: readonly (string | RoomMember | RoomChannel | RoomRole)[],
  ): RoomInteraction {
    const { source, component } = this.#component(message, customId);
    const resolved = new Resolved(this.channel);
    return this.#use(source, component, { values: pick(component, values, resolved), ...resolved.json });
  }

  submit(modal: RoomModal, fields: Readonly<Record<string, ModalValue>>): RoomInteraction {
    const { interaction: trigger } = modal;
    if (!(trigger instanceof Interaction) || trigger.answer?.modal !== modal)
      throw refusal('room-modal', 'That modal was not shown in this room.');
    if (trigger.member.id !== this.member.id)
      throw refusal('room-modal', `The modal "${modal.title}" was shown to ${trigger.member.name} alone.`);
    if (trigger.modalSent) throw refusal('room-modal', `The modal "${modal.title}" was already sent.`);
    const resolved = new Resolved(this.channel);
    const components = collect(modal.data, fields, resolved, (file) => this.#upload(file, resolved));
    trigger.modalSent = true;
    return this.#begin('modal', modal.customId, {
      data: { custom_id: modal.customId, components, ...resolved.json },
      source: trigger.act.source,
      trigger,
    });
  }

  say(content: string, { files = [] }: { readonly files?: readonly RoomFile[] } = {}): RoomMessage {
    this.#standing.need('SendMessages');
    if (files.length > 0) this.#standing.need('AttachFiles');
    const uploads = files.map((file, i): Upload => this.#standing.upload(file, String(i)));
    const { member, channel } = this;
    const form = new Form();
    try {
      return this.#host.messages.create(
        { content },
        uploads,
        { user: member.user, channel, uploadLimit: this.#standing.uploadLimit },
        form,
      );
    } catch (error) {
      if (error instanceof DiscordRefusal)
        throw refusal('room-message', `Discord refuses that: ${error.detail}`);
      throw error;
    }
  }

  remove(message: RoomMessage): void {
    const own = this.#standing.visible(message);
    if (own.onlyFor) this.#host.messages.dismiss(own);
    else if (own.author.id === this.member.id || this.member.may('ManageMessages', this.channel))
      this.#host.messages.remove(own);
    else throw refusal('room-permission', `${this.member.name} may not delete that message.`);
  }

  messages(): readonly RoomMessage[] {
    return this.#host.messages.in(this.channel).filter((message) => this.#standing.sees(message));
  }

  #begin(
    kind: Kind,
    name: string,
    act: Pick<Parameters<Interactions['begin']>[0], 'data' | 'source' | 'trigger' | 'optionType' | 'target'>,
  ): RoomInteraction {
    this.#standing.present();
    return this.#host.interactions.begin({ kind, name, member: this.member, channel: this.channel, ...act });
  }

  #use(source: Message, component: LooseComponent, more: Readonly<Record<string, unknown>>): RoomInteraction {
    const customId = textOf(component.custom_id) ?? '';
    const data = { custom_id: customId, component_type: component.type, id: component.id, ...more };
    return this.#begin('component', customId, { data, source });
  }

  #component(message: RoomMessage, customId: string): { source: Message; component: LooseComponent } {
    const source = this.#standing.visible(message);
    const component = source.parts.find((part) => part.custom_id === customId);
    if (!component) {
      const links = source.parts.filter(({ style }) => style === ButtonStyle.Link).length;
      const known = source.customIds.join(', ') || 'none';
      throw refusal(
        'room-component',
        `The message has no component ${customId}; it has ${known}${links > 0 ? ' and links' : ''}.`,
      );
    }
    if (component.disabled === true) throw refusal('room-component-disabled', `${customId} is disabled.`);
    return { source, component };
  }

  #upload(file: RoomFile, resolved: Resolved): string {
    const { files, nextId, applicationId } = this.#host;
    const upload = this.#standing.upload(file, '0');
    const { json } = store(upload, { files, id: nextId(), folder: applicationId, ephemeral: true });
    return resolved.addAttachment(json);
  }
}

function head(command: APIApplicationCommand) {
  const { id, name, type, guild_id: guild } = command;
  return { id, name, type, ...(guild === undefined ? {} : { guild_id: guild }) };
}
