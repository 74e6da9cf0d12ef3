/**
 * A bot without the background jobs stays light: whatever members ask of it, it never loads what listens, learns, writes or
 * renders. On PostgreSQL, as such a bot runs; where there is none, on the embedded database.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRoom, type Room } from '../../src/room/index.ts';
import { COUPLETS } from '../flow/verses.ts';
import { testDatabase } from '../support/database.ts';
import { drumming } from '../support/drummer.ts';
import { PATIENT } from '../support/patience.ts';

const CHILD = fileURLToPath(new URL('light-child.ts', import.meta.url));
const postgres = testDatabase('PostgreSQL');
const database = postgres.missing === undefined ? postgres : testDatabase('PGlite');
let room: Room;
let loaded: { readonly modules: readonly string[]; readonly libraries: readonly string[] };

beforeAll(async () => {
  room = await createRoom({ servers: [{ name: 'Cellar', channels: ['beats'], members: ['ann'] }] });
  const { dataDir, databaseUrl } = await database.place();
  const settings = {
    DATA_DIR: dataDir,
    DISCORD_TOKEN: room.token,
    ROLE: '',
    DATABASE_URL: databaseUrl ?? '',
  };
  const child = spawn(process.execPath, [CHILD, room.base], {
    env: { ...process.env, ...settings },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('the bot ended');
    return String(value);
  };
  try {
    expect(await nextLine()).toBe('ready');
    await useEverything();
    child.stdin.write('loaded?\n');
    loaded = JSON.parse(await nextLine());
    child.stdin.end();
    expect(await ended).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});
afterAll(async () => {
  await room?.close();
  await database.stop();
});

/** Ann does what the bot alone can answer, and files every kind of job that one can file without a worker. */
async function useEverything(): Promise<void> {
  const ann = room.as(room.server('Cellar').member('ann'));
  const artist = 'Night Shift';
  await ann.slash('artist create', { name: artist }).replied(PATIENT);
  const attachments = { track: drumming(1) };
  await ann.slash('reference add', { artist, consent: true }, { attachments }).replied(PATIENT);
  const { modal } = await ann.slash('artist lyrics', { artist, consent: true }).answered;
  await ann.submit(modal!, { lyrics: COUPLETS }).replied(PATIENT);
  await ann.slash('artist show', { name: artist }).replied(PATIENT);
  await ann.slash('reference list', { artist }).replied(PATIENT);
  await ann.slash('help').replied(PATIENT);
  const beat = await ann.slash('beat', { style: 'trap', seed: 1 }).replied(PATIENT);
  expect(beat.text).toMatch(/trap/i);
}

test('a bot on its own loads neither TensorFlow.js nor ONNX Runtime', () => {
  // What it does load is seen, so that what is not seen is not there.
  expect(loaded.modules.filter((url) => url.endsWith('/src/bot/bot.ts'))).toHaveLength(1);
  expect(loaded.modules.filter((url) => /node_modules\/discord\.js\//.test(url)).length).toBeGreaterThan(1);
  expect(loaded.modules.filter((url) => /@tensorflow|onnxruntime/.test(url))).toEqual([]);
  expect(loaded.libraries.length).toBeGreaterThan(0);
  expect(loaded.libraries.filter((path) => /onnxruntime|tensorflow|resvg/.test(path))).toEqual([]);
});

test.each(['audio', 'corpus', 'engine', 'listen', 'model', 'render'])(
  'a bot on its own loads nothing of src/%s',
  (folder) => {
    expect(loaded.modules.filter((url) => url.includes(`/src/${folder}/`))).toEqual([]);
  },
);

test('a bot on its own loads of threads and workers only what files a job', () => {
  const heavy =
    /\/src\/(threads\/(tasks|networks|learning|writing)|worker\/(index|worker)|worker\/kinds\/.*\.handler)\.ts/;
  expect(loaded.modules.filter((url) => heavy.test(url))).toEqual([]);
});
