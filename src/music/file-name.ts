/** Names of files, from which a producer can tell what is in them. */
import { pitchClassName } from './key.ts';
import type { Key, Mode } from './score.ts';
import type { Style } from './style.ts';

/** What a take's file name tells. */
export interface TakeDetails {
  readonly artist?: string;
  readonly style: Style;
  readonly bpm: number;
  readonly key: Key;
  readonly bars: number;
  readonly seed: number;
  /** A to D. */
  readonly take: string;
}

/** A take's file name without its ending: `night-shift-trap_140bpm_Fmin_8bar_7A`. */
export function takeFileName({ artist, style, bpm, key, bars, seed, take }: TakeDetails): string {
  const sound = [slug(artist ?? ''), style].filter((part) => part !== '').join('-');
  return `${sound}_${Math.round(bpm * 100) / 100}bpm_${keyInFileName(key)}_${bars}bar_${seed}${take}`;
}

const MODE_SUFFIX: Readonly<Record<Mode, string>> = {
  major: 'maj',
  minor: 'min',
  dorian: 'dor',
  phrygian: 'phr',
  lydian: 'lyd',
  mixolydian: 'mix',
  'harmonic minor': 'harmmin',
};

/** A key within a file's name, where `#` would not survive: `Fmin`, `Bbmaj`, `Fsharpmin`. */
function keyInFileName(key: Key): string {
  return `${pitchClassName(key.tonic, key).replace('#', 'sharp')}${MODE_SUFFIX[key.mode]}`;
}

/** Letters and digits of a text, joined by dashes, for a file's name; empty if there are none. */
export function slug(text: string, maxLength = 40): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, maxLength)
    .replace(/-+$/, '');
}
