/** What a member may do in a channel now: permissions, visible messages, offered commands, uploads. */
import type { APIApplicationCommand, ApplicationCommandType, PermissionsString } from 'discord.js';
import type { RoomFile } from './acts.ts';
import type { Upload } from './attachments.ts';
import type { Commands } from './commands.ts';
import { typeOf } from './files.ts';
import { Message } from './message.ts';
import { RoomError } from './room-error.ts';
import type { Channel, Member } from './server.ts';
import type { RoomMessage } from './world.ts';

/** Every check throws `RoomError` with the reason that a person at the client would be given. */
export class Standing {
  readonly #member: Member;
  readonly #channel: Channel;
  readonly #commands: Commands;

  constructor(member: Member, channel: Channel, commands: Commands) {
    this.#member = member;
    this.#channel = channel;
    this.#commands = commands;
  }

  /** Still a member, in a channel that is still there and can be seen. */
  present(): void {
    const { server } = this.#channel;
    if (!server.members.includes(this.#member))
      throw refusal('room-member', `${this.#member.name} is not in ${server.name} any more.`);
    if (![...server.channels, ...server.threads].includes(this.#channel))
      throw refusal('room-channel', `#${this.#channel.name} is gone.`);
    this.need('ViewChannel');
  }

  need(permission: PermissionsString): void {
    if (!this.#member.may(permission, this.#channel))
      throw refusal('room-permission', `${this.#member.name} lacks ${permission} in #${this.#channel.name}.`);
  }

  sees(message: Message): boolean {
    const mine = !message.onlyFor || message.onlyFor.id === this.#member.id;
    return mine && !message.deleted && !message.dismissed && this.#member.may('ViewChannel', this.#channel);
  }

  /** The message itself, if it is of this room and the member sees it. */
  visible(message: RoomMessage): Message {
    this.present();
    if (!(message instanceof Message) || message.channel !== this.#channel)
      throw refusal('room-message', `That message is not in #${this.#channel.name}.`);
    if (message.onlyFor && message.onlyFor.id !== this.#member.id)
      throw refusal('room-message-hidden', `Only ${message.onlyFor.name} sees that message.`);
    if (!this.sees(message)) throw refusal('room-message-gone', 'That message is not there any more.');
    return message;
  }

  commands(): readonly APIApplicationCommand[] {
    return this.#mayUseCommands() ? this.#commands.offered(this.#member, this.#channel) : [];
  }

  command(name: string, type: ApplicationCommandType): APIApplicationCommand {
    const { name: who } = this.#member;
    if (!this.#mayUseCommands())
      throw refusal('room-permission', `${who} may not use commands in #${this.#channel.name}.`);
    const wanted = (command: APIApplicationCommand) => command.name === name && command.type === type;
    const found = this.commands().find(wanted);
    if (found) return found;
    const registered = [...this.#commands.list(this.#channel.server.id), ...this.#commands.list(undefined)];
    if (registered.some(wanted))
      throw refusal('room-permission', `${who} may not use ${name} in #${this.#channel.name}.`);
    const known = registered.map((command) => command.name).join(', ') || 'none';
    throw refusal('room-no-command', `There is no command ${name}; the bot registered: ${known}.`);
  }

  /** Bytes of one file. */
  get uploadLimit(): number {
    return Math.max(this.#member.uploadLimit, this.#channel.server.uploadLimit);
  }

  upload(file: RoomFile, key: string): Upload {
    const { length } = file.bytes;
    if (length > this.uploadLimit)
      throw refusal(
        'room-file-size',
        `${file.name} has ${length} bytes; ${this.#member.name} may upload ${this.uploadLimit} here.`,
      );
    const contentType = file.contentType ?? typeOf(file.name);
    return { key, name: file.name, contentType, bytes: Buffer.from(file.bytes) };
  }

  #mayUseCommands(): boolean {
    this.present();
    return (
      this.#channel.server.hasBot &&
      this.#member.may('UseApplicationCommands', this.#channel) &&
      this.#member.may('SendMessages', this.#channel)
    );
  }
}

export function refusal(id: RoomError['id'], message: string): RoomError {
  return new RoomError(id, message);
}
