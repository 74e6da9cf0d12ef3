/** Rows, buttons and menus, Components V2, and what a member can do with them. */
import { type ComponentType, MessageFlags, type RawFile, Routes } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoomInteraction, RoomMessage } from '../../src/room/index.ts';
import { openProbe, type Probe, verdict } from './probe.ts';

let probe: Probe;
beforeAll(async () => {
  probe = await openProbe({ limits: { bucket: 1000 } });
});
afterAll(() => probe.close());

const x = (length: number) => 'x'.repeat(length);
const path = () => Routes.channelMessages(probe.room.server('Cellar').channel('beats').id);
const post = (body: object, files: RawFile[] = []) =>
  verdict(probe.room, probe.client.rest.post(path(), { body, files }));
async function sent(body: object, files: RawFile[] = []): Promise<RoomMessage> {
  const { id } = (await probe.client.rest.post(path(), { body, files })) as { id: string };
  return probe.room.message(id)!;
}

let count = 0;
const button = (more: object = {}) => ({ type: 2, style: 1, label: 'b', custom_id: `b${count++}`, ...more });
const row = (...components: object[]) => ({ type: 1, components });
const rows = (...components: object[]) => ({ content: 'c', components });
const select = (more: object = {}) => ({
  type: 3,
  custom_id: `s${count++}`,
  options: [
    { label: 'Trap', value: 'trap' },
    { label: 'Lo-fi', value: 'lo-fi' },
  ],
  ...more,
});
const options = (n: number) => Array.from({ length: n }, (_, i) => ({ label: `${i}`, value: `${i}` }));
const text = (content: string) => ({ type: 10, content });
const v2 = (...components: object[]) => ({ flags: MessageFlags.IsComponentsV2, components });

describe('components', () => {
  it.each<[string, string, () => object, () => object]>([
    [
      'five rows',
      'component-count',
      () => rows(...Array.from({ length: 5 }, () => row(button()))),
      () => rows(...Array.from({ length: 6 }, () => row(button()))),
    ],
    [
      'five buttons a row',
      'row-width',
      () => rows(row(...Array.from({ length: 5 }, () => button()))),
      () => rows(row(...Array.from({ length: 6 }, () => button()))),
    ],
    ['a row with something in it', 'row-width', () => rows(row(button())), () => rows(row())],
    ['one select a row', 'row-width', () => rows(row(select())), () => rows(row(select(), button()))],
    [
      'a custom_id of 100',
      'custom-id-length',
      () => rows(row(button({ custom_id: x(100) }))),
      () => rows(row(button({ custom_id: x(101) }))),
    ],
    [
      'a custom_id for every button',
      'custom-id-length',
      () => rows(row(button())),
      () => rows(row(button({ custom_id: undefined }))),
    ],
    [
      'custom_ids of their own',
      'custom-id-unique',
      () => rows(row(button({ custom_id: 'one' })), row(button({ custom_id: 'two' }))),
      () => rows(row(button({ custom_id: 'same' })), row(button({ custom_id: 'same' }))),
    ],
    [
      'ids of their own',
      'component-id-unique',
      () => rows(row(button({ id: 7 }), button({ id: 8 }))),
      () => rows(row(button({ id: 7 }), button({ id: 7 }))),
    ],
    [
      'a label of 80',
      'button-label',
      () => rows(row(button({ label: x(80) }))),
      () => rows(row(button({ label: x(81) }))),
    ],
    [
      'a label or an emoji',
      'button-label',
      () => rows(row(button({ label: undefined, emoji: { name: '🔥' } }))),
      () => rows(row(button({ label: undefined }))),
    ],
    [
      'a link without a custom_id',
      'button-kind',
      () => rows(row(button({ style: 5, url: 'https://example.com', custom_id: undefined }))),
      () => rows(row(button({ style: 5, url: 'https://example.com' }))),
    ],
    [
      'a known style',
      'button-style',
      () => rows(row(button({ style: 4 }))),
      () => rows(row(button({ style: 7 }))),
    ],
    [
      '25 options',
      'select-options',
      () => rows(row(select({ options: options(25) }))),
      () => rows(row(select({ options: options(26) }))),
    ],
    [
      'as many options as may be picked',
      'select-options',
      () => rows(row(select({ max_values: 2 }))),
      () => rows(row(select({ max_values: 3 }))),
    ],
    [
      'values of their own',
      'select-value-unique',
      () => rows(row(select())),
      () => rows(row(select({ options: [...options(1), ...options(1)] }))),
    ],
    [
      'a placeholder of 150',
      'select-placeholder',
      () => rows(row(select({ placeholder: x(150) }))),
      () => rows(row(select({ placeholder: x(151) }))),
    ],
    [
      'a choice label of 100',
      'select-label',
      () => rows(row(select({ options: [{ label: x(100), value: 'v' }] }))),
      () => rows(row(select({ options: [{ label: x(101), value: 'v' }] }))),
    ],
    ['rows without the V2 flag', 'component-type', () => rows(row(button())), () => rows(text('V2'))],
    [
      'no text inputs',
      'component-type',
      () => rows(row(button())),
      () => rows(row({ type: 4, custom_id: 'i', style: 1, label: 'l' })),
    ],
  ])('take %s (%s)', async (_, rule, within, beyond) => {
    expect(await post(within())).toBe('fine');
    const refused = await post(beyond());
    expect(refused).toMatchObject({ code: 50035, status: 400 });
    expect((refused as { rules: string[] }).rules).toContain(rule);
  });

  it('get ids where they have none, and defaults', async () => {
    const message = await sent(rows(row(button({ id: 2 }), button()), row(select())));
    expect(message.raw.components).toMatchObject([
      { id: 1, components: [{ id: 2 }, { id: 3 }] },
      { id: 4, components: [{ id: 5, min_values: 1, max_values: 1 }] },
    ]);
  });
});

