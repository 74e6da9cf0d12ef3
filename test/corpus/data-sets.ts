/**
 * Small data sets in the form of the open ones, written here: what reads those is tested without them. Drummers are
 * `test/support/drummer.ts`, lead sheets and progressions are made up by rules that any harmony book has.
 */
import { gzipSync } from 'node:zlib';
import { type Random, randomOf } from '../../src/music/index.ts';
import { type Asked, drummer } from '../support/drummer.ts';

/** A performance and what the table of the Groove MIDI Dataset says of it. */
export interface GrooveRow {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly drummer: string;
  readonly style: string;
  readonly bpm: number;
  readonly kind: 'beat' | 'fill';
  /** Such as `4-4`. */
  readonly metre: string;
  readonly split: 'train' | 'validation' | 'test';
}

/** Performances of three drummers: beats in 4/4, a fill, and some in other metres. */
export function groovePerformances(): GrooveRow[] {
  const rows: GrooveRow[] = [];
  const add = (
    style: string,
    split: GrooveRow['split'],
    { kind = 'beat', ...asked }: Asked & { kind?: GrooveRow['kind'] } = {},
  ) => {
    const number = rows.length + 1;
    const { bpm, bytes } = drummer(number, asked);
    const metre = (asked.metre ?? [4, 4]).join('-');
    const name = `drummer${1 + (number % 3)}`;
    const path = `${name}/session1/${number}_${style.replace('/', '-')}_${bpm}_${kind}_${metre}.mid`;
    rows.push({ path, bytes, drummer: name, style, bpm, kind, metre, split });
  };
  for (let i = 0; i < 20; i++) add('hiphop', 'train', { bars: i % 5 === 0 ? 36 : 24 });
  for (let i = 0; i < 4; i++) add('soul/groove', 'train');
  for (let i = 0; i < 3; i++) add('hiphop/groove1', 'validation', { bars: 20 });
  for (let i = 0; i < 5; i++) add('rock', 'validation', { bars: 32 });
  add('funk', 'test');
  add('hiphop', 'train', { bars: 1, kind: 'fill' });
  for (const metre of [
    [3, 4],
    [5, 4],
    [5, 8],
  ] as const)
    add('jazz', 'train', { metre });
  return rows;
}

/** The files of a folder that holds them as the Groove MIDI Dataset does. */
export function grooveFiles(rows: readonly GrooveRow[]): Record<string, string | Uint8Array> {
  const header =
    'drummer,session,id,style,bpm,beat_type,time_signature,midi_filename,audio_filename,duration,split';
  const lines = rows.map(({ path, drummer: who, style, bpm, kind, metre, split }, i) =>
    [
      who,
      `${who}/session1`,
      `${who}/session1/${i + 1}`,
      style,
      bpm,
      kind,
      metre,
      path,
      '',
      '60',
      split,
    ].join(),
  );
  return {
    'groove/info.csv': [header, ...lines].join('\n'),
    ...Object.fromEntries(rows.map(({ path, bytes }) => [`groove/${path}`, bytes])),
  };
}

/** A lead sheet as OpenEWLD has it on a grid of 16ths. */
export interface LeadSheet {
  readonly composer: string;
  readonly title: string;
  readonly time: string;
  /** Sharps of the signature, negative for flats. */
  readonly fifths: number;
  readonly mode: 'major' | 'minor';
  readonly bars: number;
  readonly chords: [start: number, root: number, kind: string][];
  readonly melody: [start: number, length: number, pitch: number][];
}

type Degree = readonly [semitones: number, kind: string];
const MAJOR: Readonly<Record<string, Degree>> = {
  I: [0, 'major'],
  ii: [2, 'minor-seventh'],
  II: [2, 'dominant'],
  iii: [4, 'minor'],
  IV: [5, 'major'],
  V: [7, 'dominant'],
  vi: [9, 'minor'],
};
const MINOR: Readonly<Record<string, Degree>> = {
  i: [0, 'minor'],
  ii: [2, 'half-diminished'],
  III: [3, 'major'],
  iv: [5, 'minor-seventh'],
  V: [7, 'dominant'],
  VI: [8, 'major'],
  VII: [10, 'dominant'],
};
const TURNS = {
  major: ['I vi ii V', 'I IV I V', 'I I IV IV', 'ii V I I', 'iii vi II V', 'IV V I vi'],
  minor: ['i iv V i', 'i VI III VII', 'i VII VI V', 'iv VII III VI', 'ii V i i'],
} as const;
const SCALES = { major: [0, 2, 4, 5, 7, 9, 11], minor: [0, 2, 3, 5, 7, 8, 10] } as const;
/** Where a bar's notes begin, in 16ths. */
const RHYTHMS = [
  [0, 4, 8, 12],
  [0, 6, 8, 12],
  [0, 4, 6, 8],
  [0, 8],
  [2, 4, 8, 10, 12],
  [0, 3, 6, 8, 12],
] as const;

