/** Services about what is kept: of whoever asks, and of servers that the bot has left. */
import type { Store } from '../store/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import { kindNamed, MAX_BEAT_BYTES, payloadOf } from '../worker/kinds/index.ts';
import { fileJob, type ServiceContext } from './context.ts';
import type { Services } from './services.ts';

/** How long what a server has is kept after the bot was removed from it, in days. */
export const GRACE_DAYS = 7;

type PrivacyServices = Pick<
  Services,
  'exportMine' | 'exportFile' | 'eraseMine' | 'serverLeft' | 'serverJoined' | 'serversPresent'
>;

export function privacyServices(context: ServiceContext): PrivacyServices {
  const { store } = context;
  return {
    exportMine(who, { part = 1, maxBytes = MAX_BEAT_BYTES, message }) {
      const { serverId, userId: memberId } = who;
      const told = { subject: words.views.privacy.export.subject, serverId, memberId, part, maxBytes };
      return fileJob(context, 'export', told, who, message);
    },
    async exportFile(jobId) {
      const job = await store.jobs.get(jobId);
      const result = job && (await kindNamed('export').result(store, job, payloadOf('export', job)));
      if (result === undefined) throw new BeatwrightError('job-unknown');
      return store.blobs.get(result.sha256);
    },
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
