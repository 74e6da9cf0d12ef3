/** The menu to say where an artist's sound starts from, and what comes of a pick. */
import { type APIActionRowComponent, type APIStringSelectComponent, ComponentType } from 'discord.js';
import { STYLE_FACTS, STYLES, type Style } from '../../music/index.ts';
import type { ArtistCard } from '../../services/index.ts';
import { BeatwrightError, words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { bold, lines, plain } from './words.ts';

/** The prefix of the `custom_id` of the menu; behind it stands the artist's id. */
export const STYLE_PREFIX = 'style';

/** What a choice holds that leaves the style to training. */
export const BY_EAR = 'by-ear';

/** All styles, and none. What holds now is not marked: the message stays when the style changes elsewhere. */
export function styleMenuRow(artistId: string): APIActionRowComponent<APIStringSelectComponent> {
  const { pickStyle, byEar, byEarDescription } = words.views.training;
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: `${STYLE_PREFIX}:${artistId}`,
        placeholder: pickStyle,
        options: [
          { label: byEar, description: byEarDescription, value: BY_EAR },
          ...STYLES.map((style) => ({ label: STYLE_FACTS[style].label, value: style })),
        ],
      },
    ],
  };
}

/** A style, or `null` where training finds it. @throws BeatwrightError `menu-unknown`. */
export function stylePick(value: string): Style | null {
  if (value === BY_EAR) return null;
  const style = STYLES.find((each) => each === value);
  if (style === undefined) throw new BeatwrightError('menu-unknown');
  return style;
}

export function styleChangedView(artist: ArtistCard): View {
  return { content: lines(...styleLines(artist)) };
}

/** Where an artist's sound starts from, and what is still to be done for it. */
export function styleLines({ name, style, isStyleSaid, wantsStyle, trainsAt }: ArtistCard): string[] {
  const { styleSet, styleByEar, styleTrains, styleNext } = words.views.artist;
  const artist = bold(plain(name));
  return [
    isStyleSaid && style !== undefined
      ? styleSet({ artist, style: STYLE_FACTS[style].label })
      : styleByEar({ artist }),
    ...(wantsStyle ? [trainsAt === undefined ? styleNext : styleTrains] : []),
  ];
}
