/** Services about corrections: what the people of an artist know better of a reference than the listener. */
import { shownReference } from '../cards/index.ts';
import { keyName } from '../music/index.ts';
import { type Artist, correctionsOf, type Reference, type Told } from '../store/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { correctionKey } from '../worker/kinds/index.ts';
import type { Asker } from './asker.ts';
import { filedFor, fileJob, referenceOf, type ServiceContext } from './context.ts';
import { BPM_RANGE } from './limits.ts';
import { partsNewsOf } from './part-corrections.ts';
import { requireRight, whose } from './rights.ts';
import type { Services } from './services.ts';

type CorrectionServices = Pick<Services, 'referenceToCorrect' | 'correctReference'>;

export function correctionServices(context: ServiceContext): CorrectionServices {
  const { store } = context;

  async function managed(who: Asker, referenceId: string): Promise<{ artist: Artist; reference: Reference }> {
    const found = await referenceOf(context, referenceId);
    if (found?.artist.serverId !== who.serverId) throw new BeatwrightError('reference-gone');
    const { reference, artist } = found;
    requireRight(whose('reference-correct', reference.consent.memberId, who), who, artist);
    if (reference.state === 'checking') {
      throw new BeatwrightError('reference-unread', { name: reference.name });
    }
    if ((await store.jobs.active(correctionKey(referenceId))) !== undefined) throw busy(reference);
    return { artist, reference };
  }

  return {
    async referenceToCorrect(who, referenceId) {
      const { artist, reference } = await managed(who, referenceId);
      return shownReference(artist.name, reference);
    },

    async correctReference(who, { referenceId, message, keyNote, ...said }) {
      const earlier = await filedFor(context, message);
      if (earlier !== undefined) return earlier;
      const { artist, reference } = await managed(who, referenceId);
      const told = newsOf(reference, said);
      try {
        // Where nobody watches a message, nothing starts by itself.
        const trainAfterMs = message && context.trainAfterMs;
        const correction = { subject: artist.name, referenceId, ...told, keyNote, trainAfterMs };
        return await fileJob(context, 'correct', correction, who, message);
      } catch (error) {
        if (error instanceof BeatwrightError && error.id === 'job-exclusive') throw busy(reference);
        throw error;
      }
    },
  };
}

/** What is corrected, without what is so already. */
function newsOf(reference: Reference, said: Told): Told {
  const music = musicNewsOf(reference, said);
  const parts = partsNewsOf(reference, said);
  if (Object.keys(music).length + Object.keys(parts).length > 0) return { ...music, ...parts };
  const { name } = reference;
  if (said.tracks ?? said.pads) throw new BeatwrightError('reference-same-parts', { name });
  const now = [
    ...(reference.bpm === null ? [] : [`${cents(reference.bpm)} BPM`]),
    ...(reference.key === null ? [] : [keyName(reference.key)]),
  ];
  throw new BeatwrightError('reference-same', { name, facts: now });
}

function musicNewsOf(reference: Reference, { bpm, key }: Told): Told {
  const [least, most] = BPM_RANGE;
  if (bpm !== undefined && !(bpm >= least && bpm <= most)) {
    throw new BeatwrightError('reference-bpm', { bpm, least, most });
  }
  const told = correctionsOf(reference);
  const tempo = bpm === undefined ? undefined : cents(bpm);
  const isTempoNew =
    tempo !== undefined && ![told.bpm, reference.bpm].some((now) => now && cents(now) === tempo);
  const isKeyNew = key !== undefined && (reference.key === null || keyName(key) !== keyName(reference.key));
  return { ...(isTempoNew && { bpm: tempo }), ...(isKeyNew && { key }) };
}

const cents = (bpm: number) => Math.round(100 * bpm) / 100;

function busy({ name }: Reference): BeatwrightError {
  return new BeatwrightError('reference-busy', { name });
}
