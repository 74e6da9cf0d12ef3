/** What services promise of battles: limits, time, and that nothing of a member is left who wants to be forgotten. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Asker, createServices, eraseLeftServers, type Services } from '../../src/services/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { measureLyrics } from '../../src/threads/index.ts';
import { createWorker } from '../../src/worker/index.ts';
import { refusal } from '../bot/house.ts';
import { snowflake } from '../store/fixtures.ts';
import { execute } from '../store/promises/rows.ts';
import { testDatabase } from '../support/database.ts';
import { remainsOf } from '../support/remains.ts';
import { stubPool } from '../support/stub-pool.ts';

const database = testDatabase('PGlite');
let dataDir: string;
let store: Store;
let services: Services;
beforeAll(async () => {
  const place = await database.place();
  ({ dataDir } = place);
  store = await openStore(place);
  services = createServices({ store, measureLyrics, send: async () => {} });
});
afterAll(async () => {
  await store?.close();
  await database.stop();
});

const worker = () =>
  createWorker({ store, pool: stubPool, log: pino({ level: 'silent' }), listener: 'a stub' });
const work = (jobId: string) => worker().run(jobId, new AbortController().signal);
/** Everything that is due and filed is done. */
async function settle(): Promise<void> {
  for (;;) {
    await worker().due();
    const queued = await store.jobs.queued();
    if (queued.length === 0) return;
    for (const { id } of queued) await work(id);
  }
}
const pass = (battleId: string, hours: number) =>
  execute(
    store,
    `UPDATE battles SET deadline = deadline - make_interval(hours => $2), remind_at = remind_at - make_interval(hours => $2)
     WHERE id = $1`,
    [battleId, hours],
  );
function people() {
  const serverId = snowflake();
  const [ann, bob, cyd] = [snowflake(), snowflake(), snowflake()].map(
    (userId): Asker => ({ serverId, userId }),
  );
  return { serverId, ann: ann!, bob: bob!, cyd: cyd! };
}
const sample = (text = 'RIFF a sample') => ({ name: 'sample.wav', read: async () => Buffer.from(text) });
const message = () => ({ channelId: snowflake(), messageId: snowflake() });

async function start(who: Asker, text?: string): Promise<string> {
  const { id } = await services.startBattle(who, {
    kind: 'flip',
    file: sample(text),
    consent: true,
    message: message(),
  });
  await settle();
  return id;
}
async function enter(who: Asker, battleId: string, text = `RIFF ${randomUUID()}`): Promise<void> {
  const file = { name: 'beat.wav', read: async () => Buffer.from(text) };
  await work((await services.handIn(who, { battleId, file, consent: true })).jobId);
}
async function vote(who: Asker, battleId: string, of: Asker): Promise<void> {
  const { entries } = (await store.battles.state(battleId))!;
  const choice = entries.find(({ memberId }) => memberId === of.userId)!.id;
  const among = entries.map(({ id }) => id);
  await services.castBallot(who, { battleId, round: 1, among, choices: [choice] });
}

test('of an entrant and host nothing is left: entries, votes, sample, names; the battle of others goes on', async () => {
  const { serverId, ann, bob, cyd } = people();
  const mark = `MARK-${randomUUID()}`;
  const battle = await start(ann, `RIFF ${mark} sample`);
  for (const who of [ann, bob, cyd]) {
    const isAnn = who === ann;
    await enter({ ...who, name: isAnn ? mark : 'somebody' }, battle, `RIFF ${isAnn ? mark : who.userId}`);
  }
  const kept = await store.kept.rowsOf({ serverId, memberId: ann.userId });
  expect(kept['battles']).toHaveLength(1);
  expect(kept['battle_entries']).toMatchObject([{ name: mark, wording: 'entry-1' }]);
  const files = await store.kept.filesOf({ serverId, memberId: ann.userId });
  expect(files.map(({ path }) => path.replace(/\/\w+/, '/ID'))).toEqual([
    'battles/ID.mp3',
    'battles/ID sample.zip',
  ]);
  await pass(battle, 72);
  await settle();
  await vote(ann, battle, bob);
  expect((await store.kept.rowsOf({ serverId, memberId: ann.userId }))['battle_votes']).toHaveLength(1);

  const { counts } = await services.eraseMine(ann);
  expect(counts).toMatchObject({ entries: 1, votes: 1 });
  expect(await remainsOf(store, dataDir, [mark, ann.userId])).toEqual([]);
  await vote(cyd, battle, bob);
  await pass(battle, 48);
  await settle();
  const done = await services.showBattle(bob, battle);
  expect(done.hostId).toBeUndefined();
  expect(done.entries.map(({ memberId, points }) => [memberId, points])).toEqual([
    [bob.userId, 5],
    [cyd.userId, 6],
  ]);
  // Whoever manages the server runs it now, and nobody else.
  await refusal('battle-not-yours', services.endBattle(cyd, await start(bob)));

  await services.serverLeft(serverId);
  await eraseLeftServers(store, new Date(Date.now() + 8 * 24 * 3600_000));
  expect(await remainsOf(store, dataDir, [serverId, bob.userId, battle, 'somebody'])).toEqual([]);
});

