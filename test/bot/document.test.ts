import { expect, test } from 'vitest';
import { discordDocument, openapi } from '../support/openapi.ts';
import { openHouse } from './house.ts';

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
    await ann.slash('reference add', { artist, consent: true }, { attachments: { track } }).replied();
    await ann.slash('reference list', { artist }).replied();
    await ann.slash('reference remove', { artist, reference: 'loop.mid' }).replied();
    await ann.slash('train', { artist }).replied();
    await ann.slash('train', { artist: 'nobody' }).followUp();
    await ann.slash('help').replied();
    const beat = await house.beat();
    await ann.press(beat, beat.customIds[0]!).answered;
    house.services.slow.set('castVote', 300);
    await ann.press(beat, beat.customIds[1]!).answered;
    house.services.failing.set('castVote', new Error('database away'));
    await ann.press(beat, beat.customIds[1]!).followUp();
    expect(house.room.violations).toEqual([]);
  } finally {
    await house.close();
  }
});
