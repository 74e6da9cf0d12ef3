/**
 * Fairness: how long a beat takes behind one member's fifty uploads, and how the bot's thread fares with two thousand
 * results to show. The real bot with its worker threads, at the loopback Discord, on an embedded database of its own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pino } from 'pino';
import { type App, startApp } from '../../src/app.ts';
import { createAudio } from '../../src/audio/index.ts';
import { readConfig } from '../../src/config.ts';
import { grammarSong } from '../../src/corpus/index.ts';
import { type Sound, secondsOf } from '../../src/music/index.ts';
import { renderSong } from '../../src/render/index.ts';
import {
  connectOptions,
  createRoom,
  type Room,
  type RoomActor,
  type RoomMessage,
} from '../../src/room/index.ts';
import { openStore, type Store, TAKE_NAMES } from '../../src/store/index.ts';
import { newJob } from '../../src/worker/kinds/index.ts';
import { answerBench } from './answer.ts';
import { pause, until } from './wait.ts';

const UPLOADS = 50;
const UPLOAD_SECONDS = 60;
/** Beats that are measured alone, and behind the uploads. */
const ALONE = 7;
const BEHIND = 20;
const VOTES = 20;
const UNDELIVERED = 2000;
/** How long the bot's thread is watched, in milliseconds, and how finely. */
const WATCHED_MS = 30_000;
const RESOLUTION_MS = 5;
const LOOK_MS = 100;
/** For what is not measured. */
const PATIENT = { timeoutMs: 600_000 };

interface FairnessTimes {
  /** Milliseconds from the command to the message with its files: the median of beats that nobody else waits with. */
  readonly aloneMs: number;
  /** The same behind one member's fifty uploads, which are being heard: 19 of 20 are faster. */
  readonly behind50P95Ms: number;
  /** By how much the bot's thread is late with 2,000 results to show: 99 of 100 times it is less. */
  readonly lagP99Ms: number;
  /** From a member's act to the acknowledgement while an artist is trained: 99 of 100 are faster. */
  readonly ackP99Ms: number;
  /** From the press of a vote's button to the message that shows it, the median. */
  readonly voteMs: number;
}

