/** Modals: what a bot may show, and what a member's client lets them send. */
import { type Interaction, Routes } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModalValue, RoomModal } from '../../src/room/index.ts';
import { openProbe, type Probe, verdict } from './probe.ts';

let probe: Probe;
beforeAll(async () => {
  probe = await openProbe({ limits: { bucket: 1000 } });
});
afterAll(() => probe.close());

const x = (length: number) => 'x'.repeat(length);
const input = (more: object = {}) => ({ type: 4, custom_id: 'text', style: 1, ...more });
const label = (component: object, more: object = {}) => ({ type: 18, label: 'Label', component, ...more });
const modal = (...components: object[]) => ({ custom_id: 'm', title: 'Title', components });

/** Ann's /go answered with a modal. */
async function shown(data: object): Promise<RoomModal> {
  const { interaction, error } = await probe.go((command) =>
    probe.client.rest.post(Routes.interactionCallback(command.id, command.token), {
      body: { type: 9, data },
      auth: false,
    }),
  );
  if (error) throw error;
  return (await interaction.answered).modal!;
}
async function show(data: object) {
  return verdict(probe.room, shown(data));
}
/** What the bot reads in it. */
async function send(
  shownModal: RoomModal,
  fields: Record<string, ModalValue>,
  read: (i: Interaction) => unknown,
) {
  let seen: unknown;
  const done = probe.next(async (interaction) => {
    seen = read(interaction);
    if (interaction.isModalSubmit()) await interaction.reply('thanks');
  });
  probe.as('ann').submit(shownModal, fields);
  expect(await done).toBeUndefined();
  return seen;
}

describe('a bot', () => {
  it.each<[string, string, () => object, () => object]>([
    [
      'a title of 45',
      'modal-title',
      () => ({ ...modal(label(input())), title: x(45) }),
      () => ({ ...modal(label(input())), title: x(46) }),
    ],
    [
      'five fields',
      'modal-components',
      () => modal(...[1, 2, 3, 4, 5].map((n) => label(input({ custom_id: `${n}` })))),
      () => modal(...[1, 2, 3, 4, 5, 6].map((n) => label(input({ custom_id: `${n}` })))),
    ],
    [
      'custom_ids of their own',
      'custom-id-unique',
      () => modal(label(input())),
      () => modal(label(input()), label(input())),
    ],
    [
      'a custom_id of 100',
      'custom-id-length',
      () => ({ ...modal(label(input())), custom_id: x(100) }),
      () => ({ ...modal(label(input())), custom_id: x(101) }),
    ],
    [
      'a label of 45',
      'modal-label',
      () => modal(label(input(), { label: x(45) })),
      () => modal(label(input(), { label: x(46) })),
    ],
    [
      'texts of up to 4000',
      'text-input',
      () => modal(label(input({ max_length: 4000 }))),
      () => modal(label(input({ max_length: 4001 }))),
    ],
    [
      'a known style of input',
      'text-input',
      () => modal(label(input())),
      () => modal(label(input({ style: 3 }))),
    ],
    [
      'no buttons',
      'component-type',
      () => modal(label(input())),
      () => modal(label({ type: 2, style: 1, label: 'b', custom_id: 'b' })),
    ],
    [
      'optional selects that may be empty',
      'select-values',
      () => modal(label({ type: 5, custom_id: 'who', min_values: 0, required: false })),
      () => modal(label({ type: 5, custom_id: 'who', min_values: 0 })),
    ],
  ])('shows %s (%s)', async (_, rule, within, beyond) => {
    expect(await show(within())).toBe('fine');
    const refused = await show(beyond());
    expect(refused).toMatchObject({ code: 50035 });
    expect((refused as { rules: string[] }).rules).toContain(rule);
  });

  it('cannot answer a modal with a modal', async () => {
    const first = await shown(modal(label(input())));
    const done = probe.next((interaction) =>
      probe.client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
        body: { type: 9, data: modal(label(input())) },
        auth: false,
      }),
    );
    probe.as('ann').submit(first, { text: 'hi' });
    expect(await done).toMatchObject({ code: 50035 });
  });

  it('updates the message whose button led to the modal, and no other', async () => {
    const { interaction } = await probe.go((command) =>
      command.reply({
        content: 'old',
        components: [{ type: 1, components: [{ type: 2, style: 1, label: 'b', custom_id: 'b' }] }],
      }),
    );
    const message = await interaction.replied();
    const pressed = probe.next((press) =>
      probe.client.rest.post(Routes.interactionCallback(press.id, press.token), {
        body: { type: 9, data: modal(label(input())) },
        auth: false,
      }),
    );
    const press = probe.as('bob').press(message, 'b');
    expect(await pressed).toBeUndefined();
    const submitted = probe.next(async (sent) => {
      if (sent.isModalSubmit() && sent.isFromMessage()) await sent.update('new');
    });
    expect(() => probe.as('ann').submit(press.answer!.modal!, { text: 't' })).toThrow('shown to bob alone');
    const handle = probe.as('bob').submit(press.answer!.modal!, { text: 't' });
    expect(await submitted).toBeUndefined();
    expect((await handle.answered).type).toBe(7);
    expect(message.content).toBe('new');

    const fromCommand = await shown(modal(label(input())));
    const done = probe.next((sent) =>
      probe.client.rest.post(Routes.interactionCallback(sent.id, sent.token), {
        body: { type: 7, data: { content: 'x' } },
        auth: false,
      }),
    );
    probe.as('ann').submit(fromCommand, { text: 't' });
    expect(await done).toMatchObject({ code: 50035 });
  });
});

