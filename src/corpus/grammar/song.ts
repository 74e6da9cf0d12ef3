/** A song of a style: settings first, then its form, drums, harmony, bass, chords and melody. */
import { type Random, randomOf, type Score, type Style } from '../../music/index.ts';
import { bookOf } from '../styles/index.ts';
import { writeBass } from './bass.ts';
import type { Settings } from './book.ts';
import { writeChords } from './chords.ts';
import { writeDrums } from './drums.ts';
import { planBars } from './form.ts';
import { harmonyOf } from './harmony.ts';
import { writeMelody } from './melody.ts';
import { pocketOf } from './pocket.ts';
import { drawSettings } from './settings.ts';

/**
 * Writes a song of a style. The same style, seed and overrides give the same song, on every machine.
 * @param overrides settings to keep instead of drawing them, such as `bars` (4 or 8 when drawn), `bpm`,
 * `tonic` and `mode`.
 */
export function grammarSong(style: Style, seed: number, overrides: Partial<Settings> = {}): Score {
  return writeSong(grammarSettings(style, seed, overrides), randomOf(`song ${style} ${seed}`));
}

/** The settings that `grammarSong` writes a song with: none that are held apart for probe artists. */
export function grammarSettings(style: Style, seed: number, overrides: Partial<Settings> = {}): Settings {
  const drawn = drawSettings(bookOf(style), randomOf(`settings ${style} ${seed}`), { mode: overrides.mode });
  return { ...drawn, ...overrides };
}

/** Writes a song with given settings; the same settings and random state give the same song. */
export function writeSong(settings: Settings, random: Random): Score {
  const plans = planBars(settings, random.fork('form'));
  const pocket = pocketOf(settings, random.fork('pocket'));
  const spans = harmonyOf(settings, random.fork('harmony'));
  const drums = writeDrums(settings, plans, pocket, random.fork('drums'));
  return {
    bpm: Math.round(settings.bpm * 100) / 100,
    key: { tonic: settings.tonic, mode: settings.mode },
    bars: settings.bars,
    drums: drums.hits,
    bass: writeBass(settings, plans, spans, drums.kicks, pocket, random.fork('bass')),
    chords: writeChords(settings, plans, spans, pocket, random.fork('chords')),
    melody: writeMelody(settings, plans, spans, pocket, random.fork('melody')),
  };
}
