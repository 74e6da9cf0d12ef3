/** What an artist's generator learns from sound, against what it learns from the scores of the same songs. */
import type { Audio } from '../../../src/audio/index.ts';
import type { Ears } from '../../../src/listen/index.ts';
import { type TrainingReference, trainArtist } from '../../../src/model/index.ts';
import { randomOf } from '../../../src/music/index.ts';
import { bitsOf, withNetwork } from '../artists/bits.ts';
import { probeSubjects, type Subject } from '../artists/subjects.ts';
import { HELD_OUT_STYLES, recordedKit } from '../drums/kits.ts';
import type { Samples } from '../drums/samples.ts';
import { heardIn } from '../heard.ts';

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
    const { style } = subject;
    const { ears, audio, signal } = o;
    const asked = { kit, style, toldStyle: style, seed: i, ears, audio, signal };
    heard.push({ id, scores: await heardIn(scores[0]!, asked), isHeard: true });
  }
  return heard;
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
