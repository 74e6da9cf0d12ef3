/** Rate limits as Discord tells them: https://discord.com/developers/docs/topics/rate-limits */
import { createHash } from 'node:crypto';

export interface Rate {
  readonly headers: Readonly<Record<string, string>>;
  /** Seconds to wait, if the bucket is used up. */
  readonly retryAfter: number | undefined;
}

/** Counts each bucket by itself, in real time: it is the client's own clock that obeys. */
export function createRates(limit: number, windowMs: number): (bucket: string) => Rate {
  const buckets = new Map<string, { ends: number; used: number }>();
  return (key) => {
    const now = performance.now();
    const old = buckets.get(key);
    const bucket = old && old.ends > now ? old : { ends: now + windowMs, used: 0 };
    buckets.set(key, bucket);
    bucket.used++;
    const seconds = Math.max(bucket.ends - now, 1) / 1000;
    return {
      retryAfter: bucket.used > limit ? seconds : undefined,
      headers: {
        'x-ratelimit-bucket': createHash('md5').update(key).digest('hex'),
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(Math.max(limit - bucket.used, 0)),
        'x-ratelimit-reset': String(Date.now() / 1000 + seconds),
        'x-ratelimit-reset-after': seconds.toFixed(3),
      },
    };
  };
}

/** The body and headers of a 429. `via` is how discord.js knows that Discord and not a proxy said it. */
export function tooMany(retryAfter: number, global: boolean) {
  return {
    body: { message: 'You are being rate limited.', retry_after: retryAfter, global },
    headers: {
      'retry-after': String(Math.ceil(retryAfter)),
      'x-ratelimit-scope': global ? 'global' : 'user',
      ...(global ? { 'x-ratelimit-global': 'true' } : {}),
      via: '1.1 google',
    },
  };
}
