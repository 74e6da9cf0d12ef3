/** Which style an artist's scores start from, where nobody has said. */
import { grammarSong } from '../../corpus/index.ts';
import { type Score, STYLE_FACTS, STYLES, type Style } from '../../music/index.ts';
import { resemblanceOf, styleFeatures } from './resemblance.ts';

/** Songs of each style that the scores are compared with: enough for their features to settle. */
const SONGS = 24;
/** What a score's likeness counts if its tempo is none of the style's, at half and double speed neither. */
const FOREIGN_TEMPO = 0.8;
/** How far outside its usual tempi a style may still be, as a share. */
const TEMPO_MARGIN = 0.05;

/**
 * The style whose songs the scores are most like (`resemblance`, mean over the scores), tempo considered.
 * @param onProgress told the share that is done.
 * @throws RangeError if no score is given.
 */
export function nearestStyle(scores: readonly Score[], onProgress?: (fraction: number) => void): Style {
  if (scores.length === 0) throw new RangeError('no score to find a style for');
  const known = scores.map((score) => ({ score, features: styleFeatures([score]) }));
  let nearest: { style: Style; likeness: number } | undefined;
  for (const [index, style] of STYLES.entries()) {
    const songs = styleFeatures(Array.from({ length: SONGS }, (_, seed) => grammarSong(style, seed)));
    const likeness = known.reduce(
      (sum, { score, features }) =>
        sum + resemblanceOf(features, songs) * (hasTempoOf(score, style) ? 1 : FOREIGN_TEMPO),
      0,
    );
    if (nearest === undefined || likeness > nearest.likeness) nearest = { style, likeness };
    onProgress?.((index + 1) / STYLES.length);
  }
  return nearest!.style;
}

function hasTempoOf({ bpm }: Score, style: Style): boolean {
  const [slow, fast] = STYLE_FACTS[style].bpm;
  return [bpm / 2, bpm, bpm * 2].some(
    (tempo) => tempo >= slow * (1 - TEMPO_MARGIN) && tempo <= fast * (1 + TEMPO_MARGIN),
  );
}
