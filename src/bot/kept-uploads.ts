/** Uploads that wait for their form to come back: Discord tells of them once, and not again with the form. */
import { randomUUID } from 'node:crypto';
import type { Attachment } from 'discord.js';
import { LRUCache } from 'lru-cache';
import { BeatwrightError } from '../words/index.ts';

/** How long, in milliseconds, and how many forms at once. */
const KEPT_MS = 3600_000;
const MOST = 1000;

export interface KeptUploads {
  keep(uploads: readonly Attachment[]): string;
  /** @throws BeatwrightError `learn-forgotten`: it was too long ago, or the bot has restarted since. */
  get(key: string): readonly Attachment[];
}

export function keepUploads(): KeptUploads {
  const kept = new LRUCache<string, readonly Attachment[]>({ max: MOST, ttl: KEPT_MS });
  return {
    keep(uploads) {
      const key = randomUUID();
      kept.set(key, uploads);
      return key;
    },
    get(key) {
      const uploads = kept.get(key);
      if (uploads === undefined) throw new BeatwrightError('learn-forgotten');
      return uploads;
    },
  };
}
