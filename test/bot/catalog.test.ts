import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { loadCatalog } from '../../src/bot/catalog.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** A folder of command files, with their sources. */
async function folder(files: Readonly<Record<string, string>>): Promise<URL> {
  const path = await mkdtemp(join(tmpdir(), 'beatwright-commands-'));
  folders.push(path);
  for (const [name, source] of Object.entries(files)) await writeFile(join(path, name), source);
  return pathToFileURL(`${path}/`);
}
const command = (data: object, actions: string, more = '') =>
  `export const command = { data: ${JSON.stringify(data)}, actions: { ${actions} }${more} };`;
const action = '{ audience: "asker", run: async () => ({}) }';

test('the project’s own commands and buttons fit together', async () => {
  const folderOfOurs = new URL('../../commands/', import.meta.url);
  const { commands, messageCommands, buttons, menus, forms } = await loadCatalog(folderOfOurs);
  expect([...commands.keys()].sort()).toEqual([
    ...[
      'artist',
      'battle',
      'beat',
      'beats',
      'describe',
      'help',
      'kit',
      'library',
      'privacy',
      'queue',
      'reference',
      'train',
    ],
  ]);
  expect([...buttons.keys()]).toEqual([
    'accept',
    'again',
    'cancel',
    'correct',
    'remove',
    'delete',
    'enter',
    'taste',
    'keep',
    'shelf',
    'more',
    'parts',
    'pick',
    'erase',
    'separate',
    'shelf-take',
    'star',
    'vote',
    'withdraw',
  ]);
  expect([...menus.keys()]).toEqual(['ballot', 'files', 'alike', 'parts', 'rework', 'style']);
  expect([...forms.keys()]).toEqual(['correct', 'delete-beat', 'enter', 'learn', 'lyrics']);
  expect([...messageCommands.keys()]).toEqual(['Delete this beat', 'Learn this']);
});

test('every description and every choice has what Discord takes: 1 to 100 characters', async () => {
  const { commands } = await loadCatalog(new URL('../../commands/', import.meta.url));
  interface Described {
    readonly name: string;
    readonly description?: string;
    readonly options?: readonly Described[];
    readonly choices?: readonly Described[];
  }
  const check = ({ name, description, options = [], choices = [] }: Described, isChoice = false) => {
    expect((isChoice ? name : (description ?? '')).length, name).toBeGreaterThan(0);
    expect((isChoice ? name : (description ?? '')).length, name).toBeLessThanOrEqual(100);
    for (const option of options) check(option);
    for (const choice of choices) check(choice, true);
  };
  expect(commands.size).toBeGreaterThan(0);
  for (const { data } of commands.values()) check(data as Described);
});

test('one more file is one more command', async () => {
  const { commands, buttons } = await loadCatalog(
    await folder({
      'hum.ts': command({ name: 'hum', description: 'Hums' }, `hum: ${action}`),
      'like.ts': 'export const button = { prefix: "like", run: async () => ({ view: {}, revision: 0 }) };',
      'notes.md': 'not a command',
    }),
  );
  expect([...commands.keys()]).toEqual(['hum']);
  expect([...buttons.keys()]).toEqual(['like']);
});

const sub = { name: 'hum', description: 'Hums', options: [{ type: 1, name: 'loud', description: 'Loudly' }] };
const completed = {
  name: 'hum',
  description: 'Hums',
  options: [{ type: 3, name: 'tune', description: 'What', autocomplete: true }],
};
test.each([
  ['a file without either', { 'a.ts': 'export const x = 1;' }, /a\.ts exports neither/],
  [
    'two commands of one name',
    {
      'a.ts': command({ name: 'hum', description: 'Hums' }, `hum: ${action}`),
      'b.ts': command({ name: 'hum', description: 'Hums' }, `hum: ${action}`),
    },
    /b\.ts: \/hum exists already/,
  ],
  ['a subcommand without an action', { 'a.ts': command(sub, '') }, /actions do not match.*loud/],
  [
    'an action without a subcommand',
    { 'a.ts': command(sub, `loud: ${action}, soft: ${action}`) },
    /actions do not match.*soft/,
  ],
  ['an option that nobody completes', { 'a.ts': command(completed, `hum: ${action}`) }, /completers.*tune/],
])('%s is found when the bot starts', async (_, files, message) => {
  await expect(loadCatalog(await folder(files))).rejects.toThrow(message);
});
