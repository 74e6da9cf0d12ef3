import { InteractionResponseType } from 'discord.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RoomMessage } from '../../src/room/index.ts';
import { behind, type House, labels, openHouse } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

/** The vote buttons, which come first. */
const counts = (message: RoomMessage) => labels(message).slice(0, 4);

/** Waits until the buttons say so. */
async function shows(message: RoomMessage, ...expected: string[]): Promise<void> {
  await house.room.until(() => counts(message).join() === expected.join());
  expect(counts(message)).toEqual(expected);
}

test('one vote a member: it can be changed, and a second press takes it back', async () => {
  const { message, beat } = await house.beat();
  const [a, b] = message.customIds;
  const press = (name: string, id: string) => house.as(name).press(message, id).answered;
  await press('ann', a!);
  await press('bob', a!);
  await press('cyd', b!);
  await shows(message, 'A · 2', 'B · 1', 'C', 'D');
  await press('bob', b!);
  await shows(message, 'A · 1', 'B · 2', 'C', 'D');
  await press('ann', a!);
  await shows(message, 'A', 'B · 2', 'C', 'D');
  expect(message.attachments).toHaveLength(9);
  expect(message.embeds).toHaveLength(1);
  const { takes } = await house.services.votes(house.who('ann'), beat.id);
  expect(takes.map(({ votes }) => votes)).toEqual([0, 2, 0, 0]);
});

test('a count that is there at once is the answer to the press itself', async () => {
  const { message, beat } = await house.beat();
  const counted = await house.services.castVote(house.who('bob'), beat.takes[2]!.id);
  await house.instead({ castVote: async () => counted }, async () => {
    const { type } = await house.as('bob').press(message, message.customIds[2]!).answered;
    expect(type).toBe(InteractionResponseType.UpdateMessage);
    expect(counts(message)).toEqual(['A', 'B', 'C · 1', 'D']);
  });
});

test('a count that takes its time is acknowledged first and shown later', async () => {
  const { message } = await house.beat();
  const gate = Promise.withResolvers<void>();
  await house.instead({ castVote: behind(gate.promise, house.services.castVote) }, async () => {
    const { type } = await house.as('ann').press(message, message.customIds[3]!).answered;
    expect(type).toBe(InteractionResponseType.DeferredMessageUpdate);
    expect(counts(message)).toEqual(['A', 'B', 'C', 'D']);
    gate.resolve();
    await shows(message, 'A', 'B', 'C', 'D · 1');
  });
});

test('votes count after the bot was started again', async () => {
  const { message } = await house.beat();
  await house.as('ann').press(message, message.customIds[0]!).answered;
  await house.restart();
  await house.as('bob').press(message, message.customIds[0]!).answered;
  await shows(message, 'A · 2', 'B', 'C', 'D');
});

test('when many press at once, the message ends with what the votes are', async () => {
  const { message } = await house.beat();
  const server = house.room.server('Cellar');
  const crowd = Array.from({ length: 30 }, (_, i) => server.addMember(`crowd-${i}`));
  const presses = crowd.map((member, i) => house.room.as(member).press(message, message.customIds[i % 3]!));
  await Promise.all(presses.map(({ answered }) => answered));
  await shows(message, 'A · 10', 'B · 10', 'C · 10', 'D');
});
