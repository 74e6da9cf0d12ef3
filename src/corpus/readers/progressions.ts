/** free-midi-chords: chord progressions as roman numerals, with moods (ldrolez/free-midi-chords; MIT). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type Key,
  MODES,
  type Mode,
  type Score,
  scalePitchClasses,
  TICKS_PER_BAR,
} from '../../music/index.ts';
import { BeatwrightError, words } from '../../words/index.ts';
import { type Example, type Problem, type Reading, splitBySong, VALIDATION_SHARE } from '../examples.ts';
import { leadVoices } from '../grammar/voicing.ts';
import { parseRoman, type RomanChord } from '../roman.ts';
import { DATA_FOLDER, dataFile } from './data.ts';
import type { SheetOptions } from './openewld.ts';

const List = z.array(z.object({ chords: z.array(z.string()).nonempty(), moods: z.array(z.string()) }));
const Lists = z.object({ prog_maj: List, prog_min: List, prog_modal: List });

export interface Progression {
  readonly chords: readonly RomanChord[];
  /** The mode whose scale holds most of its notes. */
  readonly mode: Mode;
  /** Such as `Nostalgic` or `Dark`. */
  readonly moods: readonly string[];
  /** The numerals as they are written, separated by spaces. */
  readonly name: string;
}

export interface Progressions {
  readonly progressions: readonly Progression[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the progressions; one that has a chord that cannot be read is a problem that is named.
 * @throws BeatwrightError `corpus-data-absent`, or `corpus-data` if the file is not what it should be.
 */
export async function readProgressions({
  data = DATA_FOLDER,
}: {
  data?: string;
} = {}): Promise<Progressions> {
  const origin = 'https://github.com/ldrolez/free-midi-chords';
  const file = await dataFile(data, join('free-midi-chords', 'progressions.json'), origin);
  const lists = Lists.safeParse(parseJson(await readFile(file, 'utf8')));
  if (!lists.success) throw new BeatwrightError('corpus-data', { file, origin });
  const progressions: Progression[] = [];
  const problems: Problem[] = [];
  const families = [
    [lists.data.prog_maj, ['major'], 'major'],
    [lists.data.prog_min, ['minor', 'harmonic minor'], 'minor'],
    // Modal numerals always count from the major scale.
    [lists.data.prog_modal, MODES, 'major'],
  ] as const;
  for (const [list, modes, from] of families)
    for (const { chords, moods } of list) {
      const name = chords.join(' ');
      const parsed = chords.map((numeral) => parseRoman(numeral, from));
      const bad = chords.find((_, i) => parsed[i] === null);
      if (bad !== undefined)
        problems.push({ where: `${file}: ${name}`, what: words.notes['corpus-chord']({ text: bad }) });
      else {
        const read = parsed.filter((chord) => chord !== null);
        progressions.push({ chords: read, mode: modeOf(read, modes), moods, name });
      }
    }
  return { progressions, problems };
}

/** Each progression as a score of chords in C, one a bar, the last held to whole fours; split by progression. */
export async function readProgressionScores(o: SheetOptions = {}): Promise<Reading> {
  const { seed = 1, validationShare = VALIDATION_SHARE } = o;
  const { progressions, problems } = await readProgressions({ data: o.data });
  const examples = progressions.map(
    (progression): Example => ({
      score: scoreOf(progression, { tonic: 0, mode: progression.mode }),
      source: 'free-midi-chords',
      song: progression.name,
      parts: ['chords'],
      tempoIsKnown: false,
    }),
  );
  return { ...splitBySong(examples, ({ song }) => song, seed, validationShare), problems };
}

/** A progression in a key, one chord a bar. */
function scoreOf(progression: Progression, key: Key): Score {
  const count = progression.chords.length;
  const bars = Math.ceil(count / 4) * 4;
  const spans = Array.from({ length: bars }, (_, bar) => {
    const { root, intervals } = progression.chords[Math.min(bar, count - 1)]!;
    return { tick: bar * TICKS_PER_BAR, ticks: TICKS_PER_BAR, root: (key.tonic + root) % 12, intervals };
  });
  const voiced = leadVoices(spans, { voicing: 'close', chordCentre: 60 });
  return {
    bpm: 90,
    key,
    bars,
    drums: [],
    bass: [],
    chords: spans.map((span) => ({
      tick: span.tick,
      duration: span.ticks,
      pitches: voiced.get(span)!,
      velocity: 90,
    })),
    melody: [],
  };
}

/** The first of some modes whose scale misses the fewest notes. */
function modeOf(chords: readonly RomanChord[], modes: readonly Mode[]): Mode {
  const missing = (mode: Mode) => {
    const scale = scalePitchClasses({ tonic: 0, mode });
    const notes = chords.flatMap(({ root, intervals }) => intervals.map((by) => (root + by) % 12));
    return notes.filter((pitchClass) => !scale.includes(pitchClass)).length;
  };
  return modes.reduce((best, mode) => (missing(mode) < missing(best) ? mode : best));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
