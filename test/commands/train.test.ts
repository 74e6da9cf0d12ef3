import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { words } from '../../src/words/index.ts';
import { type House, openHouse, refusal } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

test('train shows how far it is and then what changed, in one message for all', async () => {
  await house.artist('Night Shift', { references: 2 });
  const message = await house.as('ann').slash('train', { artist: 'night shift' }).replied();
  expect(message.text).toContain('**Night Shift**');
  expect(message.onlyFor).toBeUndefined();
  const { id } = await house.jobOf(message);
  await house.store.jobs.start(id);
  await house.store.jobs.progress(id, { stage: 'learning the drums', percent: 40 });
  await house.room.until(() => message.text.includes('40 % · learning the drums'));
  await house.work(id);
  await house.whenDelivered(id);
  for (const fact of ['v1', '4 loops', '2 references', '25 %', '2.00', '1.50'])
    expect(message.text).toContain(fact);
  expect(message.text).toContain('none has this tempo. Nearest: trap (50 %) and Memphis (30 %).');
  expect(message.attachment('training.png').description).toBe('It falls.');
});

test('a training that fails says why, in the message it was to fill', async () => {
  await house.artist('Short', { references: 1 });
  const message = await house.as('ann').slash('train', { artist: 'Short' }).replied();
  const { id } = await house.jobOf(message);
  await house.services.removeReference(house.who('ann'), 'Short', '0.mid');
  await house.work(id);
  await house.whenDelivered(id);
  const { state, error } = (await house.store.jobs.get(id))!;
  expect([state, error?.id]).toEqual(['failed', 'train-no-references']);
  expect(message.content).toBe(`⚠️ ${error!.text}`);
});

test('an artist without references is told what to do first, to the asker alone', async () => {
  await house.artist('Empty');
  const told = await house.as('ann').slash('train', { artist: 'Empty' }).followUp();
  const asked = house.services.train(house.who('ann'), { artist: 'Empty' });
  expect(told.content).toBe(await refusal('train-no-references', asked));
  expect(told.onlyFor?.name).toBe('ann');
});

test('the menu under a training changes the style for those who decide, after any restart, and it is learned anew', async () => {
  const { id: artistId } = await house.artist('Misheard', { references: 1 });
  const asked = await house.as('ann').slash('train', { artist: 'Misheard' }).replied();
  const { id } = await house.jobOf(asked);
  await house.work(id);
  await house.whenDelivered(id);
  await house.restart();
  const menu = `style:${artistId}`;
  const card = () => house.services.showArtist(house.who('ann'), 'Misheard');
  const refused = await house.toldAlone(house.as('bob').select(asked, menu, ['boom-bap']));
  expect(refused.content).toBe(words.errors['artist-owner-only']({ artist: 'Misheard' }));
  expect(await card()).toMatchObject({ style: 'trap', isStyleSaid: false });

  const said = await house.as('ann').select(asked, menu, ['boom-bap']).followUp();
  expect(said.text).toContain('boom bap');
  expect(said.text).toContain(words.views.artist.styleTrains);
  expect(said.onlyFor).toBeUndefined();
  expect(await card()).toMatchObject({ style: 'boom-bap', isStyleSaid: true, references: { ready: 1 } });
  const trainings = async () => (await house.due()).filter(({ kind }) => kind === 'train');
  const [training, ...more] = await trainings();
  expect(more).toEqual([]);
  expect(training?.message).toMatchObject({ replyToId: asked.id });
  await house.work(training!.id);
  await house.whenDelivered(training!.id);
  const { generator, wantsStyle } = await card();
  expect([generator?.version, wantsStyle]).toEqual([2, false]);
  // What it has learned already is not learned twice.
  const again = await house.as('ann').select(asked, menu, ['boom-bap']).followUp();
  expect(again.text).not.toContain(words.views.artist.styleTrains);
  expect(await trainings()).toEqual([]);
});
