/** Registering commands: what Discord takes, and what it makes of it. */
import { Routes } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProbe, type Probe, verdict } from './probe.ts';

let probe: Probe;
beforeAll(async () => {
  probe = await openProbe({ limits: { bucket: 1000 } }, { commands: [] });
});
afterAll(() => probe.close());

const x = (length: number) => 'x'.repeat(length);
const route = () => Routes.applicationCommands(probe.room.applicationId);
const put = (body: object[]) => verdict(probe.room, probe.client.rest.put(route(), { body }));
const command = (more: object = {}) => ({ name: 'beat', description: 'Makes a beat', ...more });
const option = (more: object = {}) => ({ type: 3, name: 'style', description: 'A style', ...more });
const having = (...options: object[]) => [command({ options })];
const many = <T>(n: number, make: (i: number) => T) => Array.from({ length: n }, (_, i) => make(i));
const choice = (i: number) => ({ name: `n${i}`, value: `v${i}` });

describe('a command', () => {
  it.each<[string, string, object[], object[]]>([
    ['a name of 32', 'command-name', [command({ name: x(32) })], [command({ name: x(33) })]],
    ['a name in lower case', 'command-name', [command({ name: 'übung_1' })], [command({ name: 'Beat' })]],
    ['a name without spaces', 'command-name', [command({ name: 'my-beat' })], [command({ name: 'my beat' })]],
    [
      'a description of 100',
      'command-description',
      [command({ description: x(100) })],
      [command({ description: x(101) })],
    ],
    ['a description at all', 'command-description', [command()], [{ name: 'beat' }]],
    ['a known type', 'command-type', [command({ type: 1 })], [command({ type: 9 })]],
    [
      'a menu without a description',
      'command-description',
      [{ type: 3, name: 'Use It' }],
      [{ type: 3, name: 'Use It', description: 'no' }],
    ],
    [
      'permissions as bits',
      'command-permissions',
      [command({ default_member_permissions: '32' })],
      [command({ default_member_permissions: 'manage' })],
    ],
    [
      'names of their own',
      'command-unique',
      [command(), { type: 3, name: 'beat' }],
      [command(), command({ description: 'Again' })],
    ],
    [
      'a hundred of them',
      'command-count',
      many(100, (i) => command({ name: `c${i}` })),
      many(101, (i) => command({ name: `c${i}` })),
    ],
    [
      '25 options',
      'command-options',
      having(...many(25, (i) => option({ name: `o${i}` }))),
      having(...many(26, (i) => option({ name: `o${i}` }))),
    ],
    ['options with good names', 'command-name', having(option()), having(option({ name: 'Style' }))],
    ['options with names of their own', 'option-unique', having(option()), having(option(), option())],
    [
      'an option description of 100',
      'option-description',
      having(option({ description: x(100) })),
      having(option({ description: x(101) })),
    ],
    ['options of known types', 'option-type', having(option({ type: 11 })), having(option({ type: 12 }))],
    [
      'required options first',
      'option-order',
      having(option({ required: true }), option({ name: 'b' })),
      having(option(), option({ name: 'b', required: true })),
    ],
    [
      '25 choices',
      'choice-count',
      having(option({ choices: many(25, choice) })),
      having(option({ choices: many(26, choice) })),
    ],
    [
      'a choice name of 100',
      'choice-name',
      having(option({ choices: [{ name: x(100), value: 'v' }] })),
      having(option({ choices: [{ name: x(101), value: 'v' }] })),
    ],
    [
      'choices of the type of the option',
      'choice-value',
      having(option({ type: 4, choices: [{ name: 'n', value: 1 }] })),
      having(option({ type: 4, choices: [{ name: 'n', value: '1' }] })),
    ],
    [
      'choices with names of their own',
      'choice-unique',
      having(option({ choices: [choice(1), choice(2)] })),
      having(option({ choices: [choice(1), choice(1)] })),
    ],
    [
      'choices or autocomplete',
      'option-keys',
      having(option({ autocomplete: true, choices: [] })),
      having(option({ autocomplete: true, choices: [choice(1)] })),
    ],
    [
      'bounds for numbers',
      'option-keys',
      having(option({ type: 4, min_value: 1 })),
      having(option({ min_value: 1 })),
    ],
    [
      'lengths for texts',
      'option-keys',
      having(option({ max_length: 5 })),
      having(option({ type: 4, max_length: 5 })),
    ],
    [
      'lengths up to 6000',
      'option-length',
      having(option({ max_length: 6000 })),
      having(option({ max_length: 6001 })),
    ],
    [
      'subcommands or options',
      'option-type',
      having(option({ type: 1, name: 'a' }), option({ type: 1, name: 'b' })),
      having(option({ type: 1, name: 'a' }), option({ name: 'b' })),
    ],
    [
      'groups of subcommands, no deeper',
      'option-type',
      having(option({ type: 2, options: [option({ type: 1 })] })),
      having(option({ type: 2, options: [option({ type: 2 })] })),
    ],
    [
      '8000 characters of text',
      'command-size',
      having(
        ...many(25, (i) =>
          option({ name: `o${i}`, choices: many(3, (k) => ({ name: `${k}${x(90)}`, value: 'v' })) }),
        ),
      ),
      having(
        ...many(25, (i) =>
          option({ name: `o${i}`, choices: many(4, (k) => ({ name: `${k}${x(90)}`, value: 'v' })) }),
        ),
      ),
    ],
  ])('has %s (%s)', async (_, rule, within, beyond) => {
    expect(await put(within)).toBe('fine');
    const refused = await put(beyond);
    expect(refused).toMatchObject({ code: 50035, status: 400 });
    expect((refused as { rules: string[] }).rules).toContain(rule);
  });

  it('keeps its id as long as its name and type stay, and the list is as it was put', async () => {
    const list = async () =>
      (await probe.client.rest.get(route())) as { id: string; name: string; version: string }[];
    await put([command(), command({ name: 'vote' })]);
    const before = await list();
    await put([command({ description: 'Better' })]);
    const after = await list();
    expect(after).toMatchObject([{ id: before[0]!.id, name: 'beat', description: 'Better' }]);
    expect(after[0]!.version).not.toBe(before[0]!.version);
  });

  it('is added, changed and removed one by one', async () => {
    const { client, room } = probe;
    await put([]);
    const made = (await client.rest.post(route(), { body: command() })) as { id: string };
    const again = (await client.rest.post(route(), { body: command({ description: 'Again' }) })) as {
      id: string;
    };
    expect(again.id).toBe(made.id);
    await client.rest.patch(Routes.applicationCommand(room.applicationId, made.id), {
      body: { name: 'beats' },
    });
    expect(room.commands()).toMatchObject([{ id: made.id, name: 'beats', description: 'Again' }]);
    await client.rest.delete(Routes.applicationCommand(room.applicationId, made.id));
    expect(room.commands()).toEqual([]);
    const gone = verdict(room, client.rest.get(Routes.applicationCommand(room.applicationId, made.id)));
    expect(await gone).toMatchObject({ code: 10063, rules: ['unknown-command'] });
  });

  it('is announced', async () => {
    const { room, client } = probe;
    const attic = room.server('Attic');
    const announced = room.waitFor((event) => event.type === 'commands' && event.server);
    await client.rest.put(Routes.applicationGuildCommands(room.applicationId, attic.id), {
      body: [command()],
    });
    expect(await announced).toBe(attic);
    const elsewhere = client.rest.put(Routes.applicationGuildCommands(room.applicationId, '1'), { body: [] });
    expect(await verdict(room, elsewhere)).toMatchObject({ code: 50001 });
  });
});
