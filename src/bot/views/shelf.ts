/** The shelf: takes of a server page by page, one of them again with its files, and the best of a month. */
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { keyName, STYLE_FACTS } from '../../music/index.ts';
import type { ShelfItem, ShelfPage, TakeFiles } from '../../services/index.ts';
import { SHELF_PAGE } from '../../services/index.ts';
import { tempo, words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { takeFileName } from './beat.ts';
import { soundOf } from './download.ts';
import { AGAIN_PREFIX } from './my-beats.ts';
import { shelfArgument } from './shelf-argument.ts';
import { ago, lines, member, plain, small } from './words.ts';

/** The prefixes of the `custom_id` of the buttons: another page, a take again, and a star. */
export const SHELF_PREFIX = 'shelf';
export const SHELF_TAKE_PREFIX = 'shelf-take';
export const STAR_PREFIX = 'star';

const said = words.views.shelf;

type Button = APIButtonComponentWithCustomId;

/** A page, with a button for each take and buttons that lead to others. */
export function shelfView(found: ShelfPage): View {
  const { items, all, page } = found;
  const pages = Math.max(1, Math.ceil(all / SHELF_PAGE));
  const facts = factsOf(found);
  const by = facts.length > 0 && small(said.by({ facts }));
  if (all === 0) return { content: lines(said.nothing, by), components: [] };
  const numbers = items.map(({ take }, i) =>
    button(`${SHELF_TAKE_PREFIX}:${take.id}`, said.buttons.show({ place: page * SHELF_PAGE + i + 1 })),
  );
  return {
    content: lines(
      said.title({ all, page: page + 1, pages }),
      by,
      ...items.map((item, i) => `${page * SHELF_PAGE + i + 1}. ${lineOf(item)}`),
    ),
    components: [numbers, leading(found, pages)].filter(({ length }) => length > 0).map(row),
  };
}

/** Back, further on, and the other order: what there is of it. */
function leading({ wish, page, all }: ShelfPage, pages: number): Button[] {
  const to = (place: number, order = wish.order) =>
    `${SHELF_PREFIX}:${shelfArgument({ ...wish, order }, place)}`;
  const other = wish.order === 'votes' ? 'new' : 'votes';
  const { newer, older, byVotes, byDate } = said.buttons;
  return [
    ...(page > 0 ? [button(to(page - 1), newer)] : []),
    ...(page < pages - 1 ? [button(to(page + 1), older)] : []),
    ...(all > 1 || page > 0 ? [button(to(0, other), other === 'votes' ? byVotes : byDate)] : []),
  ];
}

function lineOf({ beat, take, createdAt, isStarred }: ShelfItem): string {
  return [
    `${isStarred ? `${said.starMark} ` : ''}${soundOf(beat)}`,
    tempo(beat.bpm),
    keyName(beat.key),
    said.take({ take: take.name }),
    ...(take.votes === 0 ? [] : [said.votes({ votes: take.votes })]),
    ago(createdAt),
  ].join(' · ');
}

function factsOf({ wish, artist }: ShelfPage): string[] {
  const { style, bpm, key, votes = 0, days, isStarred } = wish;
  return [
    ...(artist === undefined ? [] : [plain(artist)]),
    ...(style === undefined ? [] : [STYLE_FACTS[style].label]),
    ...(bpm === undefined ? [] : [said.wish.bpm({ tempo: tempo(bpm) })]),
    ...(key === undefined ? [] : [keyName(key)]),
    ...(votes === 0 ? [] : [said.wish.votes({ votes })]),
    ...(days === undefined ? [] : [said.wish.days({ days })]),
    ...(isStarred === true ? [said.wish.starred] : []),
  ];
}

/** A take again, for one's own eyes and ears. */
export function shelfTakeView(item: ShelfItem, files: TakeFiles): View {
  return {
    content: lines(
      lineOf(item),
      small(words.views.beat.title({ sound: soundOf(item.beat), member: member(item.requestedById) })),
    ),
    components: shelfTakeRows(item),
    files: filesOf(item, files),
  };
}

/** What can be done with a take: starred ones lose their star. */
export function shelfTakeRows({ take, beat, isStarred }: Pick<ShelfItem, 'take' | 'beat' | 'isStarred'>) {
  const { star, unstar, whole } = said.buttons;
  return [
    row([
      button(`${STAR_PREFIX}:${isStarred ? 'off' : 'on'}:${take.id}`, isStarred ? unstar : star),
      button(`${AGAIN_PREFIX}:${beat.id}`, whole),
    ]),
  ];
}

/** The best take of a month, for everybody. */
export function bestView(
  { month, ...item }: Omit<ShelfItem, 'isStarred'> & { readonly month: string },
  files: TakeFiles,
): View {
  const { beat, take, requestedById } = item;
  const facts = { take: take.name, votes: take.votes, member: member(requestedById) };
  const title = said.best.title({
    ...facts,
    month: said.best.month({ month }),
    sound: soundOf(beat),
  });
  return {
    content: lines(title, small([tempo(beat.bpm), keyName(beat.key)].join(' · '))),
    components: [
      row([
        button(`${SHELF_TAKE_PREFIX}:${take.id}`, said.buttons.take),
        button(`${AGAIN_PREFIX}:${beat.id}`, said.buttons.whole),
      ]),
    ],
    files: filesOf(item, files),
  };
}

/** @param permissions what the bot lacks there, in words. */
export function bestsSetView(channelId: string | undefined, permissions: readonly string[]): View {
  if (channelId === undefined) return { content: said.best.off };
  return {
    content: lines(
      said.best.on({ channel: `<#${channelId}>` }),
      permissions.length > 0 && `⚠️ ${said.best.deaf({ permissions })}`,
    ),
  };
}

function filesOf({ beat, take }: Pick<ShelfItem, 'beat' | 'take'>, { mp3, midi }: TakeFiles): View['files'] {
  const facts = [
    ...(beat.artist === undefined ? [] : [beat.artist]),
    STYLE_FACTS[beat.style].label,
    tempo(beat.bpm),
    keyName(beat.key),
  ];
  const told = { take: take.name, facts };
  return [
    { name: takeFileName(beat, take.name, 'mp3'), bytes: mp3, description: words.views.beat.audio(told) },
    { name: takeFileName(beat, take.name, 'mid'), bytes: midi, description: words.views.beat.midi(told) },
  ];
}

function button(customId: string, label: string): Button {
  return { type: ComponentType.Button, custom_id: customId, label, style: ButtonStyle.Secondary };
}

function row(components: Button[]): APIActionRowComponent<Button> {
  return { type: ComponentType.ActionRow, components };
}
