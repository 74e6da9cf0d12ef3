/** A visitor of a page without a browser: comes in with the key, keeps the cookie, and talks over the channel. */
import { WebSocket } from 'ws';
import type { PageSays, RoomSays } from '../../src/page/protocol.ts';

export type Heard<K extends RoomSays['say']> = Extract<RoomSays, { say: K }>;

export interface Visitor {
  readonly cookie: string;
  say(what: PageSays): void;
  /** The first thing of that kind, from now or from before, that fits; each is given out once. */
  hear<K extends RoomSays['say']>(kind: K, fits?: (what: Heard<K>) => boolean): Promise<Heard<K>>;
  upload(name: string, bytes: Uint8Array): Promise<string>;
  get(path: string): Promise<Response>;
  close(): void;
}

export async function visit(address: string): Promise<Visitor> {
  const { origin, host } = new URL(address);
  const entered = await fetch(address, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`ws://${host}/talk`, { headers: { origin, cookie } });
  const heard: RoomSays[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)));
    for (const look of [...waiting]) look();
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    cookie,
    say: (what) => socket.send(JSON.stringify(what)),
    hear: (kind, fits = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          const at = heard.findIndex((what) => what.say === kind && fits(what as Heard<typeof kind>));
          if (at < 0) return;
          waiting.delete(look);
          resolve(heard.splice(at, 1)[0] as Heard<typeof kind>);
        };
        waiting.add(look);
        look();
      }),
    async upload(name, bytes) {
      const response = await fetch(`${origin}/uploads?name=${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: { origin, cookie },
        body: Buffer.from(bytes),
      });
      return ((await response.json()) as { id: string }).id;
    },
    get: (path) => fetch(`${origin}${path}`, { headers: { cookie } }),
    close: () => socket.terminate(),
  };
}
