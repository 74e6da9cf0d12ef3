/** What an artist's generator learns from sound, against what it learns from the scores of the same songs. */
import type { Audio } from '../../../src/audio/index.ts';
import { type Ears, hear, LISTEN_RATE } from '../../../src/listen/index.ts';
import { type TrainingReference, trainArtist } from '../../../src/model/index.ts';
import { randomOf, type Score } from '../../../src/music/index.ts';
import { type Kit, renderSong, type Section } from '../../../src/render/index.ts';
import { BeatwrightError } from '../../../src/words/index.ts';
import { bitsOf, withNetwork } from '../artists/bits.ts';
import { probeSubjects, type Subject } from '../artists/subjects.ts';
import { HELD_OUT_STYLES, recordedKit } from '../drums/kits.ts';
import type { Samples } from '../drums/samples.ts';

export interface LearningOptions {
  /** The base network's file. */
  readonly base: Uint8Array;
  readonly artists: number;
  readonly ears: Ears;
  readonly audio: Audio;
  readonly samples: Samples;
  readonly onProgress?: (progress: { readonly stage: string; readonly fraction: number }) => void;
  readonly signal?: AbortSignal;
}

/** One artist; bits a step are of songs that nobody has learned from. */
export interface LearnedByEar {
  readonly artist: string;
  readonly references: number;
  /** References of which anything was sure enough to learn from. */
  readonly useful: number;
  readonly bits: { readonly base: number; readonly scores: number; readonly sound: number };
  /** The share of the scores' gain that sound keeps, 0–1. */
  readonly kept: number;
}

/** Held-out songs of an artist. */
const HELD = 8;
/** Probe artists differ most if they are taken in this order. */
const ORDER = [0, 2, 7, 3, 5, 1, 6, 4];
/** How an artist hands a loop over: as a short song, coded as is usual. */
const SECTIONS: readonly Section[] = [
  { kind: 'intro', bars: 4 },
  { kind: 'verse', bars: 8 },
  { kind: 'hook', bars: 8 },
];
const KBPS = 192;
const SEED = 1;

/** Trains each artist twice with one seed: with its references' scores, and with what is heard in their sound. */
export async function learnedByEar(o: LearningOptions): Promise<LearnedByEar[]> {
  const all = probeSubjects(ORDER.length, HELD);
  const subjects = ORDER.slice(0, o.artists).map((i) => all[i]!);
  return withNetwork(o.base, {}, async (base) => {
    const learned: LearnedByEar[] = [];
    for (const [i, subject] of subjects.entries()) {
      const tell = (stage: string, fraction: number) => {
        o.signal?.throwIfAborted();
        o.onProgress?.({ stage: `${subject.name}: ${stage}`, fraction: (i + fraction) / subjects.length });
      };
      const heard = await heardReferences(subject, o, (fraction) => tell('hearing', 0.7 * fraction));
      const useful = heard.filter(({ scores }) => scores.length > 0);
      tell('learning from scores', 0.7);
      const bits = {
        base: await bitsOf(base, subject),
        scores: await bitsAfter(subject, subject.references, o),
        sound: Number.NaN,
      };
      tell('learning from sound', 0.85);
      bits.sound = useful.length > 0 ? await bitsAfter(subject, useful, o) : bits.base;
      learned.push({
        artist: subject.name,
        references: subject.references.length,
        useful: useful.length,
        bits,
        kept: (bits.base - bits.sound) / (bits.base - bits.scores),
      });
    }
    return learned;
  });
}

async function heardReferences(
  subject: Subject,
  o: LearningOptions,
  onDone: (fraction: number) => void,
): Promise<TrainingReference[]> {
  const random = randomOf(`learning by ear ${subject.name}`);
  const kit = recordedKit(random.pick(HELD_OUT_STYLES), 'heldOut', o.samples, random);
  const heard: TrainingReference[] = [];
  for (const [i, { id, scores }] of subject.references.entries()) {
    onDone(i / subject.references.length);
    heard.push({ id, scores: await heardIn(scores[0]!, kit, subject, i, o), isHeard: true });
  }
  return heard;
}

/** The scores of the loops that are heard in a song; none where it is refused. */
async function heardIn(
  score: Score,
  kit: Kit,
  { style }: Subject,
  seed: number,
  { ears: { drums, pitch }, audio, signal }: LearningOptions,
): Promise<Score[]> {
  const { sound } = await renderSong({ score, style, kit, seed }, SECTIONS);
  const file = await audio.encode(sound, { format: 'mp3', kbps: KBPS });
  const track = await audio.decode(file, { sampleRate: LISTEN_RATE, channels: 1 });
  try {
    const options = { drums, style, pitch, signal };
    const { loops } = await hear(track, options);
    return loops.map((loop) => loop.score);
  } catch (error) {
    if (error instanceof BeatwrightError && error.id.startsWith('listen-')) return [];
    throw error;
  }
}

async function bitsAfter(
  subject: Subject,
  references: readonly TrainingReference[],
  { base, signal }: LearningOptions,
): Promise<number> {
  const { adapter } = await trainArtist(base, references, {
    style: subject.style,
    seed: SEED,
    signal,
  });
  return withNetwork(base, { adapter }, (artist) => bitsOf(artist, subject));
}
