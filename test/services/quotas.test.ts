/** What one member and one server may have, and that each refusal says when it will do again. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Asker, createServices, type Quotas, type Services } from '../../src/services/index.ts';
import { midi } from '../support/packs.ts';
import { openStudio, type Studio } from '../support/studio.ts';

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

let servers = 0;
/** Members of a server of their own, and services that hold them to these quotas. */
function server(quotas: Partial<Quotas>) {
  const serverId = String(100 + ++servers);
  const member = (userId: string): Asker => ({ serverId, userId });
  const services: Services = createServices({
    store: studio.store,
    send: async () => {},
    measureLyrics: () => Promise.reject(new Error('nobody asks for that')),
    quotas: { member: {}, server: {}, ...quotas },
  });
  return { services, ann: member('1'), bob: member('2') };
}

const beat = (services: Services, who: Asker) => services.requestBeat(who, { style: 'trap' });
const reference = (services: Services, who: Asker, name: string) =>
  services.addReference(who, {
    artist: who.userId,
    file: { name, bytes: midi(`${who.serverId} ${name}`) },
    consent: true,
  });

it('a member with enough requests under way is told to wait for one of them, and others are not', async () => {
  const { services, ann, bob } = server({ member: { jobs: 2 } });
  await beat(services, ann);
  const { jobId } = await beat(services, ann);
  await expect(beat(services, ann)).rejects.toMatchObject({
    id: 'limit-jobs',
    message: expect.stringMatching(/2 requests.*when one of them is done/),
  });
  await beat(services, bob);
  await studio.work(jobId);
  await beat(services, ann);
});

it('a server has a limit of its own, whoever of it asks', async () => {
  const { services, ann, bob } = server({ member: { jobs: 2 }, server: { jobs: 2 } });
  await beat(services, ann);
  await beat(services, bob);
  await expect(beat(services, bob)).rejects.toThrow(/This server is waiting for 2 requests/);
});

it('beats within an hour are counted back from now, and it is said when the next will do', async () => {
  const { services, ann } = server({ member: { beatsAnHour: 2 } });
  for (let i = 0; i < 2; i++) await studio.work((await beat(services, ann)).jobId);
  await expect(beat(services, ann)).rejects.toMatchObject({
    id: 'limit-beats',
    message: expect.stringMatching(/Ask again in (59.5|60) minutes|1 hour/),
  });
});

it('a beat that failed does not count', async () => {
  const { services, ann } = server({ member: { beatsAnHour: 1 } });
  const { jobId } = await beat(services, ann);
  await expect(beat(services, ann)).rejects.toMatchObject({ id: 'limit-beats' });
  await studio.store.jobs.fail(jobId, { id: 'x', text: 'x' });
  await expect(beat(services, ann)).resolves.toHaveProperty('jobId');
});

it('artists are limited', async () => {
  const { services, ann, bob } = server({ member: { artists: 1 }, server: { artists: 2 } });
  await services.createArtist(ann, { name: 'one' });
  await expect(services.createArtist(ann, { name: 'two' })).rejects.toThrow(
    /You have 1 artist, .*once one of them/,
  );
  await services.createArtist(bob, { name: 'two' });
  const cyd = { ...bob, userId: '3' };
  await expect(services.createArtist(cyd, { name: 'three' })).rejects.toThrow(/This server has 2 artists/);
});

it('references are limited in number before they are fetched, and make room when they are taken back', async () => {
  const { services, ann } = server({ member: { references: 2 } });
  await services.createArtist(ann, { name: ann.userId });
  await studio.work((await reference(services, ann, 'a.mid')).jobId);
  const file = (name: string) => ({ name, read: () => Promise.reject(new Error('it was fetched')) });
  await expect(
    services.addReferences(ann, { artist: ann.userId, files: [file('b.mid'), file('c.mid')], consent: true }),
  ).rejects.toMatchObject({ id: 'limit-references', message: expect.stringContaining('no room for 2 more') });
  await studio.work((await reference(services, ann, 'b.mid')).jobId);
  await expect(reference(services, ann, 'c.mid')).rejects.toThrow(/\/reference remove/);
  await services.removeReference(ann, ann.userId, 'a.mid');
  await reference(services, ann, 'c.mid');
});

it('references are limited in what they weigh', async () => {
  const { services, ann } = server({ server: { bytes: 10 } });
  await services.createArtist(ann, { name: ann.userId });
  await studio.work((await reference(services, ann, 'a.mid')).jobId);
  await expect(reference(services, ann, 'b.mid')).rejects.toMatchObject({ id: 'limit-bytes' });
});

it('sounds of kits weigh as references do, and make room when they are taken back', async () => {
  const { services, ann, bob } = server({ member: { bytes: 100 } });
  const artist = ann.userId;
  await services.createArtist(ann, { name: artist });
  const sound = (
    who: Asker,
    name: string,
    read = async () => Buffer.from(`${name} ${who.serverId}`.padEnd(60)),
  ) => services.addToKit(who, { artist, file: { name, read }, consent: true });
  await studio.work((await sound(ann, 'kick.wav')).jobId);
  await studio.work((await reference(services, ann, 'a.mid')).jobId);
  await studio.work((await sound(ann, 'snare.wav')).jobId);
  const unread = () => Promise.reject(new Error('it was fetched'));
  await expect(sound(ann, 'clap.wav', unread)).rejects.toThrow(/Your references and kits .*\/kit reset/);
  await expect(reference(services, ann, 'b.mid')).rejects.toMatchObject({ id: 'limit-bytes' });
  await services.createArtist(ann, { name: 'another' });
  await expect(services.shareKit(ann, { artist, to: 'another' })).rejects.toMatchObject({
    id: 'limit-bytes',
  });
  await services.addCollaborator(ann, artist, bob.userId);
  await studio.work((await sound(bob, 'clap.wav')).jobId);
  await services.resetKit(ann, artist);
  await reference(services, ann, 'b.mid');
});
