/** What is worked on, and how, where a beat is made of a take that is there. */
import { BeatwrightError } from '../music/index.ts';
import type { Store } from '../store/index.ts';
import type { Tasks } from '../threads/index.ts';
import type { BeatPayload, Reworking } from './kinds/beat.ts';

type Rework = NonNullable<Tasks['write']['input']['rework']> & {
  /** What people should know of it. */
  readonly note: string;
};

/** @throws BeatwrightError `take-unknown` if the take has gone meanwhile. */
export async function loadRework(store: Store, { rework }: BeatPayload): Promise<Rework | undefined> {
  if (rework === undefined) return undefined;
  const beat = await store.beats.ofTake(rework.takeId);
  const take = beat?.takes.find(({ id }) => id === rework.takeId);
  if (beat === undefined || take === undefined) {
    throw new BeatwrightError(
      'take-unknown',
      'The take to work on is not there any more. Ask for a new beat with /beat.',
    );
  }
  const { name } = take;
  const score = await store.beats.score(rework.takeId);
  const note = `Made of take ${name} of seed ${beat.seed}: ${WORDS[rework.reworking]}.`;
  return { score, change: changeOf(rework.reworking), note };
}

const WORDS: Readonly<Record<Reworking, string>> = {
  drums: 'new drums, the rest as it was',
  bass: 'a new bass, the rest as it was',
  chords: 'new chords, the rest as it was',
  melody: 'a new melody, the rest as it was',
  light: 'a little different',
  strong: 'quite different',
};

function changeOf(reworking: Reworking): Rework['change'] {
  if (reworking === 'light' || reworking === 'strong') return { kind: 'vary', strength: reworking };
  return { kind: 'parts', parts: [reworking] };
}