describe('Components V2', () => {
  it.each<[string, string, () => object, () => object]>([
    [
      'no content beside them',
      'components-v2-legacy',
      () => v2(text('t')),
      () => ({ ...v2(text('t')), content: 'c' }),
    ],
    [
      'no embeds beside them',
      'components-v2-legacy',
      () => v2(text('t')),
      () => ({ ...v2(text('t')), embeds: [{ title: 't' }] }),
    ],
    [
      '40 in all, nested ones counted',
      'component-total',
      () => v2({ type: 17, components: Array.from({ length: 39 }, () => text('t')) }),
      () => v2({ type: 17, components: Array.from({ length: 40 }, () => text('t')) }),
    ],
    [
      '4000 characters of text in all',
      'component-text',
      () => v2(text(x(2000)), text(x(2000))),
      () => v2(text(x(2000)), text(x(2001))),
    ],
    [
      'sections of one to three texts with an accessory',
      'section-texts',
      () => v2({ type: 9, components: [text('1'), text('2'), text('3')], accessory: button() }),
      () => v2({ type: 9, components: Array(4).fill(text('t')), accessory: button() }),
    ],
    [
      'galleries of up to ten',
      'gallery-items',
      () => v2({ type: 12, items: Array(10).fill({ media: { url: 'https://example.com/a.png' } }) }),
      () => v2({ type: 12, items: Array(11).fill({ media: { url: 'https://example.com/a.png' } }) }),
    ],
    [
      'no container in a container',
      'component-type',
      () => v2({ type: 17, components: [text('t')] }),
      () => v2({ type: 17, components: [{ type: 17, components: [text('t')] }] }),
    ],
    ['no bare button', 'component-type', () => v2(row(button())), () => v2(button())],
  ])('take %s (%s)', async (_, rule, within, beyond) => {
    expect(await post(within())).toBe('fine');
    const refused = await post(beyond());
    expect(refused).toMatchObject({ code: 50035, status: 400 });
    expect((refused as { rules: string[] }).rules).toContain(rule);
  });

  it('show attached files, and only those', async () => {
    const files = [{ name: 'A.mp3', data: Buffer.alloc(5) }];
    const shown = { type: 13, file: { url: 'attachment://A.mp3' } };
    const message = await sent(v2(shown), files);
    expect(message.raw.components).toMatchObject([
      { type: 13, name: 'A.mp3', size: 5, file: { url: message.attachment('A.mp3').url } },
    ]);
    expect(await post(v2(shown))).toMatchObject({ code: 50035, rules: ['media-attachment'] });
    expect(await post(v2({ type: 13, file: { url: 'https://example.com/A.mp3' } }), files)).toMatchObject({
      rules: ['url'],
    });
    expect(await post(v2(text('no file shown')), files)).toMatchObject({ rules: ['file-not-shown'] });
  });

  it('once set stay set, and an old message becomes one when its content goes', async () => {
    const message = await sent({ content: 'old' });
    const route = Routes.channelMessage(message.channel.id, message.id);
    const patch = (body: object) => verdict(probe.room, probe.client.rest.patch(route, { body }));
    expect(await patch(v2(text('new')))).toMatchObject({ rules: ['components-v2-legacy'] });
    expect(await patch({ ...v2(text('new')), content: null })).toBe('fine');
    expect(await patch({ flags: 0, components: [text('newer')] })).toBe('fine');
    expect(message.flags & MessageFlags.IsComponentsV2).toBeTruthy();
    expect(await patch({ content: 'back' })).toMatchObject({ rules: ['components-v2-legacy'] });
    expect(message.text).toBe('newer');
  });

  it('ping whom their texts name', async () => {
    const bob = probe.room.server('Cellar').member('bob');
    const message = await sent(v2({ type: 17, components: [text(`hi <@${bob.id}>`)] }));
    expect(message.pings.users).toEqual([bob.id]);
  });
});

