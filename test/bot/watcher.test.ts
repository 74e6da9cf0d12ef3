import { DiscordAPIError } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { View } from '../../src/bot/index.ts';
import type { EditOutcome } from '../../src/bot/messages.ts';
import { createWatcher, type Watcher } from '../../src/bot/watcher.ts';
import type { MessagePlace, Services } from '../../src/services/index.ts';
import { openStudio, type Studio } from '../support/studio.ts';

const who = { serverId: '1', userId: '2' };
/** Four takes as sound and as MIDI, and their picture. */
const FILES = 9;

interface Edit {
  readonly at: number;
  readonly messageId: string;
  readonly view: View;
}

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

const running: Watcher[] = [];
beforeEach(() => {
  // The watcher's clock and timers alone: the database needs the rest to answer.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((watcher) => watcher.stop()));
  vi.useRealTimers();
  const { jobs } = studio.store;
  for (const { id } of await jobs.undelivered()) {
    await jobs.fail(id, { id: 'over', text: 'The test is over.' });
    await jobs.markDelivered(id);
  }
});

/** How many questions the services have not answered yet. */
let asking = 0;

/** The services, as a watcher sees them; methods that the test brings stand in place of their own. */
function servicesWith(instead: Partial<Services>): Services {
  const counted = (method: (...given: never[]) => Promise<unknown>) => {
    return async (...given: never[]) => {
      asking++;
      return method(...given).finally(() => asking--);
    };
  };
  const methods = Object.entries<(...given: never[]) => Promise<unknown>>({ ...studio.services, ...instead });
  return Object.fromEntries(methods.map(([name, method]) => [name, counted(method)])) as unknown as Services;
}

/** Until the watcher has all answers and waits for its timer. */
async function quiet(): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (asking > 0);
}

/** Lets time pass, as the watcher sees it: what it asks meanwhile takes none. */
async function pass(ms: number): Promise<void> {
  let isOver = false;
  setTimeout(() => {
    isOver = true;
  }, ms);
  await quiet();
  while (!isOver) {
    vi.advanceTimersToNextTimer();
    await quiet();
  }
}

/** A watcher over messages that only remember their edits. */
function watch(
  instead: Partial<Services> = {},
  post: () => Promise<MessagePlace> = () => Promise.reject(new Error('no job here starts by itself')),
) {
  const edits: Edit[] = [];
  const logged: { message: string; facts: object }[] = [];
  let answer: (edit: Edit) => Promise<EditOutcome> = async () => 'shown';
  const note = (facts: object, message: string) => logged.push({ facts, message });
  const watcher = createWatcher({
    services: servicesWith(instead),
    messages: {
      edit(to, view) {
        const edit = { at: Date.now(), messageId: to.messageId, view };
        edits.push(edit);
        return answer(edit);
      },
      post,
    },
    log: { info: note, warn: note, error: note },
  });
  running.push(watcher);
  return {
    watcher,
    edits,
    logged,
    answerWith(next: (edit: Edit) => Promise<EditOutcome>) {
      answer = next;
    },
  };
}

let messages = 0;
/** Asks for a beat, in a message of its own. */
async function startedBeat(): Promise<string> {
  const message = { channelId: '3', messageId: String(++messages) };
  const { jobId } = await studio.services.requestBeat(who, { style: 'trap', message });
  return jobId;
}
async function finishedBeat(): Promise<string> {
  const job = await startedBeat();
  await studio.work(job);
  return job;
}
async function isDelivered(job: string): Promise<boolean> {
  return (await studio.store.jobs.get(job))!.deliveredAt !== null;
}

/** The code that a member is told stands in the log. */
function codeIn(logged: readonly { readonly facts: object }[]): string {
  const [told] = logged.flatMap(({ facts }) => ('code' in facts ? [facts.code] : []));
  expect(told).toEqual(expect.stringMatching(/^[A-Z0-9]{6}$/));
  return String(told);
}

const refusal = (status: number, code: number) =>
  new DiscordAPIError({ code, message: 'no' }, code, status, 'PATCH', 'https://discord.com', {
    body: undefined,
    files: undefined,
  });
const failing = async (): Promise<never> => {
  throw new Error('database away');
};

