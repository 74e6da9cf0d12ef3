import { Piscina } from 'piscina';
import type { Flow } from '../flow/index.ts';
import { BeatwrightError, errorOf } from '../words/index.ts';
import type { Lyrics, LyricsAnswer } from './lyrics.ts';

/** Forms that may wait for the thread; whoever comes then is asked to come back. */
const MOST_WAITING = 50;
/** The dictionary takes some hundred megabytes, so the thread ends soon after the last lyrics, in milliseconds. */
const IDLE_MS = 5000;

let thread: Piscina<Lyrics, LyricsAnswer> | undefined;

/**
 * Measures lyrics on a thread that this process has for them, one after the other.
 * @throws BeatwrightError as `measureFlow` and `textOf`; `lyrics-busy`.
 */
export async function measureLyrics(lyrics: Lyrics): Promise<Flow> {
  thread ??= new Piscina<Lyrics, LyricsAnswer>({
    filename: new URL('./lyrics.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
    maxQueue: MOST_WAITING,
  });
  if (thread.queueSize >= MOST_WAITING) throw new BeatwrightError('lyrics-busy');
  const answer = await thread.run(lyrics, { name: 'measure' });
  if (answer.ok) return answer.flow;
  throw errorOf(answer.error);
}
