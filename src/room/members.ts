/** Users, and what they are in one server: members with roles and permissions. */
import type { PermissionsString } from 'discord.js';
import type { Channel } from './channel.ts';
import { basePermissions, bitsFor, channelPermissions, namesOf } from './permissions.ts';
import type { Server } from './places.ts';
import type { RoomChannel, RoomMember, RoomRole } from './types.ts';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
}

export class Role implements RoomRole {
  readonly id: string;
  readonly name: string;
  readonly permissions: bigint;
  readonly managedBy: string | undefined;

  constructor(id: string, name: string, permissions: bigint, managedBy?: string) {
    this.id = id;
    this.name = name;
    this.permissions = permissions;
    this.managedBy = managedBy;
  }
}

export class Member implements RoomMember {
  readonly user: User;
  readonly server: Server;
  readonly roles: readonly Role[];
  readonly owner: boolean;
  readonly uploadLimit: number;
  readonly joinedAt: number;

  constructor(
    user: User,
    server: Server,
    facts: { roles: readonly Role[]; owner: boolean; uploadLimit: number; joinedAt: number },
  ) {
    this.user = user;
    this.server = server;
    this.roles = facts.roles;
    this.owner = facts.owner;
    this.uploadLimit = facts.uploadLimit;
    this.joinedAt = facts.joinedAt;
  }

  get id(): string {
    return this.user.id;
  }
  get name(): string {
    return this.user.name;
  }
  get permissions(): bigint {
    return basePermissions(this, this.server.everyone.permissions);
  }
  bitsIn(channel: Channel): bigint {
    return channelPermissions(this, this.server.everyone, channel.overwrites);
  }
  permissionsIn(channel: RoomChannel): readonly PermissionsString[] {
    return namesOf(this.bitsIn(this.server.own(channel)));
  }
  may(permission: PermissionsString, channel: Channel): boolean {
    return (this.bitsIn(channel) & bitsFor([permission])) !== 0n;
  }
}
