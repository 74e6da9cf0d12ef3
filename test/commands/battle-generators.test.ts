import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { words } from '../../src/words/index.ts';
import { refusal } from '../bot/house.ts';
import { type Arena, openArena, optionsOf } from '../support/arena.ts';
import { PATIENT } from '../support/patience.ts';

let arena: Arena;
beforeAll(async () => {
  // Here the bot may not open threads: everything goes into the channel.
  arena = await openArena({ mayThread: false });
  for (const name of ['Night Shift', 'Day Shift', 'Late Shift']) {
    await arena.artist(name, { references: 1, isTrained: true });
  }
});
afterEach(() => {
  expect(arena.violations()).toEqual([]);
});
afterAll(() => arena.close());

test('artists make a take each of the same request; the vote is blind, and the end tells whose is whose', async () => {
  const { board, battle } = await arena.start('generators', {
    ...{ artist: 'Night Shift', artist2: 'Day Shift', artist3: 'late shift' },
    ...{ bpm: 142, key: 'F minor', bars: 4, seed: 7, style: 'trap' },
  });
  expect(board.content).toContain('3 artists each make a take');
  const jobs = (await arena.store.jobs.queued()).filter(({ kind }) => kind === 'beat');
  expect(jobs).toHaveLength(3);
  for (const { payload } of jobs) {
    expect(payload).toMatchObject({ bpm: 142, bars: 4, seed: 7, takes: 1, key: { tonic: 5, mode: 'minor' } });
  }
  await arena.settle();
  const voting = await arena.battle(battle.id);
  expect(voting).toMatchObject({ phase: 'voting', rules: { choices: 1 } });
  expect(voting.entries.every(({ name }) => name === undefined)).toBe(true);
  expect(board.content).toContain('142 BPM, Fm, 4 bars, seed 7');
  const part = board.channel.messages.find(({ attachments }) =>
    attachments.some(({ name }) => name === 'entry-1.mp3'),
  )!;
  expect(part.attachments).toHaveLength(3);
  // Neither names nor tags say whose they are.
  for (const { name, bytes, description } of part.attachments) {
    expect(`${name} ${description} ${Buffer.from(bytes)}`).not.toMatch(/shift/i);
    expect(Buffer.from(bytes).toString()).toMatch(/^ID3 blind/);
  }
  const state = await arena.store.battles.state(battle.id);
  const byArtist = (name: string) => state!.entries.find((entry) => entry.name === name)!.number!;
  await arena.vote('ann', board, [byArtist('Day Shift')]).answered;
  await arena.vote('bob', board, [byArtist('Night Shift')]).answered;
  await arena.vote('bob', board, [byArtist('Day Shift')]).answered;
  expect(() => arena.vote('cyd', board, [1, 2])).toThrow(/takes 1 choices/);
  await arena.pass(battle.id, 48);
  await arena.settle();
  const done = await arena.battle(battle.id);
  expect(done.entries.map(({ name, votes, points }) => [name, votes, points])).toEqual([
    ['Day Shift', 2, 10],
    // Named first.
    ['Night Shift', 0, 6],
    ['Late Shift', 0, 4],
  ]);
  const table = await arena.as('bob').slash('battle table').replied(PATIENT);
  expect(table.content).toContain('1. **Day Shift** · 10 points');
  // The takes are on the shelf like others.
  const page = await arena.as('bob').slash('library show', { artist: 'Day Shift' }).replied(PATIENT);
  expect(page.content).toContain('**Day Shift**');
});

test('takes two to eight artists, each once; one that can make nothing stops it before anything is begun', async () => {
  const before = await arena.services.listBattles(arena.who('ann'));
  const start = (...artists: string[]) => arena.services.startGenerators(arena.who('ann'), { artists });
  await refusal('battle-artists', start('Night Shift'));
  await refusal('battle-artists', start('Night Shift', 'night shift'));
  await refusal('artist-unknown', start('Night Shift', 'Nobody'));
  await arena.artist('Fresh');
  await refusal('beat-untrained', start('Night Shift', 'Fresh'));
  const told = await arena
    .as('ann')
    .slash('battle start generators', { artist: 'Night Shift', artist2: 'Fresh' })
    .followUp(0, PATIENT);
  expect(told.content).toBe(words.errors['beat-untrained']({ artist: 'Fresh' }));
  expect(await arena.services.listBattles(arena.who('ann'))).toHaveLength(before.length);
  expect(await arena.store.jobs.queued()).toEqual([]);
});

test('with fewer than two takes there is no vote, and the message says why', async () => {
  const { board, battle } = await arena.start('generators', { artist: 'Night Shift', artist2: 'Day Shift' });
  const [first] = (await arena.store.jobs.queued()).filter(({ kind }) => kind === 'beat');
  await arena.store.jobs.fail(first!.id, { id: 'beat-unoriginal', text: 'Too close.' });
  await arena.settle();
  expect(await arena.battle(battle.id)).toMatchObject({ phase: 'off', reason: 'takes' });
  expect(board.content).toContain(words.views.battle.off.takes);
});

test('the leading take of a beat is the sample of a flip: its stems, by a link to its message', async () => {
  const { message, beat } = await arena.beat({ style: 'trap' });
  await arena.services.castVote(arena.who('bob'), beat.takes[2]!.id);
  const link = `https://discord.com/channels/1/2/${message.id}`;
  const { board, battle } = await arena.start('flip', { take: link, hours: 1 });
  expect(battle.title).toBe('trap, take C');
  await arena.settle();
  expect(Buffer.from(board.attachment('sample.zip').bytes).toString()).toBe('stems of C as zip');
  await arena.as('ann').slash('battle cancel', { battle: battle.id }).replied(PATIENT);
  const choices = (await arena.as('ann').autocomplete('battle start flip', { take: 'trap' }, 'take').answered)
    .choices;
  expect(choices?.[0]?.value).toBe(beat.takes[2]!.id);
  const both = { take: link, consent: true };
  const file = { name: 'x.wav', bytes: Buffer.from('RIFF') };
  const twice = await arena
    .as('ann')
    .slash('battle start flip', both, { attachments: { file } })
    .followUp(0, PATIENT);
  expect(twice.content).toBe(words.errors['battle-sample-twice']);
  for (const consent of [false, true]) {
    const none = await arena.as('ann').slash('battle start flip', { consent }).followUp(0, PATIENT);
    expect(none.content).toBe(words.errors['battle-no-sample']);
  }
  const gone = await arena.as('ann').slash('battle start flip', { take: 'nothing' }).followUp(0, PATIENT);
  expect(gone.content).toBe(words.errors['take-unknown']);
  expect(optionsOf(board, 'none')).toEqual([]);
});
