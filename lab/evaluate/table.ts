/** A report as a table for a terminal of 100 columns. */
import { PARTS } from '../../src/music/index.ts';
import { MEASURE_NAMES, MEASURES, meanOf } from './measures.ts';
import type { BaseReport, ModelReport, Source } from './report.ts';

const WIDTH = 100;
const LABEL = 32;
const WANTED = 13;
const REAL = 9;
/** The widest column of a model, mark included. */
const WIDEST = 12;

type Cell = number | null | undefined;

interface Row {
  readonly label: string;
  readonly digits: number;
  readonly of: (model: ModelReport) => Cell;
  readonly real?: Cell;
  /** The goal whose mark is shown. */
  readonly goal?: string;
}

const SOURCES: Readonly<Record<Source, string>> = {
  grammar: 'grammar songs',
  groove: 'Groove (drums)',
  openewld: 'OpenEWLD (chords, melody)',
};

/** What was measured, what is wanted, and whether it is reached: ✓ or ✗. */
export function tableOf(report: BaseReport): string {
  const { models, sizes, styles, seed, heldOut } = report;
  const column = Math.min(WIDEST, Math.floor((WIDTH - LABEL - WANTED - REAL) / Math.max(1, models.length)));
  const line = (label: string, wanted: string, real: string, cells: readonly string[]) =>
    [
      columnOf(label, LABEL),
      columnOf(wanted, WANTED),
      real.padStart(REAL),
      ...cells.map((cell) => columnOf(cell, column, 'left')),
    ]
      .join('')
      .trimEnd();
  const wantedOf = (id: string | undefined) =>
    models.flatMap(({ goals }) => goals).find((goal) => goal.id === id)?.wanted ?? '';
  const lines = sectionsOf(report).flatMap(({ title, rows }) => [
    '',
    title,
    ...rows.map(({ label, digits, of, real, goal }) =>
      line(
        `  ${label}`,
        wantedOf(goal),
        real === undefined ? '' : number(real, digits),
        models.map((model) => number(of(model), digits) + markOf(model, goal)),
      ),
    ),
  ]);
  const sets = Object.entries(heldOut).map(([name, count]) => `${count} of ${name}`);
  return [
    `${styles.length} ${styles.length === 1 ? 'style' : 'styles'}, ${sizes.samples} samples each, held-out scores: ${sets.join(', ')}; seed ${seed}.`,
    '',
    line(
      '',
      'wanted',
      'real',
      models.map(({ name }) => `${name}  `),
    ),
    ...lines,
    '',
    ...models.map(({ name, goals, seconds }) => {
      const missed = goals.filter(({ reached }) => !reached).map(({ id }) => id);
      const reached = `${name}: ${goals.length - missed.length} of ${goals.length} reached`;
      return `${reached}${missed.length === 0 ? '' : `, not ${missed.join(', ')}`}; ${Math.round(seconds)} s.`;
    }),
    ...report.skipped,
  ]
    .flatMap((text) => wrap(text))
    .join('\n');
}

