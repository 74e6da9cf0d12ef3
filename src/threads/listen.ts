/** Listening to a file, on a worker thread. */
import type { Audio } from '../audio/index.ts';
import {
  type Ears,
  type HeardStem,
  type Hearing,
  type HearOptions,
  hear,
  hearStems,
  LISTEN_RATE,
  mixOf,
  openEars,
} from '../listen/index.ts';
import { factsOfName, partOfName, type Sound, secondsOf } from '../music/index.ts';
import { loopPicture } from '../render/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import type { Tasks } from './messages.ts';
import { unpackStems } from './stem-pack.ts';

type Input = Tasks['listen']['input'];
type Output = Tasks['listen']['output'];

/** Opened once a thread. */
let ears: Promise<Ears> | undefined;

export async function listen(
  audio: Audio,
  { bytes, isStems = false, fileName = '', style, corrections = {}, picture }: Input,
  report: (stage: string, fraction: number) => void,
  signal: AbortSignal,
): Promise<Output> {
  const { stems, channels, damaged } = await decoded(audio, bytes, isStems, signal);
  const { drums, pitch } = await openedEars();
  const said = factsOfName(fileName);
  const options: HearOptions = {
    drums,
    pitch,
    style,
    corrections,
    named: { tempo: said.tempo, key: said.key?.hasMode ? said.key.key : undefined },
    onProgress: ({ stage, fraction }) => report(stage, fraction),
    signal,
  };
  const sound = mixOf(stems);
  const hearing = isStems ? await hearStems(stems, options) : await hear(sound, options);
  const warnings = [
    ...hearing.warnings,
    ...(damaged > 0 ? [words.notes['listen-damaged']({ places: damaged })] : []),
    ...(channels > 2 ? [words.notes['listen-surround']({ channels })] : []),
  ];
  return { ...hearing, ...(picture && drawing(hearing, sound)), warnings };
}

export function openedEars(): Promise<Ears> {
  ears ??= openEars();
  return ears;
}

interface Decoded {
  readonly stems: readonly HeardStem[];
  /** The most channels that a file of them has. */
  readonly channels: number;
  /** Places in which files are damaged. */
  readonly damaged: number;
}

/** @param isStems whether the bytes are stems of one song, from `packStems`. */
export function decoded(
  audio: Audio,
  bytes: Uint8Array,
  isStems: boolean,
  signal: AbortSignal,
): Promise<Decoded> {
  return isStems ? decodeStems(audio, bytes, signal) : decodeOne(audio, bytes, signal);
}

async function decodeOne(audio: Audio, bytes: Uint8Array, signal: AbortSignal): Promise<Decoded> {
  const { facts, damaged, ...sound } = await audio.decode(bytes, {
    sampleRate: LISTEN_RATE,
    channels: 1,
    signal,
  });
  return { stems: [{ part: undefined, sound }], channels: facts.channels, damaged };
}

/** One sound a part, since a song may have more stems than fit into memory one beside the other. */
async function decodeStems(audio: Audio, bytes: Uint8Array, signal: AbortSignal): Promise<Decoded> {
  const parts = new Map<HeardStem['part'], Sound>();
  let [most, places] = [0, 0];
  for (const { name, bytes: file } of await unpackStems(bytes)) {
    const { stems, channels, damaged } = await decodeOne(audio, file, signal).catch((error: unknown) => {
      if (!(error instanceof BeatwrightError)) throw error;
      throw new BeatwrightError('stem-unreadable', { name, why: error.message }, { cause: error });
    });
    const part = partOfName(name);
    const before = parts.get(part);
    parts.set(part, before === undefined ? stems[0]!.sound : mixOf([{ sound: before }, stems[0]!]));
    most = Math.max(most, channels);
    places += damaged;
  }
  return { stems: [...parts].map(([part, sound]) => ({ part, sound })), channels: most, damaged: places };
}

/** The best loop, over the wave that it was heard in. */
function drawing({ loops: [best] }: Hearing, { sampleRate, channels }: Sound): Pick<Output, 'picture'> {
  if (best === undefined) return {};
  const from = Math.round(best.start * sampleRate);
  const length = Math.round(secondsOf(best.score) * sampleRate);
  // A short loop was heard round and round.
  const cut = (samples: Float32Array) =>
    Float32Array.from({ length }, (_, i) => samples[(from + i) % samples.length] ?? 0);
  const sound = { sampleRate, channels: channels.map(cut) };
  const { png, alt } = loopPicture({ score: best.score, label: words.pictures['best-loop'], sound });
  return { picture: { png, alt } };
}
