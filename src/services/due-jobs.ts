/** Jobs that nobody asks for: trainings after uploads, a second hearing of what no listener was sure of, posts whose time has come. */
import { isOfStyle } from '../cards/index.ts';
import type { DueTraining, Job, NewJob, Store } from '../store/index.ts';
import { newJob, trainingKey } from '../worker/kinds/index.ts';
import { fileDueBattles } from './battles.ts';
import { fileDueBests } from './shelf.ts';

/** Trainings that are looked at in one go. */
const AT_ONCE = 20;

/** Files the jobs whose time has come, each once whoever calls. @param listener who would hear */
export async function fileDueJobs(store: Store, listener: string): Promise<readonly Job[]> {
  const filed = [
    ...(await fileDueTrainings(store)),
    ...(await fileDueBattles(store)),
    ...(await fileDueBests(store)),
  ];
  const hearing = await store.references.fileHearing(listener, ({ id, consent }, { name, serverId }) =>
    newJob('hear', { subject: name, referenceId: id }, { serverId, memberId: consent.memberId }),
  );
  return hearing === undefined ? filed : [...filed, hearing];
}

async function fileDueTrainings({ artists }: Store): Promise<Job[]> {
  const filed: Job[] = [];
  for (const artistId of await artists.dueForTraining({
    now: new Date(),
    most: AT_ONCE,
    keyPrefix: trainingKey(''),
  })) {
    const job = await artists.settleDueTraining(artistId, decide);
    if (job !== undefined) filed.push(job);
  }
  return filed;
}

/**
 * An artist whose uploads are still being read waits; one with nothing new to learn need not train, unless it is to start
 * from another style.
 */
function decide({ artist, trainFor, checking, unlearned, newest }: DueTraining): NewJob | 'wait' | 'forget' {
  if (checking > 0) return 'wait';
  if (unlearned === 0 && (newest === null || isOfStyle(newest, artist.style))) return 'forget';
  const { memberId, message } = trainFor;
  const told = { subject: artist.name, artistId: artist.id };
  return newJob('train', told, { serverId: artist.serverId, memberId, message });
}
