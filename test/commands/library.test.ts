import { ComponentType } from 'discord.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { shelfArgument, shelfWishOf } from '../../src/bot/views/shelf-argument.ts';
import { STYLES } from '../../src/music/index.ts';
import type { RoomMessage } from '../../src/room/index.ts';
import type { BeatCard } from '../../src/services/index.ts';
import { words } from '../../src/words/index.ts';
import { type House, labels, openHouse } from '../bot/house.ts';
import { execute } from '../store/promises/rows.ts';
import { PATIENT } from '../support/patience.ts';

let house: House;
let trap: BeatCard;
let drill: BeatCard;
beforeAll(async () => {
  house = await openHouse({
    idleMs: 100,
    room: {
      servers: [
        {
          name: 'Cellar',
          channels: ['beats', 'stage'],
          members: ['ann', 'bob', { name: 'mia', permissions: ['ManageGuild'] }],
        },
        { name: 'Attic', members: ['dan'] },
      ],
    },
  });
  await house.artist('Night Shift', { references: 2, isTrained: true });
  trap = (await house.beat({ style: 'trap', bpm: 140, key: 'Fm', artist: 'Night Shift' })).beat;
  drill = (await house.beat({ style: 'uk-drill', bpm: 142, key: 'C minor' })).beat;
  for (const name of ['ann', 'bob']) await house.services.castVote(house.who(name), drill.takes[1]!.id);
  await house.services.castVote(house.who('mia'), trap.takes[3]!.id);
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

const show = (options: Record<string, string | number | boolean> = {}, name = 'ann') =>
  house.as(name).slash('library show', options).replied(PATIENT);
/** `UK drill, take B` of every line of a page. */
const listed = ({ content }: RoomMessage) =>
  content
    .split('\n')
    .filter((line) => /^\d+\. /.test(line))
    .map((line) => line.replace(/^\d+\. (★ )?(\*\*.*?\*\*).*take (\w).*$/, '$1$2 $3').replaceAll('*', ''));

test('shows what the server made, the newest first, page by page; buttons survive a restart', async () => {
  const page = await show();
  expect(page.onlyFor?.name).toBe('ann');
  expect(page.content).toContain('8 takes');
  expect(listed(page)).toEqual([...'ABCD'].map((take) => `UK drill ${take}`).concat('Night Shift A'));
  await house.restart();
  const next = page.customIds.find((id) => id.startsWith('shelf:1'))!;
  await house.as('ann').press(page, next).answered;
  await house.room.until(() => page.content.includes('page 2 of 2'));
  expect(listed(page)).toEqual([...'BCD'].map((take) => `Night Shift ${take}`));
  expect(labels(page)).toEqual(['6', '7', '8', 'Back', 'Most votes first']);
  await house.as('ann').press(page, page.customIds.at(-1)!).answered;
  await house.room.until(() => page.content.includes('page 1 of 2'));
  expect(listed(page).slice(0, 2)).toEqual(['UK drill B', 'Night Shift D']);
});

test.each([
  [{ artist: 'night shift' }, 'ABCD', 'Night Shift'],
  [{ style: 'uk-drill' }, 'ABCD', 'UK drill'],
  [{ bpm: 137, key: 'F minor' }, 'ABCD', 'Night Shift'],
  [{ votes: 1, order: 'votes', artist: 'Night Shift' }, 'D', 'Night Shift'],
  [{ votes: 2, days: 1 }, 'B', 'UK drill'],
])('finds by %j', async (options, takes, name) => {
  expect(listed(await show(options as Record<string, string | number>))).toEqual(
    [...takes].map((take) => `${name} ${take}`),
  );
});

test('what there is nothing of says so, and an artist that there is not is named', async () => {
  const none = await show({ bpm: 90 });
  expect(none.content).toContain(words.views.shelf.nothing);
  expect(none.customIds).toEqual([]);
  expect((await show({ artist: 'Nobody' })).content).toContain('There is no artist called “Nobody”');
  const dan = house.room.as(house.room.server('Attic').member('dan'));
  expect((await dan.slash('library show').replied(PATIENT)).content).toContain(words.views.shelf.nothing);
});

test('a take comes again by one press, and is starred for oneself, once however often', async () => {
  const page = await show({ style: 'uk-drill' });
  const again = await house.as('ann').press(page, page.customIds[2]!).replied(PATIENT);
  expect(again.onlyFor?.name).toBe('ann');
  expect(again.attachments.map(({ name }) => name.split('.').at(-1))).toEqual(['mp3', 'mid']);
  expect(Buffer.from(again.attachments[0]!.bytes).toString()).toMatch(/^ID3 .* C$/);
  await house.restart();
  const star = again.customIds[0]!;
  await house.as('ann').press(again, star).answered;
  await house.room.until(() => labels(again)[0] === words.views.shelf.buttons.unstar);
  await house.services.starTake(house.who('ann'), drill.takes[2]!.id, true);
  expect(listed(await show({ starred: true }))).toEqual(['★ UK drill C']);
  expect(listed(await show({ starred: true }, 'bob'))).toEqual([]);
  await house.as('ann').press(again, again.customIds[0]!).answered;
  await house.room.until(() => labels(again)[0] === words.views.shelf.buttons.star);
  expect(listed(await show({ starred: true }))).toEqual([]);
  const whole = await house.as('ann').press(again, again.customIds[1]!).replied(PATIENT);
  expect(whole.attachments).toHaveLength(9);
});

test('stars are in what a member gets, and go with the member’s data and with the take', async () => {
  const { userId: memberId, serverId } = house.who('bob');
  const { beat } = await house.beat({ style: 'plugg' });
  for (const take of beat.takes) await house.services.starTake(house.who('bob'), take.id, true);
  const kept = await house.store.kept.rowsOf({ serverId, memberId });
  expect(kept['stars']?.map((row) => row['take_id']).sort()).toEqual(beat.takes.map(({ id }) => id).sort());
  await house.services.deleteBeat(house.who('ann'), beat.id);
  expect((await house.store.kept.rowsOf({ serverId, memberId }))['stars']).toEqual([]);
  await house.services.starTake(house.who('bob'), trap.takes[0]!.id, true);
  expect((await house.services.eraseMine(house.who('bob'))).counts).toMatchObject({ stars: 1 });
  expect(await house.store.shelf.isStarred({ takeId: trap.takes[0]!.id, memberId })).toBe(false);
  await expect(house.services.starTake(house.who('bob'), 'gone', true)).rejects.toMatchObject({
    id: 'take-unknown',
  });
  const dan = { serverId: house.room.server('Attic').id, userId: '7' };
  await expect(house.services.shelfTake(dan, trap.takes[0]!.id)).rejects.toMatchObject({
    id: 'take-unknown',
  });
});

test('the longest wish that there is fits into a button, and comes back whole', () => {
  const wish = {
    artistId: 'x'.repeat(16),
    style: [...STYLES].sort((a, b) => b.length - a.length)[0]!,
    bpm: 140.25,
    key: { tonic: 6, mode: 'harmonic minor' },
    votes: 100_000,
    days: 3650,
    order: 'votes',
    isStarred: true,
  } as const;
  const argument = shelfArgument(wish, 99_999);
  expect(`shelf:${argument}`.length).toBeLessThanOrEqual(100);
  expect(shelfWishOf(argument)).toEqual({ page: 99_999, wish });
  expect(shelfWishOf(shelfArgument({}, 0))).toEqual({ page: 0, wish: { order: 'new' } });
  for (const odd of ['', 'x', '0:new:::', '-1:new:::::::', '0:old:::::::'])
    expect(() => shelfWishOf(odd)).toThrow(words.errors['button-unknown']);
});

test('the best of a month is posted once where managers want it, however many workers look', async () => {
  const stage = house.room.server('Cellar').channel('stage');
  const refused = await house.as('ann').slash('library best', { channel: stage }).replied(PATIENT);
  expect(refused.content).toBe(words.errors['manager-only']);
  const told = await house.as('mia').slash('library best', { channel: stage }).replied(PATIENT);
  expect(told.content).toContain(`<#${stage.id}>`);
  // Nothing of a month that was over before.
  expect((await house.due()).filter(({ kind }) => kind === 'best')).toEqual([]);
  await execute(house.store, `UPDATE servers SET best_since = now() - interval '70 days'`, []);
  await execute(
    house.store,
    `UPDATE beats SET created_at = date_trunc('month', now() AT TIME ZONE 'UTC') - interval '1 day'
     WHERE id IN ($1, $2)`,
    [trap.id, drill.id],
  );
  await house.services.castVote(house.who('mia'), drill.takes[1]!.id);
  const filed = (await Promise.all([house.due(), house.due()])).flat().filter(({ kind }) => kind === 'best');
  expect(filed).toHaveLength(1);
  expect(stage.messages).toEqual([]);
  await house.work(filed[0]!.id);
  await house.whenDelivered(filed[0]!.id);
  await house.restart();
  expect(await house.due()).toEqual([]);
  const [post] = stage.messages;
  expect(stage.messages).toHaveLength(1);
  // Posted as it stays: nothing of progress before it.
  expect(post!.history).toHaveLength(1);
  expect(post!.content).toMatch(/🏆 The best of \w+ 20\d\d: \*\*UK drill\*\*, take B, .* with \d vote/);
  expect(post!.attachments).toHaveLength(2);
  expect(post!.pings.users).toEqual([]);
  const mine = await house.as('bob', 'stage').press(post!, post!.customIds[0]!).replied(PATIENT);
  expect(mine.onlyFor?.name).toBe('bob');
  expect(labels(mine)[0]).toBe(words.views.shelf.buttons.star);
});

test('no more is posted once that is switched off, and a channel where the bot may not write is told', async () => {
  const mute = house.room.server('Cellar').addChannel('mute');
  mute.overwrite({ role: 'bot', deny: ['SendMessages', 'AttachFiles'] });
  const told = await house.as('mia').slash('library best', { channel: mute }).replied(PATIENT);
  expect(told.content).toMatch(/may not write or attach files yet/);
  const off = await house.as('mia').slash('library best').replied(PATIENT);
  expect(off.content).toBe(words.views.shelf.best.off);
  await execute(house.store, 'DELETE FROM monthly_bests', []);
  expect(await house.due()).toEqual([]);
});

test('its rows stay within what Discord takes', async () => {
  const page = await show();
  for (const row of page.components) {
    expect(row.type).toBe(ComponentType.ActionRow);
    if ('components' in row) expect(row.components.length).toBeLessThanOrEqual(5);
  }
});
