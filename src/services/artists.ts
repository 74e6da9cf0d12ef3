/** Services about artists: who they are, who may work on them, what is known of them. */

import { artistCard } from '../cards/index.ts';
import { remember, resolveArtist, resolveManaged, type ServiceContext } from './context.ts';
import { checkMayCreate } from './quotas.ts';
import type { Services } from './services.ts';

type ArtistServices = Pick<
  Services,
  'createArtist' | 'showArtist' | 'listArtists' | 'listManaged' | 'addCollaborator' | 'removeCollaborator'
>;

export function artistServices(context: ServiceContext): ArtistServices {
  const { artists } = context.store;
  const card = (artistId: string) => artistCard(context.store, artistId);
  return {
    async createArtist(who, { name, style }) {
      await remember(context, who);
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
    async addCollaborator(who, name, userId) {
      const artist = await resolveManaged(context, who, name);
      return card((await artists.addCollaborator(artist.id, userId)).id);
    },
    async removeCollaborator(who, name, userId) {
      const artist = await resolveManaged(context, who, name);
      return card((await artists.removeCollaborator(artist.id, userId)).id);
    },
  };
}
