/**
 * Writes `assets/key-profiles.json`, by which listening tells keys: Temperley's profiles, moved by regression towards
 * the keys of songs of the grammar that train, each rendered with another style's kit.
 */
import { writeFile } from 'node:fs/promises';
import { format, parseArgs } from 'node:util';
import { grammarSong } from '../../src/corpus/index.ts';
import { chromaOf, type KeyFeatures, keyFeatures, monoOf } from '../../src/listen/index.ts';
import { type Mode, STYLES } from '../../src/music/index.ts';
import { render } from '../../src/render/index.ts';

const { values } = parseArgs({ options: { songs: { type: 'string', default: '20' } } });
/** Songs of each style. Their seeds lie far from those that train or validate anything else. */
const SONGS = Number(values.songs);
const FIRST_SONG = 800_000;
/** How strongly the profiles are held to where they begin. */
const HOLD = 0.3;
const ROUNDS = 400;
const RATE = 0.25;
/** What whole treble, whole bass and the two of beginnings count for at first. */
const VIEWS = [1.5, 0.5, 0.5, 0.5];
const BIAS = { minor: 0.5, major: 0 };
const PROFILES = {
  minor: [5, 2, 3.5, 4.5, 2, 4, 2, 4.5, 3.5, 2, 3.5, 2],
  major: [5, 2, 3.5, 2, 4.5, 4, 2, 4.5, 2, 3.5, 1.5, 4],
};
const FAMILIES = ['minor', 'major'] as const;
const MAJORS: readonly Mode[] = ['major', 'lydian', 'mixolydian'];

interface Lesson {
  readonly features: KeyFeatures;
  readonly tonic: number;
  readonly family: number;
}

async function lessons(): Promise<Lesson[]> {
  const made: Lesson[] = [];
  for (let n = 0; n < SONGS; n++) {
    for (const [i, style] of STYLES.entries()) {
      const score = grammarSong(style, FIRST_SONG + n);
      const sound = await render({ score, style: STYLES[(i + n) % STYLES.length]!, seed: n });
      const features = keyFeatures(chromaOf(monoOf(sound)));
      const { tonic, mode } = score.key;
      made.push({ features, tonic, family: MAJORS.includes(mode) ? 1 : 0 });
    }
    console.error(format('%d of %d songs', made.length, SONGS * STYLES.length));
  }
  return made;
}

function unit(profile: readonly number[]): number[] {
  const mean = profile.reduce((sum, value) => sum + value, 0) / profile.length;
  const length = Math.hypot(...profile.map((value) => value - mean));
  return profile.map((value) => (value - mean) / length);
}

const start = FAMILIES.map((family) => ({
  bias: BIAS[family],
  views: VIEWS.map((weight) => unit(PROFILES[family]).map((value) => weight * value)),
}));
const fitted = structuredClone(start);
const songs = await lessons();
for (let round = 0; round < ROUNDS; round++) {
  const slope = structuredClone(start);
  for (const one of slope) {
    one.bias = 0;
    for (const view of one.views) view.fill(0);
  }
  for (const { features, tonic, family } of songs) {
    const fits = fitted.map(({ bias, views }) =>
      Array.from({ length: 12 }, (_, t) =>
        views.reduce(
          (sum, view, v) => sum + view.reduce((part, w, d) => part + w * features[v]![(t + d) % 12]!, 0),
          bias,
        ),
      ),
    );
    const most = Math.max(...fits.flat());
    const total = fits.flat().reduce((sum, fit) => sum + Math.exp(fit - most), 0);
    for (const [f, row] of fits.entries()) {
      for (const [t, fit] of row.entries()) {
        const error = Math.exp(fit - most) / total - (f === family && t === tonic ? 1 : 0);
        slope[f]!.bias += error / songs.length;
        for (const [v, view] of slope[f]!.views.entries()) {
          for (let d = 0; d < 12; d++) view[d]! += (error * features[v]![(t + d) % 12]!) / songs.length;
        }
      }
    }
  }
  for (const [f, one] of fitted.entries()) {
    one.bias -= RATE * (slope[f]!.bias + HOLD * (one.bias - start[f]!.bias));
    for (const [v, view] of one.views.entries()) {
      for (let d = 0; d < 12; d++) {
        view[d]! -= RATE * (slope[f]!.views[v]![d]! + HOLD * (view[d]! - start[f]!.views[v]![d]!));
      }
    }
  }
}
const rounded = (value: number) => Math.round(1e4 * value) / 1e4;
const [minor, major] = fitted.map(({ bias, views }) => ({
  bias: rounded(bias),
  views: views.map((view) => view.map(rounded)),
}));
const path = new URL('../../assets/key-profiles.json', import.meta.url);
await writeFile(path, `${JSON.stringify({ songs: songs.length, minor, major })}\n`);
console.log(path.pathname);
