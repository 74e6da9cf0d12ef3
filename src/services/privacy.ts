/** Services about what is kept: of whoever asks, and of servers that the bot has left. */
import type { Store } from '../store/index.ts';
import type { ServiceContext } from './context.ts';
import type { Services } from './services.ts';

/** How long what a server has is kept after the bot was removed from it, in days. */
export const GRACE_DAYS = 7;

type PrivacyServices = Pick<Services, 'eraseMine' | 'serverLeft' | 'serverJoined' | 'serversPresent'>;

export function privacyServices({ store }: ServiceContext): PrivacyServices {
  return {
    eraseMine: ({ serverId, userId }) => store.erasure.member({ serverId, memberId: userId }),
    serverLeft: (serverId) => store.servers.left(serverId),
    serverJoined: (serverId) => store.servers.joined(serverId),
    serversPresent: (serverIds) => store.servers.present(serverIds),
  };
}

/** Erases servers that the bot left long enough ago. @returns how many. */
export async function eraseLeftServers({ servers, erasure }: Store, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - GRACE_DAYS * 24 * 3600_000);
  let erased = 0;
  for (const id of await servers.leftBefore(before)) {
    if ((await erasure.server(id, before)) !== undefined) erased++;
  }
  return erased;
}
