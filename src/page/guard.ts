/** Who may come in: whoever has the key that was printed once, from this machine, by the page's own address. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Guard {
  /** A new key, good for one visit. Those before it are good no more. */
  newKey(): string;
  /** The cookie for whoever brings the key; undefined for a wrong one, or one that was used. */
  redeem(key: string): string | undefined;
  /** The visit came to the page's own address: no other site's name leads here. */
  isAtHome(request: IncomingMessage): boolean;
  /** It was begun by the page itself. */
  isOwn(request: IncomingMessage): boolean;
  /** It has the cookie. */
  isKnown(request: IncomingMessage): boolean;
}

const MOST_SESSIONS = 100;

/** @param port what the page listens on. */
export function createGuard(port: () => number): Guard {
  let key: string | undefined;
  const sessions = new Set<string>();
  const cookieName = () => `practice-room-${port()}`;
  const hosts = () => [`127.0.0.1:${port()}`, `localhost:${port()}`];

  return {
    newKey() {
      key = randomBytes(32).toString('base64url');
      return key;
    },
    redeem(given) {
      if (key === undefined || !isEqual(given, key)) return undefined;
      key = undefined;
      const session = randomBytes(32).toString('base64url');
      sessions.add(hashed(session));
      const [oldest] = sessions;
      if (sessions.size > MOST_SESSIONS && oldest !== undefined) sessions.delete(oldest);
      return `${cookieName()}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    isAtHome: ({ headers }) => hosts().includes(headers.host ?? ''),
    isOwn: ({ headers: { origin, host } }) => origin !== undefined && origin === `http://${host}`,
    isKnown({ headers }) {
      const cookies = (headers.cookie ?? '').split(/;\s*/);
      const mine = cookies.find((cookie) => cookie.startsWith(`${cookieName()}=`));
      return mine !== undefined && sessions.has(hashed(mine.slice(cookieName().length + 1)));
    },
  };
}

const hashed = (text: string) => createHash('sha256').update(text).digest('hex');

function isEqual(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(hashed(a)), Buffer.from(hashed(b)));
}
