/** Listening to a file, on a worker thread. */
import type { Audio } from '../../audio/index.ts';
import {
  type Corrections,
  type Ears,
  type Hearing,
  hear,
  LISTEN_RATE,
  openEars,
} from '../../listen/index.ts';
import type { Style } from '../../music/index.ts';

export interface ListenInput {
  readonly bytes: Uint8Array;
  /** The style that the artist says it is. */
  readonly style?: Style;
  readonly corrections?: Corrections;
}

/** Opened once a thread. */
let ears: Promise<Ears> | undefined;

export async function listen(
  audio: Audio,
  { bytes, style, corrections }: ListenInput,
  report: (stage: string, fraction: number) => void,
): Promise<Hearing> {
  const { channels } = await audio.probe(bytes);
  const sound = await audio.decode(bytes, { sampleRate: LISTEN_RATE, channels: 1 });
  ears ??= openEars();
  const { drums, pitch } = await ears;
  const hearing = await hear(sound, {
    drums,
    ...(pitch && { pitch }),
    ...(style && { style }),
    ...(corrections && { corrections }),
    onProgress: ({ stage, fraction }) => report(stage, fraction),
  });
  if (channels <= 2) return hearing;
  const surround = `The file has ${channels} channels; they were mixed into one. A stereo export is heard better.`;
  return { ...hearing, warnings: [...hearing.warnings, surround] };
}