test('a message is edited at most every 2 s, however often its job moves', async () => {
  const job = await startedBeat();
  await studio.store.jobs.start(job);
  const { watcher, edits } = watch();
  watcher.start();
  for (let percent = 0; percent < 100; percent += 2) {
    await studio.store.jobs.progress(job, { stage: 'rendering', percent });
    await pass(200);
  }
  expect(edits.length).toBeGreaterThanOrEqual(4);
  for (let i = 1; i < edits.length; i++) {
    expect(edits[i]!.at - edits[i - 1]!.at).toBeGreaterThanOrEqual(2000);
  }
  expect(edits.at(-1)!.view.content).toMatch(/▰+▱* \d+ % · rendering/);
});

test('a job that does not move is not edited again', async () => {
  await startedBeat();
  const { watcher, edits } = watch();
  watcher.start();
  await pass(30_000);
  expect(edits).toHaveLength(1);
});

test('the end is shown once, with its files, and then marked', async () => {
  const job = await startedBeat();
  const { watcher, edits } = watch();
  watcher.start();
  await pass(3000);
  await studio.work(job);
  expect(await isDelivered(job)).toBe(false);
  await pass(30_000);
  expect(edits.filter(({ view }) => view.files?.length === FILES)).toHaveLength(1);
  expect(await isDelivered(job)).toBe(true);
});

test('a failed job shows its sentence', async () => {
  const job = await startedBeat();
  const { watcher, edits } = watch();
  const text = 'The file stops in the middle. Export it again.';
  await studio.store.jobs.fail(job, { id: 'midi-truncated', text });
  watcher.start();
  await pass(1000);
  expect(edits.map(({ view }) => view.content)).toEqual([expect.stringContaining(text)]);
  expect(await isDelivered(job)).toBe(true);
});

test('a nudge shows a new job at once, though nothing was under way', async () => {
  const { watcher, edits } = watch();
  watcher.start();
  await pass(7000);
  await startedBeat();
  watcher.nudge();
  await pass(1);
  expect(edits).toHaveLength(1);
});

test('a bot that starts again shows what ended meanwhile', async () => {
  const job = await startedBeat();
  const first = watch();
  first.watcher.start();
  await pass(3000);
  await first.watcher.stop();
  await studio.work(job);
  await pass(10_000);
  expect(await isDelivered(job)).toBe(false);

  const second = watch();
  second.watcher.start();
  await pass(1000);
  expect(second.edits.map(({ view }) => view.files?.length)).toEqual([FILES]);
  expect(await isDelivered(job)).toBe(true);
});

test('an end that Discord took and the database did not is only marked again', async () => {
  const job = await finishedBeat();
  let isAway = true;
  const { watcher, edits } = watch({
    markDelivered: (id) => (isAway ? failing() : studio.services.markDelivered(id)),
  });
  watcher.start();
  await pass(10_000);
  expect(await isDelivered(job)).toBe(false);
  isAway = false;
  await pass(60_000);
  expect(edits).toHaveLength(1);
  expect(await isDelivered(job)).toBe(true);
});

describe('when Discord does not take the edit', () => {
  test('a failure of the line is tried again, ever more seldom, until it works', async () => {
    const job = await finishedBeat();
    const { watcher, edits, answerWith } = watch();
    answerWith(async () => {
      if (edits.length < 4) throw new Error('socket hang up');
      return 'shown';
    });
    watcher.start();
    await pass(120_000);
    expect(edits).toHaveLength(4);
    const pauses = edits.slice(1).map(({ at }, i) => at - edits[i]!.at);
    expect(pauses[1]!).toBeGreaterThan(pauses[0]!);
    expect(pauses[2]!).toBeGreaterThan(pauses[1]!);
    expect(await isDelivered(job)).toBe(true);
  });

  test('a deleted message is given up quietly, and marked once its job has ended', async () => {
    const job = await startedBeat();
    const { watcher, edits, logged, answerWith } = watch();
    answerWith(async () => 'gone');
    watcher.start();
    await pass(10_000);
    await studio.store.jobs.start(job);
    await pass(10_000);
    expect(await isDelivered(job)).toBe(false);
    await studio.work(job);
    await pass(10_000);
    expect(edits).toHaveLength(1);
    expect(await isDelivered(job)).toBe(true);
    expect(logged).toHaveLength(1);
  });

  test('a result that is refused for good becomes a sentence with a code that is logged', async () => {
    const job = await finishedBeat();
    const { watcher, edits, logged, answerWith } = watch();
    answerWith(async ({ view }) => {
      if (view.files !== undefined) throw refusal(403, 50013);
      return 'shown';
    });
    watcher.start();
    await pass(10_000);
    expect(edits).toHaveLength(2);
    expect(edits[1]!.view.content).toContain(codeIn(logged));
    expect(await isDelivered(job)).toBe(true);
  });

  test('a channel that takes nothing at all is given up', async () => {
    const job = await finishedBeat();
    const { watcher, answerWith } = watch();
    answerWith(async () => {
      throw refusal(403, 50013);
    });
    watcher.start();
    await pass(10_000);
    expect(await isDelivered(job)).toBe(true);
  });

  test('a token that is no good says nothing about the message: it stays owed', async () => {
    const job = await finishedBeat();
    const { watcher, answerWith } = watch();
    answerWith(async () => {
      throw refusal(401, 0);
    });
    watcher.start();
    await pass(10_000);
    expect(await isDelivered(job)).toBe(false);
  });
});

