/** Help comes at once: it loads nothing of what does the work. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const HOOK = new URL('child-loads.ts', import.meta.url).href;

/** Threads, databases, networks, sound and Discord. */
const HEAVY = [
  /node_modules\/(piscina|pg|pg-boss|discord\.js|execa|spessasynth_core|@resvg)\//,
  /node_modules\/(@prisma|@electric-sql|@tensorflow|onnxruntime-node)\//,
  /src\/(engine|corpus|model|listen|render|audio|bot|room)\//,
  /src\/(app|main)\.ts|src\/store\/(open|prisma)/,
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beatwright-help-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The help of some words, and of the commands that it names. */
async function helpOf(words: readonly string[]): Promise<{ words: string; loaded: string[] }[]> {
  const list = join(folder, ['loaded', ...words].join('-'));
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', HOOK, CLI, ...words, '--help'],
    { cwd: folder, env: { ...process.env, LOADED_TO: list } },
  );
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^Usage: beatwright /);
  const [, commands = ''] = stdout.split('\nCommands:\n');
  const names = [...commands.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name!);
  const inner: Awaited<ReturnType<typeof helpOf>> = [];
  for (const name of names.filter((each) => each !== 'help')) inner.push(...(await helpOf([...words, name])));
  return [{ words: words.join(' '), loaded: (await readFile(list, 'utf8')).split('\n') }, ...inner];
}

it('every command tells its options without loading what it works with, or a word about .env', async () => {
  const all = await helpOf([]);
  expect(all.map(({ words }) => words)).toEqual(
    expect.arrayContaining(['', 'beat', 'render', 'artist create', 'reference add']),
  );
  for (const { words, loaded } of all) {
    expect(loaded.length, words).toBeGreaterThan(1);
    const heavy = loaded.filter((file) => HEAVY.some((pattern) => pattern.test(file)));
    expect(heavy, words).toEqual([]);
  }
});
