import { describe, expect, it } from 'vitest';
import { makeArtist, type OnDatabase, snowflake } from '../fixtures.ts';

export function lyricsPromises(on: OnDatabase): void {
  describe('what lyrics were measured to be', () => {
    it('is kept with who said so and when, and outlives a restart', async () => {
      const artist = await makeArtist(on.store);
      expect(await on.store.lyrics.get(artist.id)).toBeUndefined();
      const consent = { memberId: snowflake(), wording: '1' };
      const before = Date.now();
      const kept = await on.store.lyrics.put({ artistId: artist.id, flow: { lines: 16 }, consent });
      expect(kept).toEqual({
        artistId: artist.id,
        flow: { lines: 16 },
        consent: { ...consent, givenAt: expect.any(Date) },
      });
      expect(kept.consent.givenAt.getTime()).toBeGreaterThanOrEqual(before - 1);
      await on.reopen();
      expect(await on.store.lyrics.get(artist.id)).toEqual(kept);
    });

    it('is replaced by the next, and gone once removed', async () => {
      const artist = await makeArtist(on.store);
      const [first, second] = [snowflake(), snowflake()];
      const put = (memberId: string, lines: number) =>
        on.store.lyrics.put({ artistId: artist.id, flow: { lines }, consent: { memberId, wording: '1' } });
      await put(first, 4);
      await put(second, 8);
      expect(await on.store.lyrics.get(artist.id)).toMatchObject({
        flow: { lines: 8 },
        consent: { memberId: second },
      });
      expect(await on.store.lyrics.remove(artist.id)).toBe(true);
      expect(await on.store.lyrics.remove(artist.id)).toBe(false);
      expect(await on.store.lyrics.get(artist.id)).toBeUndefined();
    });

    it('belongs to an artist that there is', async () => {
      const consent = { memberId: snowflake(), wording: '1' };
      await expect(on.store.lyrics.put({ artistId: 'nobody', flow: {}, consent })).rejects.toMatchObject({
        id: 'artist-gone',
      });
    });
  });
}
