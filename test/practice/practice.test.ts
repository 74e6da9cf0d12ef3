/** The practice room as a whole, without a browser: it greets, makes its artist, and is the same after a restart. */
import { createServer } from 'node:http';
import { pino } from 'pino';
import { afterAll, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openPractice, type Practice } from '../../src/practice/index.ts';
import { RoomError } from '../../src/room/index.ts';
import { visit } from '../page/visitor.ts';
import { testDatabase } from '../support/database.ts';
import { PATIENT } from '../support/patience.ts';

const database = testDatabase('PGlite');
const { dataDir } = await database.place();
const config = readConfig({ DATA_DIR: dataDir, WORKERS: '1', TRAINING_STEPS: '2' });
const log = pino({ level: 'warn' });
afterAll(() => database.stop());

const open = (port = 0) => openPractice({ port, config, log });
const said = ({ room }: Practice) =>
  room.servers.flatMap(({ channels }) =>
    channels.flatMap(({ name, messages }) =>
      messages.filter(({ deleted }) => !deleted).map(({ id }) => `${name} ${id}`),
    ),
  );

it('greets, has an artist that learns, and is all there after a stop', async () => {
  const first = await open();
  const [server] = first.room.servers;
  const visitor = await visit(first.page.address());
  // The page is there before the bot.
  const { status } = await visitor.hear('status');
  expect(status.isReady).toBe(false);
  const app = await first.ready;
  const [greeting] = server!.channel('welcome').messages;
  expect(greeting!.attachments.map(({ contentType }) => contentType)).toEqual(Array(4).fill('audio/ogg'));

  const who = { serverId: server!.id, userId: server!.member('ann').id };
  await first.room.until(
    () => server!.channel('studio').messages.some(({ text }) => text.includes('this version')),
    PATIENT,
  );
  await visitor.hear('status', (told) => told.status.isReady && told.status.line === undefined);
  const card = () => app.services.showArtist(who, 'Night Shift');
  await expect.poll(async () => (await card()).references.ready).toBe(8);
  expect((await card()).collaboratorIds).toEqual([server!.member('bob').id]);
  // From then on the tour asks for a beat in the artist's own sound.
  const tour = await visitor.hear(
    'tour',
    (told) => told.tour?.steps[0]?.command?.line.includes('artist') === true,
  );
  expect(tour.tour).toMatchObject({ at: 0, steps: { length: 5 } });
  visitor.say({ say: 'tour', move: 'next' });
  await visitor.hear('tour', (told) => told.tour?.at === 1);
  visitor.close();
  expect(first.room.violations).toEqual([]);
  const before = said(first);
  // Nobody else opens the room meanwhile.
  await expect(open()).rejects.toThrow(RoomError);
  await first.close();

  const second = await open();
  // What was under way may have said more meanwhile.
  expect(said(second)).toEqual(expect.arrayContaining(before));
  expect(before.length).toBeGreaterThan(4);
  expect(second.room.message(greeting!.id)?.text).toBe(greeting!.text);
  const again = await visit(second.page.address());
  expect((await again.hear('tour')).tour?.at).toBe(1);
  const { services } = await second.ready;
  const { references, generator } = await services.showArtist(who, 'Night Shift');
  expect([references.ready, generator?.version]).toEqual([8, expect.any(Number)]);
  // The same bot speaks to the same server, and makes nothing twice.
  const ann = second.room.as(second.room.server().member('ann'), second.room.server().channel('studio'));
  expect((await ann.slash('artist list').replied(PATIENT)).text).toContain('Night Shift');
  again.close();
  await second.close();
});

it('says which port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(open(port)).rejects.toMatchObject({ id: 'room-page-port' });
  other.close();
  // What was opened before is closed again.
  await (await open()).close();
});
