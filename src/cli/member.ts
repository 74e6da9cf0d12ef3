/** Members of a server, in whose name whoever runs the bot does something. */
import type { Asker } from '../services/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { ASKER } from './workshop.ts';

export interface MemberOptions {
  server?: string;
  member?: string;
}

export const SERVER_OPTION = ['--server <id>', 'the server of the member, by its Discord ID'] as const;
export const MEMBER_OPTION = ['--member <id>', 'the member, by their Discord ID'] as const;

/** The terminal itself unless a member of a server is named. @throws BeatwrightError `member-half`. */
export function memberOf({ server, member }: MemberOptions): Asker {
  if (server === undefined && member === undefined) return ASKER;
  if (server === undefined || member === undefined) throw new BeatwrightError('member-half');
  return { serverId: server, userId: member };
}
