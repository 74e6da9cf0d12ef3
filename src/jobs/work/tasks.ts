/**
 * The heavy work, as it is done on a worker thread: plain data in, plain data out. A thread keeps nothing
 * between tasks but caches, so that any thread may take any task and a thread that dies loses nothing.
 */
import { Piscina } from 'piscina';
import { type Audio, createAudio } from '../../audio/index.ts';
import {
  BeatwrightError,
  readMidi,
  type Score,
  type Sound,
  secondsOf,
  type TakeName,
  writeMidi,
} from '../../music/index.ts';
import {
  contactSheet,
  KITS,
  loopPicture,
  lossCurve,
  missingPresets,
  type PackedFile,
  packTake,
  readKit,
  render,
  renderSong,
  renderTake,
  type TakeSound,
  withSoundFont,
} from '../../render/index.ts';
import { checkScores } from './check.ts';
import { download } from './download.ts';
import { learnGenerator } from './learning.ts';
import { BEST_LOOP, listen } from './listen.ts';
import type { Answer, Begun, Envelope, Progress, Tags, TaskName, Tasks } from './messages.ts';
import { writeScores } from './writing.ts';

/** What the pool hands to each of its threads. */
export interface ThreadData {
  readonly ffmpegPath?: string;
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

let ffmpeg: Audio | undefined;
function audio(): Audio {
  const { ffmpegPath }: ThreadData = Piscina.workerData ?? {};
  ffmpeg ??= createAudio(ffmpegPath === undefined ? {} : { ffmpegPath });
  return ffmpeg;
}

const run: { readonly [N in TaskName]: Run<N> } = {
  async readMidi({ bytes, fileName, corrections }) {
    const { sections, loops, warnings } = readMidi(bytes, fileName === undefined ? {} : { fileName });
    const told = (score: Score): Score => ({ ...score, ...corrections });
    const scores = (loops.length > 0 ? loops : sections).map(told);
    const seconds = sections.map(told).reduce((sum, section) => sum + secondsOf(section), 0);
    const { png, alt } = loopPicture({ score: scores[0]!, label: BEST_LOOP });
    return { scores, seconds, warnings: [...warnings], picture: { png, alt } };
  },

  listen: (input, report, signal) => listen(audio(), input, report, signal),

  async learn(asked, report, signal) {
    const { trainingSteps }: ThreadData = Piscina.workerData ?? {};
    return learnGenerator(asked, {
      report,
      signal,
      ...(trainingSteps !== undefined && { steps: trainingSteps }),
    });
  },

  async write(asked, report, signal) {
    const { request, names } = asked;
    const started = performance.now();
    const scores = await writeScores(asked, report, signal);
    const ms = (performance.now() - started) / names.length;
    report('writing', 1);
    return {
      takes: names.map((name, i) => {
        const score = scores[i]!;
        return { name, score, midi: writeMidi(score, { title: `${request.title} ${name}` }), ms };
      }),
    };
  },

  async check(asked) {
    return checkScores(asked);
  },

  async curve({ points }) {
    const { png, alt } = lossCurve(points);
    return { png, alt };
  },

  async kit({ style, path, soundFont }) {
    const own = path === undefined ? KITS[style] : await readKit(path, style, readOneShot);
    const kit = soundFont === undefined ? own : withSoundFont(own, soundFont);
    return { kit, warnings: await missingPresets(kit) };
  },

  async sound({ score, style, seed, wav, tags, stems, kit }) {
    const started = performance.now();
    const request = { score, style, seed, ...(kit === undefined ? {} : { kit }) };
    const take = stems === undefined ? undefined : await renderTake(request);
    const sound = take?.master ?? (await render(request));
    const rendered = performance.now();
    const mp3 = await audio().encode(sound, { format: 'mp3', tags });
    const encoded = performance.now();
    return {
      mp3,
      ...(wav ? { wav: await audio().encode(sound, { format: 'wav', tags }) } : {}),
      ...(take && stems ? { stems: await pack(stems, take, score, tags, kit !== undefined) } : {}),
      outline: outlineOf(sound),
      ms: { render: rendered - started, encode: encoded - rendered },
    };
  },

  async sheet({ style, takes }) {
    const { png, alt } = contactSheet(
      takes.map(({ name, score, outline }) => ({
        score,
        style,
        take: name,
        sound: { sampleRate: outline.length / secondsOf(score), channels: [outline] },
      })),
    );
    return { png, alt };
  },

  download: (input, report) => download(audio(), input, report),

  async song({ score, style, seed, tags, kit }) {
    const song = await renderSong({ score, style, seed, ...(kit === undefined ? {} : { kit }) });
    const marked = { ...tags, markers: song.markers };
    return {
      mp3: await audio().encode(song.sound, { format: 'mp3', tags: marked }),
      wav: await audio().encode(song.sound, { format: 'wav', tags: marked }),
      midi: writeMidi(song.score, { title: tags.title, markers: song.markers }),
      sections: song.markers,
    };
  },
};

/** Longest one-shot of a kit, in seconds. */
const ONE_SHOT_SECONDS = 10;

function readOneShot(path: string): Promise<Sound> {
  return audio().decode(path, { sampleRate: 44_100, channels: 1, maxSeconds: ONE_SHOT_SECONDS });
}

/** Peaks that an outline has: more than a picture has columns. */
const OUTLINE = 2048;

function outlineOf({ channels }: Sound): Float32Array {
  const outline = new Float32Array(OUTLINE);
  for (const channel of channels) {
    for (let i = 0; i < channel.length; i++) {
      const at = Math.floor((i * OUTLINE) / channel.length);
      outline[at] = Math.max(outline[at]!, Math.abs(channel[i]!));
    }
  }
  return outline;
}

/** A take as a ZIP for a producer: MIDI, stems, their mix and the master. */
async function pack(
  name: TakeName,
  take: TakeSound,
  score: Score,
  tags: Tags,
  ownKit: boolean,
): Promise<Uint8Array> {
  const sounds = [
    ...take.stems.map((stem) => ({ label: stem.name, sound: stem.sound })),
    { label: 'mix', sound: take.mix },
    { label: 'master', sound: take.master },
  ];
  const files: PackedFile[] = [];
  for (const { label, sound } of sounds) {
    const bytes = await audio().encode(sound, {
      format: 'wav',
      tags: { ...tags, title: `${tags.title} ${label}` },
    });
    files.push({ label, ending: 'wav', bytes });
  }
  return packTake(name, writeMidi(score, { title: tags.title }), files, { ownKit });
}

/** Runs a task and packs up what comes of it; the thread's side of `Pool.run`. */
function task<N extends TaskName>(name: N): (envelope: Envelope<N>) => Promise<Answer<N>> {
  return async ({ input, port }) => {
    const stopping = new AbortController();
    port.once('message', () => stopping.abort());
    port.postMessage({ begun: true } satisfies Begun);
    try {
      const report: Report = (stage, fraction, training) =>
        port.postMessage({ stage, fraction, ...(training && { training }) } satisfies Progress);
      return { ok: true, output: await run[name](input, report, stopping.signal) };
    } catch (error) {
      if (stopping.signal.aborted) return { ok: false };
      if (!(error instanceof BeatwrightError)) throw error;
      return { ok: false, error: { id: error.id, message: error.message } };
    }
  };
}

export const readMidiTask = task('readMidi');
export const listenTask = task('listen');
export const learnTask = task('learn');
export const writeTask = task('write');
export const checkTask = task('check');
export const curveTask = task('curve');
export const kitTask = task('kit');
export const soundTask = task('sound');
export const sheetTask = task('sheet');
export const downloadTask = task('download');
export const songTask = task('song');
