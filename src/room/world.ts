/** What there is in a room, as a test or a page sees it: servers, channels, members and messages. */
import type { APIEmbed, APIMessage, APIMessageTopLevelComponent, PermissionsString } from 'discord.js';
import type { ChannelSpec, MemberSpec, OverwriteSpec, RoleSpec } from './spec.ts';

export interface RoomServer {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly RoomChannel[];
  /** Those that the bot has opened under messages. */
  readonly threads: readonly RoomChannel[];
  readonly members: readonly RoomMember[];
  readonly roles: readonly RoomRole[];
  readonly bot: RoomMember;
  /** Bytes of one file that anybody may upload there. */
  readonly uploadLimit: number;
  /** By name; throws if there is none. */
  channel(name: string): RoomChannel;
  member(name: string): RoomMember;
  role(name: string): RoomRole;
  addChannel(spec: string | ChannelSpec): RoomChannel;
  addMember(spec: string | MemberSpec): RoomMember;
  addRole(spec: RoleSpec): RoomRole;
  removeChannel(channel: RoomChannel): void;
  removeMember(member: RoomMember): void;
  /** The bot is thrown out: it sees GUILD_DELETE and gets 10004 from now on. */
  removeBot(): void;
}

export interface RoomChannel {
  readonly id: string;
  readonly name: string;
  readonly server: RoomServer;
  /** Of a thread: the channel that it is in. */
  readonly parent: RoomChannel | undefined;
  /** Replaces what the channel allows or denies one role or member. */
  overwrite(spec: OverwriteSpec): void;
  /** Every message of the channel in order, also ephemeral ones and deleted ones. */
  readonly messages: readonly RoomMessage[];
}

export interface RoomRole {
  readonly id: string;
  readonly name: string;
}

export interface RoomMember {
  /** The user's id; the same in every server. */
  readonly id: string;
  readonly name: string;
  readonly server: RoomServer;
  readonly roles: readonly RoomRole[];
  /** What this member may do in a channel, roles, overwrites and ownership counted. */
  permissionsIn(channel: RoomChannel): readonly PermissionsString[];
}

/** A live view of one message: its members always say how it is now. */
export interface RoomMessage {
  readonly id: string;
  readonly channel: RoomChannel;
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly APIMessageTopLevelComponent[];
  /** Every file of it, also those that an embed shows and that `raw.attachments` leaves out, as Discord does. */
  readonly attachments: readonly RoomAttachment[];
  readonly flags: number;
  /** The bot is thinking: deferred and not yet filled. */
  readonly loading: boolean;
  readonly deleted: boolean;
  /** The only one who sees it, for an ephemeral message. */
  readonly onlyFor: RoomMember | undefined;
  /** Whom it pinged when it was sent (an edit pings nobody). */
  readonly pings: {
    readonly everyone: boolean;
    readonly users: readonly string[];
    readonly roles: readonly string[];
  };
  /** From the first state to the present one. */
  readonly history: readonly RoomMessageState[];
  /** As Discord's API gives it now. */
  readonly raw: Readonly<APIMessage>;
  /** Every custom_id of an enabled component, in order. */
  readonly customIds: readonly string[];
  /** The attachment of that name; throws (`room-no-attachment`) if there is none. */
  attachment(name: string): RoomAttachment;
  /** Every text that a reader sees: content, embeds and Components V2 texts, line by line. */
  readonly text: string;
}

export interface RoomMessageState {
  readonly at: number;
  readonly what: 'created' | 'edited' | 'deleted';
  readonly message: Readonly<APIMessage>;
}

export interface RoomAttachment {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly contentType: string;
  readonly size: number;
  /** Where the room's CDN serves it, signed as Discord signs. */
  readonly url: string;
  readonly bytes: Uint8Array;
}
