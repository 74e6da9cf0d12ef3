/** Services about working on a take that is there: what comes of it is a beat of its own. */
import { randomInt } from 'node:crypto';
import { masterOf } from '../cards/index.ts';
import { STYLE_FACTS } from '../music/index.ts';
import { TAKE_NAMES } from '../store/index.ts';
import { SEED_RANGE } from '../worker/kinds/index.ts';
import type { BeatExtras } from './beats.ts';
import { fileJob, type ServiceContext, takeSeen } from './context.ts';
import type { Services } from './services.ts';

export function reworkServices(
  context: ServiceContext,
  { wav, stems }: BeatExtras,
): Pick<Services, 'requestRework'> {
  const { store } = context;
  return {
    async requestRework(who, { takeId, reworking, message }) {
      const { beat, take } = await takeSeen(context, who, takeId);
      const artist = beat.artistId === null ? undefined : await store.artists.get(beat.artistId);
      const { bpm, key, bars } = take.facts;
      const told = {
        subject: artist?.name ?? STYLE_FACTS[beat.style].label,
        artistId: beat.artistId ?? undefined,
        generatorId: beat.generatorId ?? undefined,
        style: beat.style,
        ...{ bpm, key, bars, wav, stems, master: masterOf(beat) },
        seed: randomInt(SEED_RANGE[1] + 1),
        takes: TAKE_NAMES.length,
        rework: { takeId, reworking },
        parentId: beat.id,
      };
      return fileJob(context, 'beat', told, who, message);
    },
  };
}
