/** What each kind of job shows at its end. */
import type { JobCard, JobCardOf, JobKind, Services } from '../services/index.ts';
import { words } from '../words/index.ts';
import type { View } from './command.ts';
import { shownAgain } from './shown-again.ts';
import {
  batchView,
  bestView,
  boardView,
  describeView,
  downloadView,
  enteredView,
  exportView,
  failureView,
  ingestView,
  kitView,
  partCorrectedView,
  postView,
  tasteView,
  trainView,
} from './views/index.ts';

/** Where the files of what has ended lie. */
export type Shelves = Pick<
  Services,
  | 'takeFiles'
  | 'beatSheet'
  | 'downloadFiles'
  | 'exportFile'
  | 'kitFiles'
  | 'lossCurve'
  | 'postFiles'
  | 'tasteImage'
  | 'descriptionImage'
  | 'lossCurve'
  | 'referencePicture'
>;

type DoneJob<K extends JobKind> = JobCardOf<K> & Required<Pick<JobCardOf<K>, 'result'>>;

/** What a job of a kind shows when it is done. */
type Ended<K extends JobKind> = (job: DoneJob<K>, shelves: Shelves) => Promise<View>;

const reference = async (
  { result }: DoneJob<'ingest' | 'correct' | 'hear'>,
  shelves: Shelves,
): Promise<View> => ingestView(result, await shelves.referencePicture(result.reference.id));

const VIEWS: { readonly [K in JobKind]: Ended<K> } = {
  ingest: reference,
  batch: async ({ result }) => batchView(result),
  correct: async (job, shelves) =>
    job.result.about === undefined
      ? reference(job, shelves)
      : partCorrectedView(job.result, job.result.about),
  hear: reference,
  train: async ({ result }, shelves) => trainView(result, await shelves.lossCurve(result.generatorId)),
  beat: ({ result, requestedById }, shelves) => shownAgain({ beat: result, requestedById }, shelves),
  async download({ result, requestedById }, shelves) {
    const { take, download } = result;
    const files = await shelves.downloadFiles({ takeId: take.id, download });
    return downloadView(result, requestedById, files);
  },
  kit: async ({ result, id }, shelves) => kitView(result, await shelves.kitFiles(id)),
  best: async ({ result }, shelves) => bestView(result, await shelves.takeFiles(result.take.id)),
  sample: async ({ result }) => boardView(result),
  entry: async ({ result }) => enteredView(result),
  post: async ({ result, id }, shelves) => postView(result, await shelves.postFiles(id)),
  describe: async ({ result, id }, shelves) => describeView(result, await shelves.descriptionImage(id)),
  taste: async ({ result, id }, shelves) => tasteView(result, await shelves.tasteImage(id)),
  export: async ({ result, id }, shelves) => exportView(result, await shelves.exportFile(id)),
};

/** What a job that has ended shows. */
export function endView(job: JobCard, shelves: Shelves): Promise<View> {
  return viewOfKind(job.kind, job, shelves);
}

async function viewOfKind<K extends JobKind>(kind: K, job: JobCardOf<K>, shelves: Shelves): Promise<View> {
  if (job.failure !== undefined) return failureView(job.failure.sentence);
  // It was taken away before it was shown.
  if (job.result === undefined) return failureView(words.views.job.removed);
  return VIEWS[kind]({ ...job, result: job.result }, shelves);
}
