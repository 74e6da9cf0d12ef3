import { ComponentType } from 'discord.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RoomMessage } from '../../src/room/index.ts';
import { words } from '../../src/words/index.ts';
import { type House, labels, openHouse } from '../bot/house.ts';

/** Reads a kit whose note 27 is in no map, and a “Lead” that may be a melody. */
let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.artist('Night Shift');
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

const UNSURE = words.views.tracks.ask({ button: words.views.correction.buttons.parts });

/** A MIDI file that has just been handed over by ann, with its message. */
async function added(name: string) {
  const track = { name, bytes: Buffer.from(`MThd ${name}`) };
  const options = { artist: 'Night Shift', consent: true };
  const message = await house.as('ann').slash('reference add', options, { attachments: { track } }).replied();
  const { id } = await house.jobOf(message);
  await house.work(id);
  await house.whenDelivered(id);
  const all = await house.services.listReferences(house.who('ann'), 'Night Shift');
  const reference = all.find((each) => each.name === name)!;
  const stored = async () => (await house.store.references.get(reference.id))!;
  return { message, id: reference.id, stored };
}

const open = (name: string, message: RoomMessage, id: string) =>
  house.as(name).press(message, `parts:${id}`).replied();
/** Picks in a menu, and waits for what can be picked next. */
async function pick(message: RoomMessage, menu: string, value: string) {
  const before = message.history.length;
  const picked = house.as('ann').select(message, menu, [value]);
  await house.room.until(() => message.history.length > before);
  return picked;
}
/** The reply of a pick's job once it has ended. */
async function corrected(message: RoomMessage, menu: string, value: string) {
  const reply = await (await pick(message, menu, value)).followUp();
  const job = await house.jobOf(reply);
  await house.work(job.id);
  await house.whenDelivered(job.id);
  return { reply, job };
}
const options = (message: RoomMessage, menu: string) =>
  message.components
    .flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []))
    .flatMap((each) =>
      each.type === ComponentType.StringSelect && each.custom_id === menu ? [...each.options] : [],
    );

test('an upload tells each track, how surely it was found, and odd drum notes; a button opens the menus', async () => {
  const { message, id } = await added('told.mid');
  expect(message.text).toContain('**Kit**: drums (sure); D#1 (27) is percussion, but not sure');
  expect(message.text).not.toContain('(36)');
  expect(message.text).toContain('**Lead**: melody (not sure, 55 %)');
  expect(message.text).toContain(UNSURE);
  expect(labels(message)).toEqual([
    words.views.correction.buttons.form,
    words.views.correction.buttons.parts,
  ]);
  const menus = await open('ann', message, id);
  expect(menus.onlyFor?.name).toBe('ann');
  expect(menus.customIds).toEqual([`parts:${id}:track`]);
  expect(options(menus, `parts:${id}:track`)).toMatchObject([
    { label: '2 · Lead', description: 'melody (not sure, 55 %), 16 notes', value: '1' },
    { label: '1 · Kit', description: 'drums (sure), 12 notes', value: '0' },
  ]);
});

test('a track and a drum note are put right for the answer, for later readings, and for training', async () => {
  const { message, id, stored } = await added('wrong.mid');
  const menus = await open('ann', message, id);
  await pick(menus, `parts:${id}:track`, '1');
  expect(menus.customIds).toEqual([`parts:${id}:track`, `parts:${id}:part:1`]);
  const { reply } = await corrected(menus, `parts:${id}:part:1`, 'bass');
  expect(reply.onlyFor?.name).toBe('ann');
  expect(reply.text).toContain('**Lead** is bass now.');
  expect(reply.text).toContain('**Lead**: bass (corrected)');
  expect(reply.text).toContain(words.views.reference.correctedTrains);
  const ann = house.who('ann').userId;
  expect(await stored()).toMatchObject({
    revision: 1,
    corrections: [{ memberId: ann, tracks: { 1: 'bass' } }],
  });

  // The answer has the menus for the next correction.
  await pick(reply, `parts:${id}:track`, '0');
  await pick(reply, `parts:${id}:pad:0`, '27');
  expect(options(reply, `parts:${id}:pad:0`)).toMatchObject([
    { label: 'D#1 (27)', description: 'percussion, played 4 times', default: true },
    { label: 'C2 (36)', description: 'kick, played 8 times', default: false },
  ]);
  const drums = `parts:${id}:drum:0:27`;
  expect(options(reply, drums).map(({ label }) => label)).toContain('closed hat');
  const second = await corrected(reply, drums, 'snare');
  expect(second.reply.text).toContain('D#1 (27) of **Kit** is snare now.');
  expect(second.reply.text).toContain('**Lead**: bass (corrected)');
  expect(second.reply.text).not.toContain('not sure');

  // A tempo that is put right later leaves all that as it is.
  const { modal } = await house.as('ann').press(message, `correct:${id}`).answered;
  const form = house.as('ann').submit(modal!, { tempo: '100', key: '' });
  const { id: jobId } = await house.jobOf(await form.replied());
  await house.work(jobId);
  await house.whenDelivered(jobId);
  const shown = await house
    .as('bob')
    .slash('reference show', { artist: 'Night Shift', reference: id })
    .replied();
  for (const fact of ['100 BPM', '**Lead**: bass (corrected)', 'D#1 (27) is snare (corrected)'])
    expect(shown.text).toContain(fact);
  expect(shown.text).toContain('tempo 100 BPM, 1 track, 1 drum pad.');
  const artist = await house.store.artists.resolve(house.who('ann').serverId, 'Night Shift');
  expect(artist.trainAfter).not.toBeNull();
});

