/** A battle of thirty-two entries while bot and worker stop and start again: nothing is lost, late or double. */
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createBot } from '../../src/bot/index.ts';
import { connectOptions, createRoom, type Room, type RoomMessage } from '../../src/room/index.ts';
import { createServices, ENTRY_CONSENT } from '../../src/services/index.ts';
import { openStore } from '../../src/store/index.ts';
import { measureLyrics, type Pool } from '../../src/threads/index.ts';
import { createWorker } from '../../src/worker/index.ts';
import { openQueue } from '../../src/worker/queue.ts';
import { execute } from '../store/promises/rows.ts';
import { optionsOf } from '../support/arena.ts';
import { type Place, testDatabase } from '../support/database.ts';
import { PATIENT } from '../support/patience.ts';
import { stubPool } from '../support/stub-pool.ts';

const ENTRIES = 32;
const PEOPLE = Array.from({ length: ENTRIES }, (_, i) => `p${i}`);
const log = pino({ level: 'silent' });

/** All that a process has. @param most entries that its threads get done; with the next they are stuck */
async function company(place: Place, room: Room, most = Number.POSITIVE_INFINITY) {
  const store = await openStore(place);
  const queue = await openQueue(store, log);
  let levelled = 0;
  const stuck = Promise.withResolvers<void>();
  const pool: Pool = {
    ...stubPool,
    async run(name, input, options) {
      if (name === 'level' && ++levelled > most) {
        stuck.resolve();
        await new Promise((_, reject) =>
          options?.signal?.addEventListener('abort', () => reject(new Error('stop'))),
        );
      }
      return stubPool.run(name, input, options);
    },
  };
  await queue.work(createWorker({ store, pool, log, listener: 'a stub' }));
  const services = createServices({ store, send: queue.send, measureLyrics });
  const bot = createBot({
    ...{ token: room.token, services, uploadsBase: room.base, client: connectOptions(room) },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    idleMs: 200,
  });
  await bot.start();
  return {
    store,
    services,
    stuck: stuck.promise,
    async stop() {
      await bot.stop();
      await queue.stop(0);
      await store.close();
    },
  };
}

it('goes its way', async () => {
  const database = testDatabase('PGlite');
  const place = await database.place();
  const room = await createRoom({
    servers: [{ name: 'Cellar', channels: ['beats'], members: ['ann', ...PEOPLE] }],
    limits: { acknowledgeMs: PATIENT.timeoutMs },
  });
  const server = room.server('Cellar');
  const as = (name: string) => room.as(server.member(name));
  let here = await company(place, room, 11);
  const restart = async (most?: number) => {
    await here.stop();
    here = await company(place, room, most);
  };
  const battleOf = async (id: string) =>
    here.services.showBattle({ serverId: server.id, userId: server.member('ann').id }, id);
  /** The clock jumps ahead. */
  const pass = (hours: number) =>
    execute(
      here.store,
      'UPDATE battles SET deadline = deadline - make_interval(hours => $1), remind_at = remind_at - make_interval(hours => $1)',
      [hours],
    );
  try {
    const file = { name: 'sample.wav', bytes: Buffer.from('RIFF a sample') };
    const started = as('ann').slash(
      'battle start flip',
      { consent: true, title: 'Flip' },
      { attachments: { file } },
    );
    const board = await started.until(({ customIds }) => customIds.length > 0, PATIENT);
    const [enter] = board.customIds;
    const id = enter!.split(':')[1]!;
    const handIn = async (name: string) => {
      const { modal } = await as(name).press(board, enter!).answered;
      const entry = { name: 'x.wav', bytes: Buffer.from(`RIFF by ${name}.`) };
      const sent = as(name).submit(modal!, { file: [entry], consent: [ENTRY_CONSENT.version] });
      return sent.replied(PATIENT);
    };
    // Ten are in (the sample was the first), more are on the way, and everything stops.
    await Promise.all(PEOPLE.slice(0, 20).map(handIn));
    await here.stuck;
    await restart();
    await Promise.all(PEOPLE.slice(20).map(handIn));
    await expect
      .poll(async () => (await battleOf(id)).entries.length, { timeout: PATIENT.timeoutMs })
      .toBe(ENTRIES);
    await room.until(() => board.content.includes('32 entries so far, of 32'), PATIENT);

    // While nobody is there, the deadline passes.
    await pass(72);
    await restart();
    await room.until(() => board.customIds.some((each) => each.startsWith('ballot:')), PATIENT);
    const thread = server.threads[0]!;
    const heard = () => thread.messages.flatMap(({ attachments }) => attachments.map(({ name }) => name));
    await room.until(() => heard().length >= ENTRIES, PATIENT);
    expect(heard().toSorted()).toEqual(PEOPLE.map((_, i) => `entry-${i + 1}.mp3`).toSorted());
    // More than a menu holds: two, each with half.
    const menus = board.customIds.map((each) => optionsOf(board, each));
    expect(menus.map(({ length }) => length)).toEqual([16, 16]);

    // Everybody votes for the next one but one.
    const state = (await here.store.battles.state(id))!;
    const entryOf = (name: string) =>
      state.entries.find(({ memberId }) => memberId === server.member(name).id)!;
    const vote = async (name: string, i: number) => {
      const wanted = entryOf(PEOPLE[(i + 2) % ENTRIES]!).id;
      const menu = menus.findIndex((options) => options.some(({ value }) => value === wanted));
      await as(name).select(board, board.customIds[menu]!, [wanted]).replied(PATIENT);
    };
    await Promise.all(PEOPLE.map(vote));
    const favourite = entryOf('p7').id;
    const menu = menus.findIndex((options) => options.some(({ value }) => value === favourite));
    await as('ann').select(board, board.customIds[menu]!, [favourite]).replied(PATIENT);
    await room.until(() => board.content.includes('33 members have voted'), PATIENT);

    await pass(48);
    await restart();
    await room.until(() => board.content.includes('🏆'), PATIENT);
    const results = () =>
      server.channel('beats').messages.filter(({ content }) => content.includes('the results'));
    await room.until(() => results().length > 0, PATIENT);
    await expect.poll(async () => (await here.store.jobs.undelivered()).length).toBe(0);
    expect(results()).toHaveLength(1);
    const { entries } = await battleOf(id);
    expect(entries[0]).toMatchObject({ memberId: server.member('p7').id, votes: 2, points: 10 });
    // All others have one, so they stand in the order in which they came, and all have voted.
    const order = state.entries.filter(({ id: each }) => each !== favourite).map((entry) => entry.memberId);
    expect(entries.slice(1).map(({ memberId }) => memberId)).toEqual(order);
    expect(entries.map(({ points }) => points)).toEqual([10, 6, 4, 3, 2, ...Array(27).fill(1)]);
    expectWithin(results()[0]!, board);
    expect(room.violations).toEqual([]);
  } finally {
    await here.stop();
    await room.close();
    await database.stop();
  }
}, 180_000);

/** What Discord takes. */
function expectWithin(...messages: RoomMessage[]): void {
  for (const { content, attachments } of messages) {
    expect(content.length).toBeLessThanOrEqual(2000);
    for (const { description = '' } of attachments) expect(description.length).toBeLessThanOrEqual(1024);
  }
}
