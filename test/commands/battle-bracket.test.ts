import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RoomMessage } from '../../src/room/index.ts';
import { words } from '../../src/words/index.ts';
import { labels } from '../bot/house.ts';
import { type Arena, openArena } from '../support/arena.ts';
import { PATIENT } from '../support/patience.ts';

const PEOPLE = ['p0', 'p1', 'p2', 'p3', 'p4'];
let arena: Arena;
beforeAll(async () => {
  arena = await openArena({ members: PEOPLE });
});
afterEach(() => {
  expect(arena.violations()).toEqual([]);
});
afterAll(() => arena.close());

const file = { name: 'sample.wav', bytes: Buffer.from('RIFF a sample') };

test('rounds with deadlines of their own, two against two, until one is left', async () => {
  const options = { size: 8, consent: true, title: 'Cup' };
  const { board, battle } = await arena.start('bracket', options, { attachments: { file } });
  await arena.settle();
  for (const name of PEOPLE) await arena.enter(name, board);
  await arena.as('ann').slash('battle end', { battle: battle.id }).replied(PATIENT);
  await arena.settle();
  const ids = new Map<string, string>();
  for (const { id, memberId } of (await arena.store.battles.state(battle.id))!.entries) {
    ids.set(PEOPLE.find((name) => arena.who(name).userId === memberId)!, id);
  }
  const thread = arena.thread(board);
  const parts = () => thread.messages.filter(({ content }) => content.startsWith('🎧'));
  /** Presses the button of somebody's entry in the newest messages that have it. */
  const pick = (name: string, of: string) => {
    const has = (message: RoomMessage) => message.customIds.some((id) => id.endsWith(`:${ids.get(of)}`));
    const message = parts().findLast(has)!;
    const voter = arena.room.as(board.channel.server.member(name), thread);
    return voter.press(message, message.customIds.find((id) => id.endsWith(`:${ids.get(of)}`))!).answered;
  };
  const meeting = async () => {
    const { matches, round } = await arena.battle(battle.id);
    const name = (id: string | null) => [...ids].find(([, each]) => each === id)?.[0];
    return { round, pairs: matches.map(({ a, b }) => [name(a), name(b)]) };
  };

  // Five in a bracket of eight: the first three wait.
  expect(await meeting()).toEqual({ round: 1, pairs: [['p3', 'p4']] });
  expect(parts()).toHaveLength(1);
  expect(parts()[0]!.attachments).toHaveLength(2);
  expect(labels(parts()[0]!)).toHaveLength(2);
  expect(board.content).toContain('Round 1 of 3');
  const own = await pick('p4', 'p4');
  expect(own.message?.content).toBe(words.errors['battle-own']);
  await pick('bob', 'p3');
  const changed = await pick('bob', 'p4');
  expect(changed.message?.content).toMatch(/^Your ballot: Entry \d\. /);
  await pick('p3', 'p4');
  await arena.restart();
  await arena.pass(battle.id, 24);
  await arena.settle();

  expect(await meeting()).toEqual({
    round: 2,
    pairs: [
      ['p0', 'p4'],
      ['p1', 'p2'],
    ],
  });
  const late = await (async () => {
    const old = parts()[0]!;
    return arena.room.as(board.channel.server.member('cyd'), thread).press(old, old.customIds[0]!).answered;
  })();
  expect(late.message?.content).toBe(words.errors['battle-no-vote']);
  await pick('bob', 'p4');
  // P1 takes the entry back: who would have met it goes on.
  await arena.services.withdrawEntry(arena.who('p1'), battle.id);
  await arena.pass(battle.id, 24);
  await arena.settle();

  expect(await meeting()).toEqual({ round: 3, pairs: [['p4', 'p2']] });
  expect(board.content).toContain('The final.');
  for (const name of ['bob', 'cyd']) await pick(name, 'p2');
  await pick('p2', 'p4');
  await arena.pass(battle.id, 24);
  await arena.settle();
  const done = await arena.battle(battle.id);
  expect(done.entries.map(({ memberId, points }) => [memberId, points])).toEqual([
    [arena.who('p2').userId, 10],
    // P4 voted in no round.
    [arena.who('p4').userId, 3],
    [arena.who('p0').userId, 2],
    [arena.who('p3').userId, 3],
  ]);
  const results = board.channel.messages.filter(({ content }) => content.includes('the results'));
  expect(results).toHaveLength(1);
  expect(results[0]!.attachments.map(({ name }) => name)).toEqual(['results.png']);
});

test('has so many places and no more, and says so to who comes later', async () => {
  const { board, battle } = await arena.start(
    'bracket',
    { size: 4, consent: true },
    { attachments: { file } },
  );
  await arena.settle();
  for (const name of PEOPLE.slice(0, 4)) await arena.enter(name, board);
  const { modal } = await arena.as('p4').press(board, `enter:${battle.id}`).answered;
  const sent = arena.as('p4').submit(modal!, { file: [file], consent: ['entry-1'] });
  expect((await sent.replied(PATIENT)).content).toBe(words.errors['battle-full']({ most: 4 }));
  // Who is in may still hand in anew.
  await arena.enter('p0', board, 'RIFF a better one');
  await arena.services.withdrawEntry(arena.who('p3'), battle.id);
  await arena.enter('p4', board);
  expect((await arena.battle(battle.id)).entries).toHaveLength(4);
});