function sectionsOf({ models, real }: BaseReport): { title: string; rows: Row[] }[] {
  const sources = (Object.keys(SOURCES) as Source[]).filter((source) =>
    models.some(({ bits }) => bits[source] !== undefined),
  );
  const percent = (share: Cell) => (share === null || share === undefined ? share : 100 * share);
  const versus = (id: string) => (model: ModelReport) => model.goals.find((goal) => goal.id === id)?.measured;
  const meanReal = (measure: (typeof MEASURE_NAMES)[number]) =>
    meanOf(Object.values(real.measures).map((values) => values[measure]));
  const goalOf: Partial<Record<(typeof MEASURE_NAMES)[number], string>> = {
    pitchClassEntropy: 'pitch-class-entropy',
    scaleConsistency: 'scale-consistency',
    grooveConsistency: 'groove-consistency',
  };
  const percents = (label: string, of: Row['of'], more: Partial<Row> = {}): Row => ({
    label,
    digits: 1,
    of: (model) => percent(of(model)),
    ...more,
  });
  return [
    {
      title: 'Bits a 16th step on held-out scores',
      rows: [
        ...sources.flatMap((source): Row[] => [
          { label: SOURCES[source], digits: 2, of: ({ bits }) => bits[source]?.total },
          ...(source === 'grammar' ? PARTS : []).map((part) => ({
            label: `  ${part}`,
            digits: 2,
            of: ({ bits }: ModelReport) => bits[source]?.parts[part],
          })),
        ]),
        ...['ngram', 'gru']
          .filter((name) => models.some((model) => model.goals.some(({ id }) => id === `bits-below-${name}`)))
          .map((name) => ({
            label: `fewer than ${name}, %`,
            digits: 1,
            of: versus(`bits-below-${name}`),
            goal: `bits-below-${name}`,
          })),
      ],
    },
    {
      title: 'Gaps: how far means of samples lie from those of real music, mean over styles',
      rows: MEASURE_NAMES.map((measure) => ({
        label: `${MEASURES[measure].label}, ${MEASURES[measure].unit}`,
        digits: 2,
        of: ({ gaps }: ModelReport) => gaps[measure],
        real: meanReal(measure),
        ...(goalOf[measure] !== undefined && { goal: goalOf[measure] }),
      })),
    },
    {
      title: 'Microtiming error by drum and position, ms',
      rows: [
        {
          label: 'samples',
          digits: 1,
          of: ({ timing }) => timing?.error ?? null,
          real: real.timing,
          goal: 'timing',
        },
        { label: 'quantised', digits: 1, of: ({ timing }) => timing?.quantised ?? null },
        { label: 'shuffled jitter', digits: 1, of: ({ timing }) => timing?.shuffled ?? null },
      ],
    },
    {
      title: 'Overlap of feature distributions, %',
      rows: [
        percents('area', ({ overlap }) => overlap.area, {
          real: percent(meanOf(models.map(({ overlap }) => overlap.splitHalf))) ?? null,
        }),
        percents('of that of real halves', ({ overlap }) => overlap.share, { goal: 'overlap' }),
      ],
    },
    {
      title: 'Style heard by a listener that knows real music only, %',
      rows: [
        percents('samples', ({ recognised }) => recognised, {
          real: percent(real.recognised) ?? null,
          goal: 'style',
        }),
      ],
    },
    {
      title: 'Controls obeyed, %',
      rows: [
        percents('bpm, key and bars', ({ controls }) => Math.min(controls.bpm, controls.key, controls.bars), {
          goal: 'controls',
        }),
        percents('parts', ({ controls }) => controls.parts),
        percents('notes in the key', ({ controls }) => controls.notesInKey, {
          real: percent(real.notesInKey) ?? null,
        }),
        percents('density', ({ wishes }) => wishes.density),
        percents('swing', ({ wishes }) => wishes.swing),
      ],
    },
    {
      title: 'Windows of four bars that stand in the training data, %',
      rows: PARTS.map((part) =>
        percents(part, ({ verbatim }) => verbatim[part], {
          real: percent(real.verbatim[part]) ?? null,
          ...(part === 'melody' && { goal: 'verbatim-melody' }),
        }),
      ),
    },
  ];
}

/** A figure, or a dash where it has no meaning. */
function number(value: Cell, digits: number): string {
  return value === null || value === undefined || !Number.isFinite(value) ? '–' : value.toFixed(digits);
}

function markOf(model: ModelReport, id: string | undefined): string {
  const goal = model.goals.find((one) => one.id === id);
  if (goal === undefined) return '  ';
  return goal.reached ? ' ✓' : ' ✗';
}

function columnOf(text: string, width: number, pad: 'left' | 'right' = 'right'): string {
  const cut = text.length > width - 1 ? `${text.slice(0, width - 2)}…` : text;
  return pad === 'left' ? cut.padStart(width) : cut.padEnd(width);
}

/** A line of prose broken where it is too long; the lines of a table never are. */
function wrap(text: string): string[] {
  if (text.length <= WIDTH) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
