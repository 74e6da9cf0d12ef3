/** `download`: a file of a take that somebody wants besides the beat's own is made once, for everybody after. */
import { z } from 'zod';
import { downloadCard } from '../../cards/index.ts';
import { DOWNLOADS } from '../../store/index.ts';
import { id, subject } from './fields.ts';
import { defineKind } from './kind.ts';

const payload = z.object({ subject, takeId: id, download: z.enum(DOWNLOADS) });
export type DownloadPayload = z.infer<typeof payload>;

export const download = defineKind({
  payload,
  // One at a time: whoever wants the same file finds it made.
  queue: { concurrency: 1, expires: 300 },
  result: (store, _job, { takeId, download: which }) => downloadCard(store, takeId, which),
  handler: async () => (await import('./download.handler.ts')).download,
});
