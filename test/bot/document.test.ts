import { expect, test } from 'vitest';
import { CONSENT } from '../../src/services/index.ts';
import { words } from '../../src/words/index.ts';
import { discordDocument, openapi } from '../support/openapi.ts';
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