/** Tunes of 32 bars over turns of four chords, each ending on its tonic. The same number, the same tunes. */
export function leadSheets(count: number): LeadSheet[] {
  return Array.from({ length: count }, (_, i) => leadSheet(i, randomOf(`sheet ${i}`)));
}

function leadSheet(number: number, random: Random): LeadSheet {
  const mode = random.next() < 0.7 ? 'major' : 'minor';
  const fifths = random.int(9) - 4;
  const tonic = (((fifths * 7) % 12) + 12 + (mode === 'minor' ? 9 : 0)) % 12;
  const degrees = mode === 'major' ? MAJOR : MINOR;
  const turns = [random.pick(TURNS[mode]), random.pick(TURNS[mode])];
  const rhythm = Array.from({ length: 4 }, () => random.pick(RHYTHMS));
  const chords: LeadSheet['chords'] = [];
  const melody: LeadSheet['melody'] = [];
  const bars = 32;
  const scale = SCALES[mode];
  let degree = random.int(7);
  for (let bar = 0; bar < bars; bar++) {
    // AABA, in fours.
    const turn = turns[bar >= 16 && bar < 24 ? 1 : 0]!.split(' ');
    const isLast = bar === bars - 1;
    const [semitones, kind] = degrees[isLast ? (mode === 'major' ? 'I' : 'i') : turn[bar % 4]!]!;
    chords.push([bar * 16, (tonic + semitones) % 12, kind]);
    const starts = isLast ? [0] : rhythm[bar % 4]!;
    for (const [i, start] of starts.entries()) {
      degree = isLast ? 0 : Math.max(-3, Math.min(9, degree + random.pick([-2, -1, -1, 1, 1, 2, 3])));
      const pitch = 60 + tonic + scale[((degree % 7) + 7) % 7]! + 12 * Math.floor(degree / 7);
      melody.push([bar * 16 + start, (starts[i + 1] ?? 16) - start, pitch]);
    }
  }
  const composer = `Nobody ${number % 40}`;
  return { composer, title: `Tune ${number}`, time: '4/4', fifths, mode, bars, chords, melody };
}

/** The file of OpenEWLD's form, and a waltz that readers leave out. */
export function leadSheetFiles(sheets: readonly LeadSheet[]): Record<string, Uint8Array> {
  const waltz = { ...sheets[0]!, title: 'Waltz', time: '3/4' };
  const lines = [...sheets, waltz].map((sheet) => JSON.stringify(sheet)).join('\n');
  return { 'openewld/openewld_grid.jsonl.gz': gzipSync(lines) };
}

/** Progressions as free-midi-chords lists them. */
export const PROGRESSIONS = {
  prog_maj: [
    ['I', 'V', 'vi', 'IV'],
    ['I', 'vi', 'IV', 'V'],
    ['I', 'IV', 'V', 'I'],
    ['ii', 'V', 'I', 'I'],
    ['I', 'iii', 'IV', 'V7'],
    ['I', 'I7', 'IV', 'iv'],
    ['vi', 'IV', 'I', 'V'],
    ['I', 'IV', 'ii', 'V', 'I'],
  ],
  prog_min: [
    ['i', 'VI', 'III', 'VII'],
    ['i', 'iv', 'v', 'i'],
    ['i', 'VII', 'VI', 'V'],
    ['i', 'iv', 'VII', 'III'],
    ['i', 'i', 'iv7', 'VIsus4'],
    ['ii', 'V', 'i'],
  ],
  prog_modal: [
    ['im', 'IVM', 'im', 'bVIIM'],
    ['IM', 'IIM', 'IM', 'IIM'],
    ['im', 'bIIM7', 'im', 'bVIIm'],
    ['IM', 'bVIIM', 'IVM', 'IM'],
  ],
} as const;
const MOODS = ['Hopeful', 'Dark', 'Tender', 'Tense'];

export function progressionFiles(): Record<string, string> {
  const lists = Object.entries(PROGRESSIONS).map(([family, all]) => [
    family,
    all.map((chords, i) => ({ chords, moods: [MOODS[i % MOODS.length]] })),
  ]);
  return { 'free-midi-chords/progressions.json': JSON.stringify(Object.fromEntries(lists)) };
}
