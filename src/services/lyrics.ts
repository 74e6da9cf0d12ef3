/** Services about lyrics: handing an artist's own over, to have the flow measured, and taking them back. */
import { type Flow, MAX_LYRICS, paceAt } from '../flow/index.ts';
import { BeatwrightError, STYLE_FACTS, type Style } from '../music/index.ts';
import type { Store } from '../store/index.ts';
import { flowOf, flowSchema } from '../flow/request.ts';
import { measureLyrics } from '../threads/measure-lyrics.ts';
import { type FlowCard, LYRICS_CONSENT, MAX_LYRICS_BYTES, type Services } from './services.ts';
import { remember, resolveManaged, type ServiceContext } from './context.ts';

type LyricsServices = Pick<Services, 'setLyrics' | 'removeLyrics'>;

/** What is usual where neither references nor a style say. */
const USUAL_BPM = 90;

export function lyricsServices(context: ServiceContext): LyricsServices {
  const { store } = context;
  return {
    async setLyrics(who, { artist: name, lyrics, consent }) {
      await remember(context, who);
      const artist = await resolveManaged(context, who, name);
      if (!consent) {
        throw new BeatwrightError(
          'consent-missing',
          `Nothing was stored: lyrics need your word for them. Set consent to True if it holds: “${LYRICS_CONSENT.wording}”.`,
        );
      }
      if (lyrics.length > (typeof lyrics === 'string' ? MAX_LYRICS : MAX_LYRICS_BYTES)) {
        throw new BeatwrightError(
          'lyrics-too-long',
          `These lyrics are too long; the most is ${MAX_LYRICS.toLocaleString('en')} characters. A few verses are enough.`,
        );
      }
      const flow = flowSchema.parse(await measureLyrics(lyrics));
      await store.lyrics.put({
        artistId: artist.id,
        flow: JSON.parse(JSON.stringify(flow)),
        consent: { memberId: who.userId, wording: LYRICS_CONSENT.version },
      });
      const { bpm, artist: stored } = await store.artists.summary(artist.id);
      return { artist: artist.name, ...(await flowCard(store, stored.id, bpm, stored.style))! };
    },

    async removeLyrics(who, name) {
      const artist = await resolveManaged(context, who, name);
      if (await store.lyrics.remove(artist.id)) return { artist: artist.name };
      throw new BeatwrightError(
        'lyrics-none',
        `${artist.name} has no lyrics to take back. Hand some over with /artist lyrics.`,
      );
    },
  };
}

/** What is known of an artist's flow; undefined without lyrics. The pace is told at the middle of the references. */
export async function flowCard(
  store: Store,
  artistId: string,
  references: readonly [number, number] | null,
  style: Style | null,
): Promise<FlowCard | undefined> {
  const lyrics = await store.lyrics.get(artistId);
  if (lyrics === undefined) return undefined;
  const measured: Flow = flowOf(lyrics);
  const range = references ?? (style === null ? undefined : STYLE_FACTS[style].bpm);
  const bpm = range === undefined ? USUAL_BPM : Math.round((range[0] + range[1]) / 2);
  return {
    measured,
    pace: { bpm, ...paceAt(measured, bpm) },
    addedById: lyrics.consent.memberId,
    addedAt: lyrics.consent.givenAt,
  };
}
