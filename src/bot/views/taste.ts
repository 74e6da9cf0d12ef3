/** What the votes on an artist's beats say, and the button that has them forgotten. */
import { ButtonStyle } from 'discord.js';
import type { TasteResult } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { buttonRow } from './buttons.ts';
import { bold, lines, plain, small } from './words.ts';

/** The prefix of the button's `custom_id`: an artist, and since when votes count then, if that is to be taken back. */
export const TASTE_PREFIX = 'taste';
/** The picture's name among the message's files. */
const PICTURE = 'taste.png';
/** How sure it is that something is liked, to be told as that, and to be told at all; and how many of each. */
const SURE = 0.9;
const MAYBE = 0.75;
const MOST = 5;

export function tasteView(result: TasteResult, png: Uint8Array | undefined): View {
  const said = words.views.taste;
  const { artist, artistId, mayForget, isFollowed, votes, voters, least, leanings, alt } = result;
  const told = (some: TasteResult['leanings']) => ({
    liked: some.slice(0, MOST).map(({ feature, isMore, sure }) => {
      const { less, more } = said.features[feature];
      return said.leaning({ liked: isMore ? more : less, sure });
    }),
  });
  const surely = leanings.filter(({ sure }) => sure >= SURE);
  const maybe = leanings.filter(({ sure }) => sure < SURE && sure >= MAYBE);
  const isKnown = votes >= least;
  return {
    content: lines(
      bold(said.title({ artist: plain(artist) })),
      isKnown && said.from({ votes, voters }),
      isKnown && surely.length > 0 && said.surely(told(surely)),
      isKnown && maybe.length > 0 && said.maybe(told(maybe)),
      isKnown && surely.length + maybe.length === 0 && said.unclear,
      !isKnown && said.tooFew({ votes, least }),
      small(isFollowed ? said.on : said.off),
    ),
    ...(png !== undefined && alt !== undefined
      ? {
          embeds: [{ image: { url: `attachment://${PICTURE}` } }],
          files: [{ name: PICTURE, bytes: png, description: alt }],
        }
      : { embeds: [], files: [] }),
    components:
      mayForget && votes > 0
        ? buttonRow(`${TASTE_PREFIX}:${artistId}`, said.buttons.forget, ButtonStyle.Danger)
        : [],
  };
}

/** What a press of the button asks for: votes count from now on, or from a time before, `null` being ever. */
export function forgetOf(argument: string): { readonly artistId: string; readonly since?: Date | null } {
  const [artistId = '', since] = argument.split('.');
  if (since === undefined) return { artistId };
  const time = Number(since);
  return { artistId, since: Number.isSafeInteger(time) && time > 0 ? new Date(time) : null };
}

/** @param of since when votes counted before, which the button takes it back to. */
export function tasteForgottenView(of: {
  readonly artist: string;
  readonly artistId: string;
  readonly before: Date | null;
  readonly isForgotten: boolean;
}): View {
  const said = words.views.taste;
  const artist = bold(plain(of.artist));
  const back = `${TASTE_PREFIX}:${of.artistId}.${of.before?.getTime() ?? 0}`;
  return {
    content: of.isForgotten ? said.forgotten({ artist }) : said.remembered({ artist }),
    embeds: [],
    files: [],
    components: of.isForgotten ? buttonRow(back, said.buttons.remember, ButtonStyle.Secondary) : [],
  };
}
