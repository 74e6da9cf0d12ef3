/** What became of an export, as the row of its job keeps it. */
import { z } from 'zod';

export const exportResult = z.object({
  part: z.number(),
  /** How many there are. */
  parts: z.number(),
  /** Files in this part. */
  files: z.number(),
  /** Paths of files that are too large for any part. */
  tooLarge: z.array(z.string()),
  /** The blob of the ZIP, until it is delivered. */
  sha256: z.string(),
});
export type ExportResult = z.infer<typeof exportResult>;
