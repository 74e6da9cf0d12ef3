/** The Groove MIDI Dataset where it is at hand: real drummers on an electronic kit, in 4/4. */
import { existsSync, readFileSync } from 'node:fs';
import { type Note, TICKS_PER_BAR } from '../../../src/music/index.ts';
import { readMidiFile } from '../../../src/music/midi-file.ts';
import { timelineOf } from '../../../src/music/midi-timeline.ts';
import { voicesOf } from '../../../src/music/midi-voices.ts';
import * as raw from './bytes.ts';
import type { CorpusFile } from './case.ts';

const FOLDER = new URL('../../../../shared/data/groove/', import.meta.url);

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

/** Performances as a drummer without a drum channel would send them: channel 1, no names, some bars of them. */
export function grooveFiles(bars: number, wanted: (index: number) => boolean = () => true): CorpusFile[] {
  const habits: raw.Habits = { ppq: 480, type: 0 };
  return performances(() => true).flatMap(({ path, notes }, i): CorpusFile[] => {
    const some = notes.filter(({ tick }) => tick < bars * TICKS_PER_BAR);
    if (!wanted(i) || some.length < 8) return [];
    const strokes = some.map(({ tick, duration, pitch, velocity }) => ({
      tick,
      length: duration,
      pitch,
      velocity,
    }));
    return [
      {
        writer: 'groove',
        fileName: `${i}.mid`,
        bytes: raw.file([[raw.meta(1, raw.ascii(path)), ...raw.notesOn(0, strokes, habits)]], habits),
        tracks: [{ part: 'drums' }],
        bpmFrom: 'default',
      },
    ];
  });
}
