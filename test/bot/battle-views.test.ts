/** Messages of battles at their fullest: within what Discord takes, and with nothing of a name in them but text. */
import { ComponentType } from 'discord.js';
import { expect, test } from 'vitest';
import {
  ballotView,
  battleListView,
  battleTableView,
  boardView,
  enteredView,
  postView,
  type View,
} from '../../src/bot/index.ts';
import { type BattleCard, ENTRY_CONSENT, type PostResult } from '../../src/services/index.ts';

const HOSTILE = `[x](https://evil.example) **x** <@1> @everyone ${'x'.repeat(80)}`.slice(0, 80);
const ID = 'x'.repeat(16);
const FLAKE = '2'.repeat(19);
const entryId = (i: number) => `${i}`.padStart(16, 'e');

function card(change: Partial<BattleCard> = {}): BattleCard {
  const entries = Array.from({ length: 32 }, (_, i) => ({
    ...{ id: entryId(i), number: i + 1, seconds: 180 },
    ...(change.phase === 'done' && { memberId: FLAKE, name: HOSTILE, votes: 500, place: i + 1, points: 10 }),
  }));
  return {
    ...{ id: ID, kind: 'flip', title: HOSTILE, phase: 'voting', round: 1, rounds: 1, hostId: FLAKE },
    rules: { hours: 336, votingHours: 336, choices: 3, most: 32 },
    ...{ deadline: new Date(2e12), createdAt: new Date(0), voters: 100_000, revision: 1, threadId: FLAKE },
    place: { channelId: FLAKE, messageId: FLAKE },
    ...{ entries, matches: [], ...change },
  };
}
const post = (change: Partial<PostResult>): PostResult => ({
  ...{
    subject: HOSTILE,
    battle: card(),
    post: 'board',
    round: 1,
    jobId: ID,
    alt: 'x'.repeat(1024),
    missing: [],
  },
  ...change,
});
const matches = Array.from({ length: 8 }, (_, place) => ({
  ...{ round: 1, place, winner: null },
  a: entryId(2 * place),
  b: entryId(2 * place + 1),
}));
const bracket = card({ kind: 'bracket', matches, rounds: 4 });
const picture = Buffer.from('png');
const sounds = Array.from({ length: 10 }, (_, i) => ({ number: i + 1, mp3: Buffer.from('mp3') }));
const take = { bpm: 139.99, key: { tonic: 6, mode: 'harmonic minor' }, bars: 16, seed: 2 ** 32 - 1 } as const;
const PHASES = ['preparing', 'open', 'voting', 'done', 'off'] as const;
const ten = Array.from({ length: 10 }, (_, i) => entryId(i));

const VIEWS: Readonly<Record<string, View>> = {
  ...Object.fromEntries(
    PHASES.flatMap((phase) =>
      (['generators', 'flip', 'bracket'] as const).map((kind) => [
        `${kind}, ${phase}`,
        boardView(card({ phase, kind, matches, rules: { ...card().rules, take } })),
      ]),
    ),
  ),
  'entries to listen to': postView(post({ post: 'part', entryIds: ten }), { sounds }),
  'pairs to listen to': postView(post({ battle: bracket, post: 'part', entryIds: ten }), { sounds }),
  reminder: postView(post({ post: 'reminder', missing: Array(32).fill(FLAKE) }), { sounds: [] }),
  results: postView(post({ post: 'results', battle: card({ phase: 'done' }) }), { sounds: [], picture }),
  'results of nobody': postView(post({ post: 'results', battle: card({ phase: 'done', entries: [] }) }), {
    sounds: [],
  }),
  entered: enteredView({ battle: card({ phase: 'open' }), seconds: 180, loudness: -9.53 }),
  ballot: ballotView([3, 1, 2]),
  list: battleListView(Array.from({ length: 10 }, (_, i) => card({ phase: i % 2 ? 'done' : 'open' }))),
  table: battleTableView({
    season: '2026-4',
    rows: Array.from({ length: 20 }, (_, i) => ({
      ...{ memberId: i % 2 ? FLAKE : null, artist: i % 2 ? null : HOSTILE },
      ...{ points: 1000, battles: 100, wins: 10 },
    })),
  }),
};

test.each(Object.entries(VIEWS))('%s', (_, { content = '', components = [], files = [], pings = [] }) => {
  expect(content.length).toBeGreaterThan(0);
  expect(content.length).toBeLessThanOrEqual(2000);
  const made = content.replace(/\\./g, '');
  expect(made).not.toMatch(/\]\(|https?:\/\/|\*\*x\*\*|<@1>|@everyone/);
  expect(components.length).toBeLessThanOrEqual(5);
  const ids = new Set<string>();
  for (const row of components) {
    expect(row.components.length).toBeGreaterThan(0);
    expect(row.components.length).toBeLessThanOrEqual(5);
    for (const each of row.components) {
      const id = 'custom_id' in each ? each.custom_id : '';
      expect(id.length).toBeLessThanOrEqual(100);
      expect(ids.has(id)).toBe(false);
      ids.add(id);
      if (each.type !== ComponentType.StringSelect) continue;
      expect(each.options.length).toBeLessThanOrEqual(25);
      expect(each.max_values).toBeLessThanOrEqual(each.options.length);
    }
  }
  expect(files.length).toBeLessThanOrEqual(10);
  for (const { description } of files) expect(description.length).toBeLessThanOrEqual(1024);
  expect(pings.length).toBeLessThanOrEqual(100);
});

test('the consent is whole in the form', () => {
  expect(ENTRY_CONSENT.wording.length).toBeLessThanOrEqual(100);
});
