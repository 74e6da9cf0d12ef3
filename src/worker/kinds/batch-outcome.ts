/** What became of files that were handed over together, as the row of their job keeps it. */
import { z } from 'zod';

/** Why a file was not taken, by an error's id and its sentence. */
export const refusal = z.object({ id: z.string(), text: z.string() });

export const batchOutcome = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      /** The ZIP that it lay in. */
      from: z.string().optional(),
      /** The job that reads it. */
      jobId: z.string().optional(),
      referenceId: z.string().optional(),
      refusal: refusal.optional(),
      /** Of a song, what each of its files is, such as `808`. */
      stems: z.array(z.string()).optional(),
      /** The reference of the artist that is the same file. */
      twin: z.string().optional(),
    }),
  ),
  notes: z.array(z.string()),
});
export type BatchOutcome = z.infer<typeof batchOutcome>;
