import { DiscordAPIError } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { View } from '../../src/bot/index.ts';
import type { EditOutcome } from '../../src/bot/messages.ts';
import { createWatcher, type Watcher } from '../../src/bot/watcher.ts';
import type { MessageOpening } from '../../src/services/index.ts';
import { type FakeServices, fakeServices, someBeat } from './fake-services.ts';

const who = { serverId: '1', serverName: 'Cellar', userId: '2', userName: 'Ann' };
const place = { channelId: '3', messageId: '4' };

interface Edit {
  readonly at: number;
  readonly messageId: string;
  readonly view: View;
}

/** A watcher over messages that only remember their edits. */
function watch(services: FakeServices) {
  const edits: Edit[] = [];
  const posted: { opening: MessageOpening; key: string; view: View }[] = [];
  const logged: { message: string; facts: object }[] = [];
  let answer: (edit: Edit) => Promise<EditOutcome> = async () => 'shown';
  const note = (facts: object, message: string) => logged.push({ facts, message });
  const watcher = createWatcher({
    services,
    messages: {
      edit(to, view) {
        const edit = { at: Date.now(), messageId: to.messageId, view };
        edits.push(edit);
        return answer(edit);
      },
      post: async (opening, key, view) => {
        posted.push({ opening, key, view });
        return opening.channelId === 'shut' ? 'gone' : { channelId: opening.channelId, messageId: '77' };
      },
    },
    log: { info: note, warn: note, error: note },
  });
  running.push(watcher);
  return {
    watcher,
    edits,
    posted,
    logged,
    answerWith(next: (edit: Edit) => Promise<EditOutcome>) {
      answer = next;
    },
  };
}
const running: Watcher[] = [];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((watcher) => watcher.stop()));
  vi.useRealTimers();
});

async function startedBeat(services: FakeServices): Promise<string> {
  const { jobId } = await services.requestBeat(who, { style: 'trap', message: place });
  return jobId;
}
const refusal = (status: number, code: number) =>
  new DiscordAPIError({ code, message: 'no' }, code, status, 'PATCH', 'https://discord.com', {
    body: undefined,
    files: undefined,
  });

