/**
 * A Discord that fails for a minute. The bot's own times are as much shorter here as the minute is, so that it tries as often;
 * `OUTAGE_SECONDS=60 npx vitest run test/faults/outage.test.ts` takes the whole minute.
 */
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import type { Fault, Room, RoomMessage } from '../../src/room/index.ts';
import { type House, openHouse } from '../bot/house.ts';

const SECONDS = Number(process.env['OUTAGE_SECONDS'] ?? 2);
/** Between two edits of a message, 2 s of a minute. */
const SPACING_MS = (2000 * SECONDS) / 60;

let house: House | undefined;
afterEach(() => house?.close());

/** Every request fails: with 500, then 429 for each route, then 503 although it took effect, then 429 for all. */
async function outage(room: Room): Promise<void> {
  const retryAfter = SECONDS / 12;
  const phases: Fault[] = [
    { kind: 'error', status: 500 },
    { kind: 'rate-limit', retryAfter },
    { kind: 'error', status: 503, late: true },
    { kind: 'rate-limit', retryAfter, global: true },
  ];
  for (const phase of phases) {
    const end = room.inject({ ...phase, times: Number.POSITIVE_INFINITY });
    await setTimeout((SECONDS * 1000) / phases.length);
    end();
  }
}

it('a minute of 500 and 429: what ended meanwhile is shown, each once, and buttons work', {
  timeout: 240_000,
}, async () => {
  house = await openHouse({ spacingMs: SPACING_MS });
  const { room } = house;
  const beats: { message: RoomMessage; jobId: string }[] = [];
  for (const name of ['ann', 'bob', 'cyd']) {
    const message = await house.as(name).slash('beat', { style: 'trap', seed: 7 }).replied();
    beats.push({ message, jobId: (await house.jobOf(message)).id });
  }
  // A training that starts by itself while Discord is away, whose message is still to be posted.
  const channel = room.server('Cellar').addChannel('loud');
  await house.artist('Night Shift');
  const track = { name: 'loop.mid', bytes: Buffer.from('MThd outage') };
  const upload = await house
    .as('ann', 'loud')
    .slash('reference add', { artist: 'Night Shift', consent: true }, { attachments: { track } })
    .replied();
  const { id: uploading } = await house.jobOf(upload);
  await house.work(uploading);
  await house.whenDelivered(uploading);

  const down = outage(room);
  for (const { jobId } of beats) await house.work(jobId);
  const [training] = (await house.due()).filter(({ kind }) => kind === 'train');
  await house.work(training!.id);
  await down;

  for (const { jobId } of beats) await house.whenDelivered(jobId);
  await house.whenDelivered(training!.id);
  for (const { message } of beats) expect(message.attachments).toHaveLength(9);
  const [, posted, ...more] = channel.messages;
  expect(posted).toMatchObject({ attachments: [{}] });
  expect(more.map(({ text }) => text)).toEqual([]);
  const [{ message }] = beats as [(typeof beats)[0]];
  await house.as('bob').press(message, message.customIds[0]!).answered;
  await room.until(() => JSON.stringify(message.components).includes('A · 1'));
  expect(await house.store.jobs.undelivered()).toEqual([]);
});
