/** JSON columns: written clean, and checked when they are read, since another version may have written them. */
import { z } from 'zod';
import { DRUMS, type Key, MODES, PAD_DRUMS, PARTS, type Score, TRACK_PARTS } from '../music/index.ts';
import { BeatwrightError } from '../words/index.ts';
import type { Prisma } from './prisma/client.ts';
import type {
  Correction,
  HearingFacts,
  Json,
  JsonObject,
  MidiFacts,
  TakeBlobs,
  TakeFacts,
  TrainFigures,
  TrainFor,
} from './rows.ts';

const json = z.json() as z.ZodType<Json>;

export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json);

export const keyJson: z.ZodType<Key> = z.object({ tonic: z.int().min(0).max(11), mode: z.enum(MODES) });

const span = { tick: z.int().min(0), duration: z.int().min(1) };
const velocity = z.int().min(1).max(127);
const pitch = z.int().min(0).max(127);
const note = z.object({ ...span, pitch, velocity });

const score: z.ZodType<Score> = z.object({
  bpm: z.number().positive(),
  key: keyJson,
  bars: z.int().positive(),
  drums: z.array(z.object({ drum: z.enum(DRUMS), tick: span.tick, velocity })),
  bass: z.array(
    note.extend({
      glide: z.object({ pitch, offset: z.int().min(0), duration: span.duration }).exactOptional(),
    }),
  ),
  chords: z.array(z.object({ ...span, pitches: z.array(pitch).min(1), velocity })),
  melody: z.array(note),
});
export const scoreJson = score;
export const scoresJson: z.ZodType<Score[]> = z.array(score);

const share = z.number().min(0).max(1);

const shares = z.partialRecord(z.enum(PARTS), share);
const hearing: z.ZodType<HearingFacts> = z.object({
  bpmConfidence: share,
  octaveConfidence: share.optional(),
  otherBpm: z.number().positive().optional(),
  keyConfidence: share,
  runnerUpKey: keyJson,
  parts: shares,
  leftOut: shares,
});

const count = z.int().min(0);
const midi: z.ZodType<MidiFacts> = z.object({
  tempoFrom: z.enum(['file', 'name', 'default']),
  keyFrom: z.enum(['file', 'name', 'notes', 'nothing']),
  tracks: z.array(
    z.object({
      ...{ index: count, name: z.string(), channel: z.int(), notes: count },
      program: z.int().exactOptional(),
      part: z.enum(TRACK_PARTS),
      confidence: share,
      hasTwoHands: z.literal(true).exactOptional(),
      pads: z
        .array(
          z.object({
            ...{ pitch, hits: count },
            drum: z.enum(PAD_DRUMS),
            from: z.enum(['map', 'name', 'rhythm', 'unknown', 'told']),
          }),
        )
        .exactOptional(),
    }),
  ),
});

export const analysisJson = z.object({
  bpm: z.number().positive().nullable(),
  key: keyJson.nullable(),
  warnings: z.array(z.string()),
  hearing: hearing.exactOptional(),
  midi: midi.exactOptional(),
  /** The picture in words. */
  alt: z.string().exactOptional(),
});

/** Numbers are texts where they name something in JSON. */
const byNumber = <T extends z.ZodType>(value: T) => z.record(z.string().regex(/^\d+$/), value);
/** What is told of tracks and of pads, for whatever holds it. */
export const trackCorrectionsJson = {
  tracks: byNumber(z.enum(TRACK_PARTS)).exactOptional(),
  pads: byNumber(byNumber(z.enum(PAD_DRUMS))).exactOptional(),
};

export const correctionsJson: z.ZodType<Correction[]> = z.array(
  z.object({
    memberId: z.string(),
    at: z.coerce.date(),
    jobId: z.string(),
    bpm: z.number().positive().exactOptional(),
    key: keyJson.exactOptional(),
    ...trackCorrectionsJson,
  }),
);

export const trainForJson: z.ZodType<TrainFor> = z.object({
  memberId: z.string(),
  message: z
    .object({
      channelId: z.string(),
      replyToId: z.string().exactOptional(),
      interactionToken: z.string().exactOptional(),
      tokenExpiresAt: z.coerce.date().exactOptional(),
    })
    .exactOptional(),
});

export const figuresJson = z
  .object({
    heldOut: z
      .object({
        base: z.number().exactOptional(),
        before: z.number(),
        after: z.number(),
        first: z.object({ before: z.number(), after: z.number() }).exactOptional(),
      })
      .exactOptional(),
    scores: z.int().min(0),
    seconds: z.number().min(0),
  })
  .catchall(json) as z.ZodType<TrainFigures>;

export const factsJson = z
  .object({
    bpm: z.number().positive(),
    key: keyJson,
    bars: z.int().positive(),
    seconds: z.number().positive(),
  })
  .catchall(json) as z.ZodType<TakeFacts>;

export const filesJson: z.ZodType<TakeBlobs> = z
  .object({
    midi: z.string(),
    mp3: z.string(),
    wav: z.string().exactOptional(),
    stems: z.string().exactOptional(),
    sheet: z.string().exactOptional(),
  })
  // Downloads, by their ending.
  .catchall(z.string());

/** @param what names the row in the error. @throws `row-invalid`. */
export function readJson<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new BeatwrightError('row-invalid', { what, why: z.prettifyError(read.error) });
}

/** The value as a column takes it. @throws ZodError if it is not what the schema says: a defect of the caller. */
export function toJson<T>(schema: z.ZodType<T>, value: T): Prisma.InputJsonObject | Prisma.InputJsonArray {
  return cleanJson(schema.parse(value)) as Prisma.InputJsonObject | Prisma.InputJsonArray;
}

function cleanJson(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [cleanText(name), cleanJson(held)]));
}

/** Without what PostgreSQL cannot hold in a text: the character 0 and halves of surrogate pairs. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
