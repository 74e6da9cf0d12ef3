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

/** Someone of another server. */
const dan = () => house.room.as(house.room.server('Attic').member('dan'));

test('create makes an artist that the member owns, for all to see', async () => {
  const reply = await house
    .as('ann')
    .slash('artist create', { name: 'Night Shift', style: 'g-funk' })
    .replied();
  const ann = house.room.server('Cellar').member('ann');
  expect(reply.text).toContain('**Night Shift**');
  expect(reply.text).toContain(`<@${ann.id}>`);
  expect(reply.text).toContain('/reference add');
  expect(reply.onlyFor).toBeUndefined();
  expect(await house.services.showArtist(house.who('ann'), 'Night Shift')).toMatchObject({
    ownerId: ann.id,
    style: 'g-funk',
  });
  const shown = await house.as('bob').slash('artist show', { name: 'night shift' }).replied();
  expect(shown.text).toContain('Night Shift');
  expect(shown.text).toContain('G-funk');
});

test('create refuses an empty name, a name that is too long and one that is taken', async () => {
  // Discord's client holds back what is longer than the option allows; other clients need not.
  const ann = house.as('ann');
  expect(() => ann.slash('artist create', { name: 'x'.repeat(200) })).toThrow(/80/);
  const create = (name: string) => house.services.createArtist(house.who('ann'), { name });
  const told = await ann.slash('artist create', { name: '   ' }).followUp();
  expect(told.content).toBe(await refusal('artist-name-invalid', create('   ')));
  await ann.slash('artist create', { name: 'Taken' }).replied();
  const twice = await house.as('bob').slash('artist create', { name: ' taken ' }).followUp();
  expect(twice.content).toBe(await refusal('artist-name-taken', create(' taken ')));
});

test('list shows the artists of this server alone, to the asker alone', async () => {
  await house.as('ann').slash('artist create', { name: 'Cellar Sound' }).replied();
  const none = await dan().slash('artist list').replied();
  expect(none.text).toContain('/artist create');
  expect(none.text).not.toContain('Cellar Sound');
  await dan().slash('artist create', { name: 'Attic Sound' }).replied();
  const list = await house.as('bob').slash('artist list').replied();
  expect(list.text).toContain('Cellar Sound');
  expect(list.text).not.toContain('Attic Sound');
  expect(list.onlyFor?.name).toBe('bob');
  expect((await dan().slash('artist list').replied()).text).toContain('Attic Sound');
});

test('an artist of another server does not exist here', async () => {
  await dan().slash('artist create', { name: 'Roof' }).replied();
  const told = await house.as('ann').slash('artist show', { name: 'Roof' }).replied();
  expect(told.content).toBe(
    await refusal('artist-unknown', house.services.showArtist(house.who('ann'), 'Roof')),
  );
});

test('the owner lets others work on an artist and takes that back; nobody else can', async () => {
  const bob = house.room.server('Cellar').member('bob');
  await house.artist('Duo', { references: 1 });
  const training = () => house.services.train(house.who('bob'), { artist: 'Duo' });
  const refused = await house.as('bob').slash('train', { artist: 'Duo' }).followUp();
  expect(refused.content).toBe(await refusal('artist-forbidden', training()));
  const choice = { artist: 'Duo', member: bob };
  const added = await house.as('ann').slash('artist collaborator add', choice).replied();
  expect(added.text).toContain(`<@${bob.id}>`);
  expect(added.pings.users).toEqual([]);
  const message = await house.as('bob').slash('train', { artist: 'Duo' }).replied();
  expect((await house.jobOf(message)).memberId).toBe(bob.id);
  const removed = await house.as('ann').slash('artist collaborator remove', choice).replied();
  expect(removed.text).not.toContain(`<@${bob.id}>`);
  const again = await house.as('bob').slash('artist collaborator add', choice).followUp();
  const adding = house.services.addCollaborator(house.who('bob'), 'Duo', bob.id);
  expect(again.content).toBe(await refusal('artist-owner-only', adding));
});

test('names are completed from what the server has', async () => {
  await house.as('ann').slash('artist create', { name: 'Zebra' }).replied();
  const { choices } = await house.as('cyd').autocomplete('artist show', { name: 'zeb' }, 'name').answered;
  expect(choices).toEqual([{ name: expect.stringContaining('Zebra'), value: 'Zebra' }]);
});

