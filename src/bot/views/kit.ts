/** An artist's own kit: its sounds as a picture and as a loop, and what became of what was handed over. */
import { slug, type Voice } from '../../music/index.ts';
import { type KitResult, MAX_KIT, type Services } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { bold, lines, plain, sentence, small } from './words.ts';

/** The picture's name among the message's files. */
const PICTURE = 'kit.png';
/** Refusals that are shown one by one. */
const MOST_REFUSALS = 5;

export function kitView(
  { artist, sounds, added, learned, fitted = [], alt }: KitResult,
  { png, mp3 }: Awaited<ReturnType<Services['kitFiles']>>,
): View {
  const said = words.views.kit;
  const named = (voices: readonly Voice[]) => ({ voices: voices.map((voice) => said.voices[voice]) });
  const refused = added?.refused ?? [];
  return {
    content: lines(
      said.title({ artist: bold(plain(artist)), sounds }),
      added !== undefined && said.added({ sounds: added.sounds }),
      fitted.length > 0 && said.fitted(named(fitted)),
      learned !== undefined && learned.found.length > 0 && said.found(named(learned.found)),
      learned !== undefined && learned.kept.length > 0 && said.kept(named(learned.kept)),
      learned !== undefined && learned.missing.length > 0 && said.missing(named(learned.missing)),
      ...refused.slice(0, MOST_REFUSALS).map((text) => sentence(text)),
      refused.length > MOST_REFUSALS && said.refused({ files: refused.length - MOST_REFUSALS }),
      added !== undefined &&
        added.leftOut > 0 &&
        said.leftOut({ files: added.leftOut, most: MAX_KIT.sounds }),
      small(said.how),
    ),
    embeds: [{ image: { url: `attachment://${PICTURE}` } }],
    components: [],
    files: [
      {
        name: `${slug(artist) || 'artist'}-kit.mp3`,
        bytes: mp3,
        description: said.preview({ artist: plain(artist) }),
      },
      { name: PICTURE, bytes: png, description: alt },
    ],
  };
}

export function kitResetView({
  artist,
  sounds,
  left,
  fitted,
}: Awaited<ReturnType<Services['resetKit']>>): View {
  const said = words.views.kit;
  return {
    content: lines(
      said.reset({ artist: bold(plain(artist)), sounds, left }),
      fitted > 0 && said.unfitted({ drums: fitted }),
    ),
  };
}

export function kitSharedView({ artist, to, ...counts }: Awaited<ReturnType<Services['shareKit']>>): View {
  const named = { artist: bold(plain(artist)), to: bold(plain(to)) };
  return { content: lines(words.views.kit.shared({ ...named, ...counts })) };
}
