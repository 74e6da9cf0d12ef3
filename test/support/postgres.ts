/**
 * A real PostgreSQL for tests, started here where its `initdb` is found: a cluster of its own in a temporary
 * folder, reached by a Unix socket, without fsync, gone when it is stopped.
 */
import { execFile, spawn } from 'node:child_process';
import {
  accessSync,
  chownSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

export interface Postgres {
  /** The address of a database that is there from the start, empty. */
  readonly url: string;
  /** Makes a database, as a copy of another if that is given. @returns its address. */
  createDatabase(name: string, template?: string): Promise<string>;
  /** Ends the server as a crash does and starts it again on what is there. */
  restart(): Promise<void>;
  /** Ends every connection and the server at once, as `pg_ctl stop -m fast` does. */
  stop(): Promise<void>;
}

/** Where PostgreSQL's programs lie: on PATH, or where Debian keeps the newest. `undefined`: nowhere. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = list(debian).sort((a, b) => Number(b) - Number(a));
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  return folders.find((folder) => isProgram(join(folder, 'initdb')) && isProgram(join(folder, 'postgres')));
}

/** @returns `undefined` where there is no PostgreSQL to start: then skip with a message. */
export async function startPostgres(): Promise<Postgres | undefined> {
  const programs = findPostgres();
  if (programs === undefined) return undefined;
  const owner = plainUser();
  const folder = mkdtempSync(join(tmpdir(), 'beatwright-postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (owner !== undefined) for (const path of [folder, data]) chownSync(path, owner.uid, owner.gid);
  const as = { cwd: folder, ...owner };
  await promisify(execFile)(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'beatwright', '--auth=trust', '--no-sync', '--no-locale', '-E', 'UTF8'],
    as,
  );
  const settings = [
    `unix_socket_directories=${folder}`,
    'listen_addresses=',
    'fsync=off',
    'full_page_writes=off',
    'max_connections=60',
    'shared_buffers=16MB',
    // Not the zone that times are kept in, to see that nothing relies on the server's.
    'timezone=America/St_Johns',
  ];
  const launch = async () => {
    const server = spawn(
      join(programs, 'postgres'),
      ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
      { ...as, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const lastWords: string[] = [];
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    const kill = () => server.kill('SIGKILL');
    process.once('exit', kill);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.stderr.setEncoding('utf8').on('data', (text: string) => {
        lastWords.push(text);
        if (lastWords.join('').includes('ready to accept connections')) resolve();
      });
      void ended.then(() => reject(new Error(`PostgreSQL did not start: ${lastWords.join('')}`)));
    });
    return async (signal: 'SIGINT' | 'SIGQUIT') => {
      server.kill(signal);
      await ended;
      process.off('exit', kill);
    };
  };
  let end = await launch();

  const address = (database: string) => `postgresql://beatwright@localhost/${database}?host=${folder}`;
  return {
    url: address('postgres'),
    createDatabase: async (name, template = 'template1') => {
      const client = new pg.Client(address('postgres'));
      await client.connect();
      try {
        await client.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`);
      } finally {
        await client.end();
      }
      return address(name);
    },
    restart: async () => {
      await end('SIGQUIT');
      end = await launch();
    },
    stop: async () => {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root: then another user of the machine lends its name. */
function plainUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  );
  const user = users.get('postgres') ?? users.get('nobody');
  if (user === undefined) throw new Error('no user but root to run PostgreSQL as');
  return user;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
