/**
 * Every setting, read once. This is the only place that looks at the environment; `.env.example` lists the
 * same settings for people, and a test holds the two together.
 */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Quota, Quotas } from './services/index.ts';
import { BeatwrightError, words } from './words/index.ts';

/** What a process does: everything, only Discord, or only the background jobs. */
export const ROLES = ['all', 'bot', 'worker'] as const;
export type Role = (typeof ROLES)[number];

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** A variable that is set to nothing counts as not set, as in an `.env` file with a name and no value. */
const unset = (value: unknown) => (value === '' ? undefined : value);
const text = (wanted: string) => z.preprocess(unset, z.string({ error: wanted }).optional());

/** A setting that is a whole number in a range. */
const wholeNumber = (wanted: string, least: number, most: number) =>
  z.coerce
    .number({ error: wanted })
    .int({ error: wanted })
    .min(least, { error: wanted })
    .max(most, { error: wanted });

const LIMIT = 'a whole number from 0 (no limit) to 1000000';
const MEGABYTE = 2 ** 20;

/** The most that one may have; 0 is no limit. */
const limit = (usual: number) => z.preprocess(unset, wholeNumber(LIMIT, 0, 1_000_000).default(usual));

const WANTED = {
  DISCORD_TOKEN: 'a bot token from the Discord developer portal: three parts joined by dots',
  DATABASE_URL:
    'a PostgreSQL address such as postgresql://user:password@host:5432/beatwright, in whose password /, ?, # and @ are written %2F, %3F, %23 and %40',
  DATA_DIR: 'a folder that can be written to',
  ROLE: `one of ${ROLES.join(', ')}`,
  WORKERS: 'a whole number from 1 to 64',
  TRAINING_STEPS: 'a whole number from 1 to 1000',
  KEEP_TAKES_DAYS: 'a whole number from 0 (for good) to 36500',
  HTTP_PORT: 'a whole number from 1 to 65535',
  PUBLIC_URL: 'an address such as https://beats.example.org',
  HEARTBEAT_FILE: 'the path of a file that can be written',
  FFMPEG_PATH: 'the path of an ffmpeg program',
  LOG_LEVEL: `one of ${LOG_LEVELS.join(', ')}`,
} as const;

/** Settings that hold a token or a password. */
const SECRETS: ReadonlySet<string> = new Set(['DISCORD_TOKEN', 'DATABASE_URL']);

const settings = z.object({
  DISCORD_TOKEN: text(WANTED.DISCORD_TOKEN).refine(
    (v) => v === undefined || /^[\w-]+\.[\w-]+\.[\w-]+$/.test(v),
    {
      error: WANTED.DISCORD_TOKEN,
    },
  ),
  DATABASE_URL: text(WANTED.DATABASE_URL).refine((v) => v === undefined || isPostgres(v), {
    error: WANTED.DATABASE_URL,
  }),
  DATA_DIR: z.preprocess(unset, z.string().default('./data')),
  ROLE: z.preprocess(unset, z.enum(ROLES, { error: WANTED.ROLE }).default('all')),
  WORKERS: z.preprocess(
    unset,
    wholeNumber(WANTED.WORKERS, 1, 64).default(() => Math.max(1, availableParallelism() - 1)),
  ),
  TRAINING_STEPS: z.preprocess(unset, wholeNumber(WANTED.TRAINING_STEPS, 1, 1000).optional()),
  MEMBER_REQUESTS: limit(60),
  MEMBER_BEATS_PER_HOUR: limit(60),
  MEMBER_ARTISTS: limit(20),
  MEMBER_REFERENCES: limit(500),
  MEMBER_MEGABYTES: limit(2000),
  MEMBER_BATTLES: limit(5),
  SERVER_REQUESTS: limit(300),
  SERVER_BEATS_PER_HOUR: limit(300),
  SERVER_ARTISTS: limit(200),
  SERVER_REFERENCES: limit(5000),
  SERVER_MEGABYTES: limit(20_000),
  SERVER_BATTLES: limit(20),
  KEEP_TAKES_DAYS: z.preprocess(unset, wholeNumber(WANTED.KEEP_TAKES_DAYS, 0, 36_500).default(90)),
  FFMPEG_PATH: text(WANTED.FFMPEG_PATH),
  HEARTBEAT_FILE: text(WANTED.HEARTBEAT_FILE),
  HTTP_PORT: z.preprocess(unset, wholeNumber(WANTED.HTTP_PORT, 1, 65_535).optional()),
  PUBLIC_URL: text(WANTED.PUBLIC_URL).refine(
    (v) => v === undefined || /^https?:$/.test(URL.parse(v)?.protocol ?? ''),
    {
      error: WANTED.PUBLIC_URL,
    },
  ),
  LOG_LEVEL: z.preprocess(unset, z.enum(LOG_LEVELS, { error: WANTED.LOG_LEVEL }).default('info')),
});

