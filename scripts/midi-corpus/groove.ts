/** The Groove MIDI Dataset where it is at hand: real drummers on an electronic kit, in 4/4. */
import { existsSync, readFileSync } from 'node:fs';
import type { Note } from '../../src/music/index.ts';
import { readMidiFile } from '../../src/music/midi-file.ts';
import { timelineOf } from '../../src/music/midi-timeline.ts';
import { voicesOf } from '../../src/music/midi-voices.ts';

const FOLDER = new URL('../../../shared/data/groove/', import.meta.url);

export interface Performance {
  readonly path: string;
  readonly kind: 'beat' | 'fill';
  readonly notes: readonly Note[];
}

/** The performances of the drummers wanted; none where the data is not there. */
export function performances(fits: (drummer: string) => boolean): Performance[] {
  const table = new URL('info.csv', FOLDER);
  if (!existsSync(table)) return [];
  const [, ...rows] = readFileSync(table, 'utf8').trim().split(/\r?\n/);
  return rows.flatMap((row): Performance[] => {
    const [drummer = '', , , , , kind, metre, path = ''] = row.split(',');
    if (metre !== '4-4' || !fits(drummer)) return [];
    const file = readMidiFile(readFileSync(new URL(path, FOLDER)));
    const [voice] = voicesOf(file, timelineOf(file, 3600, undefined));
    return voice ? [{ path, kind: kind === 'fill' ? 'fill' : 'beat', notes: voice.notes }] : [];
  });
}
