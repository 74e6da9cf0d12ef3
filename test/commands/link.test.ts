import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { CONSENT, MAX_REFERENCE_BYTES } from '../../src/services/index.ts';
import { words } from '../../src/words/index.ts';
import { type House, openHouse } from '../bot/house.ts';

const NAME = 'Night <Shift> & Co';
let house: House;
beforeAll(async () => {
  house = await openHouse({ links: { port: 0 } });
  await house.artist(NAME);
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

/** The answer to the command, and the address in it. */
async function link(member = 'ann') {
  const reply = await house.as(member).slash('reference link', { artist: NAME }).replied();
  return { reply, url: /http:\/\/localhost:\d+\/upload\/\S+/.exec(reply.content)?.[0] ?? '' };
}
function form(name: string, bytes: string | Uint8Array<ArrayBuffer>, consent = true): FormData {
  const filled = new FormData();
  filled.set('track', new File([bytes], name));
  if (consent) filled.set('consent', 'yes');
  return filled;
}
const send = async (url: string, body: FormData) => {
  const response = await fetch(url, { method: 'POST', body });
  return { status: response.status, page: await response.text() };
};
const stored = async () => {
  const { id } = await house.store.artists.resolve(house.who('ann').serverId, NAME);
  return (await house.store.references.list(id)).map(({ name }) => name);
};

test('a link takes one file with the consent, and its message becomes the file’s; then it is over', async () => {
  const { reply, url } = await link();
  expect(reply.onlyFor?.name).toBe('ann');
  const page = await (await fetch(url)).text();
  expect(page).toContain('A reference for Night &lt;Shift&gt; &amp; Co');
  expect(page).toContain(CONSENT.wording.slice(0, 20));
  const sent = await send(url, form('by link.mid', 'MThd by link'));
  expect(sent).toMatchObject({ status: 200, page: expect.stringContaining('by link.mid has arrived') });
  const { id } = await house.jobOf(reply);
  await house.work(id);
  await house.whenDelivered(id);
  expect(reply.text).toContain('2 loops');
  const [reference] = (await house.services.listReferences(house.who('ann'), NAME)).slice(0, 1);
  expect(reference).toMatchObject({ name: 'by link.mid' });

  const before = await stored();
  for (const address of [
    url,
    url.slice(0, -3),
    url.replace(/upload.*/, ''),
    url.replace(/\w{9}$/, 'AAAAAAAAA'),
  ]) {
    const again = await send(address, form('again.mid', 'MThd again'));
    expect(again.page).toContain(words.errors['link-over'].replaceAll('"', '&quot;'));
    expect(again.status).toBe(404);
  }
  expect(await stored()).toEqual(before);
});

test('what cannot be taken is said on the page, stores nothing, and leaves the link for another try', async () => {
  const before = await stored();
  const { url } = await link();
  for (const [body, said] of [
    [form('silent.mid', 'MThd', false), CONSENT.wording.slice(0, 20)],
    [form('empty.mid', ''), words.errors['upload-empty']],
    [form('big.wav', new Uint8Array(MAX_REFERENCE_BYTES + 1)), 'larger than the limit of 25 MB'],
    [form('notes.pdf', '%PDF-1.7'), 'notes.pdf'],
  ] as const) {
    const { status, page } = await send(url, body);
    expect(status).toBe(422);
    expect(page).toContain(said.slice(0, 30));
  }
  expect((await fetch(url, { method: 'POST', body: 'no form' })).status).toBe(422);
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);
  // One that claims nothing of its length is counted as it comes.
  const ended = await new Promise<number | string>((resolve) => {
    const endless = request(url, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    endless
      .on('response', ({ statusCode }) => resolve(statusCode ?? 0))
      .on('error', ({ message }) => resolve(message));
    const more = () => {
      if (!endless.destroyed) endless.write(Buffer.alloc(2 ** 20), more);
    };
    more();
  });
  expect([422, 'write EPIPE', 'read ECONNRESET', 'socket hang up', 'write ECONNRESET']).toContain(ended);
  expect(await stored()).toEqual(before);
  expect((await send(url, form('fine.mid', 'MThd fine'))).status).toBe(200);
  expect(await stored()).toContain('fine.mid');
});

test('is for those who may hand over, and still may when the file comes', async () => {
  const refused = await house.as('bob').slash('reference link', { artist: NAME }).replied();
  expect(refused.content).toContain('Night');
  const ann = house.who('ann');
  await house.services.addCollaborator(ann, NAME, house.who('bob').userId);
  const { url } = await link('bob');
  await house.services.removeCollaborator(ann, NAME, house.who('bob').userId);
  expect((await send(url, form('late.mid', 'MThd late'))).status).toBe(422);
  expect(await stored()).not.toContain('late.mid');
});

test('a port that somebody else has is told', async () => {
  const { port } = new URL((await link()).url);
  await expect(openHouse({ studio: house, links: { port: Number(port) } })).rejects.toMatchObject({
    id: 'link-port',
    message: expect.stringMatching(/EADDRINUSE.*HTTP_PORT/),
  });
});

test('is off unless the host turns it on', async () => {
  const off = await openHouse({ studio: house });
  try {
    await off.artist('Day Shift');
    const told = await off.as('ann').slash('reference link', { artist: 'Day Shift' }).replied();
    expect(told.content).toContain('has not turned upload links on');
  } finally {
    await off.close();
  }
});
