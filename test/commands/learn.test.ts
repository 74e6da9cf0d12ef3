import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RoomFile, RoomInteraction, RoomMessage } from '../../src/room/index.ts';
import { type ArtistCard, CONSENT } from '../../src/services/index.ts';
import { words } from '../../src/words/index.ts';
import { type House, labels, openHouse, refusal } from '../bot/house.ts';
import { midi, pack } from '../support/packs.ts';
import { PATIENT } from '../support/patience.ts';

let house: House;
let artist: ArtistCard;
beforeAll(async () => {
  house = await openHouse();
  artist = await house.artist('Night Shift');
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

const file = (name: string, bytes: Uint8Array = midi(name)): RoomFile => ({ name, bytes });
const stored = () => house.store.references.list(artist.id);
const names = async () => (await stored()).map(({ name }) => name);
const consent = [CONSENT.version];

/** Opens the form of `/reference add`, fills it in and sends it. */
async function send(files: readonly RoomFile[], more: { artist?: string; by?: string } = {}) {
  const { by = 'ann', artist: chosen = 'Night Shift' } = more;
  const shown = await house.as(by).slash('reference add', {}).answered;
  return house.as(by).submit(shown.modal!, { artist: [chosen], files, consent });
}

/** Has the files read, and waits until the message shows the end. */
async function finish(sent: RoomInteraction): Promise<RoomMessage> {
  const reply = await sent.replied(PATIENT);
  const { id } = await house.jobOf(reply);
  await house.work(id);
  await house.whenDelivered(id);
  return reply;
}

test('without a file a form opens: the artist, up to ten files, and a box with the whole wording', async () => {
  const { modal } = await house.as('ann').slash('reference add', {}).answered;
  const data = JSON.stringify(modal!.data);
  for (const part of ['"max_values":10', CONSENT.wording, '"label":"Night Shift"'])
    expect(data).toContain(part);
  const { modal: chosen } = await house.as('ann').slash('reference add', { artist: 'night shift' }).answered;
  expect(JSON.stringify(chosen!.data)).toContain('"value":"Night Shift","default":true');
  expect(() => house.as('ann').submit(modal!, { artist: ['Night Shift'], files: [file('a.mid')] })).toThrow();
});

test('several files become references, told of in one message as they are read', async () => {
  const sent = await send([file('one.mid'), file('two.mid'), file('cover.png', Buffer.from(PNG, 'base64'))]);
  const reply = await sent.until(({ text }) => text.includes('1 of 3 done'), PATIENT);
  for (const name of ['one.mid', 'two.mid', 'cover.png']) expect(reply.text).toContain(name);
  await finish(sent);
  expect(reply.text).toContain('2 of 3 files');
  expect(reply.text).toContain('2 loops, 92 BPM, Fm');
  expect(reply.text).toContain('is not music');
  expect(await names()).toEqual(expect.arrayContaining(['one.mid', 'two.mid']));
  for (const { consent: given } of await stored()) {
    expect(given).toMatchObject({ memberId: house.who('ann').userId, wording: CONSENT.version });
  }
});

test('the same file twice is one reference, and what the artist has already is told', async () => {
  const reply = await finish(await send([file('once.mid'), file('again.mid', midi('once.mid'))]));
  expect(await names()).toContain('once.mid');
  expect(await names()).not.toContain('again.mid');
  expect(reply.text).toContain('the same file as once.mid');
  expect(reply.text).not.toContain('not added');
  const later = await finish(await send([file('third.mid'), file('later.mid', midi('once.mid'))]));
  expect(later.text).toContain('1 of 2 files');
});

test('a ZIP is opened, alone or among files; what is no music is named', async () => {
  const zip = pack({
    'Kit/z1.mid': midi('z1'),
    'Kit/z2.mid': midi('z2'),
    'Kit/read me.pdf': Buffer.from('%PDF'),
  });
  const alone = await finish(await send([file('kit.zip', zip)]));
  expect(alone.text).toContain('2 tracks are now references');
  expect(alone.text).toContain('read me.pdf');
  const more = pack({ 'm1.mid': midi('m1') });
  const both = await finish(await send([file('single.mid'), file('more.zip', more)]));
  expect(both.text).toContain('m1.mid');
  expect(await names()).toEqual(expect.arrayContaining(['z1.mid', 'z2.mid', 'm1.mid', 'single.mid']));
});

test('one file by the form is shown as one by the option, and a ZIP by the option as one by the form', async () => {
  const single = await finish(await send([file('by form.mid')]));
  expect(single.attachment('loop.png').description).toBe('A loop, drawn.');
  const track = file('option.zip', pack({ 'in option.mid': midi('in option') }));
  const option = house
    .as('ann')
    .slash('reference add', { artist: 'Night Shift', consent: true }, { attachments: { track } });
  expect((await finish(option)).text).toContain('in option.mid');
});

test('a file by the option without consent or artist is asked for them', async () => {
  const track = file('half.mid');
  const asked = await house.as('ann').slash('reference add', {}, { attachments: { track } }).answered;
  expect(JSON.stringify(asked.modal!.data)).not.toContain('"custom_id":"files"');
  await finish(house.as('ann').submit(asked.modal!, { artist: ['Night Shift'], consent }));
  expect(await names()).toContain('half.mid');
});

test('a ZIP that cannot be opened says what to do, and nothing is stored', async () => {
  const before = await names();
  const reply = await finish(await send([file('broken.zip', pack({ 'a.mid': midi('a') }).subarray(0, 40))]));
  expect(reply.text).toContain(words.errors['pack-damaged']({ name: 'broken.zip' }));
  expect(await names()).toEqual(before);
});

test('a file that does not arrive keeps no other out', async () => {
  house.room.inject({ method: 'GET', path: 'lost.mid', kind: 'error', status: 404 });
  const reply = await finish(await send([file('lost.mid'), file('found.mid')]));
  expect(reply.text).toContain(words.errors['upload-gone']);
  expect(await names()).toContain('found.mid');
});

test('whoever has no artist is told how to get one, and nobody adds to an artist of others', async () => {
  const told = await house.as('bob').slash('reference add', {}).replied();
  expect(told.content).toBe(words.errors['artist-none']);
  const refused = await house.as('bob').slash('reference add', { artist: 'Night Shift' }).replied();
  const asked = house.services.checkMayContribute(house.who('bob'), 'Night Shift');
  expect(refused.content).toBe(await refusal('artist-forbidden', asked));
});

test('the files of a message are learned by a right click on it, by whoever posted them', async () => {
  const posted = house.as('ann').say('new ones', { files: [file('posted 1.mid'), file('posted 2.mid')] });
  const { learn } = words.commands.reference;
  const { modal } = await house.as('ann').context(learn, posted).answered;
  const reply = await finish(house.as('ann').submit(modal!, { artist: ['Night Shift'], consent }));
  expect(reply.text).toContain('2 tracks are now references');
  const stranger = await house.as('bob').context(learn, posted).replied();
  expect(stranger.content).toBe(words.errors['learn-not-yours']);
  expect(stranger.onlyFor?.name).toBe('bob');
  const empty = await house.as('ann').context(learn, house.as('ann').say('no file')).replied();
  expect(empty.content).toBe(words.errors['learn-no-file']);
});

test('a form that a restart left open says that its files are gone', async () => {
  const posted = house.as('ann').say('new', { files: [file('late.mid')] });
  const { modal } = await house.as('ann').context(words.commands.reference.learn, posted).answered;
  await house.restart();
  const told = await house
    .as('ann')
    .submit(modal!, { artist: ['Night Shift'], consent })
    .followUp();
  expect(told.content).toBe(words.errors['learn-forgotten']);
});

test('stems of one song become one reference, without vocals and mix, and nothing is asked', async () => {
  const zip = pack({
    'Dusk/Dusk - drums.mid': midi('sd'),
    'Dusk/Dusk 808.mid': midi('s8'),
    'Dusk/Dusk_keys_140bpm.mid': midi('sk'),
    'Dusk/Dusk vox.mid': midi('sv'),
    'Dusk/Dusk master.mid': midi('sm'),
    'Dusk/Other tune.mid': midi('so'),
  });
  const reply = await finish(await send([file('Dusk.zip', zip)]));
  expect(reply.text).toContain('**Dusk**: 3 stems of one song: drums, 808, keys');
  expect(reply.text).toContain('Dusk vox.mid was left out of Dusk: vocals are never learned.');
  expect(reply.text).toContain('Dusk master.mid was left out');
  const song = (await stored()).find(({ name }) => name === 'Dusk');
  expect(song?.stems).toEqual(['Dusk - drums.mid', 'Dusk 808.mid', 'Dusk_keys_140bpm.mid']);
  expect(await names()).toContain('Other tune.mid');
  expect(await names()).not.toContain('Dusk vox.mid');
  const again = await finish(await send([file('Dusk.zip', zip)]));
  expect(again.text).toContain('the same file as Dusk');
});

test('stems that are none are made separate tracks by a button, once', async () => {
  const reply = await finish(
    await send([file('Dawn drums.mid'), file('Dawn bass.mid'), file('Dawn keys.mid')]),
  );
  expect(labels(reply)).toEqual([words.views.batch.buttons.separate]);
  const song = (await stored()).find(({ name }) => name === 'Dawn');
  const [button] = reply.customIds;
  const bob = await house.as('bob').press(reply, button!).followUp();
  expect(bob.content).toBe(words.errors['artist-not-yours']({ artist: 'Night Shift' }));
  const separate = house.as('ann').press(reply, button!);
  const shown = await separate.replied(PATIENT);
  const job = await house.jobOf(shown);
  const busy = await house.as('ann').press(reply, button!).followUp();
  expect(busy.content).toBe(words.errors['stems-busy']({ name: 'Dawn' }));
  await house.work(job.id);
  await house.whenDelivered(job.id);
  expect(shown.text).toContain('3 tracks are now references');
  const dawn = (await stored()).filter(({ name }) => name.startsWith('Dawn'));
  expect(dawn.map(({ name }) => name.replaceAll('_', ' ')).sort()).toEqual([
    'Dawn bass.mid',
    'Dawn drums.mid',
    'Dawn keys.mid',
  ]);
  // Ann's consent goes on, whoever presses.
  for (const { consent: given } of dawn) expect(given).toEqual(song?.consent);
  await expect(house.store.blobs.get(song!.sha256)).rejects.toMatchObject({ id: 'blob-missing' });
  const late = await house.as('ann').press(reply, button!).followUp();
  expect(late.content).toBe(words.errors['stems-gone']);
});

test('a message of many files shows what matters, within what Discord takes', async () => {
  const tracks = Array.from({ length: 90 }, (_, i) => [
    `${'long name '.repeat(12)}${i}.mid`,
    midi(`many ${i}`),
  ]);
  const zip = pack({ ...Object.fromEntries(tracks), 'nested.zip': pack({ 'x.mid': midi('x') }) });
  const reply = await finish(await send([file('many.zip', zip)]));
  expect(reply.text).toContain('90 of 91 files');
  expect(reply.text).toContain('nested.zip');
  expect(reply.text).toMatch(/and \d+ more/);
}, 120_000);

/** One transparent pixel. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
