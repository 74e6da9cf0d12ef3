/** Users, and the roles that a server gives its members. */
import type { RoomRole } from './world.ts';

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
