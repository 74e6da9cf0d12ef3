/**
 * The heavy work, as it is done on a worker thread: plain data in, plain data out. A thread keeps nothing
 * between tasks but caches, so that any thread may take any task and a thread that dies loses nothing. It loads
 * what a task needs when it gets the first of its kind.
 */
import { Piscina } from 'piscina';
import type { Audio, Engine } from '../audio/index.ts';
import { writeMidi } from '../music/index.ts';
import { traitsOf } from '../taste/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import type { Answer, Begun, Envelope, Progress, TaskName, Tasks } from './messages.ts';

/** What the pool hands to each of its threads. */
export interface ThreadData {
  /** Steps of an artist's training at most. */
  readonly trainingSteps?: number;
}

type Report = (stage: string, fraction: number, training?: Progress['training']) => void;
/** `signal` tells to stop: whoever computes for long looks at it. */
type Run<N extends TaskName> = (
  input: Tasks[N]['input'],
  report: Report,
  signal: AbortSignal,
) => Promise<Tasks[N]['output']>;

/** Opened by the first task that brings an engine. */
let opened: Promise<Audio> | undefined;

function audio(): Promise<Audio> {
  if (opened === undefined) throw new Error('a task that reads or writes sound files came without an engine');
  return opened;
}

function openAudio(engine: Engine): void {
  opened ??= import('../audio/index.ts').then(({ createAudio }) => createAudio({ engine }));
}

const run: { readonly [N in TaskName]: Run<N> } = {
  async prepareWriting(asked) {
    const { prepareWriting } = await import('./writing.ts');
    return prepareWriting(asked);
  },

  async prepareSound(asked) {
    const { rehearse } = await import('./sounding.ts');
    await Promise.all([audio(), rehearse(asked)]);
    return undefined;
  },

  async readMidi(asked) {
    const { readScores } = await import('./reading.ts');
    return readScores(asked);
  },

  async listen(asked, report, signal) {
    const { listen } = await import('./listen.ts');
    return listen(await audio(), asked, report, signal);
  },

  async learn(asked, report, signal) {
    const { trainingSteps }: ThreadData = Piscina.workerData ?? {};
    const { learnGenerator } = await import('./learning.ts');
    return learnGenerator(asked, {
      report,
      signal,
      steps: trainingSteps,
    });
  },

  async write(asked, report, signal) {
    const { writeScores } = await import('./writing.ts');
    const { request, names, origin } = asked;
    const started = performance.now();
    const written = await writeScores(asked, report, signal);
    const ms = (performance.now() - started) / names.length;
    report(words.stages.writing({ takes: names.length }), 1);
    return {
      takes: names.map((name, i) => {
        const { score, bits } = written[i]!;
        const title = `${request.title} ${name}`;
        const midi = writeMidi(score, origin ? { title, origin: { ...origin, take: name } } : { title });
        return { name, score, midi, ms, traits: traitsOf(score, bits) };
      }),
    };
  },

  async styles({ scores }, _report, signal) {
    const { stylesOf } = await import('./writing.ts');
    signal.throwIfAborted();
    return { styles: await stylesOf(scores) };
  },

  async check(asked) {
    const { checkScores } = await import('./check.ts');
    return checkScores(asked);
  },

  async curve(asked) {
    const { curve } = await import('./pictures.ts');
    return curve(asked);
  },

  async habits(asked) {
    const { habits } = await import('./pictures.ts');
    return habits(asked);
  },

  async taste(asked) {
    const { taste } = await import('./pictures.ts');
    return taste(asked);
  },

  async kit(asked) {
    const { kit } = await import('./sounding.ts');
    return kit(await audio(), asked);
  },

  async oneShot(asked) {
    const { oneShot } = await import('./one-shots.ts');
    return oneShot(await audio(), asked);
  },

  async cutDrums(asked, _report, signal) {
    const { cut } = await import('./cutting.ts');
    return cut(await audio(), asked, signal);
  },

  async hearTimbre(asked, _report, signal) {
    const { hearTimbre } = await import('./timbre.ts');
    return hearTimbre(await audio(), asked, signal);
  },

  async timbre(asked) {
    const { timbre } = await import('./timbre.ts');
    return timbre(asked);
  },

  async kitSheet(asked) {
    const { kitSheet } = await import('./one-shots.ts');
    return kitSheet(await audio(), asked);
  },

  async sound(asked, _report, signal) {
    const { sound } = await import('./sounding.ts');
    return sound(await audio(), asked, signal);
  },

  async sheet(asked) {
    const { sheet } = await import('./pictures.ts');
    return sheet(asked);
  },

  async download(asked, report) {
    const { download } = await import('./download.ts');
    return download(await audio(), asked, report);
  },

  async level(asked) {
    const { level } = await import('./levelling.ts');
    return level(await audio(), asked);
  },

  async blind(asked) {
    const { blind } = await import('./levelling.ts');
    return blind(asked);
  },

  async battleSheet(asked) {
    const { battleSheet } = await import('./pictures.ts');
    return battleSheet(asked);
  },

  async song(asked) {
    const { song } = await import('./sounding.ts');
    return song(await audio(), asked);
  },
};

/** Runs a task and packs up what comes of it; the thread's side of `Pool.run`. */
function task<N extends TaskName>(name: N): (envelope: Envelope<N>) => Promise<Answer<N>> {
  return async ({ input, port, engine }) => {
    if (engine !== undefined) openAudio(engine);
    const stopping = new AbortController();
    port.once('message', () => stopping.abort());
    port.postMessage({ begun: true } satisfies Begun);
    try {
      const report: Report = (stage, fraction, training) =>
        port.postMessage({ stage, fraction, training } satisfies Progress);
      return { ok: true, output: await run[name](input, report, stopping.signal) };
    } catch (error) {
      if (stopping.signal.aborted) return { ok: false };
      if (!(error instanceof BeatwrightError)) throw error;
      return { ok: false, error: { id: error.id, facts: error.facts } };
    }
  };
}

export const prepareWritingTask = task('prepareWriting');
export const prepareSoundTask = task('prepareSound');
export const readMidiTask = task('readMidi');
export const listenTask = task('listen');
export const learnTask = task('learn');
export const writeTask = task('write');
export const stylesTask = task('styles');
export const checkTask = task('check');
export const curveTask = task('curve');
export const habitsTask = task('habits');
export const tasteTask = task('taste');
export const kitTask = task('kit');
export const oneShotTask = task('oneShot');
export const cutDrumsTask = task('cutDrums');
export const hearTimbreTask = task('hearTimbre');
export const timbreTask = task('timbre');
export const kitSheetTask = task('kitSheet');
export const soundTask = task('sound');
export const sheetTask = task('sheet');
export const downloadTask = task('download');
export const levelTask = task('level');
export const blindTask = task('blind');
export const battleSheetTask = task('battleSheet');
export const songTask = task('song');
