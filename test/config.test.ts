import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { settingNames } from './support/settings.ts';

describe('settings', () => {
  it('needs none', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ role: 'all', logLevel: 'info' });
    expect(config.dataDir).toMatch(/data$/);
    expect(config.workers).toBeGreaterThanOrEqual(1);
    expect(config.discordToken).toBeUndefined();
  });

  it('takes a name without a value, as .env.example has it, for not set', () => {
    expect(readConfig(Object.fromEntries(settingNames().map((name) => [name, ''])))).toEqual(readConfig({}));
  });

  it.each([
    ['ROLE', 'robot', 'one of all, bot, worker'],
    ['WORKERS', '0', 'a whole number from 1 to 64'],
    ['WORKERS', 'many', 'a whole number from 1 to 64'],
    ['LOG_LEVEL', 'loud', 'one of debug'],
  ])('says of a wrong %s what was read and what is wanted', (name, value, wanted) => {
    expect(() => readConfig({ [name]: value })).toThrow(
      expect.objectContaining({
        id: 'config-invalid',
        message: expect.stringContaining(`${name} is "${value}"`),
      }),
    );
    expect(() => readConfig({ [name]: value })).toThrow(wanted);
  });

  it('names every wrong setting at once', () => {
    expect(() => readConfig({ ROLE: 'robot', WORKERS: '0' })).toThrow(/ROLE[\s\S]*WORKERS/);
  });

  it('never repeats a token or a password', () => {
    const wrong = { DATABASE_URL: 'mysql://me:hunter2@localhost' };
    expect(() => readConfig(wrong)).toThrow('DATABASE_URL is 28 characters. Set it to a PostgreSQL address');
    expect(() => readConfig(wrong)).not.toThrow('hunter2');
    for (const mistyped of [
      'postgres//beatwright:hunter2@db/beatwright',
      'postgres:/beatwright:hunter2@db/beatwright',
      'postgres:beatwright:hunter2@db/beatwright',
      'postgres:///beatwright:hunter2@db/beatwright',
      'postgres://beatwright:7/hunter2@db/beatwright',
      'postgres://beatwright:7?hunter2@db/beatwright',
      'postgres://beatwright:7#hunter2@db/beatwright',
      'postgres://beatwright:hunter2@db:port/beatwright',
    ]) {
      expect(() => readConfig({ DATABASE_URL: mistyped })).toThrow(
        `DATABASE_URL is ${mistyped.length} characters.`,
      );
      expect(() => readConfig({ DATABASE_URL: mistyped })).not.toThrow('hunter2');
    }
    expect(() => readConfig({ DISCORD_TOKEN: 'almost-a.token' })).toThrow('DISCORD_TOKEN is 14 characters');
    expect(() => readConfig({ DISCORD_TOKEN: 'almost-a.token' })).not.toThrow('almost');
  });

  it('refuses to split the work over processes that cannot share a database', () => {
    expect(() => readConfig({ ROLE: 'worker' })).toThrow(
      expect.objectContaining({ id: 'config-no-database' }),
    );
    expect(readConfig({ ROLE: 'worker', DATABASE_URL: 'postgres://localhost/b' }).role).toBe('worker');
  });

  it('are listed in .env.example, all of them and no others', () => {
    const listed = readFileSync('.env.example', 'utf8').match(/^[A-Z_]+(?==)/gm);
    expect(listed?.toSorted()).toEqual(settingNames());
  });

  it('are explained in docs/SETTINGS.md, all of them and no others', () => {
    const rows = readFileSync('docs/SETTINGS.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm);
    expect([...rows].map(([, name]) => name).toSorted()).toEqual(settingNames());
  });
});
