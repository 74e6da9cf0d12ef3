/** Services about artists: who they are, who may work on them, what is known of them. */

import { type ArtistCard, artistCard, isOfStyle } from '../cards/index.ts';
import type { Artist } from '../store/index.ts';
import { BeatwrightError } from '../words/index.ts';
import type { Asker, MessagePlace } from './asker.ts';
import { resolveArtist, resolveFor, type ServiceContext } from './context.ts';
import { checkMayCreate } from './quotas.ts';
import { requireRight } from './rights.ts';
import type { ArtistSettings, Services } from './services.ts';

type ArtistServices = Pick<
  Services,
  | 'createArtist'
  | 'showArtist'
  | 'listArtists'
  | 'listManaged'
  | 'changeSettings'
  | 'changeStyle'
  | 'addCollaborator'
  | 'removeCollaborator'
  | 'renameArtist'
  | 'offerArtist'
  | 'acceptArtist'
  | 'artistToDelete'
  | 'deleteArtist'
>;

export function artistServices(context: ServiceContext): ArtistServices {
  const { artists, generators } = context.store;
  const card = (artistId: string) => artistCard(context.store, artistId);

  async function change(
    who: Asker,
    { id, style: before }: Artist,
    settings: ArtistSettings,
    message: MessagePlace | undefined,
  ): Promise<ArtistCard> {
    const { style } = settings;
    const [newest] = style === undefined || style === before ? [] : await generators.list(id);
    const isToLearn = newest?.retiredAt === null && !isOfStyle(newest, style!);
    const after = new Date(Date.now() + context.trainAfterMs);
    // Where nobody watches a message, nothing starts by itself.
    const train = isToLearn && message ? { after, memberId: who.userId, message } : undefined;
    await artists.set(id, { ...settings, train });
    return card(id);
  }

  return {
    async createArtist(who, { name, style }) {
      await checkMayCreate(context, who);
      const artist = await artists.create({
        serverId: who.serverId,
        ownerId: who.userId,
        name,
        style,
      });
      return card(artist.id);
    },
    async showArtist(who, name) {
      return card((await resolveArtist(context, who, name)).id);
    },
    async listArtists(who, like = '') {
      const found = await artists.suggest({ serverId: who.serverId, text: like });
      return found.map(({ id, name, generatorId }) => ({ id, name, trained: generatorId !== null }));
    },
    async listManaged(who, most) {
      const { serverId, userId: managedBy } = who;
      const found = await artists.suggest({ serverId, text: '', managedBy, limit: most });
      return found.map(({ name }) => name);
    },
    async changeSettings(who, name, settings, message) {
      const artist = await resolveFor(context, 'artist-settings', who, name);
      if (Object.values(settings).every((each) => each === undefined)) {
        throw new BeatwrightError('settings-nothing');
      }
      return change(who, artist, settings, message);
    },
    async changeStyle(who, artistId, style, message) {
      const artist = await artists.get(artistId);
      if (artist?.serverId !== who.serverId) throw new BeatwrightError('artist-gone');
      requireRight('artist-settings', who, artist);
      return change(who, artist, { style }, message);
    },
    async addCollaborator(who, name, userId) {
      const artist = await resolveFor(context, 'artist-collaborators', who, name);
      return card((await artists.addCollaborator(artist.id, userId)).id);
    },
    async renameArtist(who, name, newName) {
      const artist = await resolveFor(context, 'artist-rename', who, name);
      return { before: artist.name, artist: await card((await artists.rename(artist.id, newName)).id) };
    },
    async offerArtist(who, name, userId) {
      const artist = await resolveFor(context, 'artist-transfer', who, name);
      const offeredTo = userId === artist.ownerId ? null : userId;
      return card((await artists.offer(artist.id, offeredTo)).id);
    },
    async acceptArtist(who, artistId) {
      const artist = await artists.get(artistId);
      if (artist?.serverId !== who.serverId) throw new BeatwrightError('artist-gone');
      if (artist.offeredTo !== null && artist.offeredTo !== who.userId) {
        throw new BeatwrightError('offer-not-yours', { artist: artist.name });
      }
      return card((await artists.acceptOffer(artistId, who.userId)).id);
    },
    async artistToDelete(who, name) {
      return card((await resolveFor(context, 'artist-delete', who, name)).id);
    },
    async deleteArtist(who, artistId) {
      const artist = await artists.get(artistId);
      if (artist?.serverId !== who.serverId) throw new BeatwrightError('artist-gone');
      requireRight('artist-delete', who, artist);
      return { artist: artist.name, receipt: await context.store.erasure.artist(artistId) };
    },
    async removeCollaborator(who, name, userId) {
      const artist = await resolveFor(context, 'artist-collaborators', who, name);
      return card((await artists.removeCollaborator(artist.id, userId)).id);
    },
  };
}
