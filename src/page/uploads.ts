/** Files that a page has sent and that wait for the command, form or message that they are for. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { RoomFile } from '../room/index.ts';

/** As long as Discord keeps what was handed to a command. */
const LIFE_MS = 15 * 60_000;
const MOST = 100;
/** Bytes of one file, and of all that wait. */
const MOST_BYTES = 100 * 2 ** 20;
const MOST_BYTES_HELD = 2 * MOST_BYTES;

export interface Uploads {
  /** @returns its id, or why it was not taken: what came is counted, whatever its headers say. */
  take(request: IncomingMessage, name: string): Promise<{ readonly id: string } | 'too-big' | 'full'>;
  /** The file, which is let go. */
  fetch(id: string): RoomFile | undefined;
}

export function createUploads(): Uploads {
  const waiting = new LRUCache<string, RoomFile>({ max: MOST, ttl: LIFE_MS, ttlAutopurge: false });
  let coming = 0;
  const held = () => [...waiting.values()].reduce((sum, { bytes }) => sum + bytes.length, coming);

  return {
    async take(request, name) {
      const parts: Buffer[] = [];
      let size = 0;
      try {
        // What is too much is not read to its end, but still answered.
        for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
          size += part.length;
          coming += part.length;
          if (size > MOST_BYTES) return 'too-big';
          waiting.purgeStale();
          if (held() > MOST_BYTES_HELD) return 'full';
          parts.push(part);
        }
      } finally {
        coming -= size;
      }
      const id = randomUUID();
      waiting.set(id, { name, bytes: Buffer.concat(parts) });
      return { id };
    },
    fetch(id) {
      const file = waiting.get(id);
      waiting.delete(id);
      return file;
    },
  };
}