test('rollback goes back to an older version of the list, by its owner, and refuses what is retired', async () => {
  const ann = house.as('ann');
  const who = house.who('ann');
  // Version 2 learned from a reference that has been taken back since, 1 and 3 did not.
  const artist = { artist: 'Versions' };
  await house.artist('Versions', { references: 1, isTrained: true });
  const file = { name: 'gone.mid', bytes: Buffer.from('MThd gone') };
  await house.work((await house.services.addReference(who, { ...artist, file, consent: true })).jobId);
  await house.work((await house.services.train(who, artist)).jobId);
  await house.services.removeReference(who, 'Versions', 'gone.mid');
  await house.work((await house.services.train(who, artist)).jobId);

  const typed = { ...artist, version: '' };
  const { choices } = await ann.autocomplete('artist rollback', typed, 'version').answered;
  const today = new Date().toISOString().slice(0, 7);
  expect(choices).toEqual([
    {
      name: expect.stringMatching(`^v3 · ${today}-\\d\\d · 1 reference · loss 1.50 · in use$`),
      value: '3',
    },
    { name: expect.stringMatching(`^v1 · ${today}-\\d\\d · 1 reference · loss 1.50$`), value: '1' },
  ]);
  const back = await ann.slash('artist rollback', { artist: 'versions', version: '1' }).replied();
  expect(back.text).toContain('v1');
  expect(back.text).toContain('v3');
  const rollBack = (asker: string, version: number) =>
    house.services.rollBack(house.who(asker), 'Versions', version);
  const retired = await ann.slash('artist rollback', { ...artist, version: 'v2' }).followUp();
  expect(retired.content).toBe(await refusal('generator-retired', rollBack('ann', 2)));
  const odd = await ann.slash('artist rollback', { ...artist, version: 'the old one' }).followUp();
  expect(odd.content).toBe(words.errors['version-invalid']);
  const bob = await house
    .as('bob')
    .slash('artist rollback', { ...artist, version: '3' })
    .followUp();
  expect(bob.content).toBe(await refusal('artist-owner-only', rollBack('bob', 3)));
  expect((await house.services.showArtist(who, 'Versions')).generator?.version).toBe(1);
  const shown = await house.as('bob').slash('artist show', { name: 'Versions' }).replied();
  expect(shown.text).toMatch(/v3 .*\n.*v2 .*retired.*\n.*v1 .*\*\*in use\*\*/);
});

test('rename gives another name, which must be free', async () => {
  const ann = house.as('ann');
  await ann.slash('artist create', { name: 'Early' }).replied();
  await ann.slash('artist create', { name: 'Late' }).replied();
  const taken = await ann.slash('artist rename', { artist: 'Early', name: 'LATE' }).followUp();
  expect(taken.content).toBe(words.errors['artist-name-taken']({ name: 'LATE' }));
  const renamed = await ann.slash('artist rename', { artist: 'early', name: 'EARLY bird' }).replied();
  expect(renamed.text).toBe(words.views.artist.renamed({ before: '**Early**', artist: '**EARLY bird**' }));
  expect((await house.services.showArtist(house.who('ann'), 'early bird')).name).toBe('EARLY bird');
});

test('transfer waits for the new owner’s yes; nobody else can say it, and it can be taken back', async () => {
  const [ann, bob, cyd] = (['ann', 'bob', 'cyd'] as const).map((name) => house.as(name));
  await ann!.slash('artist create', { name: 'Heirloom' }).replied();
  const offer = (to: typeof ann) =>
    ann!.slash('artist transfer', { artist: 'Heirloom', member: to!.member }).replied();
  const offered = await offer(bob);
  expect(offered.text).toContain(`<@${bob!.member.id}>`);
  expect(offered.pings.users).toEqual([]);
  const [yes] = offered.customIds;
  const refused = await house.toldAlone(cyd!.press(offered, yes!));
  expect(refused.content).toBe(words.errors['offer-not-yours']({ artist: 'Heirloom' }));
  // Taken back, the button of the first message is worth nothing.
  expect((await offer(ann)).customIds).toEqual([]);
  const over = await house.toldAlone(bob!.press(offered, yes!));
  expect(over.content).toBe(words.errors['offer-over']({ artist: 'Heirloom' }));
  const again = await offer(bob);
  await bob!.press(again, yes!).answered;
  await house.room.until(() => again.customIds.length === 0);
  const card = await house.services.showArtist(house.who('bob'), 'Heirloom');
  expect(card).toMatchObject({ ownerId: bob!.member.id, offeredToId: undefined });
  expect(again.text).toContain(`<@${bob!.member.id}>`);
});

