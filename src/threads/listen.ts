/** Listening to a file, on a worker thread. */
import type { Audio } from '../audio/index.ts';
import { type Ears, type Hearing, hear, LISTEN_RATE, openEars } from '../listen/index.ts';
import { factsOfName, type Sound, secondsOf } from '../music/index.ts';
import { loopPicture } from '../render/index.ts';
import { words } from '../words/index.ts';
import type { Tasks } from './messages.ts';

type Input = Tasks['listen']['input'];
type Output = Tasks['listen']['output'];

/** Opened once a thread. */
let ears: Promise<Ears> | undefined;

export async function listen(
  audio: Audio,
  { bytes, fileName = '', style, corrections = {}, picture }: Input,
  report: (stage: string, fraction: number) => void,
  signal: AbortSignal,
): Promise<Output> {
  const { facts, damaged, ...sound } = await audio.decode(bytes, {
    sampleRate: LISTEN_RATE,
    channels: 1,
    signal,
  });
  ears ??= openEars();
  const { drums, pitch } = await ears;
  const said = factsOfName(fileName);
  const hearing = await hear(sound, {
    drums,
    pitch,
    style,
    corrections,
    named: { tempo: said.tempo, key: said.key?.hasMode ? said.key.key : undefined },
    onProgress: ({ stage, fraction }) => report(stage, fraction),
    signal,
  });
  const warnings = [
    ...hearing.warnings,
    ...(damaged > 0 ? [words.notes['listen-damaged']({ places: damaged })] : []),
    ...(facts.channels > 2 ? [words.notes['listen-surround']({ channels: facts.channels })] : []),
  ];
  return { ...hearing, ...(picture && drawing(hearing, sound)), warnings };
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
