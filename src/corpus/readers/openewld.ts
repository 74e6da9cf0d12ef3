/**
 * OpenEWLD: lead sheets in the public domain (Simonetta, Carnovalini, Orio and Rodà, "Symbolic Music
 * Similarity through a Graph-Based Representation", 2018), melody and chords on a grid of 16ths.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import {
  CHORD_QUALITIES,
  type Chord,
  type ChordQuality,
  checkScore,
  estimateKey,
  type Note,
  type Score,
  TICKS_PER_BAR,
  TICKS_PER_STEP,
} from '../../music/index.ts';
import { words } from '../../words/index.ts';
import { type Example, type Problem, type Reading, splitBySong, VALIDATION_SHARE } from '../examples.ts';
import { withoutOverlap } from '../grammar/notes.ts';
import { leadVoices } from '../grammar/voicing.ts';
import { DATA_FOLDER, dataFile, reasonOf } from './data.ts';
import { loopsOf, notesWithin } from './windows.ts';

const position = z.number().min(0);
const Sheet = z.object({
  title: z.string(),
  composer: z.string(),
  time: z.string(),
  bars: z.number().int().positive(),
  chords: z.array(z.tuple([position, z.number().int().min(0).max(11), z.string()])),
  melody: z.array(z.tuple([position, z.number().positive(), z.number().int().min(0).max(127)])),
});
type Sheet = z.infer<typeof Sheet>;

/** MusicXML's kinds of chords as ours; what has no counterpart becomes the nearest that has. */
const KINDS: Readonly<Record<string, ChordQuality>> = {
  major: '',
  minor: 'm',
  dominant: '7',
  'minor-seventh': 'm7',
  'major-seventh': 'maj7',
  diminished: 'dim',
  'diminished-seventh': 'dim7',
  'half-diminished': 'm7b5',
  augmented: 'aug',
  'augmented-seventh': '7#5',
  'augmented-ninth': '7#5',
  'major-sixth': '6',
  'minor-sixth': 'm6',
  'dominant-ninth': '9',
  'major-ninth': 'maj9',
  'minor-ninth': 'm9',
  'dominant-11th': '9sus4',
  'dominant-13th': '13',
  'minor-11th': 'm11',
  'minor-13th': 'm11',
  'suspended-fourth': 'sus4',
  'suspended-second': 'sus2',
  'minor-major': 'mMaj7',
  'major-minor': 'mMaj7',
  maj69: '6/9',
  power: '5',
};
/** Lead sheets have no tempo; this one stands in, and the example says so. */
const STAND_IN_BPM = 90;
const VELOCITY = 90;

export interface SheetOptions {
  /** The folder that holds `openewld/`. */
  readonly data?: string;
  readonly seed?: number;
  readonly validationShare?: number;
}

/**
 * Reads the sheets in 4/4 as scores of 8 bars (a last one may have 4) with melody and chords, split by song.
 * @throws BeatwrightError `corpus-data-absent`.
 */
export async function readOpenEwld(o: SheetOptions = {}): Promise<Reading> {
  const { data = DATA_FOLDER, seed = 1, validationShare = VALIDATION_SHARE } = o;
  const origin = 'https://github.com/00sapo/OpenEWLD';
  const file = await dataFile(data, join('openewld', 'openewld_grid.jsonl.gz'), origin);
  const text = (await promisify(gunzip)(await readFile(file))).toString('utf8');
  const examples: Example[] = [];
  const problems: Problem[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      const sheet = Sheet.parse(JSON.parse(line));
      if (sheet.time !== '4/4') continue;
      const song = `${sheet.composer} ${sheet.title}`;
      for (const score of loopsIn(sheet))
        examples.push({
          score,
          source: 'openewld',
          song,
          parts: ['chords', 'melody'],
          tempoIsKnown: false,
          artist: sheet.composer,
        });
    } catch (error) {
      const bad = error instanceof z.ZodError || error instanceof SyntaxError;
      problems.push({
        where: `${file}, line ${i + 1}`,
        what: bad ? words.notes['corpus-lead-sheet']({ why: error.message }) : reasonOf(error),
      });
    }
  }
  return { ...splitBySong(examples, ({ song }) => song, seed, validationShare), problems };
}

function loopsIn(sheet: Sheet): Score[] {
  const end = sheet.bars * TICKS_PER_BAR;
  const melody = withoutOverlap(
    sheet.melody.map(
      ([start, length, pitch]): Note => ({
        tick: Math.round(start * TICKS_PER_STEP),
        duration: Math.max(1, Math.round(length * TICKS_PER_STEP)),
        pitch,
        velocity: VELOCITY,
      }),
    ),
    end,
  );
  const chords = chordsOf(sheet, end);
  const whole = { bass: [], chords, melody };
  const key = estimateKey({ ...whole, bars: sheet.bars });
  if (key === undefined) return [];
  return loopsOf(sheet.bars)
    .map(
      ([from, bars]): Score => ({
        bpm: STAND_IN_BPM,
        key,
        bars,
        drums: [],
        bass: [],
        chords: notesWithin(chords, from, bars),
        melody: notesWithin(melody, from, bars),
      }),
    )
    .filter((loop) => loop.chords.length >= 2 && loop.melody.length >= loop.bars * 2)
    .map(checkScore);
}

/** The sheet's chord symbols, voiced about middle C and led into each other. */
function chordsOf(sheet: Sheet, end: number): Chord[] {
  const symbols = sheet.chords.filter(([, , kind]) => kind in KINDS);
  const spans = symbols.map(([start, root, kind], i) => {
    const tick = Math.round(start * TICKS_PER_STEP);
    const next = symbols[i + 1];
    const until = next === undefined ? end : Math.round(next[0] * TICKS_PER_STEP);
    return { tick, ticks: until - tick, root, intervals: CHORD_QUALITIES[KINDS[kind]!] };
  });
  const sounding = spans.filter(({ tick, ticks }) => ticks > 0 && tick < end);
  const voiced = leadVoices(sounding, { voicing: 'close', chordCentre: 60 });
  return withoutOverlap(
    sounding.map((span) => ({
      tick: span.tick,
      duration: span.ticks,
      pitches: voiced.get(span)!,
      velocity: VELOCITY,
    })),
    end,
  );
}
