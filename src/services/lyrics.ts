/** Services about lyrics: handing an artist's own over, to have the flow measured, and taking them back. */
import { flowCard } from '../cards/index.ts';
import { flowSchema, MAX_LYRICS } from '../flow/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { resolveArtist, resolveFor, type ServiceContext } from './context.ts';
import { LYRICS_CONSENT, MAX_LYRICS_BYTES } from './limits.ts';
import { requireRight, whose } from './rights.ts';
import type { Services } from './services.ts';

type LyricsServices = Pick<Services, 'setLyrics' | 'removeLyrics'>;

export function lyricsServices(context: ServiceContext): LyricsServices {
  const { store } = context;
  return {
    async setLyrics(who, { artist: name, lyrics, consent }) {
      const artist = await resolveFor(context, 'lyrics-add', who, name);
      if (!consent) {
        throw new BeatwrightError('consent-missing', { wording: LYRICS_CONSENT.wording });
      }
      if (lyrics.length > (typeof lyrics === 'string' ? MAX_LYRICS : MAX_LYRICS_BYTES)) {
        throw new BeatwrightError('lyrics-too-long', { characters: lyrics.length, most: MAX_LYRICS });
      }
      const before = await store.lyrics.get(artist.id);
      // New lyrics take the place of those before.
      if (before !== undefined)
        requireRight(whose('lyrics-remove', before.consent.memberId, who), who, artist);
      const flow = flowSchema.parse(await context.measureLyrics(lyrics));
      await store.lyrics.put({
        artistId: artist.id,
        flow: JSON.parse(JSON.stringify(flow)),
        consent: { memberId: who.userId, wording: LYRICS_CONSENT.version },
      });
      const { bpm, artist: stored } = await store.artists.summary(artist.id);
      return { artist: artist.name, ...(await flowCard(store, stored.id, bpm, stored.style))! };
    },

    async removeLyrics(who, name) {
      const artist = await resolveArtist(context, who, name);
      const there = await store.lyrics.get(artist.id);
      const givenBy = there?.consent.memberId ?? artist.ownerId;
      requireRight(whose('lyrics-remove', givenBy, who), who, artist);
      if (await store.lyrics.remove(artist.id)) return { artist: artist.name };
      throw new BeatwrightError('lyrics-none', { artist: artist.name });
    },
  };
}
