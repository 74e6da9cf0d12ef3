/**
 * The styles: subgenres as a starting point, with the facts that a command, a card or a meter needs.
 * What a style sounds like is written in `corpus` (its grammar) and `render` (its kit).
 */

export const STYLES = [
  'boom-bap',
  'lo-fi',
  'trap',
  'uk-drill',
  'ny-drill',
  'memphis',
  'drift-phonk',
  'g-funk',
  'crunk',
  'jersey-club',
  'plugg',
  'rage',
  'cloud',
  'detroit',
  'west-coast-bounce',
] as const;
export type Style = (typeof STYLES)[number];

export interface StyleFacts {
  /** The name that people read. */
  readonly label: string;
  /** Usual tempo, in quarter notes a minute as written: [slowest, fastest]. */
  readonly bpm: readonly [number, number];
}

/** How far outside its usual tempi a style may still be, as a share. */
const TEMPO_MARGIN = 0.05;

/** Whether a tempo is one of a style's: as it is, or counted in half or double, as producers write the same beat either way. */
export function tempoFit(bpm: number, style: Style): 'own' | 'octave' | 'foreign' {
  const [slow, fast] = STYLE_FACTS[style].bpm;
  const fits = (tempo: number) => tempo >= slow * (1 - TEMPO_MARGIN) && tempo <= fast * (1 + TEMPO_MARGIN);
  if (fits(bpm)) return 'own';
  return fits(bpm / 2) || fits(bpm * 2) ? 'octave' : 'foreign';
}

/** Tempi are producers' common knowledge; see ARCHITECTURE.md for sources. */
export const STYLE_FACTS: Readonly<Record<Style, StyleFacts>> = {
  'boom-bap': { label: 'boom bap', bpm: [84, 98] },
  'lo-fi': { label: 'lo-fi', bpm: [70, 90] },
  trap: { label: 'trap', bpm: [130, 160] },
  'uk-drill': { label: 'UK drill', bpm: [138, 144] },
  'ny-drill': { label: 'NY drill', bpm: [140, 150] },
  memphis: { label: 'Memphis', bpm: [130, 160] },
  'drift-phonk': { label: 'drift phonk', bpm: [120, 160] },
  'g-funk': { label: 'G-funk', bpm: [88, 100] },
  crunk: { label: 'crunk', bpm: [70, 80] },
  'jersey-club': { label: 'Jersey club', bpm: [130, 140] },
  plugg: { label: 'plugg', bpm: [110, 140] },
  rage: { label: 'rage', bpm: [140, 165] },
  cloud: { label: 'cloud', bpm: [120, 150] },
  detroit: { label: 'Detroit', bpm: [180, 220] },
  'west-coast-bounce': { label: 'West Coast bounce', bpm: [95, 105] },
};
