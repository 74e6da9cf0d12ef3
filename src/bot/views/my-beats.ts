/** The last beats that a member asked for. */
import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js';
import type { ListedBeat } from '../../services/index.ts';
import { tempo, words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { originOf } from './beat.ts';
import { soundOf } from './download.ts';
import { ago, lines } from './words.ts';

/** The prefix of the `custom_id` of the buttons that show a beat again. */
export const AGAIN_PREFIX = 'again';

const IN_A_ROW = 5;

export function myBeatsView(beats: readonly ListedBeat[]): View {
  const said = words.views.myBeats;
  if (beats.length === 0) return { content: lines(said.nothing) };
  const buttons = beats.map(
    ({ beat }, i): APIButtonComponentWithCustomId => ({
      type: ComponentType.Button,
      custom_id: `${AGAIN_PREFIX}:${beat.id}`,
      label: said.show({ place: i + 1 }),
      style: ButtonStyle.Secondary,
    }),
  );
  const rows = Array.from({ length: Math.ceil(buttons.length / IN_A_ROW) }, (_, i) =>
    buttons.slice(IN_A_ROW * i, IN_A_ROW * (i + 1)),
  );
  return {
    content: lines(
      said.title,
      ...beats.map(
        ({ beat, createdAt }, i) =>
          `${i + 1}. ${soundOf(beat)} · ${tempo(beat.bpm)} · ${words.views.beat.origin(originOf(beat))} · ${ago(createdAt)}`,
      ),
    ),
    components: rows.map((components) => ({ type: ComponentType.ActionRow, components })),
  };
}
