/** How permissions add up: https://discord.com/developers/docs/topics/permissions#permission-overwrites */
import { PermissionFlagsBits, type PermissionsString } from 'discord.js';

export const ALL_PERMISSIONS = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

/** What `@everyone` may do in a new server. */
export const EVERYONE: readonly PermissionsString[] = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'UseExternalEmojis',
  'UseExternalStickers',
  'MentionEveryone',
  'ReadMessageHistory',
  'UseApplicationCommands',
  'CreateInstantInvite',
  'ChangeNickname',
  'Connect',
  'Speak',
  'Stream',
  'UseVAD',
  'CreatePublicThreads',
  'CreatePrivateThreads',
  'SendMessagesInThreads',
  'SendPolls',
];

/** What the invitation of a bot like Beatwright asks for. */
export const BOT: readonly PermissionsString[] = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'UseApplicationCommands',
];

export function bitsFor(names: readonly PermissionsString[]): bigint {
  return names.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
}

export function namesOf(bits: bigint): PermissionsString[] {
  return (Object.keys(PermissionFlagsBits) as PermissionsString[]).filter(
    (name) => (bits & PermissionFlagsBits[name]) !== 0n,
  );
}

export interface Overwrite {
  /** A role's or a user's id; the server's own id is `@everyone`. */
  readonly id: string;
  readonly type: 'role' | 'member';
  readonly allow: bigint;
  readonly deny: bigint;
}

export interface Subject {
  readonly id: string;
  readonly owner: boolean;
  readonly roles: readonly { readonly id: string; readonly permissions: bigint }[];
}

export function basePermissions(subject: Subject, everyone: bigint): bigint {
  if (subject.owner) return ALL_PERMISSIONS;
  const bits = subject.roles.reduce((all, role) => all | role.permissions, everyone);
  return (bits & PermissionFlagsBits.Administrator) !== 0n ? ALL_PERMISSIONS : bits;
}

export function channelPermissions(
  subject: Subject,
  everyone: { readonly id: string; readonly permissions: bigint },
  overwrites: readonly Overwrite[],
): bigint {
  let bits = basePermissions(subject, everyone.permissions);
  if (bits === ALL_PERMISSIONS) return bits;
  const apply = ({ allow, deny }: { allow: bigint; deny: bigint }) => {
    bits = (bits & ~deny) | allow;
  };
  const of = (type: Overwrite['type'], id: string) =>
    overwrites.filter((overwrite) => overwrite.type === type && overwrite.id === id);
  const merge = (some: readonly Overwrite[]) => ({
    allow: some.reduce((all, { allow }) => all | allow, 0n),
    deny: some.reduce((all, { deny }) => all | deny, 0n),
  });
  apply(merge(of('role', everyone.id)));
  apply(merge(subject.roles.flatMap((role) => of('role', role.id))));
  apply(merge(of('member', subject.id)));
  // A channel that cannot be seen allows nothing else.
  return (bits & PermissionFlagsBits.ViewChannel) === 0n ? 0n : bits;
}
