/** A loop as it comes back from a listener: played as a short song, coded as members upload it, and heard. */
import { type Audio, createAudio } from '../../src/audio/index.ts';
import { DATA_FOLDER } from '../../src/corpus/index.ts';
import { type Ears, hear, LISTEN_RATE, openEars } from '../../src/listen/index.ts';
import type { Score, Style } from '../../src/music/index.ts';
import { type Kit, renderSong, type Section } from '../../src/render/index.ts';
import { BeatwrightError } from '../../src/words/index.ts';
import { readSamples, type Samples } from './drums/samples.ts';

/** How an artist hands a loop over. */
const SECTIONS: readonly Section[] = [
  { kind: 'intro', bars: 4 },
  { kind: 'verse', bars: 8 },
  { kind: 'hook', bars: 8 },
];
const KBPS = 192;

/** What references that come as sound need: recordings to play them with, and a listener. */
export interface SoundTools {
  readonly audio: Audio;
  readonly ears: Ears;
  readonly samples: Samples;
}

/** @throws BeatwrightError `samples-absent`. */
export async function openSound(data = DATA_FOLDER): Promise<SoundTools> {
  const audio = createAudio();
  return { audio, ears: await openEars(), samples: await readSamples(audio, data) };
}

export interface HearLoop {
  readonly kit: Kit;
  /** Whose mix it is rendered with. */
  readonly style: Style;
  /** What the listener is told. */
  readonly toldStyle?: Style;
  readonly seed: number;
  readonly ears: Ears;
  readonly audio: Audio;
  readonly signal?: AbortSignal;
}

/** The scores of the loops that are heard in a song; none where it is refused. */
export async function heardIn(
  score: Score,
  { kit, style, toldStyle, seed, ears: { drums, pitch }, audio, signal }: HearLoop,
): Promise<Score[]> {
  const { sound } = await renderSong({ score, style, kit, seed }, SECTIONS);
  const file = await audio.encode(sound, { format: 'mp3', kbps: KBPS });
  const track = await audio.decode(file, { sampleRate: LISTEN_RATE, channels: 1 });
  try {
    const { loops } = await hear(track, { drums, style: toldStyle, pitch, signal });
    return loops.map((loop) => loop.score);
  } catch (error) {
    if (error instanceof BeatwrightError && error.id.startsWith('listen-')) return [];
    throw error;
  }
}
