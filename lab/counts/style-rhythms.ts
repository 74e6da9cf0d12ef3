/**
 * Writes `assets/style-rhythms.json`, by which listening knows a bar when it hears one: where in the bar each style
 * strikes each kind of drum and changes its harmony, counted in songs of the grammar that train, and in those
 * of Groove's performances that train, where they are at hand. People at a kit play many things: they are sorted into
 * groups by what kick and snare play, and once more by what keeps time above them, each of which counts as the share
 * of them that it is.
 */
import { writeFile } from 'node:fs/promises';
import { format } from 'node:util';
import { kmeans } from 'ml-kmeans';
import { grammarExamples, readGroove } from '../../src/corpus/index.ts';
import { voiceOf } from '../../src/listen/index.ts';
import {
  randomOf,
  type Score,
  STYLE_FACTS,
  STYLES,
  TICKS_PER_BAR,
  TICKS_PER_STEP,
} from '../../src/music/index.ts';

/** Places in a bar that are told apart. */
const BINS = 192;
const SONGS = 300;
/** Counts are strikes in so many bars. */
const BARS = 1000;
/** Groups of drummers for either layer, how much their tempo counts in them, and rounds of sorting. */
const GROUPS = 32;
const TEMPO_WEIGHT = 2;
const ROUNDS = 50;

const BEAT = ['kick', 'snare'] as const;
const TIME = ['closedHat', 'openHat', 'percussion'] as const;
const LANES = [...BEAT, ...TIME, 'bass', 'change'] as const;
type Lane = (typeof LANES)[number];

function counts(scores: readonly Score[]): Record<Lane, number[]> {
  const bars = scores.reduce((sum, score) => sum + score.bars, 0);
  const tables = Object.fromEntries(LANES.map((lane) => [lane, new Array<number>(BINS).fill(0)])) as Record<
    Lane,
    number[]
  >;
  for (const score of scores) {
    // A snare and a clap at once are one strike to the ear.
    const heard = new Set<string>();
    const add = (lane: Lane, tick: number) => {
      const name = `${lane} ${Math.round(tick / 20)}`;
      if (!heard.has(name))
        tables[lane][Math.floor(((tick % TICKS_PER_BAR) * BINS) / TICKS_PER_BAR)]! += BARS / bars;
      heard.add(name);
    };
    for (const { drum, tick } of score.drums) add(voiceOf(drum), tick);
    for (const { tick } of score.bass) add('bass', tick);
    let before = '';
    for (const { tick, pitches } of score.chords) {
      const now = pitches
        .map((pitch) => pitch % 12)
        .sort((a, b) => a - b)
        .join(' ');
      if (now !== before) add('change', tick);
      before = now;
    }
  }
  for (const lane of LANES) tables[lane] = tables[lane].map(Math.round);
  return tables;
}

/** Groups of scores that are played alike in some lanes: k-means on tempo and on strikes at each 16th of a bar. */
function grouped(scores: readonly Score[], lanes: readonly Lane[]): Score[][] {
  const points = scores.map((score) => {
    const played = counts([score]);
    const steps = lanes.flatMap((lane) =>
      Array.from({ length: 16 }, (_, step) => {
        const perStep = (BINS * TICKS_PER_STEP) / TICKS_PER_BAR;
        // A strike early for its step is the step's.
        const first = Math.round((step - 0.5) * perStep);
        let sum = 0;
        for (let i = 0; i < perStep; i++) sum += played[lane][(first + i + BINS) % BINS]!;
        return Math.min(1, sum / BARS);
      }),
    );
    return [...steps, TEMPO_WEIGHT * Math.log2(score.bpm)];
  });
  const random = randomOf('drummers');
  // The same beginning each time, so that the same scores come to the same table.
  const initialization = Array.from({ length: GROUPS }, () => random.pick(points));
  const { clusters } = kmeans(points, GROUPS, { initialization, maxIterations: ROUNDS, tolerance: 0 });
  return Array.from({ length: GROUPS }, (_, group) => scores.filter((_, i) => clusters[i] === group)).filter(
    (group) => group.length > 0,
  );
}

const styles = STYLES.map((style) => {
  const songs = [...grammarExamples('train', { styles: [style], train: SONGS, validation: 0 })];
  return {
    name: style,
    bpm: STYLE_FACTS[style].bpm,
    lanes: counts(songs.map(({ score }) => score)),
  };
});
const groove = await readGroove().catch(() => undefined);
const performances = groove?.train.map(({ score }) => score) ?? [];
/** What drummers play in some lanes, by groups. */
const drummers = (lanes: readonly Lane[]) =>
  grouped(performances, lanes).map((scores) => {
    const tempi = scores.map(({ bpm }) => bpm).sort((a, b) => a - b);
    const at = (share: number) => Math.round(tempi[Math.floor(share * (tempi.length - 1))]!);
    const share = Math.round((1000 * scores.length) / performances.length) / 1000;
    const played = counts(scores);
    return {
      share,
      bpm: [at(0.2), at(0.8)],
      lanes: Object.fromEntries(lanes.map((lane) => [lane, played[lane]])),
    };
  });
const path = new URL('../../assets/style-rhythms.json', import.meta.url);
const table = { bins: BINS, bars: BARS, styles, drummers: { beat: drummers(BEAT), time: drummers(TIME) } };
await writeFile(path, `${JSON.stringify(table)}\n`);
console.log(format('%s: %d styles, %d performances', path.pathname, styles.length, performances.length));
