import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { settingsFor } from '../../src/bot/views/describe.ts';
import { keyName, parseKey } from '../../src/music/index.ts';
import { words } from '../../src/words/index.ts';
import { type House, openHouse } from '../bot/house.ts';
import { pack } from '../support/packs.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

const ask = (name: string, bytes: Uint8Array) =>
  house.as('bob').slash('describe', {}, { attachments: { track: { name, bytes } } });

test.each([
  ['song.mp3', Buffer.from('a song of drums')],
  ['song.mid', Buffer.from('MThd of drums')],
])(
  '%s is told as text and picture, with settings that come near, and nothing of it is kept',
  async (name, bytes) => {
    const message = await ask(name, bytes).replied();
    const job = await house.jobOf(message);
    const { sha256 } = job.payload as { sha256: string };
    expect(await house.store.blobs.size(sha256)).toBe(bytes.length);
    await house.work(job.id);
    await house.whenDelivered(job.id);
    expect(message.onlyFor?.name).toBe('bob');
    expect(message.content).toContain(`What ${name} sounds like`);
    expect(message.content).toContain('Nearest styles: Memphis (60 %) and trap (30 %)');
    expect(message.content).toContain('Best loop: 4 bars; drums 0.3 a bar');
    expect(message.content).toContain('`/beat style:memphis bpm:92 key:');
    expect(message.content).toContain('parts:only drums');
    expect(message.attachment('loop.png').description).toBe('A loop, drawn.');
    await expect(house.store.blobs.size(sha256)).rejects.toMatchObject({ id: 'blob-missing' });
    const { picture } = (await house.store.jobs.get(job.id))!.result as { picture: string };
    await expect(house.store.blobs.size(picture)).rejects.toMatchObject({ id: 'blob-missing' });
  },
);

test('what is no track is refused, and nothing is stored', async () => {
  const zip = await ask('pack.zip', pack({ 'a.mid': Buffer.from('MThd') })).replied();
  expect(zip.content).toContain('is a ZIP. Send one track');
  const empty = await ask('empty.wav', Buffer.alloc(0)).replied();
  expect(empty.content).not.toBe('');
  expect(await house.store.jobs.queued()).toEqual([]);
});

test('the settings are what /beat takes', () => {
  const track = {
    ...({ name: 'x', seconds: 9, bpm: 300, key: { tonic: 5, mode: 'minor' }, bars: 64, swing: 90 } as const),
    ...({
      density: { drums: 4, bass: 2 },
      styles: [{ style: 'uk-drill', share: 1 }],
      warnings: [],
      picture: '',
      alt: '',
    } as const),
  };
  const settings = settingsFor({ ...track, styles: [...track.styles], warnings: [] });
  const said = Object.fromEntries(
    [...settings.matchAll(/(\w+):(.+?)(?= \w+:|$)/g)].map(([, name, value]) => [name, value]),
  );
  expect(said).toMatchObject({ style: 'uk-drill', parts: words.commands.beat.choices['drums-bass'] });
  expect(Number(said['bpm'])).toBeLessThanOrEqual(240);
  expect(Number(said['swing'])).toBeLessThanOrEqual(75);
  expect(keyName(parseKey(said['key']!))).toBe(keyName(track.key));
});
