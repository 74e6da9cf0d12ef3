/** What becomes of the form that /artist lyrics opens. */
import { type FormFamily, LYRICS_FIELD, LYRICS_PREFIX, lyricsMeasuredView } from '../src/bot/index.ts';

export const form: FormFamily = {
  prefix: LYRICS_PREFIX,
  audience: 'asker',
  async run(artist, field, { services, who }) {
    return lyricsMeasuredView(
      await services.setLyrics(who, { artist, lyrics: field(LYRICS_FIELD), consent: true }),
    );
  },
};
