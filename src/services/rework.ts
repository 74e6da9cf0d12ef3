/** Services about working on a take that is there: what comes of it is a beat of its own. */
import { randomInt } from 'node:crypto';
import { STYLE_FACTS } from '../music/index.ts';
import { payload } from '../worker/kinds/payload.ts';
import { SEED_RANGE, type Services, TAKE_NAMES } from './services.ts';
import type { BeatExtras } from './beats.ts';
import { asked, file, remember, type ServiceContext, takeSeen } from './context.ts';

const GONE = 'This take is not there any more, so it cannot be worked on. Ask for a new beat with /beat.';

export function reworkServices(
  context: ServiceContext,
  { wav, stems }: BeatExtras,
): Pick<Services, 'requestRework'> {
  const { store } = context;
  return {
    async requestRework(who, { takeId, reworking, message }) {
      await remember(context, who);
      const { beat, take } = await takeSeen(context, who, takeId, GONE);
      const artist = beat.artistId === null ? undefined : await store.artists.get(beat.artistId);
      const { bpm, key, bars } = take.facts;
      return file(context, {
        kind: 'beat',
        payload: payload('beat', {
          subject: artist?.name ?? STYLE_FACTS[beat.style].label,
          ...(beat.artistId === null ? {} : { artistId: beat.artistId }),
          ...(beat.generatorId === null ? {} : { generatorId: beat.generatorId }),
          style: beat.style,
          ...{ bpm, key, bars, wav, stems },
          seed: randomInt(SEED_RANGE[1] + 1),
          takes: TAKE_NAMES.length,
          rework: { takeId, reworking },
        }),
        ...asked(who, message),
      });
    },
  };
}
