/** Services about the shelf: takes found again, stars for oneself, and the month's best as a post. */
import { shelfCard } from '../cards/index.ts';
import type { Job, Store } from '../store/index.ts';
import { NOBODY } from '../store/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import { newJob } from '../worker/kinds/index.ts';
import { resolveArtist, type ServiceContext, takeSeen } from './context.ts';
import { requireServerRight } from './rights.ts';
import type { Services } from './services.ts';

/** Takes on a page: as many as there are buttons in a row. */
export const SHELF_PAGE = 5;
/** A tempo is near another within this share of it. */
const NEAR = 0.05;
/** Servers that are looked at in one go. */
const AT_ONCE = 50;

type ShelfServices = Pick<Services, 'browseShelf' | 'shelfTake' | 'starTake' | 'postBests'>;

export function shelfServices(context: ServiceContext): ShelfServices {
  const { store } = context;
  return {
    async browseShelf(who, { artist: name, ...asked }, page) {
      const artist = name === undefined ? undefined : await resolveArtist(context, who, name);
      const wish = { ...asked, ...(artist && { artistId: artist.id }) };
      const { bpm, order = 'new', ...rest } = wish;
      const query = {
        ...{ ...rest, serverId: who.serverId, memberId: who.userId, order, most: SHELF_PAGE },
        ...(bpm !== undefined && { bpm: [bpm * (1 - NEAR), bpm * (1 + NEAR)] as const }),
      };
      let at = Math.max(0, page);
      let found = await store.shelf.find({ ...query, skip: at * SHELF_PAGE });
      // What stood on the last page may be gone by now.
      if (found.rows.length === 0 && at > 0) {
        const { all } = await store.shelf.find({ ...query, skip: 0 });
        at = Math.max(0, Math.ceil(all / SHELF_PAGE) - 1);
        found = await store.shelf.find({ ...query, skip: at * SHELF_PAGE });
      }
      const { rows, all } = found;
      const cards = await Promise.all(
        rows.map(async ({ takeId, isStarred }) => {
          const card = await shelfCard(store, takeId);
          return card && { ...card, isStarred };
        }),
      );
      const items = cards.filter((card) => card !== undefined);
      const artistName = artist?.name;
      return { wish, items, all, page: at, ...(artistName !== undefined && { artist: artistName }) };
    },

    async shelfTake(who, takeId) {
      await takeSeen(context, who, takeId);
      const card = await shelfCard(store, takeId);
      if (card === undefined) throw new BeatwrightError('take-unknown');
      return { ...card, isStarred: await store.shelf.isStarred({ takeId, memberId: who.userId }) };
    },

    async starTake(who, takeId, isStarred) {
      await takeSeen(context, who, takeId);
      await store.shelf.star({ takeId, memberId: who.userId, isStarred });
    },

    async postBests(who, channelId) {
      requireServerRight('best-post', who);
      await store.shelf.setBest(who.serverId, channelId ?? null);
    },
  };
}

/** Files the posts of months that are over, each once whoever calls. */
export async function fileDueBests({ shelf }: Store): Promise<readonly Job[]> {
  const filed: Job[] = [];
  for (const due of await shelf.dueBests(AT_ONCE)) {
    const { serverId, month } = due;
    const job = await shelf.settleBest(due, ({ takeId, channelId }) => ({
      ...newJob(
        'best',
        { subject: words.views.shelf.best.subject, takeId, month },
        { serverId, memberId: NOBODY },
      ),
      message: { channelId },
    }));
    if (job !== undefined) filed.push(job);
  }
  return filed;
}
