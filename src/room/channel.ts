/** One text channel: its messages, and what it allows whom. */
import { ChannelType } from 'discord.js';
import { BeatwrightError } from '../music/index.ts';
import type { Message } from './message.ts';
import { bitsFor, type Overwrite } from './permissions.ts';
import type { Server } from './places.ts';
import type { OverwriteSpec } from './spec.ts';
import type { RoomChannel } from './types.ts';

export class Channel implements RoomChannel {
  readonly id: string;
  readonly name: string;
  readonly server: Server;
  readonly type = ChannelType.GuildText;
  overwrites: readonly Overwrite[] = [];
  readonly messages: Message[] = [];
  readonly #changed: (channel: Channel) => void;

  constructor(id: string, name: string, server: Server, changed: (channel: Channel) => void) {
    this.id = id;
    this.name = name;
    this.server = server;
    this.#changed = changed;
  }

  overwrite(spec: OverwriteSpec): void {
    this.setOverwrite(spec);
    this.#changed(this);
  }

  setOverwrite({ role, member, allow = [], deny = [] }: OverwriteSpec): void {
    if ((role === undefined) === (member === undefined))
      throw new BeatwrightError('room-overwrite', 'An overwrite names either a role or a member.');
    const id = role === undefined ? this.server.member(member ?? '').id : this.server.role(role).id;
    const others = this.overwrites.filter((overwrite) => overwrite.id !== id);
    const type = role === undefined ? 'member' : 'role';
    this.overwrites = [...others, { id, type, allow: bitsFor(allow), deny: bitsFor(deny) }];
  }
}