export interface Config {
  /** The bot's token; without one there is no Discord. */
  readonly discordToken?: string;
  /** PostgreSQL to use in place of the embedded database. */
  readonly databaseUrl?: string;
  /** Where the embedded database and the blobs lie; absolute. */
  readonly dataDir: string;
  readonly role: Role;
  /** Worker threads for heavy work. */
  readonly workers: number;
  /** Steps of an artist's training at most; the usual number unless told. */
  readonly trainingSteps?: number;
  readonly ffmpegPath?: string;
  /** Where uploads by link are taken, and how members reach that; nowhere unless told. */
  readonly links?: { readonly port: number; readonly publicUrl: string | undefined };
  /** After how many days takes that nobody wanted are let go; never unless told. */
  readonly keepTakesDays?: number;
  /** A file whose time says that the process is well. */
  readonly heartbeatFile?: string;
  /** What members and servers may have and ask for. */
  readonly quotas: Quotas;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/**
 * The settings of an environment.
 * @throws BeatwrightError `config-invalid`, naming each wrong setting, what was read and what is wanted.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const read = settings.safeParse(env);
  if (!read.success) {
    const problems = read.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      // What is nearly right is still a secret: say only how long it is.
      const value = SECRETS.has(name) ? `${env[name]?.length} characters` : JSON.stringify(env[name]);
      return words.notes['config-setting']({ name, value, wanted: issue.message });
    });
    throw new BeatwrightError('config-invalid', { problems: [...new Set(problems)] });
  }
  const { data } = read;
  if (data.ROLE !== 'all' && data.DATABASE_URL === undefined) {
    throw new BeatwrightError('config-no-database', { role: data.ROLE, wanted: WANTED.DATABASE_URL });
  }
  return {
    discordToken: data.DISCORD_TOKEN,
    databaseUrl: data.DATABASE_URL,
    dataDir: resolve(data.DATA_DIR),
    role: data.ROLE,
    workers: data.WORKERS,
    trainingSteps: data.TRAINING_STEPS,
    ffmpegPath: data.FFMPEG_PATH,
    links: data.HTTP_PORT === undefined ? undefined : { port: data.HTTP_PORT, publicUrl: data.PUBLIC_URL },
    keepTakesDays: data.KEEP_TAKES_DAYS === 0 ? undefined : data.KEEP_TAKES_DAYS,
    heartbeatFile: data.HEARTBEAT_FILE,
    quotas: { member: quotaOf('MEMBER', data), server: quotaOf('SERVER', data) },
    logLevel: data.LOG_LEVEL,
  };
}

/** The settings for a practice room in that folder: they are the product's, but for what a room has of its own. */
export function readPracticeConfig(dataDir: string): Config {
  return readConfig({ ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', ROLE: '', DISCORD_TOKEN: '' });
}

/** Whether a person may look on: not where a machine runs tests, as all of them say. */
export function isAttended(): boolean {
  return process.stdout.isTTY === true && !process.env['CI'];
}

function quotaOf(whose: 'MEMBER' | 'SERVER', data: z.infer<typeof settings>): Quota {
  const told = (value: number) => (value === 0 ? undefined : value);
  return {
    jobs: told(data[`${whose}_REQUESTS`]),
    beatsAnHour: told(data[`${whose}_BEATS_PER_HOUR`]),
    artists: told(data[`${whose}_ARTISTS`]),
    references: told(data[`${whose}_REFERENCES`]),
    bytes: told(data[`${whose}_MEGABYTES`] * MEGABYTE),
    battles: told(data[`${whose}_BATTLES`]),
  };
}

/**
 * An address that names its server. A password with a slash, a question mark or a hash in it ends the server's name too
 * early, and what is left of it would be taken for the database's name, which errors repeat: its @ gives it away.
 */
function isPostgres(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) return false;
  const hasServer = url.hostname !== '' || url.searchParams.has('host');
  return hasServer && !`${url.pathname}${url.search}${url.hash}`.includes('@');
}