test('a message is edited at most every 2 s, however often its job moves', async () => {
  const services = fakeServices();
  const job = await startedBeat(services);
  const { watcher, edits } = watch(services);
  watcher.start();
  for (let percent = 0; percent < 100; percent++) {
    services.update(job, { state: 'running', stage: 'rendering', percent });
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(edits.length).toBeGreaterThanOrEqual(4);
  for (let i = 1; i < edits.length; i++) {
    expect(edits[i]!.at - edits[i - 1]!.at).toBeGreaterThanOrEqual(2000);
  }
  expect(edits.at(-1)!.view.content).toMatch(/▰+▱* \d+ % · rendering/);
});

test('a job that does not move is not edited again', async () => {
  const services = fakeServices();
  await startedBeat(services);
  const { watcher, edits } = watch(services);
  watcher.start();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(edits).toHaveLength(1);
});

test('the end is shown once, with its files, and then marked', async () => {
  const services = fakeServices();
  const job = await startedBeat(services);
  const { watcher, edits } = watch(services);
  watcher.start();
  await vi.advanceTimersByTimeAsync(3000);
  services.update(job, { state: 'done', percent: 100, result: someBeat() });
  expect(services.delivered).not.toContain(job);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(edits.filter(({ view }) => view.files?.length === 9)).toHaveLength(1);
  expect(services.delivered).toContain(job);
});

test('a failed job shows its sentence', async () => {
  const services = fakeServices();
  const job = await startedBeat(services);
  const { watcher, edits } = watch(services);
  services.update(job, {
    state: 'failed',
    failure: { id: 'midi-truncated', sentence: 'The file stops in the middle. Export it again.' },
  });
  watcher.start();
  await vi.advanceTimersByTimeAsync(1000);
  expect(edits.map(({ view }) => view.content)).toEqual(['⚠️ The file stops in the middle. Export it again.']);
  expect(services.delivered).toContain(job);
});

test('a nudge shows a new job at once, though nothing was under way', async () => {
  const services = fakeServices();
  const { watcher, edits } = watch(services);
  watcher.start();
  await vi.advanceTimersByTimeAsync(7000);
  await startedBeat(services);
  watcher.nudge();
  await vi.advanceTimersByTimeAsync(1);
  expect(edits).toHaveLength(1);
});

test('a bot that starts again shows what ended meanwhile', async () => {
  const services = fakeServices();
  const job = await startedBeat(services);
  const first = watch(services);
  first.watcher.start();
  await vi.advanceTimersByTimeAsync(3000);
  await first.watcher.stop();
  services.update(job, { state: 'done', percent: 100, result: someBeat() });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(services.delivered).not.toContain(job);

  const second = watch(services);
  second.watcher.start();
  await vi.advanceTimersByTimeAsync(1000);
  expect(second.edits.map(({ view }) => view.files?.length)).toEqual([9]);
  expect(services.delivered).toContain(job);
});

test('an end that Discord took and the database did not is only marked again', async () => {
  const services = fakeServices();
  const job = await startedBeat(services);
  services.update(job, { state: 'done', percent: 100, result: someBeat() });
  services.failing.set('markDelivered', new Error('database away'));
  const { watcher, edits } = watch(services);
  watcher.start();
  await vi.advanceTimersByTimeAsync(10_000);
  services.failing.clear();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(edits).toHaveLength(1);
  expect(services.delivered).toContain(job);
});

describe('when Discord does not take the edit', () => {
  test('a failure of the line is tried again, ever more seldom, until it works', async () => {
    const services = fakeServices();
    const job = await startedBeat(services);
    services.update(job, { state: 'done', percent: 100, result: someBeat() });
    const { watcher, edits, answerWith } = watch(services);
    answerWith(async () => {
      if (edits.length < 4) throw new Error('socket hang up');
      return 'shown';
    });
    watcher.start();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(edits).toHaveLength(4);
    const pauses = edits.slice(1).map(({ at }, i) => at - edits[i]!.at);
    expect(pauses[2]!).toBeGreaterThan(pauses[0]!);
    expect(services.delivered).toContain(job);
  });

  test('a deleted message is given up quietly, and marked once its job has ended', async () => {
    const services = fakeServices();
    const job = await startedBeat(services);
    const { watcher, edits, logged, answerWith } = watch(services);
    answerWith(async () => 'gone');
    watcher.start();
    await vi.advanceTimersByTimeAsync(10_000);
    services.update(job, { state: 'running', percent: 50 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(services.delivered).not.toContain(job);
    services.update(job, { state: 'done', percent: 100, result: someBeat() });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(edits).toHaveLength(1);
    expect(services.delivered).toContain(job);
    expect(logged).toHaveLength(1);
  });

  test('a result that is refused for good becomes a sentence with a reference that is logged', async () => {
    const services = fakeServices();
    const job = await startedBeat(services);
    services.update(job, { state: 'done', percent: 100, result: someBeat() });
    const { watcher, edits, logged, answerWith } = watch(services);
    answerWith(async ({ view }) => {
      if (view.files !== undefined) throw refusal(403, 50013);
      return 'shown';
    });
    watcher.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(edits).toHaveLength(2);
    const reference = /reference ([A-Z0-9]{6})/.exec(edits[1]!.view.content ?? '')?.[1];
    expect(logged.some(({ facts }) => 'reference' in facts && facts.reference === reference)).toBe(true);
    expect(services.delivered).toContain(job);
  });

  test('a channel that takes nothing at all is given up', async () => {
    const services = fakeServices();
    const job = await startedBeat(services);
    services.update(job, { state: 'done', percent: 100, result: someBeat() });
    const { watcher, answerWith } = watch(services);
    answerWith(async () => {
      throw refusal(403, 50013);
    });
    watcher.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(services.delivered).toContain(job);
  });

  test('a token that is no good says nothing about the message: it stays owed', async () => {
    const services = fakeServices();
    const job = await startedBeat(services);
    services.update(job, { state: 'done', percent: 100, result: someBeat() });
    const { watcher, answerWith } = watch(services);
    answerWith(async () => {
      throw refusal(401, 0);
    });
    watcher.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(services.delivered).not.toContain(job);
  });
});

test('files that cannot be read are given up after a while, with a sentence', async () => {
  const services = fakeServices();
  const job = await startedBeat(services);
  services.update(job, { state: 'done', percent: 100, result: someBeat() });
  services.failing.set('takeFiles', new Error('blob missing'));
  const { watcher, edits } = watch(services);
  watcher.start();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(edits).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(edits.map(({ view }) => view.content)).toEqual([expect.stringMatching(/reference [A-Z0-9]{6}/)]);
  expect(services.delivered).toContain(job);
});

test('a result that was taken away before it was shown is told of', async () => {
  const services = fakeServices();
  const { jobId } = await services.requestBeat(who, { style: 'trap', message: place });
  services.update(jobId, { state: 'done', percent: 100 });
  const { watcher, edits } = watch(services);
  watcher.start();
  await vi.advanceTimersByTimeAsync(1000);
  expect(edits.map(({ view }) => view.content)).toEqual([expect.stringContaining('removed meanwhile')]);
});

test('jobs that cannot be read are looked for again', async () => {
  const services = fakeServices();
  await startedBeat(services);
  services.failing.set('jobsToShow', new Error('database away'));
  const { watcher, edits } = watch(services);
  watcher.start();
  await vi.advanceTimersByTimeAsync(20_000);
  services.failing.clear();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(edits).toHaveLength(1);
});

test('stopping waits for the edit under way and begins no other', async () => {
  const services = fakeServices();
  const job = await startedBeat(services);
  const { watcher, edits, answerWith } = watch(services);
  const taken = Promise.withResolvers<EditOutcome>();
  answerWith(() => taken.promise);
  services.update(job, { state: 'done', percent: 100, result: someBeat() });
  watcher.start();
  await vi.advanceTimersByTimeAsync(100);
  let stopped = false;
  const stopping = watcher.stop().then(() => {
    stopped = true;
  });
  await startedBeat(services);
  await vi.advanceTimersByTimeAsync(5000);
  expect(stopped).toBe(false);
  taken.resolve('shown');
  await stopping;
  expect(edits).toHaveLength(1);
  expect(services.delivered).toContain(job);
});
