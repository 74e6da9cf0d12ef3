/** Names that members write: nothing but text comes of them in a message, and none passes for another. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { RoomMessage } from '../../src/room/index.ts';
import { type House, openHouse, refusal } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const HOSTILE = '[free](https://evil.example) **x** <@1> @everyone `x` ~~x~~ ||x||';
const FILE = '[free](https://evil.example) **x** <@1>.mid';

/** What Discord would make something of: what is left once every escaped character is taken out. */
function made(message: RoomMessage): string {
  const { content, embeds } = message.raw as {
    content: string;
    embeds: { title?: string; description?: string }[];
  };
  const texts = [content, ...embeds.flatMap(({ title = '', description = '' }) => [title, description])];
  return texts.join('\n').replace(/\\./g, '');
}

const MARKUP = /\]\(|https?:\/\/|\*\*x\*\*|<@1>|@everyone|`x`|~~x|\|\|x/;

describe('a name full of markup', () => {
  let artist: string;
  beforeAll(async () => {
    ({ name: artist } = await house.services.createArtist(house.who('ann'), { name: HOSTILE }));
  });

  const asked: [string, (name: string) => Promise<RoomMessage>][] = [
    ['in an artist’s card', (name) => house.as('ann').slash('artist show', { name }).replied()],
    ['in the list', () => house.as('ann').slash('artist list').replied()],
    [
      'in a list of references',
      (name) => house.as('ann').slash('reference list', { artist: name }).replied(),
    ],
    [
      'in an error about an artist that there is',
      (name) => house.toldAlone(house.as('ann').slash('artist create', { name })),
    ],
    [
      'in an error about one that there is not',
      (name) => house.toldAlone(house.as('ann').slash('artist show', { name: `no ${name}` })),
    ],
    [
      'in what cannot be done for it',
      (name) => house.toldAlone(house.as('ann').slash('train', { artist: name })),
    ],
  ];
  test.each(asked)('%s is text', async (_where, ask) => {
    const message = await ask(artist);
    await house.room.until(() => message.text !== '');
    expect(made(message)).not.toMatch(MARKUP);
  });

  it('is text in what became of a file, and in why it could not be taken', async () => {
    const add = (bytes: Uint8Array) =>
      house
        .as('ann')
        .slash('reference add', { artist, consent: true }, { attachments: { track: { name: FILE, bytes } } });
    const good = await add(Buffer.from('MThd good')).replied();
    const { id } = await house.jobOf(good);
    await house.work(id);
    await house.whenDelivered(id);
    expect(made(good)).not.toMatch(MARKUP);
    expect(good.text.replaceAll('\\', '')).toContain('free');
    const bad = await house.toldAlone(add(Buffer.from('%PDF-1.4 bad')));
    expect(made(bad)).not.toMatch(MARKUP);
  });

  it('is text in the sentence of a job that failed', async () => {
    const message = await house.as('ann').slash('beat', { style: 'trap' }).replied();
    const { id } = await house.jobOf(message);
    await house.store.jobs.fail(id, { id: 'x', text: `Track ${HOSTILE} has no notes.` });
    await house.whenDelivered(id);
    expect(made(message)).not.toMatch(MARKUP);
    expect(message.text).toContain('has no notes.');
  });
});

describe('a name of an artist', () => {
  const create = (name: string) => house.services.createArtist(house.who('bob'), { name });

  it.each([
    ['of nothing that is seen', '\u200b\u200b'],
    ['of a filler that is a letter', '\u3164'],
    ['of spaces', ' \u2003 '],
    ['of the blank pattern', '\u2800'],
    ['with a zero width space in it', 'Night\u200bShift'],
    ['with a soft hyphen in it', 'Night\u00adShift'],
    ['with a direction in it', 'Night \u202etfihS'],
  ])('%s is refused', async (_what, name) => {
    expect(await refusal('artist-name-invalid', create(name))).toMatch(/\S/);
  });

  it('that looks like another is refused, and says which', async () => {
    await create('Kamo');
    expect(await refusal('artist-name-alike', create('K\u0430mo'))).toContain('“Kamo”');
    expect(await refusal('artist-name-alike', create('\u039aamo'))).toContain('“Kamo”');
  });

  it.each(['Ян', 'Ελλη', '민지', '👩\u200d🚀 Nova', 'می\u200cخواهم', 'Ian', 'lan', 'M1', 'Ml'])(
    '%s is one of its own',
    async (name) => {
      expect((await create(name)).name).toBe(name);
    },
  );
});
