import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { STYLES } from '../../src/music/index.ts';
import { type House, openHouse } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.as('ann').slash('artist create', { name: 'Night Shift' }).replied();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

test('everything that is asked for reaches the service; what is not asked for is left to it', async () => {
  const options = { artist: 'Night Shift', style: 'trap', bpm: 140.5, key: 'f minor', bars: 8, seed: 7 };
  await house.as('bob').slash('beat', options).replied();
  const { message, ...request } = house.services.beats.at(-1)!;
  expect(request).toEqual({ ...options, key: { tonic: 5, mode: 'minor' } });
  expect(message).toMatchObject({
    channelId: house.room.server('Cellar').channels[0]!.id,
    interactionToken: expect.any(String),
  });

  await house.as('bob').slash('beat', { style: 'trap', parts: 'drums-bass', swing: 58 }).replied();
  expect(house.services.beats.at(-1)).toMatchObject({ parts: ['drums', 'bass'], swing: 0.58 });

  await house.as('bob').slash('beat', { style: 'plugg' }).replied();
  const { message: _, ...bare } = house.services.beats.at(-1)!;
  expect(bare).toEqual({ style: 'plugg' });
});

test('the finished beat has its card, eight files, a picture of them, buttons and menus', async () => {
  const message = await house.beat({ seed: 99 });
  expect(message.text).toContain('140 BPM · Fm · 8 bars');
  expect(message.text).toContain('seed 99');
  expect(message.attachments.map(({ name }) => name).sort()).toEqual([
    ...['A', 'B', 'C', 'D'].flatMap((take) => [
      `night-shift-trap_140bpm_Fmin_8bar_99${take}.mid`,
      `night-shift-trap_140bpm_Fmin_8bar_99${take}.mp3`,
    ]),
    'takes.png',
  ]);
  expect(message.embeds[0]?.image?.url).toContain('takes.png');
  expect(message.attachment('takes.png').description).toBe('Four takes, drawn.');
  expect(message.customIds).toHaveLength(6);
  expect(message.onlyFor).toBeUndefined();
});

test('neither artist nor style, or a key that is none, is told to the asker', async () => {
  const before = house.services.beats.length;
  const nothing = await house.as('ann').slash('beat', { bpm: 90 }).followUp();
  expect(nothing.content).toContain('an artist, a style, or both');
  const key = await house.as('ann').slash('beat', { style: 'trap', key: 'H♯ blues' }).followUp();
  expect(key.content).toContain('H♯ blues');
  expect(house.services.beats).toHaveLength(before);
});

test('what is out of range never leaves Discord', () => {
  const outside: Record<string, number>[] = [
    { bpm: 39 },
    { bpm: 241 },
    { bars: 0 },
    { bars: 17 },
    { seed: -1 },
    { bars: 1.5 },
  ];
  for (const wrong of outside) {
    expect(() => house.as('ann').slash('beat', { style: 'trap', ...wrong })).toThrow();
  }
});

test('every style can be chosen, and keys are completed', async () => {
  const [beat] = house
    .as('ann')
    .commands()
    .filter(({ name }) => name === 'beat');
  const style = beat?.options?.find(({ name }) => name === 'style');
  expect(style && 'choices' in style && style.choices?.map(({ value }) => value)).toEqual([...STYLES]);
  const suggested = async (key: string) =>
    (await house.as('ann').autocomplete('beat', { key }, 'key').answered).choices?.map(({ value }) => value);
  expect((await suggested(''))?.length).toBe(25);
  expect((await suggested('d dor'))?.[0]).toBe('D dorian');
  expect((await suggested('f# min'))?.[0]).toBe('F#m');
  expect(await suggested('nonsense')).toEqual([]);
});
