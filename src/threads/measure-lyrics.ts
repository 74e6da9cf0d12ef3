import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Flow } from '../flow/index.ts';
import { errorOf } from '../words/index.ts';
import type { Lyrics, LyricsAnswer } from './lyrics.ts';

/** Measures lyrics on a thread of their own. @throws BeatwrightError as `measureFlow` and `textOf`. */
export async function measureLyrics(lyrics: Lyrics): Promise<Flow> {
  const thread = new Worker(new URL('./lyrics.ts', import.meta.url), { workerData: lyrics });
  try {
    const [answer] = (await once(thread, 'message')) as [LyricsAnswer];
    if (answer.ok) return answer.flow;
    throw errorOf(answer.error);
  } finally {
    await thread.terminate();
  }
}
