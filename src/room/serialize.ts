/** Users, members, roles, channels and servers in the form in which Discord's API gives them. */
import { timestamp } from './ids.ts';
import type { Role, User } from './people.ts';
import type { Overwrite } from './permissions.ts';
import type { Channel, Member, Server } from './server.ts';

export function userJson(user: User) {
  return {
    id: user.id,
    username: user.name,
    discriminator: '0',
    global_name: user.bot ? null : user.name,
    avatar: null,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
    ...(user.bot ? { bot: true } : {}),
  };
}

export function memberJson(member: Member) {
  return {
    user: userJson(member.user),
    roles: member.roles.map(({ id }) => id),
    joined_at: timestamp(member.joinedAt),
    deaf: false,
    mute: false,
    flags: 0,
    nick: null,
    avatar: null,
    banner: null,
    premium_since: null,
    pending: false,
    communication_disabled_until: null,
  };
}

export function roleJson(role: Role, position: number) {
  return {
    id: role.id,
    name: role.name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: String(role.permissions),
    managed: role.managedBy !== undefined,
    mentionable: false,
    flags: 0,
    ...(role.managedBy === undefined ? {} : { tags: { bot_id: role.managedBy } }),
  };
}

export function rolesJson(server: Server) {
  return server.roles.map(roleJson);
}

/** A thread that stays open; who follows it nobody asks. */
export function threadJson({ id, type, name, server, parent, messages }: Channel) {
  return {
    ...{ id, type, name, guild_id: server.id, parent_id: parent?.id ?? null, owner_id: server.bot.id },
    last_message_id: messages.at(-1)?.id ?? null,
    thread_metadata: {
      archived: false,
      archive_timestamp: timestamp(server.bot.joinedAt),
      auto_archive_duration: 10_080,
      locked: false,
    },
    ...{ message_count: messages.length, total_message_sent: messages.length, member_count: 1 },
    ...{ flags: 0, rate_limit_per_user: 0 },
  };
}

export function channelJson(channel: Channel) {
  if (channel.parent) return threadJson(channel);
  return {
    id: channel.id,
    type: channel.type,
    guild_id: channel.server.id,
    name: channel.name,
    position: channel.server.channels.indexOf(channel),
    permission_overwrites: channel.overwrites.map(overwriteJson),
    flags: 0,
    nsfw: false,
    topic: null,
    parent_id: null,
    last_message_id: channel.messages.at(-1)?.id ?? null,
    rate_limit_per_user: 0,
  };
}

function overwriteJson({ id, type, allow, deny }: Overwrite) {
  return { id, type: type === 'role' ? 0 : 1, allow: String(allow), deny: String(deny) };
}

/** What GET /guilds/{id} gives. */
export function serverJson(server: Server) {
  return {
    id: server.id,
    name: server.name,
    owner_id: server.ownerId,
    icon: null,
    banner: null,
    splash: null,
    discovery_splash: null,
    home_header: null,
    description: null,
    afk_channel_id: null,
    afk_timeout: 300 as const,
    application_id: null,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw: false,
    nsfw_level: 0,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: 'en-US' as const,
    public_updates_channel_id: null,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    system_channel_flags: 0,
    system_channel_id: null,
    vanity_url_code: null,
    verification_level: 0,
    widget_enabled: false,
    widget_channel_id: null,
    features: [],
    emojis: [],
    stickers: [],
    roles: rolesJson(server),
    region: 'deprecated',
    max_members: 500_000,
    max_presences: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    incidents_data: null,
    hub_type: null,
  };
}

/** What GUILD_CREATE gives. Without the privileged intent the bot is the only member it shows. */
export function guildCreateJson(server: Server) {
  return {
    ...serverJson(server),
    joined_at: timestamp(server.bot.joinedAt),
    large: false,
    unavailable: false,
    member_count: server.members.length + 1,
    channels: server.channels.map(channelJson),
    members: [memberJson(server.bot)],
    threads: server.threads.map(threadJson),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
