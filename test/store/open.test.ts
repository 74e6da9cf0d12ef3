import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { type Place, testDatabase } from '../support/database.ts';
import { startPostgres } from '../support/postgres.ts';
import { makeArtist, newJob } from './fixtures.ts';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));

interface Acknowledged {
  readonly artistId: string;
  readonly referenceId: string;
  readonly jobId: string;
  readonly beatId: string;
  readonly takeId: string;
}

const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** Another process on the place. */
function start(place: Place, task: 'hold' | 'write') {
  const child = spawn(process.execPath, [CHILD, JSON.stringify(place), task], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  return {
    nextLine: async () => {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`the child ended: ${errors}`);
      return String(value);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
      children.delete(child);
      return errors;
    },
  };
}

describe.each(['PGlite', 'PostgreSQL'] as const)('a process on %s that is killed', (kind) => {
  const database = testDatabase(kind);
  beforeEach((ctx) => {
    if (database.missing !== undefined) ctx.skip(database.missing);
  });
  afterAll(() => database.stop());

  it('loses nothing that it has acknowledged and leaves nothing half-written', async () => {
    const place = await database.place();
    const acknowledged: Acknowledged[] = [];
    for (const writes of [1, 5]) {
      const child = start(place, 'write');
      expect(await child.nextLine()).toBe('open');
      for (let i = 0; i < writes; i++) acknowledged.push(JSON.parse(await child.nextLine()) as Acknowledged);
      await child.kill();
    }
    const store = await openStore(place);
    for (const known of acknowledged) {
      const reference = (await store.references.get(known.referenceId))!;
      expect(reference.artistId).toBe(known.artistId);
      expect((await store.blobs.get(reference.sha256)).length).toBe(reference.size);
      expect((await store.votes.counts(known.beatId)).takes[0]).toMatchObject({
        takeId: known.takeId,
        votes: 1,
      });
    }
    const queued = await store.jobs.queued();
    expect(queued.map(({ id }) => id)).toEqual(
      expect.arrayContaining(acknowledged.map(({ jobId }) => jobId)),
    );
    // What was under way when the process died has happened whole or not at all.
    for (const { payload } of queued) {
      expect(await store.references.get(String(payload['referenceId']))).toMatchObject({ state: 'checking' });
    }
    const beats = await Promise.all(acknowledged.map(({ beatId }) => store.beats.get(beatId)));
    for (const beat of beats) {
      expect(beat?.takes).toHaveLength(4);
      for (const { files } of beat!.takes) {
        for (const sha256 of Object.values(files)) await store.blobs.get(sha256);
      }
    }
    await store.close();
  });
});

describe('a folder', () => {
  const database = testDatabase('PGlite');
  afterAll(() => database.stop());

  it('serves one process: a second is told at once what to do, and may come when the first was killed', async () => {
    const place = await database.place();
    const first = start(place, 'hold');
    expect(await first.nextLine()).toBe('open');
    await expect(openStore(place)).rejects.toMatchObject({
      id: 'data-locked',
      message: expect.stringMatching(/Stop it.*DATA_DIR.*DATABASE_URL/),
    });
    const second = start(place, 'hold');
    await expect(second.nextLine()).rejects.toThrow(/data-locked/);
    expect(await first.kill()).toBe('');
    const store = await openStore(place);
    await expect(openStore(place)).rejects.toMatchObject({ id: 'data-locked' });
    await store.close();
    await (await openStore(place)).close();
  });

  it('that is new, or was left while its database was being made, is made ready', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'beatwright-new-'));
    await mkdir(join(dataDir, 'deep', 'db.unfinished', 'base'), { recursive: true });
    await writeFile(join(dataDir, 'deep', 'db.unfinished', 'PG_VERSION'), '18\n');
    const store = await openStore({ dataDir: join(dataDir, 'deep') });
    const artist = await makeArtist(store);
    await store.close();
    const applied: string[] = [];
    const again = await openStore({ dataDir: join(dataDir, 'deep'), log: (line) => applied.push(line) });
    expect(applied).toEqual([]);
    expect(await again.artists.get(artist.id)).toEqual(artist);
    await again.close();
    await rm(dataDir, { recursive: true });
  });

  it('that cannot be used says so', async () => {
    const { dataDir } = await database.place();
    await writeFile(join(dataDir, 'file'), '');
    await expect(openStore({ dataDir: join(dataDir, 'file', 'data') })).rejects.toMatchObject({
      id: 'data-folder',
    });
    await mkdir(join(dataDir, 'else', 'db.lock'), { recursive: true });
    await expect(openStore({ dataDir: join(dataDir, 'else') })).rejects.toMatchObject({
      id: 'data-folder',
    });
    await rm(join(dataDir, 'db', 'global'), { recursive: true });
    await expect(openStore({ dataDir })).rejects.toMatchObject({ id: 'data-unreadable' });
    // And is not held by the attempt.
    await expect(openStore({ dataDir })).rejects.toMatchObject({ id: 'data-unreadable' });
  });

  it('that was closed ends what is under way and takes nothing more', async () => {
    const store = await openStore(await database.place());
    const jobs = [1, 2, 3].map(() => newJob());
    const underWay = jobs.map((job) => store.jobs.create(job));
    await Promise.all([store.close(), store.close()]);
    expect((await Promise.all(underWay)).map(({ state }) => state)).toEqual(['queued', 'queued', 'queued']);
    await expect(store.jobs.create(newJob())).rejects.toMatchObject({ id: 'store-closed' });
  });
});

describe('a PostgreSQL', () => {
  it('that cannot be used says so and keeps the password to itself', async (ctx) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'beatwright-away-'));
    const away = openStore({ dataDir, databaseUrl: 'postgresql://ann:s3cret@127.0.0.1:1/beats' });
    await expect(away).rejects.toMatchObject({
      id: 'database-away',
      message: expect.stringMatching(/127\.0\.0\.1:1\/beats.*ECONNREFUSED.*DATABASE_URL/),
    });
    await expect(away).rejects.not.toThrow(/s3cret/);

    const postgres = await startPostgres();
    if (postgres === undefined) return ctx.skip('PostgreSQL (initdb) is not installed here');
    const wrong = postgres.url.replace('/postgres?', '/nowhere?');
    await expect(openStore({ dataDir, databaseUrl: wrong })).rejects.toMatchObject({
      id: 'database-refused',
      message: expect.stringContaining('nowhere'),
    });

    const store = await openStore({ dataDir, databaseUrl: postgres.url });
    const artist = await makeArtist(store);
    await postgres.stop();
    await expect(store.artists.get(artist.id)).rejects.toMatchObject({ id: 'database-unreachable' });
    await expect(makeArtist(store)).rejects.toMatchObject({ id: 'database-unreachable' });
    await store.close();
    await rm(dataDir, { recursive: true });
  });
});
