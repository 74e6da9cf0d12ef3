/** Five hundred members at once: each vote counts once, and what is shown in the end is what it came to. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RoomActor, RoomMessage } from '../../src/room/index.ts';
import { words } from '../../src/words/index.ts';
import { labels } from '../bot/house.ts';
import { type Arena, openArena, optionsOf } from '../support/arena.ts';
import { PATIENT } from '../support/patience.ts';

const CROWD = 500;
let arena: Arena;
let crowd: RoomActor[];
beforeAll(async () => {
  arena = await openArena();
  const server = arena.room.server('Cellar');
  crowd = Array.from({ length: CROWD }, (_, i) => arena.room.as(server.addMember(`crowd-${i}`)));
});
afterEach(() => {
  expect(arena.violations()).toEqual([]);
});
afterAll(() => arena.close());

test('on a beat', async () => {
  const { message, beat } = await arena.beat();
  const presses = crowd.map((actor, i) => actor.press(message, message.customIds[i % 3]!));
  await Promise.all(presses.map(({ answered }) => answered));
  await arena.room.until(() => labels(message).slice(0, 4).join() === 'A · 167,B · 167,C · 166,D', PATIENT);
  const { takes } = await arena.services.votes(arena.who('ann'), beat.id);
  expect(takes.map(({ votes }) => votes)).toEqual([167, 167, 166, 0]);
});

test('on a battle, some of them for their own and some twice', async () => {
  const file = { name: 'sample.wav', bytes: Buffer.from('RIFF a sample') };
  const { board, battle } = await arena.start(
    'flip',
    { consent: true, choices: 2 },
    { attachments: { file } },
  );
  await arena.settle();
  for (const name of ['ann', 'bob', 'cyd', 'mia']) {
    const upload = { name: 'mine.wav', read: async () => Buffer.from(`RIFF of ${name}`) };
    const wish = { battleId: battle.id, file: upload, consent: true };
    await arena.work((await arena.services.handIn(arena.who(name), wish)).jobId);
  }
  await arena.pass(battle.id, 72);
  await arena.settle();
  const [menu] = board.customIds;
  const options = optionsOf(board, menu!);
  const choicesOf = (i: number) => [
    options[i % 4]!.value,
    ...(i % 5 === 0 ? [options[(i + 1) % 4]!.value] : []),
  ];
  const votes = new Map<string, number>();
  for (let i = 0; i < CROWD; i++) for (const id of choicesOf(i)) votes.set(id, (votes.get(id) ?? 0) + 1);
  const selects = crowd.flatMap((actor, i) => {
    const one = () => actor.select(board, menu!, choicesOf(i));
    // Whoever is impatient picks the same again.
    return i % 10 === 0 ? [one(), one()] : [one()];
  });
  const own = arena.vote('ann', board, [await arena.numberOf(battle.id, 'ann')]);
  const answers = await Promise.all(selects.map((select) => answerOf(select)));
  for (const answer of answers) {
    expect(answer.content).toMatch(/^Your ballot: Entry \d/);
    expect(answer.onlyFor).toBeDefined();
  }
  expect((await answerOf(own)).content).toBe(words.errors['battle-own']);
  await arena.pass(battle.id, 48);
  await arena.settle();
  const { entries } = await arena.battle(battle.id);
  expect(new Map(entries.map((entry) => [entry.id, entry.votes]))).toEqual(votes);
  const counts = entries.map((entry) => entry.votes!);
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));
});

/** What whoever picked is told: the answer itself, or what it becomes. */
async function answerOf(act: ReturnType<RoomActor['select']>): Promise<RoomMessage> {
  return act.replied(PATIENT);
}
