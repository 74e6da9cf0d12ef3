/** Services about asking again: for more of the same. */
import { masterOf, wishesOf } from '../cards/index.ts';
import { flowSchema } from '../flow/index.ts';
import { STYLE_FACTS } from '../music/index.ts';
import { type Artist, type Beat, TAKE_NAMES } from '../store/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { type Payload, REWORKINGS, SEED_RANGE } from '../worker/kinds/index.ts';
import type { BeatExtras } from './beats.ts';
import { fileJob, type ServiceContext } from './context.ts';
import type { Services } from './services.ts';

export function againServices(context: ServiceContext, extras: BeatExtras): Pick<Services, 'requestMore'> {
  const { store } = context;
  return {
    async requestMore(who, { beatId, message }) {
      const beat = await store.beats.get(beatId);
      if (beat === undefined || beat.serverId !== who.serverId) throw new BeatwrightError('beat-unknown');
      const artist = beat.artistId === null ? undefined : await store.artists.get(beat.artistId);
      return fileJob(context, 'beat', await moreOf(context, beat, artist, extras), who, message);
    },
  };
}

/** The same wishes, the next seed, by the same generator; by the one in use, if that is retired. */
async function moreOf(
  { store }: ServiceContext,
  beat: Beat,
  artist: Artist | undefined,
  { wav, stems }: BeatExtras,
): Promise<Payload<'beat'>> {
  const wishes = wishesOf(beat);
  if (wishes === undefined) throw new BeatwrightError('beat-unknown');
  const { rework, space, ...asked } = wishes;
  const own = beat.generatorId === null ? undefined : await store.generators.get(beat.generatorId);
  const generator = own?.retiredAt === null ? own : artist && (await store.generators.current(artist.id));
  const lyrics = space === undefined || artist === undefined ? undefined : await store.lyrics.get(artist.id);
  const reworking = REWORKINGS.find((each) => each === rework?.reworking);
  const isThere = rework !== undefined && (await store.beats.ofTake(rework.takeId)) !== undefined;
  return {
    ...asked,
    subject: artist?.name ?? STYLE_FACTS[beat.style].label,
    artistId: artist?.id,
    generatorId: generator?.id,
    style: beat.style,
    seed: (beat.seed + 1) % (SEED_RANGE[1] + 1),
    takes: TAKE_NAMES.length,
    parentId: beat.id,
    ...(lyrics && { flow: flowSchema.parse(lyrics.flow) }),
    ...(reworking && isThere && { rework: { takeId: rework.takeId, reworking } }),
    ...{ wav, stems, master: masterOf(beat) },
  };
}