describe('a member', () => {
  /** What the bot got of it. */
  async function got(act: () => RoomInteraction): Promise<{ id?: string; values?: string[] }> {
    let data = {};
    const done = probe.next(async (interaction) => {
      if (!interaction.isMessageComponent()) return;
      data = {
        id: interaction.customId,
        message: interaction.message.id,
        ...('values' in interaction ? { values: interaction.values } : {}),
        ...(interaction.isUserSelectMenu()
          ? { users: interaction.users.map(({ username }) => username) }
          : {}),
        ...(interaction.isRoleSelectMenu() ? { roles: interaction.roles.map((role) => role?.name) } : {}),
        ...(interaction.isChannelSelectMenu() ? { channels: interaction.channels.map(({ id }) => id) } : {}),
      };
      await interaction.deferUpdate();
    });
    act();
    expect(await done).toBeUndefined();
    return data;
  }
  const refusal = (id: string) => expect.objectContaining({ id });

  it('presses what is there and enabled', async () => {
    const link = button({ style: 5, url: 'https://example.com', custom_id: undefined });
    const message = await sent(
      rows(row(button({ custom_id: 'on' }), button({ custom_id: 'off', disabled: true }), link)),
    );
    expect(message.customIds).toEqual(['on']);
    const bob = probe.as('bob');
    expect(await got(() => bob.press(message, 'on'))).toEqual({ id: 'on', message: message.id });
    expect(() => bob.press(message, 'off')).toThrow(refusal('room-component-disabled'));
    expect(() => bob.press(message, 'link')).toThrow(refusal('room-component'));
    await probe.client.rest.delete(Routes.channelMessage(message.channel.id, message.id));
    expect(() => bob.press(message, 'on')).toThrow(refusal('room-message-gone'));
  });

  it('presses a button of a section', async () => {
    const message = await sent(
      v2({ type: 9, components: [text('t')], accessory: button({ custom_id: 'side' }) }),
    );
    expect((await got(() => probe.as('bob').press(message, 'side'))).id).toBe('side');
  });

  it('picks as many of what a select offers as it takes', async () => {
    const message = await sent(rows(row(select({ custom_id: 'style', min_values: 1, max_values: 2 }))));
    const ann = probe.as('ann');
    expect((await got(() => ann.select(message, 'style', ['trap', 'lo-fi']))).values).toEqual([
      'trap',
      'lo-fi',
    ]);
    for (const values of [[], ['jazz'], ['trap', 'trap'], ['trap', 'lo-fi', 'trap']])
      expect(() => ann.select(message, 'style', values)).toThrow(refusal('room-select'));
    expect(() => ann.press(message, 'style')).toThrow(refusal('room-component'));
  });

  it('picks members, roles and channels', async () => {
    const server = probe.room.server('Cellar');
    const bob = server.member('bob');
    const role = server.roles.find(({ name }) => name === 'crew') ?? server.addRole({ name: 'crew' });
    const talk = server.channel('talk');
    const of = (type: ComponentType) => ({ type, custom_id: `pick${type}` });
    const message = await sent(rows(row(of(5)), row(of(6)), row(of(8))));
    const ann = probe.as('ann');
    expect(await got(() => ann.select(message, 'pick5', [bob]))).toMatchObject({
      users: ['bob'],
      values: [bob.id],
    });
    expect(await got(() => ann.select(message, 'pick6', [role]))).toMatchObject({ roles: ['crew'] });
    expect(await got(() => ann.select(message, 'pick8', [talk]))).toMatchObject({ channels: [talk.id] });
    expect(() => ann.select(message, 'pick5', [role])).toThrow(refusal('room-select'));
    expect(() => ann.select(message, 'pick8', ['talk'])).toThrow(refusal('room-select'));
  });

  it('acts on messages of their own channel alone', async () => {
    const message = await sent(rows(row(button({ custom_id: 'here' }))));
    const server = probe.room.server('Cellar');
    const elsewhere = probe.room.as(server.member('ann'), server.channel('talk'));
    expect(() => elsewhere.press(message, 'here')).toThrow(refusal('room-message'));
    const attic = probe.room.as(probe.room.server('Attic').member('cleo'));
    expect(() => attic.press(message, 'here')).toThrow(refusal('room-message'));
  });
});
