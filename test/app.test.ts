/** How a process starts, by role. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { type App, startApp } from '../src/app.ts';
import { type Config, readConfig } from '../src/config.ts';
import { testDatabase } from './support/database.ts';
import { describeEngines } from './support/ffmpeg.ts';

const database = testDatabase('PGlite');
afterAll(() => database.stop());
afterEach(() => vi.unstubAllEnvs());

/** Starts a process without a Discord and stops it again. @returns what it wrote into its log */
async function linesOf(settings: Partial<Config>): Promise<string[]> {
  const { dataDir } = await database.place();
  const lines: string[] = [];
  const into = new Writable({
    write(chunk, _, done) {
      lines.push(JSON.parse(String(chunk)).msg);
      done();
    },
  });
  const config: Config = { ...readConfig({ DATA_DIR: dataDir, WORKERS: '1' }), ...settings };
  const app: App = await startApp({ config, log: pino(into) });
  await app.stop();
  return lines;
}

describeEngines((engine) => {
  it('a worker says once, at its start, which ffmpeg it uses', async () => {
    if (engine.kind === 'wasm') vi.stubEnv('PATH', (await database.place()).dataDir);
    const lines = (await linesOf({})).filter((line) => line.includes('ffmpeg'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`ffmpeg ${engine.version}`);
    expect(lines[0]!.includes('WebAssembly')).toBe(engine.kind === 'wasm');
  });
});

it('a worker whose FFMPEG_PATH is wrong does not start', async () => {
  await expect(linesOf({ ffmpegPath: '/no/such/ffmpeg' })).rejects.toMatchObject({ id: 'audio-no-ffmpeg' });
});

it('a bot alone looks for no ffmpeg, and leaves a snapshot of its database', async () => {
  const lines = await linesOf({ role: 'bot', ffmpegPath: '/no/such/ffmpeg' });
  expect(lines.filter((line) => line.includes('ffmpeg'))).toEqual([]);
  // The embedded database is put aside at the end.
  expect(lines.at(-1)).toContain('took a snapshot');
});

it('renews a file while it is well, which goes with it', async () => {
  const heartbeatFile = join((await database.place()).dataDir, 'well');
  const { dataDir } = await database.place();
  const config = { ...readConfig({ DATA_DIR: dataDir }), role: 'bot', heartbeatFile } as const;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const app = await startApp({ config, log: pino({ level: 'silent' }) });
    const first = (await stat(heartbeatFile)).mtimeMs;
    vi.advanceTimersByTime(10_000);
    await vi.waitFor(async () => expect((await stat(heartbeatFile)).mtimeMs).toBeGreaterThan(first));
    await app.stop();
    await expect(stat(heartbeatFile)).rejects.toMatchObject({ code: 'ENOENT' });
  } finally {
    vi.useRealTimers();
  }
});
