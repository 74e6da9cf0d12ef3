/** References that are added together: how each file fares, and what came of them all. */
import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js';
import type { BatchItem, BatchResult } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { bar } from './bar.ts';
import { factsOf } from './reference.ts';
import { bold, clip, lines, plain, sentence, small } from './words.ts';

/** The prefix of the `custom_id` of the buttons that make stems tracks of their own. */
export const SEPARATE_PREFIX = 'separate';

/** Discord takes five rows of five buttons, and 80 characters on each. */
const MOST_BUTTONS = 25;
const LABEL_NAME_LENGTH = 55;
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

const noteOf = (note: string) => small(sentence(clip(note, SENTENCE_LENGTH)));

function viewOf(items: readonly BatchItem[], head: readonly (string | false)[]): View {
  return {
    content: lines(...head),
    embeds: items.length === 0 ? [] : [{ description: listOf(items) }],
    components: separateRows(items),
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
  return `${MARKS[item.state]} ${bold(plain(item.name, NAME_LENGTH))}: ${clip(tellOf(item), SENTENCE_LENGTH)}`;
}

function tellOf(item: BatchItem): string {
  const { stems, reference } = item;
  if (stems === undefined) return fateOf(item);
  const song = words.views.batch.stems({ parts: stems });
  // The stems are told already.
  return `${song}; ${fateOf(reference === undefined ? item : { ...item, reference: { ...reference, stems: [] } })}`;
}

function fateOf({ state, stage, percent = 0, reference, twin, refusal }: BatchItem): string {
  const said = words.views.batch;
  if (refusal !== undefined) return sentence(refusal.sentence);
  if (twin !== undefined) return said.twin({ name: plain(twin, NAME_LENGTH) });
  if (reference !== undefined) return factsOf(reference).join(', ');
  if (state === 'running') return said.running({ stage: stage ?? words.stages.starting, percent });
  return state === 'gone' ? said.gone : said.queued;
}

/** A button for each song, to make its stems tracks of their own. */
function separateRows(items: readonly BatchItem[]): NonNullable<View['components']> {
  const said = words.views.batch.buttons;
  const songs = items.flatMap(({ name, stems, reference }) =>
    stems === undefined || reference === undefined ? [] : [{ name, id: reference.id }],
  );
  const buttons = songs.slice(0, MOST_BUTTONS).map(
    ({ name, id }): APIButtonComponentWithCustomId => ({
      type: ComponentType.Button,
      custom_id: `${SEPARATE_PREFIX}:${id}`,
      label: songs.length === 1 ? said.separate : said.separateSong({ song: clip(name, LABEL_NAME_LENGTH) }),
      style: ButtonStyle.Secondary,
    }),
  );
  const rows = Array.from({ length: Math.ceil(buttons.length / 5) }, (_, i) =>
    buttons.slice(5 * i, 5 * i + 5),
  );
  return rows.map((components) => ({ type: ComponentType.ActionRow, components }));
}