describe('a member', () => {
  it('fills texts as long as they may be, once', async () => {
    const one = await shown(modal(label(input({ min_length: 2, max_length: 4 }))));
    const ann = probe.as('ann');
    for (const [fields, why] of [
      [{ text: 'x' }, '2 to 4'],
      [{ text: 'xxxxx' }, '2 to 4'],
      [{}, 'required'],
      [{ text: true }, 'takes a text'],
      [{ text: 'xx', other: 'y' }, 'no field other'],
    ] as [Record<string, ModalValue>, string][])
      expect(() => ann.submit(one, fields)).toThrow(why);
    const read = (i: Interaction) => i.isModalSubmit() && [i.customId, i.fields.getTextInputValue('text')];
    expect(await send(one, { text: 'four' }, read)).toEqual(['m', 'four']);
    expect(() => ann.submit(one, { text: 'four' })).toThrow('already sent');
  });

  it('leaves optional fields alone, and finds what was filled in for them', async () => {
    const one = await shown(
      modal(label(input({ required: false })), label(input({ custom_id: 'name', value: 'Night Shift' }))),
    );
    const read = (i: Interaction) =>
      i.isModalSubmit() && ['text', 'name'].map((field) => i.fields.getTextInputValue(field));
    expect(await send(one, {}, read)).toEqual(['', 'Night Shift']);
  });

  it('fills a row of the old kind', async () => {
    const one = await shown(modal({ type: 1, components: [input({ label: 'Old' })] }));
    const read = (i: Interaction) => i.isModalSubmit() && i.fields.getTextInputValue('text');
    expect(await send(one, { text: 'still works' }, read)).toBe('still works');
  });

  it('picks and uploads', async () => {
    const server = probe.room.server('Cellar');
    const one = await shown(
      modal(
        { type: 10, content: 'Read this' },
        label({ type: 3, custom_id: 'style', options: [{ label: 'Trap', value: 'trap' }] }),
        label({ type: 5, custom_id: 'who' }),
        label({ type: 19, custom_id: 'files', min_values: 1, max_values: 2 }),
      ),
    );
    const track = { name: 'ref.mid', bytes: Buffer.from('MThd') };
    const ann = probe.as('ann');
    const bob = server.member('bob');
    expect(() => ann.submit(one, { style: ['jazz'], who: [bob], files: [track] })).toThrow(
      'takes one of trap',
    );
    expect(() => ann.submit(one, { style: ['trap'], who: [bob], files: [] })).toThrow('1 to 2 files');
    const read = (i: Interaction) =>
      i.isModalSubmit() && [
        i.fields.getStringSelectValues('style'),
        i.fields.getSelectedUsers('who')?.map(({ username }) => username),
        i.fields.getUploadedFiles('files')?.map(({ name, size }) => [name, size]),
      ];
    const seen = await send(one, { style: ['trap'], who: [bob], files: [track] }, read);
    expect(seen).toEqual([['trap'], ['bob'], [['ref.mid', 4]]]);
  });

  it('ticks boxes and picks one of a group', async () => {
    const options = [
      { label: 'Yes', value: 'yes' },
      { label: 'No', value: 'no' },
    ];
    const one = await shown(
      modal(
        label({ type: 21, custom_id: 'radio', options }),
        label({ type: 22, custom_id: 'boxes', options, max_values: 2 }),
        label({ type: 23, custom_id: 'consent' }),
      ),
    );
    expect(() => probe.as('ann').submit(one, { radio: 'maybe', boxes: ['yes'] })).toThrow(
      'takes one of yes, no',
    );
    const raw: unknown[] = [];
    const done = probe.next(async (i) => {
      if (i.isModalSubmit()) await i.reply('ok');
    });
    probe.client.once('raw' as never, (packet: { d: { data: unknown } }) => raw.push(packet.d.data));
    probe.as('ann').submit(one, { radio: 'yes', boxes: ['yes', 'no'], consent: true });
    await done;
    expect(raw[0]).toMatchObject({
      custom_id: 'm',
      components: [
        { type: 18, component: { type: 21, custom_id: 'radio', value: 'yes' } },
        { component: { type: 22, values: ['yes', 'no'] } },
        { component: { type: 23, value: true } },
      ],
    });
  });
});