test('files that cannot be read are given up after a while, with a sentence', async () => {
  const job = await finishedBeat();
  const owed = await studio.services.jobsToShow();
  // Read once and not twice a second for minutes.
  const { watcher, edits, logged } = watch({ takeFiles: failing, jobsToShow: async () => owed });
  watcher.start();
  await pass(30_000);
  expect(edits).toHaveLength(0);
  await pass(400_000);
  expect(edits.map(({ view }) => view.content)).toEqual([expect.stringContaining(codeIn(logged))]);
  expect(await isDelivered(job)).toBe(true);
});

test('what is shown already is not read again and again, however many wait', async () => {
  for (let i = 0; i < 30; i++) await startedBeat();
  let read = 0;
  const { watcher, edits } = watch({
    jobToShow(id) {
      read++;
      return studio.services.jobToShow(id);
    },
  });
  watcher.start();
  await pass(3000);
  expect(edits).toHaveLength(30);
  // Only the place in the line may have changed, and that is told every ten seconds.
  expect(read).toBe(30);
});

test('a message that was posted and could not be saved is not posted again: only that is tried again', async () => {
  const { id } = await studio.store.jobs.create({
    kind: 'beat',
    serverId: who.serverId,
    memberId: who.userId,
    payload: (await studio.store.jobs.get(await startedBeat()))!.payload,
    message: { channelId: '3' },
  });
  let saves = 0;
  let posts = 0;
  const { watcher } = watch(
    {
      messagePosted(jobId, place) {
        saves++;
        return saves < 3 ? failing() : studio.services.messagePosted(jobId, place);
      },
    },
    async () => ({ channelId: '3', messageId: `posted ${++posts}` }),
  );
  watcher.start();
  await pass(30_000);
  expect(saves).toBe(3);
  expect(posts).toBe(1);
  expect((await studio.store.jobs.get(id))?.message?.messageId).toBe('posted 1');
});

test('a result that was taken away before it was shown is told of', async () => {
  const job = await startedBeat();
  // It is done, and there is no beat of it.
  await studio.store.jobs.finish(job, {});
  const { watcher, edits } = watch();
  watcher.start();
  await pass(1000);
  expect(edits.map(({ view }) => view.content)).toEqual([expect.stringContaining('removed')]);
});

test('jobs that cannot be read are looked for again', async () => {
  await startedBeat();
  let isAway = true;
  const { watcher, edits } = watch({
    jobsToShow: () => (isAway ? failing() : studio.services.jobsToShow()),
  });
  watcher.start();
  await pass(20_000);
  expect(edits).toHaveLength(0);
  isAway = false;
  await pass(10_000);
  expect(edits).toHaveLength(1);
});

test('stopping waits for the edit under way and begins no other', async () => {
  const job = await startedBeat();
  const { watcher, edits, answerWith } = watch();
  const taken = Promise.withResolvers<EditOutcome>();
  answerWith(() => taken.promise);
  await studio.work(job);
  watcher.start();
  await pass(100);
  let stopped = false;
  const stopping = watcher.stop().then(() => {
    stopped = true;
  });
  await startedBeat();
  await pass(5000);
  expect(stopped).toBe(false);
  taken.resolve('shown');
  await stopping;
  expect(edits).toHaveLength(1);
  expect(await isDelivered(job)).toBe(true);
});
