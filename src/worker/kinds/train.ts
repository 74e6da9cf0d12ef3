/** `train`: an artist's next generator is learned from the references. */
import { z } from 'zod';
import { type Habits, type HeldOut, heldOutOf, type StyleFit, styleOf } from '../../cards/index.ts';
import type { Style } from '../../music/index.ts';
import type { Job, Store } from '../../store/index.ts';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';

export interface TrainResult {
  readonly artistId: string;
  readonly artist: string;
  readonly version: number;
  readonly references: number;
  /** Scores that were learned from. */
  readonly loops: number;
  readonly generatorId: string;
  /** How long it took. */
  readonly seconds: number;
  /** Where its sound starts from; of a generator of a version that nobody can read any more, none. */
  readonly style?: Style;
  /** Where nobody has said the style: which it may be, the likeliest first, and how well that one fits. */
  readonly styles?: Habits['styles'];
  readonly styleFit?: StyleFit;
  /** Steps of training. */
  readonly steps?: number;
  /** What other artists' generators need for the same music, on average, in bits a step. */
  readonly wrongArtists?: number;
  /** Takes that were tried out, and how many of them came too close to a reference. */
  readonly originality?: { readonly takes: number; readonly rejected: number };
  /** Absent if there was too little to keep any out. */
  readonly heldOut?: HeldOut;
}

const payload = z.object({ subject, artistId: id });
export type TrainPayload = z.infer<typeof payload>;

export const train = defineKind({
  payload,
  queue: { concurrency: 1, expires: 3600 },
  exclusive: ({ artistId }) => trainingKey(artistId),
  result: trainResult,
  handler: async () => (await import('./train.handler.ts')).train,
});

/** No second training of an artist is filed until the first has ended. */
export function trainingKey(artistId: string): string {
  return `train:${artistId}`;
}

/** What generators of older versions of Beatwright lack. */
const trainingFigures = z.object({
  steps: z.number().exactOptional(),
  wrongArtists: z.number().exactOptional(),
  originality: z.object({ takes: z.number(), rejected: z.number() }).exactOptional(),
});

async function trainResult(
  store: Store,
  job: Job,
  { artistId, subject: artist }: TrainPayload,
): Promise<TrainResult | undefined> {
  const generator = await store.generators.ofJob(job.id);
  if (generator === undefined) return undefined;
  return {
    artistId,
    artist,
    version: generator.version,
    references: generator.referenceIds.length,
    loops: generator.figures.scores,
    generatorId: generator.id,
    seconds: generator.figures.seconds,
    ...styleOf(generator),
    ...trainingFigures.parse(generator.figures),
    ...heldOutOf(generator),
  };
}
