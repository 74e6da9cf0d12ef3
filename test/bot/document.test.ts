import { expect, test } from 'vitest';
import { CONSENT } from '../../src/services/index.ts';
import { words } from '../../src/words/index.ts';
import { openArena } from '../support/arena.ts';
import { discordDocument, openapi } from '../support/openapi.ts';
import { PATIENT } from '../support/patience.ts';
import { behind, openHouse } from './house.ts';

test('what the bot sends is what Discord’s own document allows', async (ctx) => {
  if (discordDocument() === undefined) return ctx.skip('../shared/discord/openapi.json is absent');
  const { onRequest } = openapi();
  const house = await openHouse({ room: { onRequest: onRequest! } });
  try {
    const ann = house.as('ann');
    const member = house.room.server('Cellar').member('bob');
    const artist = 'Night Shift';
    const track = { name: 'loop.mid', bytes: Buffer.from('MThd') };
    await ann.slash('artist create', { name: artist, style: 'trap' }).replied();
    await ann.slash('artist show', { name: artist }).replied();
    await ann.slash('artist list').replied();
    await ann.slash('artist collaborator add', { artist, member }).replied();
    await ann.slash('artist collaborator remove', { artist, member }).replied();
    await ann.autocomplete('train', { artist: 'n' }, 'artist').answered;
    const added = await ann
      .slash('reference add', { artist, consent: true }, { attachments: { track } })
      .replied();
    const reading = await house.jobOf(added);
    await house.work(reading.id);
    await house.whenDelivered(reading.id);
    await ann.slash('reference list', { artist }).replied();
    const { modal } = await ann.slash('reference add', {}).answered;
    const files = ['one.mid', 'two.mid'].map((name) => ({ name, bytes: Buffer.from(`MThd ${name}`) }));
    const consent = [CONSENT.version];
    const many = await house.jobOf(await ann.submit(modal!, { artist: [artist], files, consent }).replied());
    await house.work(many.id);
    await house.whenDelivered(many.id);
    const said = ann.say('mine', { files: [{ name: 'said.mid', bytes: Buffer.from('MThd said') }] });
    await ann.context(words.commands.reference.learn, said).answered;
    const training = await house.jobOf(await ann.slash('train', { artist }).replied());
    await house.work(training.id);
    await house.whenDelivered(training.id);
    await ann.slash('reference remove', { artist, reference: 'loop.mid' }).replied();
    await ann.slash('train', { artist: 'nobody' }).followUp();
    await ann.slash('help').replied();

    const { message } = await house.beat();
    const [first, second] = message.customIds;
    await ann.press(message, first!).answered;
    const gate = Promise.withResolvers<void>();
    await house.instead({ castVote: behind(gate.promise, house.services.castVote) }, async () => {
      const pressed = ann.press(message, second!);
      await pressed.answered;
      gate.resolve();
      await house.room.until(() => JSON.stringify(message.components).includes('B · 1'));
    });
    const away = async () => {
      throw new Error('database away');
    };
    await house.instead({ castVote: away }, async () => {
      await ann.press(message, second!).answered;
    });
    expect(house.room.violations).toEqual([]);
  } finally {
    await house.close();
  }
});

test('nor does anything of a battle or of the library break it', async (ctx) => {
  if (discordDocument() === undefined) return ctx.skip('../shared/discord/openapi.json is absent');
  const { onRequest } = openapi();
  const arena = await openArena({ judge: { onRequest: onRequest! } });
  try {
    const { message, beat } = await arena.beat();
    await arena.as('ann').press(message, message.customIds[0]!).answered;
    const page = await arena.as('ann').slash('library show', { style: 'trap' }).replied(PATIENT);
    const again = await arena.as('ann').press(page, page.customIds[0]!).replied(PATIENT);
    await arena.as('ann').press(again, again.customIds[0]!).answered;
    const { board, battle } = await arena.start('flip', { take: beat.takes[0]!.id });
    await arena.settle();
    for (const name of ['bob', 'cyd']) await arena.enter(name, board);
    for (const hours of [60, 12]) {
      await arena.pass(battle.id, hours);
      await arena.settle();
    }
    await arena.vote('ann', board, [1]).answered;
    for (const hours of [40, 8]) {
      await arena.pass(battle.id, hours);
      await arena.settle();
    }
    for (const name of ['battle list', 'battle table']) await arena.as('ann').slash(name).replied(PATIENT);
    expect(arena.thread(board).messages.length).toBeGreaterThan(2);
    expect(arena.room.violations).toEqual([]);
  } finally {
    await arena.close();
  }
});
