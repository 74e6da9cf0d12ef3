/** A listening report as lines for a terminal. */
import { DRUM_VOICES } from '../../../src/listen/index.ts';
import type { LoopFigures } from '../loops/index.ts';
import { type Figures, TRACK_MEASURES } from './figures.ts';
import type { ListeningReport } from './report.ts';

const LABELS = {
  tempo1: 'tempo, accuracy 1',
  tempo2: 'tempo, accuracy 2',
  beatF: 'beat F, 70 ms',
  downbeatF: 'downbeat F, 70 ms',
  key: 'key, weighted',
  microtiming: 'microtiming error, ms',
  bassF: 'bass F, 50 ms',
  chordRoot: 'chord root',
  loop: 'loop found',
} as const satisfies Record<(typeof TRACK_MEASURES)[number], string>;

const BASELINES = { flux: 'spectral flux', templates: 'NMF' } as const;

export function listeningTable(report: ListeningReport): string {
  const { conditions, sources, drumsAlone, baselines, goals } = report;
  const counts = Object.entries(report.tracks).map(([name, count]) => `${count} ${name}`);
  return [
    `${counts.join(', ')}; seed ${report.seed}. These are renders: real records are harder.`,
    '',
    ...block('by what was done to it', conditions),
    '',
    ...block('clean, by what played it', sources),
    '',
    line('drums alone, F at 30 ms', DRUM_VOICES.map(String)),
    line(
      '  heard',
      DRUM_VOICES.map((voice) => number(drumsAlone[voice])),
    ),
    ...(['flux', 'templates'] as const).flatMap((name) =>
      (['alone', 'mix'] as const).map((where) =>
        line(
          `  ${BASELINES[name]}${where === 'mix' ? ' in the mix' : ''}`,
          DRUM_VOICES.map((voice) => number(baselines[name]?.[where][voice])),
        ),
      ),
    ),
    '',
    `Ellis' dynamic programming: accuracy ${number(baselines.ellis.tempo1)} / ${number(baselines.ellis.tempo2)}, beat F ${number(baselines.ellis.beatF)}`,
    `basic-pitch as it is, below 220 Hz: bass F ${number(baselines.basicPitchBassF)}`,
    '',
    ...loopsBlock(report),
    ...learningBlock(report),
    ...goals.map(
      ({ id, wanted, measured, reached }) => `${reached ? '✓' : '✗'} ${id}: ${number(measured)} (${wanted})`,
    ),
    ...report.skipped,
  ].join('\n');
}

/** Loops, by kind. */
function loopsBlock({ loops: { kinds, unseen, octaveError, missed } }: ListeningReport): string[] {
  const shown = (name: string, { loops, tempo1, tempo2, named1, refused }: LoopFigures) =>
    line(`  ${name}`, [String(loops), ...[tempo1, tempo2, named1, refused].map(number)]);
  return [
    line('loops', ['loops', 'accuracy 1', 'accuracy 2', 'named', 'refused']),
    ...Object.entries(kinds).map(([name, figures]) => shown(name, figures)),
    shown('unseen patterns', unseen),
    line('  octave, calibration', [number(octaveError)]),
    ...missed.map((each) => `  missed: ${each}`),
    '',
  ];
}

/** Artists that learned by ear, and what of the gain was kept. */
function learningBlock({ learning }: ListeningReport): string[] {
  if (learning.length === 0) return [];
  return [
    line('learning, bits a step', ['base', 'scores', 'sound', 'kept', 'references']),
    ...learning.map(({ artist, bits, kept, useful, references }) =>
      line(`  ${artist}`, [
        ...[bits.base, bits.scores, bits.sound].map((value) => value.toFixed(3)),
        `${(100 * kept).toFixed(0)} %`,
        `${useful} of ${references}`,
      ]),
    ),
    '',
  ];
}

function block(title: string, columns: Readonly<Partial<Record<string, Figures>>>): string[] {
  const figures = Object.values(columns).filter((one) => one !== undefined);
  return [
    line(title, Object.keys(columns)),
    ...TRACK_MEASURES.map((measure) =>
      line(
        `  ${LABELS[measure]}`,
        figures.map((one) => number(one[measure])),
      ),
    ),
    ...[...DRUM_VOICES, 'mean' as const].map((voice) =>
      line(
        `  ${voice} F, 30 ms`,
        figures.map((one) => number(one.drums[voice])),
      ),
    ),
  ];
}

const line = (label: string, cells: readonly string[]) =>
  `${label.padEnd(26)}${cells.map((cell) => cell.padStart(12)).join('')}`;

function number(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return value.toFixed(value > 1 ? 1 : 3);
}
