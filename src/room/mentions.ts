/** Whom a text pings: https://discord.com/developers/docs/resources/message#allowed-mentions-object */
import { isObject, listOf, loose } from './json.ts';
import type { Pings } from './message.ts';
import type { User } from './people.ts';
import type { Channel } from './server.ts';

/**
 * What the text names, cut down to what exists, what its author may ping and what the request allows.
 * @param repliedTo the id of the author of the message that this one answers.
 */
export function pingsOf(
  text: string,
  allowedMentions: unknown,
  { user, channel }: { readonly user: User; readonly channel: Channel },
  repliedTo: string | undefined,
): Pings {
  const { server } = channel;
  const people = [server.bot, ...server.members];
  const author = people.find(({ id }) => id === user.id);
  const ids = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
  const users = ids(/<@!?(\d+)>/g).filter((id) => people.some((one) => one.id === id));
  const roles = ids(/<@&(\d+)>/g).filter((id) => server.roles.some((role) => role.id === id));
  const everyone = /@(everyone|here)\b/.test(text) && author?.may('MentionEveryone', channel) === true;
  const answered = repliedTo === undefined ? [] : [repliedTo];
  if (!isObject(allowedMentions)) return { everyone, users: [...new Set([...users, ...answered])], roles };

  const allowed = loose<'parse' | 'users' | 'roles' | 'replied_user'>(allowedMentions);
  const parse = listOf(allowed.parse);
  const named = users.filter((id) => parse.includes('users') || listOf(allowed.users).includes(id));
  return {
    everyone: everyone && parse.includes('everyone'),
    users: [...new Set([...named, ...(allowed.replied_user === true ? answered : [])])],
    roles: roles.filter((id) => parse.includes('roles') || listOf(allowed.roles).includes(id)),
  };
}
