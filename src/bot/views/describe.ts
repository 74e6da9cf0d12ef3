/** What a track sounds like, and which settings of /beat come near. */
import { keyName, PARTS, STYLE_FACTS } from '../../music/index.ts';
import { BARS_RANGE, BPM_RANGE, type DescribeResult, SWING_RANGE } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { bold, lines, plain, sentence, small } from './words.ts';

/** The picture's name among the message's files. */
const PICTURE = 'loop.png';
/** The longest loop that is suggested: longer ones seldom repeat as a whole. */
const LONGEST = 16;

export function describeView(track: DescribeResult, png: Uint8Array): View {
  const said = words.views.describe;
  const { name, bpm, key, sure, bars, density, swing, styles, warnings, alt } = track;
  const parts = PARTS.flatMap((part) => {
    const events = density[part];
    return events === undefined ? [] : [said.part({ part, events })];
  });
  const shares = styles.map(({ style, share }) =>
    words.views.training.styleShare({ style: STYLE_FACTS[style].label, share }),
  );
  return {
    content: lines(
      bold(said.title({ name: plain(name) })),
      said.tempo({ bpm, sure: sure?.bpm }),
      said.key({ key: keyName(key), sure: sure?.key }),
      said.styles({ styles: shares }),
      said.loop({ bars, parts }),
      swing !== undefined && said.swing({ swing }),
      said.settings({ settings: `\`${settingsFor(track)}\`` }),
      ...warnings.slice(0, 3).map((warning) => sentence(warning)),
      small(said.kept),
    ),
    embeds: [{ image: { url: `attachment://${PICTURE}` } }],
    files: [{ name: PICTURE, bytes: png, description: alt }],
    components: [],
  };
}

/** The command as it can be typed: only what /beat takes. */
export function settingsFor({ bpm, key, bars, density, swing, styles }: DescribeResult): string {
  const within = (value: number, [least, most]: readonly [number, number]) =>
    Math.min(most, Math.max(least, value));
  const has = (part: (typeof PARTS)[number]) => density[part] !== undefined;
  const playing = PARTS.filter(has).join();
  const parts = PART_CHOICES[playing];
  return [
    `/beat style:${styles[0]!.style}`,
    `bpm:${Math.round(within(bpm, BPM_RANGE))}`,
    `key:${keyName(key)}`,
    `bars:${within(Math.min(bars, LONGEST), BARS_RANGE)}`,
    ...(parts === undefined ? [] : [`parts:${words.commands.beat.choices[parts]}`]),
    ...(swing === undefined
      ? []
      : [`swing:${Math.round(within(swing, [100 * SWING_RANGE[0], 100 * SWING_RANGE[1]]))}`]),
  ].join(' ');
}

/** What can be picked as `parts`, by the parts that play. */
const PART_CHOICES: Readonly<Record<string, keyof typeof words.commands.beat.choices>> = {
  drums: 'drums',
  'drums,bass': 'drums-bass',
  'drums,bass,chords': 'no-melody',
  'bass,chords,melody': 'no-drums',
};
