/** What each kind of job is told, as it lies in the database: checked again whenever it is read. */
import { z } from 'zod';
import { BeatwrightError, MODES, PARTS, STYLES } from '../../music/index.ts';
import { DOWNLOADS, type Job, type JobKind, type JsonObject } from '../../store/index.ts';
import { flowSchema } from '../../flow/request.ts';
import { GENERATORS, REWORKINGS } from '../../services/services.ts';

const id = z.string().min(1).max(100);

const about = {
  /** What it is about, as people read it. */
  subject: z.string(),
};

export const keySchema = z.object({ tonic: z.int().min(0).max(11), mode: z.enum(MODES) });

const payloads = {
  ingest: z.object({ ...about, referenceId: id }),
  correct: z.object({
    ...about,
    referenceId: id,
    bpm: z.number().positive().exactOptional(),
    key: keySchema.exactOptional(),
    /** How long after it a training starts by itself, in milliseconds. */
    trainAfterMs: z.number().nonnegative().exactOptional(),
  }),
  hear: z.object({ ...about, referenceId: id }),
  train: z.object({ ...about, artistId: id }),
  beat: z.object({
    ...about,
    artistId: id.optional(),
    generatorId: id.optional(),
    style: z.enum(STYLES),
    bpm: z.number().positive(),
    key: keySchema,
    bars: z.int().positive(),
    seed: z.int().nonnegative(),
    takes: z.int().min(1).max(4),
    parts: z.array(z.enum(PARTS)).min(1).optional(),
    density: z.partialRecord(z.enum(PARTS), z.number().nonnegative()).optional(),
    swing: z.number().optional(),
    /** How the artist raps, where that shall have a say. */
    flow: flowSchema.optional(),
    /** What writes, of a style alone. */
    generator: z.enum(GENERATORS).optional(),
    /** The take that it is made of, and how. */
    rework: z.object({ takeId: id, reworking: z.enum(REWORKINGS) }).optional(),
    /** Whether WAV files are wanted too, which no message could carry. */
    wav: z.boolean(),
    /** Whether stems are wanted too. */
    stems: z.boolean(),
  }),
  download: z.object({ ...about, takeId: id, download: z.enum(DOWNLOADS) }),
};

export type Payload<K extends JobKind> = z.infer<(typeof payloads)[K]>;

/** The table above, seen one kind at a time. */
const schemas: { readonly [K in JobKind]: z.ZodType<Payload<K>> } = payloads;
const schemaOf = <K extends JobKind>(kind: K): z.ZodType<Payload<K>> => schemas[kind];

/** @throws BeatwrightError `job-invalid` if the job was filed by a version that told it something else. */
export function payloadOf<K extends JobKind>(kind: K, job: Pick<Job, 'id' | 'payload'>): Payload<K> {
  const read = schemaOf(kind).safeParse(job.payload);
  if (read.success) return read.data;
  throw new BeatwrightError(
    'job-invalid',
    'This was asked of another version of Beatwright, which put it differently. Ask again.',
    { cause: read.error },
  );
}

/** A payload as the database keeps it. */
export function payload<K extends JobKind>(kind: K, value: Payload<K>): JsonObject {
  return JSON.parse(JSON.stringify(schemaOf(kind).parse(value)));
}
