/** What is worked on, and how, where a beat is made of a take that is there. */
import { takeOf } from '../cards/index.ts';
import type { Store } from '../store/index.ts';
import type { Tasks } from '../threads/index.ts';
import { words } from '../words/index.ts';
import type { BeatPayload, Reworking } from './kinds/beat.ts';

type Rework = NonNullable<Tasks['write']['input']['rework']> & {
  /** What people should know of it. */
  readonly note: string;
};

/** @throws BeatwrightError `take-unknown` if the take has gone meanwhile. */
export async function loadRework(store: Store, { rework }: BeatPayload): Promise<Rework | undefined> {
  if (rework === undefined) return undefined;
  const { beat, take } = await takeOf(store, rework.takeId);
  const { name } = take;
  const score = await store.beats.score(rework.takeId);
  const note = words.notes['beat-reworked']({ take: name, seed: beat.seed, change: rework.reworking });
  return { score, change: changeOf(rework.reworking), note };
}

function changeOf(reworking: Reworking): Rework['change'] {
  if (reworking === 'light' || reworking === 'strong') return { kind: 'vary', strength: reworking };
  return { kind: 'parts', parts: [reworking] };
}
