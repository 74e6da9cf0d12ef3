import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
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
  const server = house.room.server('Attic');
  const dan = { serverId: server.id, userId: server.member('dan').id };
  await house.services.createArtist(dan, { name: 'Left' });
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

test('export gives what is kept to the asker alone, as a ZIP, of which nothing stays', async () => {
  const { id: artistId } = await house.artist('Exported', { references: 1, isTrained: true });
  const { beat } = await house.beat({ artist: 'Exported' });
  await house.services.castVote(house.who('ann'), beat.takes[0]!.id);
  const message = await house.as('ann').slash('privacy export').replied();
  const job = await house.jobOf(message);
  await house.work(job.id);
  await house.whenDelivered(job.id);
  expect(message.onlyFor?.name).toBe('ann');
  const { bytes } = message.attachment('beatwright-1.zip');
  const files = unzipSync(bytes);
  const table = (name: string) => JSON.parse(strFromU8(files[`data/${name}.json`]!));
  expect(table('artists')).toMatchObject([{ id: artistId, name: 'Exported' }]);
  const [reference] = table('references');
  expect(reference).toMatchObject({ name: '0.mid', artist_id: artistId });
  expect(table('consents')).toMatchObject([
    { reference_id: reference.id, member_id: house.who('ann').userId },
  ]);
  expect(strFromU8(files[`references/${reference.id} 0.mid`]!)).toContain('MThd');
  expect(table('votes')).toMatchObject([{ beat_id: beat.id }]);
  const mp3 = files[`beats/${beat.id}/A.mp3`]!;
  expect(Buffer.from(mp3)).toEqual(Buffer.from((await house.services.takeFiles(beat.takes[0]!.id)).mp3));
  expect(Object.keys(files).filter((path) => path.startsWith('generators/'))).toHaveLength(3);
  expect(JSON.stringify(table('jobs'))).not.toContain('interaction_token');
  // It was delivered, so it is gone.
  await expect(house.services.exportFile(job.id)).rejects.toMatchObject({ id: 'job-unknown' });

  const far = await house.as('ann').slash('privacy export', { part: 9 }).replied();
  const { id } = await house.jobOf(far);
  await house.work(id);
  await house.whenDelivered(id);
  expect(far.text).toContain(words.errors['export-part']({ part: 9, parts: 1 }));
  expect(house.violations()).toEqual([]);
});

test('an export that is too big for one message comes in parts, each file in one of them', async () => {
  const ann = house.who('ann');
  await house.artist('Parts', { references: 2, isTrained: true });
  await house.beat({ artist: 'Parts' });
  const all = async (maxBytes: number) => {
    const found: string[] = [];
    const left: string[] = [];
    for (let part = 1, parts = 1; part <= parts; part++) {
      const { jobId } = await house.services.exportMine(ann, { part, maxBytes });
      await house.work(jobId);
      const job = await house.services.job(jobId);
      if (job.kind !== 'export' || job.result === undefined) throw new Error('that became no export');
      const bytes = await house.services.exportFile(jobId);
      expect(bytes.length).toBeLessThanOrEqual(maxBytes);
      found.push(...Object.keys(unzipSync(bytes)).filter((path) => !path.startsWith('data/')));
      left.push(...job.result.tooLarge);
      ({ parts } = job.result);
      await house.services.markDelivered(jobId);
    }
    return { found: found.sort(), left };
  };
  const whole = await all(1e7);
  const small = await all(3000);
  expect(whole.found.length).toBeGreaterThan(8);
  expect(small.found).toEqual(whole.found);
  expect((await all(450)).left).not.toEqual([]);
});