test('an entry that is being levelled when its member’s data is erased is not stored', async () => {
  const { ann, bob } = people();
  const battle = await start(ann);
  const file = { name: 'beat.wav', read: async () => Buffer.from(`RIFF of ${bob.userId}`) };
  const { jobId } = await services.handIn(bob, { battleId: battle, file, consent: true });
  await services.eraseMine(bob);
  await work(jobId);
  expect(await remainsOf(store, dataDir, [bob.userId])).toEqual([]);
});

test('entries that came in time are waited for, and then no more are taken', async () => {
  const { ann, bob, cyd } = people();
  const battle = await start(ann);
  await enter(bob, battle);
  const file = { name: 'late.wav', read: async () => Buffer.from('RIFF just in time') };
  const { jobId } = await services.handIn(cyd, { battleId: battle, file, consent: true });
  await pass(battle, 72);
  await worker().due();
  expect(await services.showBattle(ann, battle)).toMatchObject({ phase: 'open' });
  await refusal('battle-not-open', services.handIn(ann, { battleId: battle, file, consent: true }));
  await refusal('battle-not-open', services.mayHandIn(ann, battle));
  await work(jobId);
  await settle();
  expect(await services.showBattle(ann, battle)).toMatchObject({ phase: 'voting', entries: [{}, {}] });
});

test('a file that nobody can hear is no entry, and keeps no battle waiting', async () => {
  const { ann, bob } = people();
  const battle = await start(ann);
  const file = { name: 'still.wav', read: async () => Buffer.from('RIFF silence') };
  const { jobId } = await services.handIn(bob, { battleId: battle, file, consent: true });
  await work(jobId);
  expect((await services.job(jobId)).failure?.id).toBe('entry-silent');
  const midi = { name: 'x.mid', read: async () => Buffer.from('MThd notes') };
  await refusal('battle-file', services.handIn(bob, { battleId: battle, file: midi, consent: true }));
  await refusal('consent-missing', services.handIn(bob, { battleId: battle, file, consent: false }));
  await pass(battle, 72);
  await settle();
  expect(await services.showBattle(ann, battle)).toMatchObject({ phase: 'off', reason: 'few' });
});

test('a sample that nobody can hear ends the battle before it begins', async () => {
  const { ann } = people();
  const battle = await start(ann, 'RIFF silence');
  expect(await services.showBattle(ann, battle)).toMatchObject({ phase: 'off', reason: 'sample' });
});

test('a clock that jumps over reminder and deadline at once reminds nobody of what is over', async () => {
  const { ann, bob, cyd } = people();
  const battle = await start(ann);
  for (const who of [bob, cyd]) await enter(who, battle);
  const posts = async () => {
    const rows = (await execute(
      store,
      `SELECT payload->>'post' AS post FROM jobs WHERE kind = 'post' AND payload->>'battleId' = $1 AND payload->>'post' <> 'board'
       ORDER BY created_at, id`,
      [battle],
    )) as { post: string }[];
    return rows.map(({ post }) => post);
  };
  await pass(battle, 500);
  await Promise.all([worker().due(), worker().due(), worker().due()]);
  await settle();
  expect(await posts()).toEqual(['part']);
  // Set back: nothing happens twice.
  await pass(battle, -500);
  await settle();
  expect(await services.showBattle(ann, battle)).toMatchObject({ phase: 'voting', round: 1 });
  await pass(battle, 547);
  await settle();
  await pass(battle, 1);
  await settle();
  expect(await posts()).toEqual(['part', 'reminder', 'results']);
});

test('a host gives more time, and the reminder moves with it; whoever started too many waits', async () => {
  const { serverId, ann, bob } = people();
  const battle = await start(ann);
  const { deadline } = await services.showBattle(ann, battle);
  const { deadline: later } = await services.extendBattle(ann, battle, 5);
  expect(later!.getTime() - deadline!.getTime()).toBe(5 * 3600_000);
  await refusal('battle-hours', services.extendBattle(ann, battle, 0));
  await refusal('battle-unknown', services.extendBattle({ ...ann, serverId: '9' }, battle, 1));
  await refusal('battle-no-entry', services.withdrawEntry(bob, battle));
  const held = createServices({
    ...{ store, measureLyrics, send: async () => {} },
    quotas: { member: { battles: 1 }, server: { battles: 2 } },
  });
  const wish = { kind: 'flip', file: sample(), consent: true } as const;
  expect(await refusal('limit-battles', held.startBattle(ann, wish))).toMatch(/You have 1 battle under way/);
  await held.startBattle(bob, wish);
  const third = { serverId, userId: snowflake() };
  expect(await refusal('limit-battles', held.startBattle(third, wish))).toMatch(/This server has 2 battles/);
  await services.cancelBattle(ann, battle);
  await held.startBattle(third, wish);
  await refusal('battle-over', services.cancelBattle(ann, battle));
});

test('a season that is none is told', async () => {
  const { ann } = people();
  await refusal('battle-season', services.battleTable(ann, '2026-9'));
  expect(await services.battleTable(ann, '2026-4')).toEqual({ season: '2026-4', rows: [] });
});

test('the same command twice starts one battle', async () => {
  const { ann } = people();
  const wish = { kind: 'bracket', size: 16, file: sample(), consent: true, message: message() } as const;
  const first = await services.startBattle(ann, wish);
  expect((await services.startBattle(ann, wish)).id).toBe(first.id);
  expect(first.rules).toMatchObject({ most: 16, choices: 1, votingHours: 24 });
});
