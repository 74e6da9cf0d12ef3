/** References that are added together: how each file fares, and what came of them all. */
import type { BatchItem, BatchResult } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { bar } from './bar.ts';
import { factsOf } from './reference.ts';
import { bold, lines, plain, small } from './words.ts';

/** The most that the list of files may hold: Discord allows 4096 characters in an embed. */
const MAX_LIST = 3900;
/** The most lines that are still a list to read. */
const MAX_LINES = 40;
const NAME_LENGTH = 50;
const SENTENCE_LENGTH = 250;

const MARKS: Readonly<Record<BatchItem['state'], string>> = {
  queued: '🕓',
  running: '⏳',
  learned: '✅',
  twin: '🟰',
  kept: '📦',
  refused: '⚠️',
  gone: '🗑️',
};

/** What there is no room for is left out in this order. */
const DISPENSABLE: readonly BatchItem['state'][] = [
  'queued',
  'learned',
  'twin',
  'gone',
  'kept',
  'refused',
  'running',
];

/** The files while they are read or heard. */
export function batchProgressView(result: BatchResult): View {
  const { artist, items, notes } = result;
  const open = items.filter(({ state }) => state === 'queued' || state === 'running');
  const done = items.length - open.length;
  const share = (done + open.reduce((sum, { percent = 0 }) => sum + percent / 100, 0)) / (items.length || 1);
  const percent = Math.floor(100 * share);
  return viewOf(items, [
    words.views.batch.adding({ artist: bold(plain(artist)), done, files: items.length }),
    `${bar(percent)} ${percent} %`,
    ...notes.map(noteOf),
  ]);
}

/** What became of the files, and what to do with those that were not learned. */
export function batchView({ artist, items, notes, trainsItself }: BatchResult): View {
  const said = words.views.batch;
  const count = (state: BatchItem['state']) => items.filter((item) => item.state === state).length;
  const [added, kept, refused] = [count('learned'), count('kept'), count('refused')];
  const head = said.added({ artist: bold(plain(artist)), added, files: items.length });
  return viewOf(items, [
    `${added > 0 ? '✅' : '⚠️'} ${head}`,
    added > 0 && (trainsItself ? said.trains : said.next),
    refused > 0 && said.refused({ files: refused }),
    kept > 0 && said.kept({ files: kept }),
    ...notes.map(noteOf),
  ]);
}

const noteOf = (note: string) => small(plain(note, SENTENCE_LENGTH));

function viewOf(items: readonly BatchItem[], head: readonly (string | false)[]): View {
  return {
    content: lines(...head),
    embeds: items.length === 0 ? [] : [{ description: listOf(items) }],
    components: [],
    files: [],
  };
}

/** One line a file, in their order; where there are too many, the least telling are only counted. */
function listOf(items: readonly BatchItem[]): string {
  const byNeed = items
    .map((item, place) => ({ place, line: lineOf(item), need: DISPENSABLE.indexOf(item.state) }))
    .sort((a, b) => b.need - a.need || a.place - b.place);
  let room = MAX_LIST;
  const shown = byNeed.filter(({ line }, i) => {
    room -= line.length + 1;
    return room >= 0 && i < MAX_LINES;
  });
  const left = items.length - shown.length;
  return [
    ...shown.sort((a, b) => a.place - b.place).map(({ line }) => line),
    ...(left > 0 ? [words.views.batch.more({ files: left })] : []),
  ].join('\n');
}

function lineOf(item: BatchItem): string {
  return `${MARKS[item.state]} ${bold(plain(item.name, NAME_LENGTH))}: ${plain(tellOf(item), SENTENCE_LENGTH)}`;
}

function tellOf({ state, stage, percent = 0, reference, twin, refusal }: BatchItem): string {
  const said = words.views.batch;
  if (refusal !== undefined) return refusal.sentence;
  if (twin !== undefined) return said.twin({ name: twin });
  if (reference !== undefined) return factsOf(reference).join(', ');
  if (state === 'running') return said.running({ stage: stage ?? words.stages.starting, percent });
  return state === 'gone' ? said.gone : said.queued;
}
