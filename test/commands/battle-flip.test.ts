import { strFromU8, unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { words } from '../../src/words/index.ts';
import { labels } from '../bot/house.ts';
import { type Arena, openArena, optionsOf } from '../support/arena.ts';
import { PATIENT } from '../support/patience.ts';

let arena: Arena;
beforeAll(async () => {
  arena = await openArena();
});
afterEach(() => {
  expect(arena.violations()).toEqual([]);
});
afterAll(() => arena.close());

const SAMPLE = { file: { name: 'Old record.wav', bytes: Buffer.from('RIFF an old record') } };

test('sample, entries, blind vote, results: the whole way, through restarts', async () => {
  const { board, battle } = await arena.start(
    'flip',
    { consent: true, title: 'Friday *flip*' },
    { attachments: SAMPLE },
  );
  expect(board.content).toContain('Friday \\*flip\\*');
  expect(board.content).toContain('A tie goes to the entry that came in earlier');
  await arena.settle();
  expect(await arena.battle(battle.id)).toMatchObject({ phase: 'open', title: 'Friday *flip*' });
  expect(labels(board)).toEqual(['Hand in', 'Take my entry back']);
  const zip = unzipSync(board.attachment('sample.zip').bytes);
  expect(Object.keys(zip)).toEqual(['friday-flip.wav', 'README.txt']);
  expect(strFromU8(zip['friday-flip.wav']!)).toBe('RIFF an old record');

  const entered = await arena.enter('bob', board);
  expect(entered.onlyFor?.name).toBe('bob');
  expect(entered.text).toMatch(/✅ Your entry for .* is in: 0:\d\d, levelled from -9.5 to −14 LUFS/);
  await arena.restart();
  await arena.enter('cyd', board);
  await arena.enter('ann', board, 'RIFF first try');
  await arena.enter('ann', board, 'RIFF second try');
  await arena.settle();
  expect(board.content).toContain('3 entries so far');
  // The sample is still there.
  expect(board.attachments.map(({ name }) => name)).toEqual(['sample.zip']);

  await arena.pass(battle.id, 71);
  await arena.settle();
  const thread = arena.thread(board);
  expect(thread.messages.map(({ content }) => content)).toEqual([expect.stringContaining('⏰')]);
  await arena.pass(battle.id, 1);
  await arena.settle();
  expect(await arena.battle(battle.id)).toMatchObject({ phase: 'voting', round: 1 });
  const part = thread.messages.at(-1)!;
  expect(part.attachments.map(({ name }) => name)).toEqual(['entry-1.mp3', 'entry-2.mp3', 'entry-3.mp3']);
  expect(part.history).toHaveLength(1);
  const heard = part.attachments.map(({ bytes }) => Buffer.from(bytes).toString()).sort();
  expect(heard).toEqual([
    'ID3 levelled RIFF a beat of bob',
    'ID3 levelled RIFF a beat of cyd',
    'ID3 levelled RIFF second try',
  ]);
  // Nothing says whose they are.
  for (const { raw } of [part, board]) {
    for (const name of ['bob', 'cyd'])
      expect(JSON.stringify([raw.content, raw.attachments])).not.toContain(arena.who(name).userId);
  }
  const [menu] = board.customIds;
  expect(optionsOf(board, menu!).map(({ label }) => label)).toEqual(['Entry 1', 'Entry 2', 'Entry 3']);

  const bobs = await arena.numberOf(battle.id, 'bob');
  const cyds = await arena.numberOf(battle.id, 'cyd');
  const anns = await arena.numberOf(battle.id, 'ann');
  const own = await arena.vote('bob', board, [bobs]).answered;
  expect(own.message?.content).toBe(words.errors['battle-own']);
  await arena.restart();
  await arena.vote('bob', board, [anns, cyds]).answered;
  const told = await arena.vote('mia', board, [cyds]).answered;
  expect(told.ephemeral).toBe(true);
  expect(told.message?.content).toContain(`Your ballot: Entry ${cyds}.`);
  await arena.vote('mia', board, [cyds, bobs]).answered;
  await arena.vote('ann', board, [bobs]).answered;
  await arena.settle();
  expect(board.content).toContain('3 members have voted');

  // Cyd, who entered and has not voted, is reminded, once, and nobody else.
  await arena.pass(battle.id, 47);
  await arena.settle();
  const reminder = thread.messages.at(-1)!;
  expect(reminder.pings.users).toEqual([arena.who('cyd').userId]);
  await arena.restart();
  await arena.settle();
  expect(thread.messages.at(-1)).toBe(reminder);

  await arena.pass(battle.id, 1);
  const late = await arena.vote('cyd', board, [bobs]).answered;
  expect(late.message?.content).toBe(words.errors['battle-no-vote']);
  await Promise.all([arena.due(), arena.due()]);
  await arena.settle();
  const done = await arena.battle(battle.id);
  // Bob and Cyd have two each: Bob came first. Cyd keeps half of six.
  expect(done.entries.map(({ memberId, votes, points }) => [memberId, votes, points])).toEqual([
    [arena.who('bob').userId, 2, 10],
    [arena.who('cyd').userId, 2, 3],
    [arena.who('ann').userId, 1, 4],
  ]);
  const results = board.channel.messages.filter(({ content }) => content.includes('the results'));
  expect(results).toHaveLength(1);
  expect(results[0]!.content).toContain(
    `1. <@${arena.who('bob').userId}> · entry ${bobs} · 2 votes · 10 points`,
  );
  expect(results[0]!.pings.users).toEqual([]);
  expect(results[0]!.attachment('results.png').description).toContain('1. bob 10');
  expect(board.content).toContain('🏆');
  expect(board.customIds).toEqual([]);
  const table = await arena.as('cyd').slash('battle table').replied(PATIENT);
  expect(table.content).toContain(`1. <@${arena.who('bob').userId}> · 10 points · 1 battle · 1 win`);
  const list = await arena.as('cyd').slash('battle list').replied(PATIENT);
  expect(list.content).toContain(`won by <@${arena.who('bob').userId}>`);
});
