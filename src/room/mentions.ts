/** Whom a text pings: https://discord.com/developers/docs/resources/message#allowed-mentions-object */
import { isObject, listOf, loose } from './json.ts';
import type { Pings } from './message.ts';

/** What the text names, cut down to what the sender allows. `known` says which ids exist in the server. */
export function pingsOf(
  text: string,
  allowedMentions: unknown,
  known: { user: (id: string) => boolean; role: (id: string) => boolean; mayEveryone: boolean },
  repliedTo: string | undefined,
): Pings {
  const ids = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
  const users = ids(/<@!?(\d+)>/g).filter(known.user);
  const roles = ids(/<@&(\d+)>/g).filter(known.role);
  const everyone = /@(everyone|here)\b/.test(text) && known.mayEveryone;
  if (!isObject(allowedMentions))
    return { everyone, users: repliedTo === undefined ? users : [...new Set([...users, repliedTo])], roles };

  const allowed = loose<'parse' | 'users' | 'roles' | 'replied_user'>(allowedMentions);
  const parse = listOf(allowed.parse);
  const pinged = users.filter((id) => parse.includes('users') || listOf(allowed.users).includes(id));
  if (allowed.replied_user === true && repliedTo !== undefined) pinged.push(repliedTo);
  return {
    everyone: everyone && parse.includes('everyone'),
    users: [...new Set(pinged)],
    roles: roles.filter((id) => parse.includes('roles') || listOf(allowed.roles).includes(id)),
  };
}