test('what was said already, and what somebody else says, changes nothing', async () => {
  const { message, id, stored } = await added('same.mid');
  const menus = await open('ann', message, id);
  await pick(menus, `parts:${id}:track`, '1');
  // To confirm a guess is news once.
  await corrected(menus, `parts:${id}:part:1`, 'melody');
  expect((await stored()).corrections).toMatchObject([{ tracks: { 1: 'melody' } }]);
  const again = await house.toldAlone(await pick(menus, `parts:${id}:part:1`, 'melody'));
  await house.room.until(() =>
    house
      .as('ann')
      .messages()
      .some(({ content }) => content === words.errors['reference-same-parts']({ name: 'same.mid' })),
  );
  expect(again.onlyFor?.name).toBe('ann');
  expect((await stored()).corrections).toHaveLength(1);
  const refused = await open('bob', message, id);
  expect(refused.content).toBe(words.errors['artist-not-yours']({ artist: 'Night Shift' }));
  expect(refused.onlyFor?.name).toBe('bob');
});

test('the last track cannot be left out', async () => {
  const { message, id, stored } = await added('all.mid');
  const menus = await open('ann', message, id);
  await pick(menus, `parts:${id}:track`, '1');
  const { reply } = await corrected(menus, `parts:${id}:part:1`, 'leave-out');
  expect(reply.text).toContain('**Lead** is left out now.');
  await pick(reply, `parts:${id}:track`, '0');
  await pick(reply, `parts:${id}:part:0`, 'leave-out');
  await house.room.until(() =>
    house
      .as('ann')
      .messages()
      .some(({ content }) => content === words.errors['midi-all-left-out']),
  );
  expect((await stored()).corrections).toHaveLength(1);
});

test('button and menus work after the bot was started again', async () => {
  const { message, id } = await added('old.mid');
  const menus = await open('ann', message, id);
  await pick(menus, `parts:${id}:track`, '1');
  await house.restart();
  const { reply } = await corrected(menus, `parts:${id}:part:1`, 'chords');
  expect(reply.text).toContain('**Lead** is chords now.');
  expect((await open('ann', message, id)).text).toContain('**Lead**: chords (corrected)');
});

test('a reference that was removed is told of', async () => {
  const { message, id } = await added('gone.mid');
  await house.services.removeReference(house.who('ann'), 'Night Shift', id);
  expect((await open('ann', message, id)).content).toBe(words.errors['reference-gone']);
});

test('the key that was taken for one that could be two is told in the answer to the form', async () => {
  const { message, id } = await added('key.mid');
  const { modal } = await house.as('ann').press(message, `correct:${id}`).answered;
  const reply = await house.as('ann').submit(modal!, { tempo: '', key: 'B-Dur' }).replied();
  const { id: jobId } = await house.jobOf(reply);
  await house.work(jobId);
  await house.whenDelivered(jobId);
  expect(reply.text).toContain('key Bb');
  expect(reply.text).toContain(words.notes['key-german-b']({ text: 'B-Dur', taken: 'Bb', mode: 'major' }));
});
