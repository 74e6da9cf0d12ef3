/** How each kind of job looks: what its message says while it is under way, and what it shows at the end. */
import {
  type JobCard,
  type JobCardOf,
  type JobKind,
  MAX_BEAT_BYTES,
  type Services,
  type TakeFiles,
} from '../services/index.ts';
import type { View } from './command.ts';
import { beatView, downloadView, failureView, ingestView, trainView } from './views/index.ts';

/** Where the files of what has ended lie. */
export type Shelves = Pick<
  Services,
  'takeFiles' | 'beatSheet' | 'downloadFiles' | 'lossCurve' | 'referencePicture'
>;

type DoneJob<K extends JobKind> = JobCardOf<K> & Required<Pick<JobCardOf<K>, 'result'>>;

interface KindView<K extends JobKind> {
  /** Begins the message of a job under way; what the job is about follows. */
  readonly doing: string;
  /** What a job shows when it is done. */
  readonly done: (job: DoneJob<K>, shelves: Shelves) => Promise<View>;
}

const reference = async (
  { result }: DoneJob<'ingest' | 'correct' | 'hear'>,
  shelves: Shelves,
): Promise<View> => ingestView(result, await shelves.referencePicture(result.reference.id));

const VIEWS: { readonly [K in JobKind]: KindView<K> } = {
  ingest: { doing: 'Reading a reference for', done: reference },
  correct: { doing: 'Correcting a reference of', done: reference },
  hear: { doing: 'Hearing again a reference of', done: reference },
  train: {
    doing: 'Training',
    done: async ({ result }, shelves) => trainView(result, await shelves.lossCurve(result.generatorId)),
  },
  beat: {
    doing: 'Making a beat:',
    async done({ result, requestedById }, shelves) {
      const files = new Map<string, TakeFiles>();
      for (const { id } of result.takes) files.set(id, await shelves.takeFiles(id));
      const sheet = await shelves.beatSheet(result.id);
      return beatView(result, requestedById, files, MAX_BEAT_BYTES, sheet);
    },
  },
  download: {
    doing: 'Making files of',
    async done({ result, requestedById }, shelves) {
      const { take, download } = result;
      const files = await shelves.downloadFiles({ takeId: take.id, download });
      return downloadView(result, requestedById, files);
    },
  },
};

/** For a job whose result was taken away before it was shown. */
const REMOVED = failureView('This is done, but what it made has been removed meanwhile.');

/** What a job that has ended shows. */
export function endView(job: JobCard, shelves: Shelves): Promise<View> {
  return viewOfKind(job.kind, job, shelves);
}

async function viewOfKind<K extends JobKind>(kind: K, job: JobCardOf<K>, shelves: Shelves): Promise<View> {
  if (job.failure !== undefined) return failureView(job.failure.sentence);
  if (job.result === undefined) return REMOVED;
  return VIEWS[kind].done({ ...job, result: job.result }, shelves);
}

/** What the message of a job under way begins with. */
export function doing(kind: JobKind): string {
  return VIEWS[kind].doing;
}
