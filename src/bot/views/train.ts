/** What a training came to. */
import { STYLE_FACTS } from '../../music/index.ts';
import type { HeldOut, Picture, TrainResult } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { styleMenuRow } from './style.ts';
import { bold, lines, plain, small } from './words.ts';

/** A difference below this share is within what another choice of held-out loops would make. */
const HARDLY = 0.02;

/** What changed, in words that need no knowledge of statistics, with the figures in small print. */
export function trainView(result: TrainResult, curve?: Picture): View {
  const { artistId, artist, version, loops, references, heldOut } = result;
  return {
    content: lines(
      `✅ ${words.views.training.done({ artist: bold(plain(artist)), version, loops, references })}`,
      heldOut === undefined
        ? words.views.training.untested
        : words.views.training.tested({ fit: fitOf(heldOut) }),
      heldOut === undefined || gainOf(heldOut) >= HARDLY
        ? words.views.training.tryIt
        : words.views.training.addMore,
      ...styleSentences(result),
      small(figuresOf(result)),
    ),
    embeds: [],
    components: [styleMenuRow(artistId)],
    files: curve === undefined ? [] : [{ name: 'training.png', bytes: curve.png, description: curve.alt }],
  };
}

/** Less likely styles than this are not told: people would read 0 %. */
const LEAST_SHARE = 0.005;

/** Where the sound starts from: what was said, or what was found with how well it fits. */
function styleSentences({ style, styles, styleFit }: TrainResult): string[] {
  const { styleShare, styleTaken, styleSaid, ...said } = words.views.training;
  if (style === undefined) return [];
  const { label } = STYLE_FACTS[style];
  if (styles === undefined) return [small(styleSaid({ style: label }))];
  const likely = styles
    .filter(({ share }, i) => i === 0 || share >= LEAST_SHARE)
    .map(({ style: each, share }) => styleShare({ style: STYLE_FACTS[each].label, share }));
  if (styleFit === 'well') return [small(said.style({ styles: likely }))];
  const sentence = styleFit === 'tempo' ? said.styleTempo : said.styleUnsure;
  return [sentence({ styles: likely }), styleTaken({ style: label })];
}

/** How much better the generator fits the artist than the plain style does, as the end of a sentence. */
export function fitOf(heldOut: HeldOut): string {
  const gain = gainOf(heldOut);
  const fit = gain >= HARDLY ? 'better' : gain > -HARDLY ? 'alike' : 'worse';
  return words.views.training.fit({ fit, share: Math.abs(gain) });
}

/** By which share the loss is lower than the plain style's. */
function gainOf({ before, after }: HeldOut): number {
  return before > 0 ? (before - after) / before : 0;
}

/** The figures, for those who want them. */
function figuresOf({ heldOut, wrongArtists, steps, seconds, originality }: TrainResult): string {
  const figures = [
    words.views.training.duration({
      // Older versions did not count them.
      steps: steps === 0 ? undefined : steps,
      seconds: Math.max(1, Math.round(seconds)),
    }),
  ];
  if (heldOut !== undefined) {
    const { base, before, after, first } = heldOut;
    if (first !== undefined) figures.unshift(words.views.training.firstBars(first));
    figures.unshift(words.views.training.loss({ base, before, after, others: wrongArtists }));
  }
  if (originality !== undefined) figures.push(words.views.training.copies(originality));
  return figures.join(' · ');
}
