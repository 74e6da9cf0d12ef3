/** Services about artists: who they are, who may work on them, what is known of them. */
import type { Store, StoredGenerator } from '../store/index.ts';
import { habitsOf } from '../worker/kinds/habits.ts';
import type { ArtistCard, GeneratorFacts, Services } from './services.ts';
import { remember, resolveArtist, resolveManaged, type ServiceContext } from './context.ts';
import { flowCard } from './lyrics.ts';

type ArtistServices = Pick<
  Services,
  'createArtist' | 'showArtist' | 'listArtists' | 'addCollaborator' | 'removeCollaborator'
>;

export function artistServices(context: ServiceContext): ArtistServices {
  const { artists } = context.store;
  const card = (artistId: string) => cardOf(context.store, artistId);
  return {
    async createArtist(who, { name, style }) {
      await remember(context, who);
      const artist = await artists.create({
        serverId: who.serverId,
        ownerId: who.userId,
        name,
        ...(style === undefined ? {} : { style }),
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

export async function cardOf(store: Store, artistId: string): Promise<ArtistCard> {
  const { artists, generators } = store;
  const [summary, versions] = await Promise.all([artists.summary(artistId), generators.list(artistId)]);
  const { artist, references, bpm, keys, generator, unlearned } = summary;
  const style = artist.style ?? (generator === null ? null : habitsOf(generator).style);
  const flow = await flowCard(store, artistId, bpm, style);
  return {
    id: artist.id,
    name: artist.name,
    trained: generator !== null,
    ownerId: artist.ownerId,
    collaboratorIds: artist.collaboratorIds,
    references,
    unlearned,
    ...(style === null ? {} : { style }),
    ...(bpm === null ? {} : { bpm }),
    keys: keys.map(({ key }) => key),
    ...(generator === null ? {} : { generator: factsOf(generator) }),
    versions: versions.map((version) => ({
      ...factsOf(version),
      references: version.referenceIds.length,
      isInUse: version.id === generator?.id,
      isRetired: version.retiredAt !== null,
    })),
    autoTrain: artist.autoTrain,
    ...(artist.trainAfter === null ? {} : { trainsAt: artist.trainAfter }),
    ...(flow === undefined ? {} : { flow }),
  };
}

export function factsOf(generator: StoredGenerator): GeneratorFacts {
  return { version: generator.version, trainedAt: generator.createdAt, ...heldOutOf(generator) };
}

/** Without figures where there was too little to hold anything out. */
export function heldOutOf({ figures: { heldOut } }: StoredGenerator): Pick<GeneratorFacts, 'heldOut'> {
  return heldOut === undefined ? {} : { heldOut };
}
