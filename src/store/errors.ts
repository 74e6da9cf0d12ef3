/**
 * What databases and disks say, told apart. Prisma's codes:
 * https://www.prisma.io/docs/orm/reference/error-reference, PostgreSQL's:
 * https://www.postgresql.org/docs/current/errcodes-appendix.html.
 */
import { BeatwrightError } from '../words/index.ts';
import { Prisma } from './prisma/client.ts';

/** Whether a row like it is there already. */
export function isDuplicate(error: unknown): boolean {
  return isPrismaError(error, 'P2002');
}

/** Whether the transaction was ended in favour of another and may be tried again. */
export function isConflict(error: unknown): boolean {
  if (isPrismaError(error, 'P2034')) return true;
  // Of SQL that is written by hand Prisma passes on what PostgreSQL said.
  return isPrismaError(error, 'P2010') && CONFLICT.test(error.message);
}

/** PostgreSQL: a serialization failure, a deadlock. */
const CONFLICT = /Code: `40(001|P01)`/;

function isPrismaError(error: unknown, ...codes: string[]): error is Prisma.PrismaClientKnownRequestError {
  return error instanceof Prisma.PrismaClientKnownRequestError && codes.includes(error.code);
}

/** Prisma: not reached, timed out, closed, no connection free, no transaction begun, too many connections. */
const AWAY_PRISMA = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'];
/** PostgreSQL: the connection failed, no resources for one more, shutting down or starting up. */
const AWAY_POSTGRES = /Code: `(08...|53[23]00|57P0[1-5])`/;
/** Node's sockets, as Prisma passes them on: by their words alone. */
const AWAY_SOCKET =
  /\b(connect|read|write|getaddrinfo) E[A-Z_]+|connection (error|terminated|timeout)|timeout exceeded when trying to connect/i;
const FULL = /ENOSPC|EDQUOT|Code: `53100`/;
const FORBIDDEN = /\b(EACCES|EPERM|EROFS)\b/;

/**
 * What people can do something about, for people; anything else as it is. A store that was opened has reached
 * its database, so that one that is away now may come back.
 */
export function forPeople(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof BeatwrightError) return error;
  const { message } = error;
  if (FULL.test(message)) return new BeatwrightError('disk-full', { cause: error });
  if (FORBIDDEN.test(message)) return new BeatwrightError('data-unwritable', { cause: error });
  if (!isPrismaError(error, ...AWAY_PRISMA) && !AWAY_POSTGRES.test(message) && !AWAY_SOCKET.test(message)) {
    return error;
  }
  return new BeatwrightError('database-unreachable', { cause: error });
}