export async function fairnessBench(log: (line: string) => void): Promise<FairnessTimes> {
  const dataDir = await mkdtemp(join(tmpdir(), 'beatwright-bench-'));
  const room = await createRoom({
    servers: [
      { name: 'Cellar', channels: ['beats'], members: ['hog'] },
      { name: 'Attic', channels: ['beats'], members: ['dan'] },
    ],
    // Nobody waits for the rate limits of a Discord that is busy.
    limits: { bucket: 100_000, acknowledgeMs: PATIENT.timeoutMs },
  });
  const open = () =>
    startApp({
      config: readConfig({ DATA_DIR: dataDir, DISCORD_TOKEN: room.token, WORKERS: '1' }),
      log: pino({ level: 'silent' }),
      discord: { client: connectOptions(room), uploadsBase: room.base },
      trainAfterMs: 3_600_000,
    });
  try {
    log('the tracks are rendered');
    const tracks = await someTracks();
    const app = await open();
    const turns = await turnsOf(room, app, tracks, log).finally(() => app.stop());
    log(`${UNDELIVERED} results are stored that nobody was shown`);
    const store = await openStore({ dataDir });
    await leaveUndelivered(store, room).finally(() => store.close());
    const lag = await lagOf(open, log);
    const { ackP99Ms } = await answerBench(log);
    return { ...turns, lagP99Ms: lag, ackP99Ms };
  } finally {
    await room.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function turnsOf(
  room: Room,
  { store }: App,
  tracks: readonly Uint8Array[],
  log: (line: string) => void,
): Promise<Pick<FairnessTimes, 'aloneMs' | 'behind50P95Ms' | 'voteMs'>> {
  const hog = room.as(room.server('Cellar').member('hog'));
  const dan = room.as(room.server('Attic').member('dan'));
  await beatBy(dan, 0);
  const alone: number[] = [];
  while (alone.length < ALONE) alone.push((await beatBy(dan, 1 + alone.length)).ms);
  const aloneMs = at(alone, 0.5);
  log(`a beat alone: ${aloneMs} ms`);
  const { message } = await beatBy(dan, 100);
  const voteMs = await votesBy(dan, room, message);
  log(`a vote: ${voteMs} ms`);

  await hog.slash('artist create', { name: 'Hog' }).replied(PATIENT);
  for (const [i, bytes] of tracks.entries()) {
    const track = { name: `${i}.mp3`, bytes };
    await hog.slash('reference add', { artist: 'Hog', consent: true }, { attachments: { track } }).answered;
  }
  await until(
    async () => (await store.jobs.running()).some(({ kind, percent }) => kind === 'ingest' && percent > 0),
    LOOK_MS,
  );
  const behind: number[] = [];
  while (behind.length < BEHIND) {
    const before = process.cpuUsage();
    const { ms, message } = await beatBy(dan, 1000 + behind.length);
    const { user, system } = process.cpuUsage(before);
    behind.push(ms);
    const waiting = (await store.jobs.queued()).length;
    // With less than the machine has, others were at work on it, and the time says little.
    const cores = ((user + system) / 1000 / ms).toFixed(1);
    log(`a beat behind ${waiting} uploads: ${ms} ms on ${cores} cores, ${await partsOf(store, message)}`);
  }
  if ((await store.jobs.queued()).length === 0) throw new Error('the uploads ended before all was measured');
  return { aloneMs, behind50P95Ms: at(behind, 0.95), voteMs };
}

/** Asks for a beat of a style and waits for its files. */
async function beatBy(member: RoomActor, seed: number): Promise<{ ms: number; message: RoomMessage }> {
  const start = performance.now();
  const asked = member.slash('beat', { style: 'trap', seed });
  const message = await asked.until(({ attachments }) => attachments.length > 0, PATIENT);
  return { ms: Math.round(performance.now() - start), message };
}

/** What of it went by before a worker took it, and on its work. */
async function partsOf({ database }: Store, { id }: RoomMessage): Promise<string> {
  if (database.kind !== 'pglite') return '';
  const { rows } = await database.pglite.query<{ waited: number; worked: number }>(
    `SELECT (extract(epoch FROM started_at - created_at) * 1000)::int AS waited,
      (extract(epoch FROM ended_at - started_at) * 1000)::int AS worked FROM jobs WHERE message_id = $1`,
    [id],
  );
  return `${rows[0]?.waited} of them in the queue and ${rows[0]?.worked} being made`;
}

/** Votes for a take and takes it back, again and again. */
async function votesBy(member: RoomActor, room: Room, message: RoomMessage): Promise<number> {
  const id = message.customIds.find((each) => each.startsWith('vote:'));
  if (id === undefined) throw new Error('there is nothing to vote for');
  const times: number[] = [];
  while (times.length < VOTES) {
    const before = JSON.stringify(message.components);
    const start = performance.now();
    member.press(message, id);
    await room.until(() => (JSON.stringify(message.components) === before ? undefined : true), PATIENT);
    times.push(Math.round(performance.now() - start));
  }
  return at(times, 0.5);
}

/** Tracks that differ in their tags alone: to be heard, one is as much work as another. */
async function someTracks(): Promise<Uint8Array[]> {
  const score = grammarSong('boom-bap', 1, { bars: 8, bpm: 80 });
  const { sound } = await renderSong({ score, style: 'boom-bap', seed: 1 });
  const { sampleRate } = sound;
  const channels = sound.channels.map((channel) =>
    Float32Array.from({ length: UPLOAD_SECONDS * sampleRate }, (_, i) => channel[i % channel.length]!),
  );
  const long: Sound = { sampleRate, channels };
  const mp3 = await createAudio({}).encode(long, { format: 'mp3', kbps: 128 });
  return Array.from({ length: UPLOADS }, (_, i) =>
    Buffer.concat([mp3, Buffer.from(`TAG${i}`.padEnd(128, ' '))]),
  );
}

/** Beats that are done and that no message shows, as after an outage of Discord. */
async function leaveUndelivered(store: Store, room: Room): Promise<void> {
  const score = grammarSong('trap', 1, { bars: 4 });
  const { bpm, key, bars } = score;
  const server = room.server('Attic');
  const serverId = server.id;
  const memberId = server.member('dan').id;
  const files = {
    midi: await store.blobs.put(Buffer.alloc(2000, 1)),
    mp3: await store.blobs.put(Buffer.alloc(300_000, 2)),
  };
  const told = {
    subject: 'Trap',
    style: 'trap',
    bpm,
    key,
    bars,
    takes: 4,
    wav: false,
    stems: false,
  } as const;
  const facts = { bpm, key, bars, seconds: secondsOf(score), ms: { generate: 1, render: 1, encode: 1 } };
  const takes = TAKE_NAMES.map((name) => ({ name, score, files, facts }));
  for (let seed = 0; seed < UNDELIVERED; seed++) {
    const message = { channelId: server.channel('beats').id };
    const { id: jobId } = await store.jobs.create(
      newJob('beat', { ...told, seed }, { serverId, memberId, message }),
    );
    await store.beats.add({ serverId, memberId, style: 'trap', seed, request: {}, jobId, takes });
    await store.jobs.finish(jobId, {});
  }
}

/** How late the thread is at its 99th of a hundred, beyond how finely it is watched. */
async function lagOf(open: () => Promise<App>, log: (line: string) => void): Promise<number> {
  const app = await open();
  const lag = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  lag.enable();
  await pause(WATCHED_MS);
  lag.disable();
  const left = (await app.store.jobs.undelivered()).length;
  const ms = Math.max(0, Math.round(lag.percentile(99) / 1e6) - RESOLUTION_MS);
  log(
    `the bot's thread with ${UNDELIVERED} results to show, ${left} of them left: late by ${ms} ms, at most ${Math.round(lag.max / 1e6)} ms`,
  );
  await app.stop();
  return ms;
}

/** A quantile. */
function at(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)]!;
}
