/** Makes what a message of a battle needs besides what is there. */
import { type BattleCard, battleCard } from '../../cards/index.ts';
import type { JsonObject } from '../../store/index.ts';
import type { Tasks } from '../../threads/index.ts';
import { words } from '../../words/index.ts';
import type { Handler, HandlerContext } from './kind.ts';
import type { PostPayload } from './post.ts';

export const post: Handler<PostPayload> = async ({ battleId, post: which, entryIds = [] }, job, context) => {
  if (which === 'part') return blindTakes(battleId, entryIds, job.id, context);
  const battle = which === 'results' ? await battleCard(context.store, battleId) : undefined;
  if (battle === undefined || battle.entries.length === 0) return {};
  const { store, pool, signal } = context;
  const { png, alt } = await pool.run('battleSheet', sheetOf(battle), { signal });
  const sha256 = await store.blobs.put(png);
  await store.jobs.keepResult(job.id, [sha256]);
  return { picture: { sha256, alt } };
};

/** An artist's take says in its tags whose it is: a copy that does not is handed out. */
async function blindTakes(
  battleId: string,
  entryIds: readonly string[],
  jobId: string,
  { store, pool, signal }: HandlerContext,
): Promise<JsonObject> {
  const takes: Record<string, string> = {};
  for (const { id, takeId } of (await store.battles.state(battleId))?.entries ?? []) {
    if (takeId === null || !entryIds.includes(id)) continue;
    const files = (await store.beats.ofTake(takeId))?.takes.find((take) => take.id === takeId)?.files;
    if (files === undefined) continue;
    const { mp3 } = await pool.run('blind', { mp3: await store.blobs.get(files.mp3) }, { signal });
    takes[id] = await store.blobs.put(mp3);
  }
  if (Object.keys(takes).length === 0) return {};
  await store.jobs.keepResult(jobId, Object.values(takes));
  return { takes };
}

function sheetOf({ title, entries, matches, kind }: BattleCard): Tasks['battleSheet']['input'] {
  const label = (id: string | null) => {
    const entry = entries.find((each) => each.id === id);
    return entry && (entry.name ?? words.views.battle.entry({ number: entry.number ?? 0 }));
  };
  return {
    title,
    rows: entries.map(({ number = 0, name, votes = 0, points = 0, place = 0 }) => ({
      ...{ number, votes, points, place },
      name: name ?? words.views.battle.entry({ number }),
    })),
    matches:
      kind === 'bracket'
        ? matches.map(({ round, a, b, winner }) => ({
            round,
            ...{ a: label(a), b: label(b) },
            winner: winner === null ? undefined : winner === a ? ('a' as const) : ('b' as const),
          }))
        : [],
  };
}
