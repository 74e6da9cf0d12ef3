/** Reads a corpus and says how much of it was read rightly. */
import { keyName, type MidiReading, readMidi } from '../../../src/music/index.ts';
import type { CorpusFile } from './case.ts';

export interface Report {
  readonly files: number;
  readonly tracks: number;
  /** Shares of 1. */
  readonly partsRight: number;
  readonly strokesRight: number;
  readonly tempiRight: number;
  readonly keysRight: number;
  /** Expected calibration error over ten bins of confidence. */
  readonly calibration: number;
  readonly misses: readonly string[];
}

export function reportOn(files: readonly CorpusFile[]): Report {
  const told: { confidence: number; isRight: boolean }[] = [];
  const misses: string[] = [];
  const strokes = { right: 0, all: 0 };
  const tempi = { right: 0, all: 0 };
  const keys = { right: 0, all: 0 };
  for (const file of files) {
    const where = `${file.writer}: ${file.fileName}`;
    let reading: MidiReading;
    try {
      reading = readMidi(file.bytes, { fileName: file.fileName });
    } catch (error) {
      misses.push(`${where}: ${error}`);
      for (const _ of file.tracks) told.push({ confidence: 1, isRight: false });
      continue;
    }
    if (reading.tracks.length !== file.tracks.length)
      misses.push(`${where}: ${reading.tracks.length} tracks`);
    for (const [i, truth] of file.tracks.entries()) {
      const track = reading.tracks[i];
      const isRight = track?.part === truth.part;
      told.push({ confidence: track?.confidence ?? 1, isRight });
      if (!isRight) {
        misses.push(
          `${where}, '${track?.name}' (${track?.notes}): ${truth.part} read as ${track?.part} ${track?.confidence.toFixed(2)}`,
        );
      }
      for (const [drum, count = 0] of Object.entries(truth.drums ?? {})) {
        const found = (track?.pads ?? [])
          .filter((pad) => pad.drum === drum)
          .reduce((sum, pad) => sum + pad.hits, 0);
        strokes.all += count;
        strokes.right += Math.min(count, found);
        if (isRight && found !== count)
          misses.push(`${where}, '${track?.name}': ${drum} ${count} read as ${found}`);
      }
    }
    if (file.bpm !== undefined) {
      tempi.all++;
      const octaves = [1, 2, 0.5].map((factor) => Math.abs(reading.score.bpm * factor - file.bpm!));
      const isRight = Math.min(...octaves) < 0.06 && reading.tempoFrom === file.bpmFrom;
      if (isRight) tempi.right++;
      else
        misses.push(
          `${where}: ${file.bpm} bpm (${file.bpmFrom}) read as ${reading.score.bpm} (${reading.tempoFrom})`,
        );
    }
    if (file.key !== undefined) {
      keys.all++;
      if (keyName(reading.score.key) === file.key && reading.keyFrom !== 'notes') keys.right++;
      else misses.push(`${where}: ${file.key} read as ${keyName(reading.score.key)} (${reading.keyFrom})`);
    }
  }
  return {
    files: files.length,
    tracks: told.length,
    partsRight: told.filter(({ isRight }) => isRight).length / Math.max(1, told.length),
    strokesRight: strokes.right / Math.max(1, strokes.all),
    tempiRight: tempi.right / Math.max(1, tempi.all),
    keysRight: keys.right / Math.max(1, keys.all),
    calibration: calibrationOf(told),
    misses,
  };
}

/** The mean distance between how sure a reading was and how often it was right, by tenths of confidence. */
function calibrationOf(told: readonly { confidence: number; isRight: boolean }[]): number {
  let error = 0;
  for (let bin = 0; bin < 10; bin++) {
    const own = told.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin);
    if (own.length === 0) continue;
    const sure = own.reduce((sum, { confidence }) => sum + confidence, 0) / own.length;
    const right = own.filter(({ isRight }) => isRight).length / own.length;
    error += (own.length / told.length) * Math.abs(sure - right);
  }
  return error;
}
