import { describe, expect, it } from 'vitest';
import type { Artist, Beat, Shown } from '../../../src/store/index.ts';
import { makeArtist, makeBeat, type OnDatabase, snowflake } from '../fixtures.ts';

const SHOWN: Shown = { version: 1, takes: { A: [1, 0], B: [0, 1], C: [0.5, -2], D: [0, 0] } };

export function tastePromises(on: OnDatabase): void {
  const beatOf = ({ id: artistId, serverId }: Artist, shown: Shown | undefined = SHOWN) =>
    makeBeat(on.store, { artistId, serverId, ...(shown && { shown }) });
  const press = (beat: Beat, take: number, memberId = snowflake()) =>
    on.store.votes.cast({ beatId: beat.id, takeId: beat.takes[take]!.id, memberId });
  const ofArtist = ({ id }: Artist, since: Date | null = null, version = 1) =>
    on.store.tastes.ofArtist({ artistId: id, since, version, most: 10 });

  describe('votes as choices', () => {
    it('have all that was shown with them, the latest first, also where takes are gone since', async () => {
      const artist = await makeArtist(on.store);
      const { id: artistId, serverId } = artist;
      const one = await makeBeat(on.store, { artistId, serverId, shown: SHOWN, keepDays: -1 });
      const two = await beatOf(artist);
      const ann = snowflake();
      await press(one, 2, ann);
      await press(two, 0);
      // What nobody voted for goes; what it was a choice among stays.
      await on.store.retention.letGo(90);
      expect((await on.store.beats.get(one.id))!.takes).toHaveLength(1);
      const choices = await ofArtist(artist);
      expect(choices.map(({ chosen }) => chosen)).toEqual(['A', 'C']);
      expect(choices[1]).toEqual({ memberId: ann, chosen: 'C', shown: SHOWN.takes });
      expect(await ofArtist(artist, null, 2)).toEqual([]);
      const since = new Date(Date.now() + 1);
      expect(await ofArtist(artist, since)).toEqual([]);
      await on.store.erasure.member({ serverId: artist.serverId, memberId: ann });
      expect(await ofArtist(artist)).toHaveLength(1);
      // Nobody wants this one any more, either.
      await on.store.retention.letGo(90);
    });

    it('of a server are those on its other beats that count, and of others those elsewhere', async () => {
      const artist = await makeArtist(on.store);
      const { serverId } = artist;
      const other = await on.store.artists.create({ serverId, ownerId: snowflake(), name: 'Day Shift' });
      const off = await on.store.artists.create({ serverId, ownerId: snowflake(), name: 'No Shift' });
      const plain = await makeBeat(on.store, { serverId, shown: SHOWN });
      await press(await beatOf(artist), 0);
      await press(await beatOf(other), 1);
      await press(await beatOf(off), 2);
      await press(plain, 3);
      await on.store.artists.set(off.id, { followsTaste: false });
      const chosen = async () =>
        (await on.store.tastes.ofServer({ serverId, notArtistId: artist.id, version: 1, most: 10 }))
          .map(({ chosen: take }) => take)
          .sort();
      expect(await chosen()).toEqual(['B', 'D']);
      await on.store.artists.set(other.id, { tasteSince: new Date(Date.now() + 1000) });
      expect(await chosen()).toEqual(['D']);

      const elsewhere = await makeArtist(on.store);
      const voter = snowflake();
      await press(await beatOf(elsewhere), 1, voter);
      const others = await on.store.tastes.ofOthers({ notServerId: serverId, version: 1, most: 1000 });
      expect(others.filter(({ memberId }) => memberId === voter)).toHaveLength(1);
    });

    it('on takes of which no traits are known can be made known', async () => {
      const artist = await makeArtist(on.store);
      const beat = await makeBeat(on.store, { artistId: artist.id, serverId: artist.serverId });
      const asked = { artistId: artist.id, version: 1, most: 5 };
      expect(await on.store.tastes.unread(asked)).toEqual([]);
      await press(beat, 1);
      expect(await ofArtist(artist)).toEqual([]);
      const [unread] = await on.store.tastes.unread(asked);
      expect(unread!.takes.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'D']);
      expect(unread!.takes[0]!.score.bars).toBe(4);
      await on.store.tastes.read(beat.id, SHOWN);
      expect(await on.store.tastes.unread(asked)).toEqual([]);
      expect((await ofArtist(artist)).map(({ chosen }) => chosen)).toEqual(['B']);
    });
  });
}
