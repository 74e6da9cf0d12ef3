import { describe, expect, it } from 'vitest';
import { type Battle, type BattleState, type NewBattle, NOBODY } from '../../../src/store/index.ts';
import { newJob, type OnDatabase, snowflake, someBytes } from '../fixtures.ts';
import { execute } from './rows.ts';

const RULES = { hours: 1, votingHours: 1, choices: 3, most: 4 };

export function battlePromises(on: OnDatabase): void {
  async function makeBattle(more: Partial<NewBattle> = {}): Promise<Battle> {
    const { battle } = await on.store.battles.add({
      ...{ serverId: snowflake(), hostId: snowflake(), kind: 'flip', title: 'Flip', rules: RULES },
      ...more,
    });
    return battle;
  }
  const inAnHour = () => new Date(Date.now() + 3600_000);
  /** As a worker would move it on. */
  const move = (battle: Battle, phase: 'open' | 'voting' | 'done', more = {}) =>
    on.store.battles.settle(battle.id, () => ({
      ...{ phase, round: 1, deadline: inAnHour(), jobs: [], ...more },
    }));
  const file = (battle: Battle, memberId: string) =>
    on.store.battles.fileEntry({
      ...{ battleId: battle.id, memberId },
      job: newJob({ kind: 'entry', serverId: battle.serverId, memberId, payload: { battleId: battle.id } }),
    });
  async function enter(battle: Battle, memberId: string) {
    const job = await file(battle, memberId);
    const bytes = someBytes();
    const entry = await on.store.battles.putEntry({
      ...{
        battleId: battle.id,
        memberId,
        name: 'ann',
        wording: '1',
        jobId: job.id,
        handedInAt: job.createdAt,
      },
      ...{ sha256: await on.store.blobs.put(bytes), size: bytes.length, seconds: 1, loudness: -9 },
    });
    await on.store.jobs.finish(job.id, {});
    return entry;
  }
  /** Open for votes, with so many entries. */
  async function voting(count: number) {
    const battle = await makeBattle({ rules: { ...RULES, most: 32 } });
    await move(battle, 'open');
    const entries = [];
    for (let i = 0; i < count; i++) entries.push(await enter(battle, snowflake()));
    await move(battle, 'voting', { entries: entries.map(({ id }, i) => ({ id, number: i + 1 })) });
    return { battle, entries };
  }
  const vote = (battle: Battle, memberId: string, choices: readonly string[], among = choices) =>
    on.store.battles.vote({ battleId: battle.id, round: 1, memberId, among, choices, most: 3 });
  const votesOf = async (battle: Battle) => {
    const { votes } = (await on.store.battles.state(battle.id))!;
    return new Map(votes.map((each) => [each.entryId, each.votes]));
  };
  const isKept = (sha256: string) => on.store.blobs.size(sha256).then(Boolean, () => false);

  describe('a battle', () => {
    it('is moved on once, however many workers look at once', async () => {
      const battle = await makeBattle();
      let calls = 0;
      const decide = ({ battle: { phase, serverId } }: BattleState) => {
        calls++;
        if (phase !== 'preparing') return undefined;
        const job = newJob({ kind: 'post', serverId, memberId: NOBODY });
        return { phase: 'open' as const, deadline: inAnHour(), jobs: [job] };
      };
      const many = Array.from({ length: 8 }, () => on.store.battles.settle(battle.id, decide));
      expect((await Promise.all(many)).flat()).toHaveLength(1);
      expect(calls).toBeGreaterThan(0);
      await on.reopen();
      expect(await on.store.battles.settle(battle.id, decide)).toEqual([]);
    });

    it('is due when its time has come by the database’s clock, and while its message is behind', async () => {
      const battle = await makeBattle();
      const isDue = async () => (await on.store.battles.due(1000)).includes(battle.id);
      expect(await isDue()).toBe(true);
      await move(battle, 'open');
      expect(await isDue()).toBe(false);
      await enter(battle, snowflake());
      expect(await isDue()).toBe(true);
      await move(battle, 'open');
      expect(await isDue()).toBe(false);
      await on.store.battles.end(battle.id);
      expect(await isDue()).toBe(true);
    });

    it('of the same message is one', async () => {
      const messageId = snowflake();
      const first = await makeBattle({ messageId, channelId: '1' });
      expect((await makeBattle({ messageId, channelId: '1' })).id).toBe(first.id);
    });

    it('takes no entry too late, and none above its places, whoever comes at once', async () => {
      const battle = await makeBattle();
      await expect(file(battle, snowflake())).rejects.toMatchObject({ id: 'battle-not-open' });
      await move(battle, 'open');
      const people = Array.from({ length: 7 }, snowflake);
      const asked = await Promise.allSettled(people.map((memberId) => file(battle, memberId)));
      expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
      await execute(on.store, `UPDATE battles SET deadline = now() - interval '1 ms' WHERE id = $1`, [
        battle.id,
      ]);
      const [late] = asked.flatMap((each, i) => (each.status === 'fulfilled' ? [people[i]!] : []));
      await expect(file(battle, late!)).rejects.toMatchObject({ id: 'battle-not-open' });
      // What came in time is waited for.
      expect((await on.store.battles.state(battle.id))?.openJobs).toBe(4);
    });

    it('keeps of a member’s entries the last, and of that no file once it is taken back', async () => {
      const battle = await makeBattle();
      await move(battle, 'open');
      const ann = snowflake();
      const first = await enter(battle, ann);
      const second = await enter(battle, ann);
      expect(second.id).toBe(first.id);
      expect(await isKept(first.sha256!)).toBe(false);
      expect(await isKept(second.sha256!)).toBe(true);
      expect(await on.store.battles.removeEntry(second.id)).toBe(true);
      expect(await on.store.battles.removeEntry(second.id)).toBe(false);
      expect(await isKept(second.sha256!)).toBe(false);
    });

    it('that is called off keeps no entry, and is not moved any more', async () => {
      const { battle, entries } = await voting(2);
      await on.store.battles.cancel(battle.id);
      for (const { sha256 } of entries) expect(await isKept(sha256!)).toBe(false);
      for (const again of [on.store.battles.end, on.store.battles.cancel]) {
        await expect(again(battle.id)).rejects.toMatchObject({ id: 'battle-over' });
      }
      await expect(on.store.battles.extend(battle.id, 1)).rejects.toMatchObject({ id: 'battle-over' });
      await expect(vote(battle, snowflake(), [entries[0]!.id])).rejects.toMatchObject({
        id: 'battle-no-vote',
      });
    });

    it('lets go of files of entries when it is long over, and keeps places and points', async () => {
      const { battle, entries } = await voting(2);
      const placed = entries.map(({ id }, i) => ({ id, place: i + 1, points: 10 - i, votes: 0 }));
      await move(battle, 'done', { entries: placed, season: '2026-4' });
      await execute(on.store, `UPDATE battles SET ended_at = now() - interval '91 days' WHERE id = $1`, [
        battle.id,
      ]);
      expect(await on.store.retention.letGo(90)).toMatchObject({
        entries: 2,
      });
      expect(await isKept(entries[0]!.sha256!)).toBe(false);
      const table = await on.store.battles.season({ serverId: battle.serverId, season: '2026-4', most: 9 });
      expect(table.map(({ memberId, points, wins }) => [memberId, points, wins])).toEqual([
        [entries[0]!.memberId, 10, 1],
        [entries[1]!.memberId, 9, 0],
      ]);
    });
  });

  describe('a ballot', () => {
    it('replaces what was chosen among the same, and holds so many choices', async () => {
      const { battle, entries } = await voting(6);
      const ids = entries.map(({ id }) => id);
      const [left, right] = [ids.slice(0, 3), ids.slice(3)];
      const ann = snowflake();
      expect(await vote(battle, ann, left.slice(0, 2), left)).toEqual([1, 2]);
      expect(await vote(battle, ann, right.slice(0, 1), right)).toEqual([1, 2, 4]);
      await expect(vote(battle, ann, right.slice(0, 2), right)).rejects.toMatchObject({
        id: 'battle-choices',
      });
      expect(await vote(battle, ann, left.slice(2), left)).toEqual([3, 4]);
      expect(await vote(battle, ann, [], right)).toEqual([3]);
      expect(await votesOf(battle)).toEqual(new Map([[ids[2], 1]]));
    });

    it('is refused for one’s own entry, one that is gone, another round, or too late; and then counts nothing', async () => {
      const { battle, entries } = await voting(3);
      const [a, b] = entries;
      await expect(vote(battle, a!.memberId!, [a!.id])).rejects.toMatchObject({ id: 'battle-own' });
      await on.store.battles.removeEntry(b!.id);
      await expect(vote(battle, snowflake(), [b!.id])).rejects.toMatchObject({ id: 'battle-entry-gone' });
      const other = { battleId: battle.id, round: 2, memberId: snowflake(), most: 3 };
      const ballot = { ...other, among: [a!.id], choices: [a!.id] };
      await expect(on.store.battles.vote(ballot)).rejects.toMatchObject({ id: 'battle-no-vote' });
      await on.store.battles.end(battle.id);
      await expect(vote(battle, snowflake(), [a!.id])).rejects.toMatchObject({ id: 'battle-no-vote' });
      expect(await votesOf(battle)).toEqual(new Map());
    });

    it('of each of many at once counts once, and none after the end', async () => {
      const { battle, entries } = await voting(4);
      const [a] = entries;
      const people = Array.from({ length: 60 }, snowflake);
      const twice = people.flatMap((memberId, i) => {
        const choices = [entries[i % 4]!.id];
        return [vote(battle, memberId, choices), vote(battle, memberId, choices)];
      });
      const ended = on.store.battles.end(battle.id);
      const late = people.map((memberId) => vote(battle, `9${memberId}`, [a!.id]));
      const cast = await Promise.allSettled([...twice, ...late]);
      await ended;
      const counted = await votesOf(battle);
      const total = [...counted.values()].reduce((sum, votes) => sum + votes, 0);
      const voters = new Set(
        cast.flatMap(({ status }, i) =>
          status === 'fulfilled' ? [i < twice.length ? people[Math.floor(i / 2)]! : `late ${i}`] : [],
        ),
      );
      expect(total).toBe(voters.size);
    });
  });
}
