/** The CDN: what was uploaded comes back, for as long as its address is good. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoomAttachment } from '../../src/room/index.ts';
import { openProbe, type Probe } from './probe.ts';

let probe: Probe;
let file: RoomAttachment;
const bytes = Buffer.from(Array.from({ length: 100 }, (_, i) => i));

beforeEach(async () => {
  probe = await openProbe();
  file = probe.as('ann').say('listen', { files: [{ name: 'my take.mp3', bytes }] }).attachments[0]!;
});
afterEach(() => probe.close());

const get = async (url: string, init: RequestInit = {}) => {
  const response = await fetch(url, init);
  return {
    status: response.status,
    headers: response.headers,
    body: Buffer.from(await response.arrayBuffer()),
  };
};

describe('an attachment', () => {
  it('is served whole, with its type and size', async () => {
    const { status, headers, body } = await get(file.url);
    expect([status, headers.get('content-type'), headers.get('content-length')]).toEqual([
      200,
      'audio/mpeg',
      '100',
    ]);
    expect(body.equals(bytes)).toBe(true);
    expect((await get(file.url, { method: 'HEAD' })).body).toHaveLength(0);
  });

  it.each([
    ['bytes=10-19', 206, [10, 20], 'bytes 10-19/100'],
    ['bytes=90-', 206, [90, 100], 'bytes 90-99/100'],
    ['bytes=-5', 206, [95, 100], 'bytes 95-99/100'],
    ['bytes=0-999', 206, [0, 100], 'bytes 0-99/100'],
    ['lines=1-2', 200, [0, 100], null],
  ])('is served in part (%s), as players ask for it', async (range, status, [from, to], header) => {
    const part = await get(file.url, { headers: { range } });
    expect([part.status, part.headers.get('content-range')]).toEqual([status, header]);
    expect(part.body.equals(bytes.subarray(from, to))).toBe(true);
  });

  it('has no part beyond its end', async () => {
    expect((await get(file.url, { headers: { range: 'bytes=100-' } })).status).toBe(416);
  });

  it('needs its signature, which lasts a day and is renewed with the message', async () => {
    expect((await get(file.url.split('?')[0]!)).status).toBe(404);
    expect((await get(file.url.replace(/hm=../, 'hm=00'))).status).toBe(404);
    probe.room.clock.advance(23 * 60 * 60_000);
    expect((await get(file.url)).status).toBe(200);
    probe.room.clock.advance(2 * 60 * 60_000);
    expect((await get(file.url)).status).toBe(404);
    const channel = await probe.client.channels.fetch(probe.room.server('Cellar').channel('beats').id);
    const own = channel?.isSendable()
      ? await channel.send({ files: [{ attachment: bytes, name: 'a.mp3' }] })
      : undefined;
    probe.room.clock.advance(25 * 60 * 60_000);
    expect((await get(own!.attachments.first()!.url)).status).toBe(404);
    const renewed = await own!.fetch(true);
    expect((await get(renewed.attachments.first()!.url)).status).toBe(200);
  });

  it('can vanish', async () => {
    probe.room.vanish(file.url);
    expect((await get(file.url)).status).toBe(404);
  });

  it('can fail, hang up at once or half-way', async () => {
    probe.room.inject({ path: '/attachments/', kind: 'error', status: 503 });
    expect((await get(file.url)).status).toBe(503);
    probe.room.inject({ path: '/attachments/', kind: 'reset' });
    await expect(get(file.url)).rejects.toThrow('fetch failed');
    probe.room.inject({ path: '/attachments/', kind: 'reset', late: true });
    const response = await fetch(file.url);
    expect(response.status).toBe(200);
    await expect(response.arrayBuffer()).rejects.toThrow();
    expect((await get(file.url)).status).toBe(200);
  });
});