test('delete says what goes, asks once, and erases it', async () => {
  const ann = house.as('ann');
  const { id } = await house.artist('Doomed', { references: 2, isTrained: true });
  const refused = await house.as('bob').slash('artist delete', { artist: 'Doomed' }).replied();
  expect(refused.content).toBe(words.errors['artist-owner-only']({ artist: 'Doomed' }));
  const question = await ann.slash('artist delete', { artist: 'Doomed' }).replied();
  expect(question.onlyFor?.name).toBe('ann');
  expect(question.text).toContain('2 references');
  expect(await house.store.artists.get(id)).toBeDefined();
  await ann.press(question, `delete:${id}`).answered;
  await house.room.until(() => question.customIds.length === 0);
  expect(question.text).toContain('2 references and 1 generator');
  expect(await house.store.artists.get(id)).toBeUndefined();
});

test('settings say who sees references', async () => {
  const ann = house.as('ann');
  await house.artist('Secretive', { references: 1 });
  const artist = { artist: 'Secretive' };
  const nothing = await ann.slash('artist settings', artist).replied();
  expect(nothing.content).toBe(words.errors['settings-nothing']);
  const set = await ann.slash('artist settings', { ...artist, private: true }).replied();
  expect(set.text).toContain(words.views.artist.privateOn);
  const bobs = await house.as('bob').slash('reference list', artist).replied();
  expect(bobs.text).not.toContain('.mid');
  expect((await ann.slash('reference list', artist).replied()).text).toContain('.mid');
  // Nor does the message for everybody say what was handed over.
  const track = { name: 'unreleased.mid', bytes: Buffer.from('MThd unreleased') };
  const asked = ann.slash('reference add', { ...artist, consent: true }, { attachments: { track } });
  const message = await asked.replied();
  const { id } = await house.jobOf(message);
  await house.work(id);
  await house.whenDelivered(id);
  expect(message.text).toContain(words.views.reference.private);
  expect(message.text).not.toContain('unreleased');
  expect(message.attachments).toEqual([]);
});

test('settings say whether training starts by itself', async () => {
  const ann = house.as('ann');
  await ann.slash('artist create', { name: 'Manual' }).replied();
  const set = async (autotrain: boolean) => {
    const reply = await ann.slash('artist settings', { artist: 'Manual', autotrain }).replied();
    expect(reply.text).toContain('**Manual**');
    return reply.text;
  };
  const isOn = async () => (await house.services.showArtist(house.who('ann'), 'Manual')).autoTrain;
  expect(await set(false)).toContain('/train');
  expect(await isOn()).toBe(false);
  expect(await set(true)).not.toContain('/train');
  expect(await isOn()).toBe(true);
});

test('settings say the style, or leave it to training; untrained, it just stands', async () => {
  const ann = house.as('ann');
  await house.artist('Chameleon', { references: 1 });
  const set = async (style: string) =>
    (await ann.slash('artist settings', { artist: 'Chameleon', style }).replied()).text;
  const card = () => house.services.showArtist(house.who('ann'), 'Chameleon');
  expect(await set('lo-fi')).toContain('lo-fi');
  expect(await card()).toMatchObject({ style: 'lo-fi', isStyleSaid: true, wantsStyle: false });
  await house.work((await house.services.train(house.who('ann'), { artist: 'Chameleon' })).jobId);
  const shown = await ann.slash('artist show', { name: 'Chameleon' }).replied();
  expect(shown.text).toContain('as was set');
  expect(shown.attachment('habits.png').description).toBe('Habits.');
  // By ear it may be another: that takes a training, which starts by itself only if it may.
  await house.services.changeSettings(house.who('ann'), 'Chameleon', { autoTrain: false });
  expect(await set('by-ear')).toContain(words.views.artist.styleNext);
  expect(await card()).toMatchObject({ style: 'lo-fi', isStyleSaid: false, wantsStyle: true });
  expect((await ann.slash('artist show', { name: 'Chameleon' }).replied()).text).toContain(
    words.views.artist.next.style,
  );
});
