/** Lyrics: what they say of how an artist raps. */
import { BeatwrightError } from '../words/index.ts';
import type { Database } from './database.ts';
import { cleanText, jsonObject, readJson, toJson } from './json.ts';
import { ensureMember } from './members.ts';
import type { Lyrics as Row } from './prisma/client.ts';
import type { Lyrics } from './rows.ts';
import type { LyricsKeeper } from './types.ts';

export function lyrics({ prisma, transaction }: Database): LyricsKeeper {
  return {
    put: ({ artistId, flow, consent }) =>
      transaction(async (tx) => {
        const artist = await tx.artist.findUnique({ where: { id: artistId } });
        if (artist === null) throw new BeatwrightError('artist-gone');
        await ensureMember(tx, artist.serverId, consent.memberId);
        const data = {
          memberId: consent.memberId,
          wording: cleanText(consent.wording),
          flow: toJson(jsonObject, flow),
          givenAt: new Date(),
        };
        return lyricsOf(
          await tx.lyrics.upsert({ where: { artistId }, create: { artistId, ...data }, update: data }),
        );
      }),

    get: async (artistId) => {
      const row = await prisma.lyrics.findUnique({ where: { artistId } });
      return row === null ? undefined : lyricsOf(row);
    },

    remove: async (artistId) => {
      const { count } = await prisma.lyrics.deleteMany({ where: { artistId } });
      return count > 0;
    },
  };
}

/** @throws `row-invalid`. */
function lyricsOf({ artistId, flow, memberId, wording, givenAt }: Row): Lyrics {
  return {
    artistId,
    flow: readJson(jsonObject, flow, 'what was measured of lyrics'),
    consent: { memberId, wording, givenAt },
  };
}
