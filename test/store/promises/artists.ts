import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  makeArtist,
  makeGenerator,
  makeReference,
  newReference,
  type OnDatabase,
  SCORE,
  snowflake,
} from '../fixtures.ts';

export function artistPromises(on: OnDatabase): void {
  describe('an artist', () => {
    it('has a name that is its own in its server, whatever the case, and free in every other', async () => {
      const artist = await makeArtist(on.store, '  Ænima   Nine ');
      expect(artist.name).toBe('Ænima Nine');
      const { serverId, ownerId } = artist;
      await expect(on.store.artists.create({ serverId, ownerId, name: 'ænima NINE' })).rejects.toMatchObject({
        id: 'artist-name-taken',
      });
      const elsewhere = await on.store.artists.create({ serverId: snowflake(), ownerId, name: 'ænima NINE' });
      expect(elsewhere.id).not.toBe(artist.id);
    });

    it('is made once when the name is asked for many times at once', async () => {
      const who = { serverId: snowflake(), ownerId: snowflake() };
      const made = await Promise.allSettled(
        Array.from({ length: 8 }, () => on.store.artists.create({ ...who, name: 'Twin' })),
      );
      expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const one of made) {
        if (one.status === 'rejected') expect(one.reason).toMatchObject({ id: 'artist-name-taken' });
      }
    });

    it.each([
      ['nothing', ' \t '],
      ['200 characters', 'x'.repeat(200)],
      ['a control character', 'a\u0007b'],
      ['a turned line', 'a\u202eb'],
    ])('cannot be called %s', async (_what, name) => {
      const who = { serverId: snowflake(), ownerId: snowflake() };
      await expect(on.store.artists.create({ ...who, name })).rejects.toMatchObject({
        id: 'artist-name-invalid',
      });
    });

    it('is found by its id or name in its server and is unknown in another', async () => {
      const artist = await makeArtist(on.store);
      expect(await on.store.artists.resolve(artist.serverId, 'NIGHT shift')).toEqual(artist);
      expect(await on.store.artists.resolve(artist.serverId, artist.id)).toEqual(artist);
      for (const idOrName of [artist.id, artist.name]) {
        await expect(on.store.artists.resolve(snowflake(), idOrName)).rejects.toMatchObject({
          id: 'artist-unknown',
        });
      }
      await expect(on.store.artists.resolve(artist.serverId, 'Nite')).rejects.toThrow(/Night Shift/);
    });

    it('has collaborators while they are', async () => {
      const artist = await makeArtist(on.store);
      const friend = snowflake();
      await on.store.artists.addCollaborator(artist.id, friend);
      const shared = await on.store.artists.addCollaborator(artist.id, friend);
      expect(shared.collaboratorIds).toEqual([friend]);
      const alone = await on.store.artists.removeCollaborator(artist.id, friend);
      expect(alone.collaboratorIds).toEqual([]);
      await expect(on.store.artists.addCollaborator(artist.id, artist.ownerId)).rejects.toMatchObject({
        id: 'collaborator-is-owner',
      });
      await expect(on.store.artists.addCollaborator('gone', friend)).rejects.toMatchObject({
        id: 'artist-gone',
      });
    });
  });

  describe('autocomplete', () => {
    it('offers names that begin with the text before those that contain it, of this server only', async () => {
      const who = { serverId: snowflake(), ownerId: snowflake() };
      for (const name of ['Dark Lane', 'Lane', 'lanes', 'Other'])
        await on.store.artists.create({ ...who, name });
      await on.store.artists.create({ ...who, serverId: snowflake(), name: 'Lane' });
      const names = async (text: string, limit?: number) =>
        (
          await on.store.artists.suggest({
            serverId: who.serverId,
            text,
            ...(limit === undefined ? {} : { limit }),
          })
        ).map(({ name }) => name);
      expect(await names('LAN')).toEqual(['Lane', 'lanes', 'Dark Lane']);
      expect(await names('LAN', 2)).toEqual(['Lane', 'lanes']);
      expect(await names('')).toEqual(['Dark Lane', 'Lane', 'lanes', 'Other']);
    });

    it('offers only what a member may manage when asked so', async () => {
      const [serverId, me] = [snowflake(), snowflake()];
      const create = (ownerId: string, name: string) => on.store.artists.create({ serverId, ownerId, name });
      await create(me, 'Mine');
      const shared = await create(snowflake(), 'Ours');
      await create(snowflake(), 'Theirs');
      await on.store.artists.addCollaborator(shared.id, me);
      const offered = await on.store.artists.suggest({ serverId, text: '', managedBy: me });
      expect(offered.map(({ name }) => name)).toEqual(['Mine', 'Ours']);
    });

    it('takes every character of the text for itself', async () => {
      const serverId = snowflake();
      const names = ['50%', '50 cents', 'a_b', 'axb', 'back\\slash', "o'clock", 'ß', '😀'];
      for (const name of names) await on.store.artists.create({ serverId, ownerId: '1', name });
      const text = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom(...names, '%', '_', '\\', '5', 'a'));
      await fc.assert(
        fc.asyncProperty(text, async (text) => {
          const found = (await on.store.artists.suggest({ serverId, text })).map(({ name }) => name);
          const wanted = text
            .normalize('NFKC')
            .toLowerCase()
            .replaceAll('\0', '')
            .replace(/\s+/g, ' ')
            .trim();
          const expected = names.filter((name) => name.normalize('NFKC').toLowerCase().includes(wanted));
          expect(found.toSorted()).toEqual(expected.toSorted());
        }),
        { numRuns: 40 },
      );
    });
  });

  describe('what is known of an artist', () => {
    it('counts references by state, spans tempi, orders keys and names the generator in use', async () => {
      const artist = await makeArtist(on.store);
      expect(await on.store.artists.summary(artist.id)).toEqual({
        artist,
        references: { checking: 0, waiting: 0, ready: 0 },
        bpm: null,
        keys: [],
        generator: null,
        unlearned: 0,
      });
      const ready = (bpm: number, tonic: number) =>
        makeReference(on.store, artist, {
          analysis: { state: 'ready', seconds: 7, bpm, key: { tonic, mode: 'dorian' }, scores: [SCORE] },
        });
      const learned = [await ready(140, 2), await ready(88.5, 7), await ready(92, 7)];
      await on.store.references.add(await newReference(on.store, artist));
      await makeReference(on.store, artist, {
        kind: 'audio',
        analysis: { state: 'waiting', seconds: 181, bpm: null, key: null, scores: [] },
      });
      const generator = await makeGenerator(on.store, artist, learned.slice(0, 2));
      expect(await on.store.artists.summary(artist.id)).toEqual({
        artist: { ...artist, generatorId: generator.id },
        references: { checking: 1, waiting: 1, ready: 3 },
        bpm: [88.5, 140],
        keys: [
          { key: { tonic: 7, mode: 'dorian' }, references: 2 },
          { key: { tonic: 2, mode: 'dorian' }, references: 1 },
        ],
        generator,
        unlearned: 1,
      });
    });
  });
}
