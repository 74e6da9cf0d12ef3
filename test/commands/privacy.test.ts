import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { words } from '../../src/words/index.ts';
import { eventually, type House, openHouse } from '../bot/house.ts';
import { execute } from '../store/promises/rows.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('show says what is kept, to the asker alone, in the words of PRIVACY.md', async () => {
  const shown = await house.as('bob').slash('privacy show').replied();
  expect(shown.onlyFor?.name).toBe('bob');
  const page = await readFile(new URL('../../PRIVACY.md', import.meta.url), 'utf8');
  const { terms } = words.views.privacy;
  const sections = page.split('\n## ').slice(1);
  expect(sections.map((section) => section.trim())).toEqual(
    Object.values(terms).map(({ title, text }) => `${title}\n\n${text}`),
  );
  for (const { title, text } of Object.values(terms)) {
    expect(shown.text).toContain(title);
    expect(shown.text).toContain(text);
  }
  expect(house.violations()).toEqual([]);
});

test('erase asks once, then erases what is the asker’s on this server', async () => {
  await house.artist('Mine', { references: 2, isTrained: true });
  await house.services.createArtist(house.who('bob'), { name: 'Bobs' });
  await house.beat();
  const ann = house.as('ann');
  const question = await ann.slash('privacy erase').replied();
  expect(question.onlyFor?.name).toBe('ann');
  expect(await house.services.listArtists(house.who('bob'))).toHaveLength(2);
  await ann.press(question, 'erase').answered;
  await house.room.until(() => question.customIds.length === 0);
  expect(question.text).toContain('1 artist, 2 references, 1 generator');
  expect(await house.services.listArtists(house.who('bob'))).toMatchObject([{ name: 'Bobs' }]);
  expect(house.violations()).toEqual([]);
});

test('a server that removes the bot is noted, and noted no more once the bot is back', async () => {
  const server = house.room.server('Cellar');
  await house.services.createArtist(house.who('bob'), { name: 'Left' });
  const isLeft = async () => {
    const rows = await execute(house.store, 'SELECT 1 FROM servers WHERE id = $1 AND left_at IS NOT NULL', [
      server.id,
    ]);
    return rows.length === 1 ? true : undefined;
  };
  expect(await isLeft()).toBeUndefined();
  server.removeBot();
  await eventually(isLeft);
  await house.services.serverJoined(server.id);
  expect(await isLeft()).toBeUndefined();
});
