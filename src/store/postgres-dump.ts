/** PostgreSQL in and out of one file, by its own programs. */
import { execa } from 'execa';
import which from 'which';
import { BeatwrightError } from '../words/index.ts';

/** @throws `backup-program` */
export async function dumpPostgres(url: string, file: string): Promise<void> {
  await run('pg_dump', url, ['--format=custom', '--no-owner', `--file=${file}`]);
}

/** Everything or nothing: what is there is replaced in one transaction. @throws `backup-program` */
export async function restorePostgres(url: string, file: string): Promise<void> {
  const how = ['--clean', '--if-exists', '--no-owner', '--single-transaction', '--exit-on-error'];
  await run('pg_restore', url, [...how, file]);
}

async function run(program: string, url: string, args: readonly string[]): Promise<void> {
  const path = await which(program, { nothrow: true });
  if (path === null) throw new BeatwrightError('backup-program', { program, why: 'it is not on PATH' });
  const { address, password } = withoutPassword(url);
  const { exitCode, stderr } = await execa(path, [`--dbname=${address}`, ...args], {
    env: password === undefined ? {} : { PGPASSWORD: password },
    stdin: 'ignore',
    reject: false,
  });
  if (exitCode !== 0) throw new BeatwrightError('backup-program', { program, why: stderr.trim() });
}

/** Whoever lists processes sees what they were given. */
function withoutPassword(url: string): { address: string; password: string | undefined } {
  const parsed = new URL(url);
  const password =
    parsed.password === '' ? parsed.searchParams.get('password') : decodeURIComponent(parsed.password);
  parsed.password = '';
  parsed.searchParams.delete('password');
  return { address: parsed.href, password: password ?? undefined };
}
