/**
 * Writes `assets/style-rhythms.json`, by which listening knows a bar when it hears one: where in the bar each style
 * strikes each kind of drum and changes its harmony, counted in songs of the grammar that train, and in those
 * of Groove's performances that train, where they are at hand.
 */
import { writeFile } from 'node:fs/promises';
import { format } from 'node:util';
import { grammarExamples, readGroove } from '../src/corpus/index.ts';
import { voiceOf } from '../src/listen/index.ts';
import { type Score, STYLE_FACTS, STYLES, TICKS_PER_BAR } from '../src/music/index.ts';

/** Places in a bar that are told apart. */
const BINS = 192;
const SONGS = 300;
/** Counts are strikes in so many bars. */
const BARS = 1000;

type Lane = 'kick' | 'snare' | 'closedHat' | 'openHat' | 'percussion' | 'bass' | 'change';
const LANES: readonly Lane[] = ['kick', 'snare', 'closedHat', 'openHat', 'percussion', 'bass', 'change'];

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

const styles = STYLES.map((style) => {
  const songs = [...grammarExamples('train', { styles: [style], train: SONGS, validation: 0 })];
  return { name: style, bpm: STYLE_FACTS[style].bpm, lanes: counts(songs.map(({ score }) => score)) };
});
const groove = await readGroove().catch(() => undefined);
if (groove !== undefined) {
  const scores = groove.train.map(({ score }) => score);
  const tempi = scores.map(({ bpm }) => bpm).sort((a, b) => a - b);
  const at = (share: number) => Math.round(tempi[Math.floor(share * (tempi.length - 1))]!);
  styles.push({ name: 'drummer' as never, bpm: [at(0.2), at(0.8)], lanes: counts(scores) });
}
const path = new URL('../assets/style-rhythms.json', import.meta.url);
await writeFile(path, `${JSON.stringify({ bins: BINS, bars: BARS, styles })}\n`);
console.log(format('%s: %d styles', path.pathname, styles.length));
