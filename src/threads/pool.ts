/** Threads for the heavy work, so that the thread that answers Discord never computes. */
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { Engine } from '../audio/index.ts';
import { errorOf } from '../words/index.ts';
import type { Answer, Begun, Envelope, Progress, TaskName, Tasks } from './messages.ts';
import type { ThreadData } from './tasks.ts';

export interface PoolOptions {
  /**
   * Threads that sound beats, as many that write beats, where networks stay open, and as many that hear tracks; one more
   * learns, and one does what nobody waits for. They start when they are needed.
   */
  readonly threads: number;
  /** Nobody waits for another thread of this process, as at a terminal: these need not step back for it. */
  readonly isAlone?: boolean;
  /** What reads and writes sound files. Without it ffmpeg is looked for when the first task needs it. */
  readonly engine?: Engine;
  /** The only ffmpeg to look for; without it PATH is searched. */
  readonly ffmpegPath?: string;
  /** Steps of an artist's training at most: fewer are quicker and learn less. The usual number unless told. */
  readonly trainingSteps?: number;
}

export interface RunOptions {
  readonly onProgress?: (progress: Progress) => void;
  /** Stops the task before its next step. */
  readonly signal?: AbortSignal;
  /** Nobody waits for it: it has a thread of its own that comes to a core after all others. */
  readonly isIdle?: boolean;
}

export interface Pool {
  /**
   * Does a task on some thread.
   * @throws BeatwrightError as the task threw it; an `AbortError` if the signal stopped it.
   */
  run<N extends TaskName>(
    name: N,
    input: Tasks[N]['input'],
    options?: RunOptions,
  ): Promise<Tasks[N]['output']>;
  /** Stops what is running and ends the threads. */
  close(): Promise<void>;
}

/**
 * How long a task may take to stop before its thread is ended. To end a thread while ONNX Runtime computes on it can end
 * the whole process, so that it is the last resort.
 */
const STOPS_WITHIN_MS = 30_000;

/** Takes that one thread sounds at once. */
const SHARING = 2;
const LEARNING: ReadonlySet<TaskName> = new Set(['learn', 'hearTimbre', 'timbre']);
const HEARING: ReadonlySet<TaskName> = new Set(['listen', 'readMidi', 'cutDrums', 'styles']);
const WRITING: ReadonlySet<TaskName> = new Set(['prepareWriting', 'write']);
/** Tasks that share a thread with their like: Piscina gives a thread to itself what could be ended with the thread. */
const SHARED: ReadonlySet<TaskName> = new Set(['sound']);

interface Running {
  readonly stop: () => void;
  readonly ended: Promise<unknown>;
}

/** Tasks that read or write sound files. */
const SOUND_FILES: ReadonlySet<TaskName> = new Set([
  'prepareSound',
  'listen',
  'kit',
  'oneShot',
  'cutDrums',
  'hearTimbre',
  'kitSheet',
  'sound',
  'download',
  'level',
  'song',
]);

export function openPool(options: PoolOptions): Pool {
  const { threads, isAlone = false, engine, ffmpegPath, trainingSteps } = options;
  const workerData: ThreadData = { trainingSteps };
  let found = engine === undefined ? undefined : Promise.resolve(engine);
  /** Found here and handed to the threads, so that it is looked for and compiled once. */
  const engineFor = async (name: TaskName): Promise<Pick<Envelope, 'engine'>> => {
    if (!SOUND_FILES.has(name)) return {};
    found ??= import('../audio/index.ts').then(({ findEngine }) => findEngine({ ffmpegPath }));
    return { engine: await found };
  };
  const filename = new URL('./tasks.ts', import.meta.url).href;
  const open = (maxThreads: number, niceIncrement: number, concurrentTasksPerWorker = 1) =>
    new Piscina({
      filename,
      workerData,
      minThreads: 0,
      maxThreads,
      idleTimeout: 60_000,
      concurrentTasksPerWorker,
      niceIncrement: isAlone ? 0 : niceIncrement,
    });
  // A training may take a minute, a hearing ten seconds: on threads of their own they keep no beat waiting. And the
  // nicer a thread is, the later it comes to a core that the thread with Discord's answers wants, or a beat, or a hearing.
  const learners = open(1, 15);
  const hearers = open(threads, 12);
  const writers = open(threads, 5);
  // While a take's MP3 is encoded by another process, its thread renders the next.
  const makers = open(threads, 5, SHARING);
  const idlers = open(1, 19);
  const threadsFor = (name: TaskName, isIdle: boolean) => {
    if (isIdle) return idlers;
    if (LEARNING.has(name)) return learners;
    if (HEARING.has(name)) return hearers;
    return WRITING.has(name) ? writers : makers;
  };

  const running = new Set<Running>();

  return {
    async run<N extends TaskName>(
      name: N,
      input: Tasks[N]['input'],
      { onProgress, signal, isIdle = false }: RunOptions = {},
    ) {
      const { port1, port2 } = new MessageChannel();
      const end = new AbortController();
      let hasBegun = false;
      let patience: NodeJS.Timeout | undefined;
      port1.on('message', (message: Begun | Progress) => {
        if ('begun' in message) hasBegun = true;
        else onProgress?.(message);
      });
      const stop = () => {
        // What has not begun yet needs no thread to be left alone.
        if (!hasBegun && !SHARED.has(name)) return end.abort();
        port1.postMessage('stop');
        patience ??= setTimeout(() => end.abort(), STOPS_WITHIN_MS);
      };
      if (signal?.aborted) stop();
      signal?.addEventListener('abort', stop, { once: true });
      const answered: Promise<Answer<N>> = engineFor(name).then((known) => {
        const envelope: Envelope<N> = { input, port: port2, ...known };
        return threadsFor(name, isIdle).run(envelope, {
          name: `${name}Task`,
          transferList: [port2],
          ...(SHARED.has(name) ? {} : { signal: end.signal }),
        });
      });
      const mine: Running = { stop, ended: answered };
      running.add(mine);
      try {
        const answer = await answered;
        if (signal?.aborted || (!answer.ok && answer.error === undefined)) {
          throw new DOMException('The task was stopped.', 'AbortError');
        }
        if (answer.ok) return answer.output;
        throw errorOf(answer.error);
      } finally {
        running.delete(mine);
        signal?.removeEventListener('abort', stop);
        clearTimeout(patience);
        port1.close();
      }
    },
    async close() {
      for (const { stop } of running) stop();
      await Promise.allSettled([...running].map(({ ended }) => ended));
      await Promise.all([learners, hearers, writers, makers, idlers].map((threads) => threads.destroy()));
    },
  };
}
