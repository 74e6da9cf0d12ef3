/** `beat`: takes are written, held against the artist's references, and rendered. */
import { z } from 'zod';
import { beatCard } from '../../cards/index.ts';
import { flowSchema } from '../../flow/index.ts';
import { MASTERS, PARTS, STYLES } from '../../music/index.ts';
import { keyJson } from '../../store/index.ts';
import { tasteSchema } from '../../taste/index.ts';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';

/** What can write a beat of a style. */
export const GENERATORS = ['network', 'ngram', 'chapter'] as const;
export type GeneratorKind = (typeof GENERATORS)[number];
/** What can be made of a take: a part rewritten to fit the others, or takes that are like it. */
export const REWORKINGS = ['drums', 'bass', 'chords', 'melody', 'light', 'strong'] as const;
export type Reworking = (typeof REWORKINGS)[number];

const payload = z.object({
  subject,
  artistId: id.optional(),
  generatorId: id.optional(),
  style: z.enum(STYLES),
  bpm: z.number().positive(),
  key: keyJson,
  bars: z.int().positive(),
  seed: z.int().nonnegative(),
  takes: z.int().min(1).max(4),
  parts: z.array(z.enum(PARTS)).min(1).optional(),
  density: z.partialRecord(z.enum(PARTS), z.number().nonnegative()).optional(),
  swing: z.number().optional(),
  /** How its bars repeat: see `Repetitions`. */
  repeats: z.object({ after: z.int().positive(), changes: z.array(z.int().nonnegative()) }).optional(),
  /** How the artist raps, if the beat is to fit it. */
  flow: flowSchema.optional(),
  /** What writes, of a style alone. */
  generator: z.enum(GENERATORS).optional(),
  /** The take that it is made of, and how. */
  rework: z.object({ takeId: id, reworking: z.enum(REWORKINGS) }).optional(),
  /** What those who will vote like, as their votes told when it was asked for. */
  taste: tasteSchema.optional(),
  /** The beat that it is made of, or is asked for again. */
  parentId: id.optional(),
  /** How loud it is; as streaming services play it unless told. */
  master: z.enum(MASTERS).optional(),
  /** Whether WAV files are wanted too, which no message could carry. */
  wav: z.boolean(),
  /** Whether stems are wanted too. */
  stems: z.boolean(),
});
export type BeatPayload = z.infer<typeof payload>;

export const beat = defineKind({
  payload,
  queue: { concurrency: 2, expires: 300 },
  async result(store, job) {
    const made = await store.beats.ofJob(job.id);
    return made && beatCard(store, made);
  },
  handler: async () => (await import('./beat.handler.ts')).beat,
});
