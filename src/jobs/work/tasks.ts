/**
 * The heavy work, as it is done on a worker thread: plain data in, plain data out. A thread keeps nothing
 * between tasks but caches, so that any thread may take any task and a thread that dies loses nothing.
 */
import { Piscina } from 'piscina';
import { type Audio, createAudio } from '../../audio/index.ts';
import { baseGenerator, learn, loadGenerator, nearestStyle } from '../../model/index.ts';
import { BeatwrightError, randomOf, readMidi, secondsOf, writeMidi } from '../../music/index.ts';
import { render } from '../../render/index.ts';
import type { Answer, Envelope, TaskName, Tasks } from './messages.ts';

/** What the pool hands to each of its threads. */
export interface ThreadData {
  readonly ffmpegPath?: string;
}

type Report = (stage: string, fraction: number) => void;
type Run<N extends TaskName> = (input: Tasks[N]['input'], report: Report) => Promise<Tasks[N]['output']>;

/** No reference is longer than this, in seconds, whatever it is made of. */
const MAX_SECONDS = 600;

let ffmpeg: Audio | undefined;
function audio(): Audio {
  const { ffmpegPath }: ThreadData = Piscina.workerData ?? {};
  ffmpeg ??= createAudio(ffmpegPath === undefined ? {} : { ffmpegPath });
  return ffmpeg;
}

const run: { readonly [N in TaskName]: Run<N> } = {
  async readMidi({ bytes }) {
    const { sections, loops, warnings } = readMidi(bytes);
    const scores = loops.length > 0 ? loops : sections;
    const seconds = sections.reduce((sum, section) => sum + secondsOf(section), 0);
    return { scores: [...scores], seconds, warnings: [...warnings] };
  },

  async probe({ bytes }) {
    const { seconds, format } = await audio().probe(bytes);
    if (seconds > MAX_SECONDS) {
      throw new BeatwrightError(
        'audio-too-long',
        `This track is ${Math.floor(seconds / 60)} minutes and ${Math.round(seconds % 60)} seconds long; the most is ${MAX_SECONDS / 60} minutes. Send the part that has the loop in it.`,
      );
    }
    return { seconds, format };
  },

  async learn({ references, style, seed }, report) {
    const started = performance.now();
    const scores = references.flatMap((reference) => reference.scores);
    const chosen = style ?? nearestStyle(scores, (fraction) => report('finding the style', 0.2 * fraction));
    const { generator, heldOut } = await learn(scores, {
      style: chosen,
      seed,
      references: references.flatMap(({ id, scores: own }) => own.map(() => id)),
      onProgress: ({ stage, fraction }) => report(stage, 0.2 + 0.8 * fraction),
    });
    return {
      generator: generator.save(),
      kind: generator.kind,
      style: chosen,
      heldOut,
      seconds: (performance.now() - started) / 1000,
    };
  },

  async write({ generator: bytes, request, names }, report) {
    const generator = bytes === undefined ? await baseGenerator(request.style) : await loadGenerator(bytes);
    const takes = names.map((name, index) => {
      const started = performance.now();
      const score = generator.sample(request, randomOf(`${request.seed}/${name}`));
      const midi = writeMidi(score, { title: `${request.title} ${name}` });
      report('writing', (index + 1) / names.length);
      return { name, score, midi, ms: performance.now() - started };
    });
    return { takes };
  },

  async sound({ score, style, seed, wav, tags }) {
    const started = performance.now();
    const sound = await render({ score, style, seed });
    const rendered = performance.now();
    const mp3 = await audio().encode(sound, { format: 'mp3', tags });
    const encoded = performance.now();
    return {
      mp3,
      ...(wav ? { wav: await audio().encode(sound, { format: 'wav', tags }) } : {}),
      ms: { render: rendered - started, encode: encoded - rendered },
    };
  },
};

/** Runs a task and packs up what comes of it; the thread's side of `Pool.run`. */
function task<N extends TaskName>(name: N): (envelope: Envelope<N>) => Promise<Answer<N>> {
  return async ({ input, port }) => {
    try {
      const report: Report = (stage, fraction) => port?.postMessage({ stage, fraction });
      return { ok: true, output: await run[name](input, report) };
    } catch (error) {
      if (!(error instanceof BeatwrightError)) throw error;
      return { ok: false, error: { id: error.id, message: error.message } };
    }
  };
}

export const readMidiTask = task('readMidi');
export const probeTask = task('probe');
export const learnTask = task('learn');
export const writeTask = task('write');
export const soundTask = task('sound');
