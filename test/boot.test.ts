/** What every entry does first. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const BOOT = new URL('../src/boot.ts', import.meta.url).href;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beatwright-boot-'));
  await writeFile(join(folder, '.env'), 'LOG_LEVEL=loud\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What `npm start` says in a folder where it cannot start. */
async function start(cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { LOG_LEVEL: _, ...rest } = process.env;
  return new Promise((resolve) => {
    const all = { ...rest, DISCORD_TOKEN: '', ...env };
    execFile(process.execPath, [MAIN], { cwd, env: all }, (_error, _stdout, stderr) => resolve(stderr));
  });
}

it('reads .env in the folder it is started in, which what the environment says comes before', async () => {
  expect(await start(folder, {})).toMatch(/LOG_LEVEL is "loud"/);
  expect(await start(folder, { LOG_LEVEL: 'info' })).toMatch(/^DISCORD_TOKEN is not set/);
  expect(await start(tmpdir(), {})).toMatch(/^DISCORD_TOKEN is not set/);
});

it('keeps compiled code beside the packages, for threads too, unless it is told where', async () => {
  const script = `
    import { getCompileCacheDir } from 'node:module';
    import { Worker } from 'node:worker_threads';
    const { boot } = await import(${JSON.stringify(BOOT)});
    boot();
    const told = "require('node:worker_threads').parentPort.postMessage(require('node:module').getCompileCacheDir())";
    const thread = new Worker(told, { eval: true, execArgv: [] });
    thread.once('message', (inThread) => console.log(JSON.stringify([getCompileCacheDir(), inThread])));`;
  const run = async (env: NodeJS.ProcessEnv) => {
    const { NODE_COMPILE_CACHE: _, ...rest } = process.env;
    const options = { cwd: folder, env: { ...rest, ...env } };
    const args = ['--input-type=module', '-e', script];
    return JSON.parse((await promisify(execFile)(process.execPath, args, options)).stdout);
  };
  const [own, inThread] = await run({});
  expect(own).toContain(join('node_modules', '.cache', 'beatwright', 'compiled'));
  expect(inThread).toBe(own);
  const elsewhere = join(folder, 'elsewhere');
  for (const place of await run({ NODE_COMPILE_CACHE: elsewhere })) expect(place).toContain(elsewhere);
});
