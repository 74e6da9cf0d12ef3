/**
 * Answers: how soon a member is acknowledged while an artist is trained on the same machine. Discord gives up after 3 s. The
 * real bot with its worker threads, at the loopback Discord, on an embedded database of its own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { grammarArtist } from '../../src/corpus/index.ts';
import { writeMidi } from '../../src/music/index.ts';
import { connectOptions, createRoom, type Room, type RoomMessage } from '../../src/room/index.ts';
import { pause, until } from './wait.ts';

const ARTIST = 'Night Shift';
const REFERENCES = 6;
/** More than a training takes while it is measured; it is called off then. */
const STEPS = 1000;
const ANSWERS = 200;
/** A member reads and types between two commands, in milliseconds. */
const PAUSE_MS = 50;
/** How often it is looked how far jobs are, in milliseconds. */
const LOOK_MS = 200;
/** Of a training, the share in percent that goes by before its steps. */
const BEFORE_STEPS = 10;
/** For what is not measured. */
const PATIENT = { timeoutMs: 600_000 };

interface AnswerTimes {
  /** Milliseconds from a member's act to the acknowledgement, which the room measures. */
  readonly ackP50Ms: number;
  readonly ackP99Ms: number;
}

export async function answerBench(log: (line: string) => void): Promise<AnswerTimes> {
  const dataDir = await mkdtemp(join(tmpdir(), 'beatwright-bench-'));
  const room = await createRoom({
    servers: [{ name: 'Cellar', channels: ['beats'], members: ['ann', 'bob'] }],
    // Nobody waits for the rate limits of a Discord that is busy.
    limits: { bucket: 10_000 },
  });
  const app = await startApp({
    config: readConfig({ DATA_DIR: dataDir, DISCORD_TOKEN: room.token, WORKERS: '1' }),
    log: pino({ level: 'silent' }),
    discord: { client: connectOptions(room), uploadsBase: room.base },
    trainAfterMs: 3_600_000,
    trainingSteps: STEPS,
  });
  try {
    log('the artist hands over references and is trained');
    const training = await beginTraining(room, app);
    const times = await acknowledged(room);
    const [job] = await app.store.jobs.running();
    if (job?.kind !== 'train') throw new Error('the training ended before everything was measured');
    await room.as(room.server().member('ann')).press(training, training.customIds[0]!).answered;
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
    const result = { ackP50Ms: at(0.5), ackP99Ms: at(0.99) };
    log(
      `${ANSWERS} answers while training: ${result.ackP50Ms} ms, one in a hundred over ${result.ackP99Ms} ms`,
    );
    return result;
  } finally {
    await app.stop();
    await room.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** @returns the training's message, once it has come to its steps. */
async function beginTraining(room: Room, { store }: App): Promise<RoomMessage> {
  const { jobs } = store;
  const ann = room.as(room.server().member('ann'));
  await ann.slash('artist create', { name: ARTIST, style: 'boom-bap' }).replied(PATIENT);
  const artist = grammarArtist('boom-bap', 1);
  for (let i = 0; i < REFERENCES; i++) {
    const track = { name: `${i}.mid`, bytes: writeMidi(artist.song(i)) };
    await ann
      .slash('reference add', { artist: ARTIST, consent: true }, { attachments: { track } })
      .replied(PATIENT);
  }
  await until(async () => [...(await jobs.queued()), ...(await jobs.running())].length === 0, LOOK_MS);
  const message = await ann.slash('train', { artist: ARTIST }).replied(PATIENT);
  await until(async () => (await jobs.running()).some(({ percent }) => percent > BEFORE_STEPS), LOOK_MS);
  return message;
}

/** How long each of some commands of a member waits, in milliseconds: what is read, one after the other. */
async function acknowledged(room: Room): Promise<number[]> {
  const bob = room.as(room.server().member('bob'));
  const times: number[] = [];
  while (times.length < ANSWERS) {
    const asked =
      times.length % 2 === 0 ? bob.slash('artist show', { name: ARTIST }) : bob.slash('artist list');
    times.push((await asked.answered).ms);
    await asked.replied(PATIENT);
    await pause(PAUSE_MS);
  }
  return times;
}
