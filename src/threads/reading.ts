/** A MIDI file, or several of one song, become the scores of its loops. */
import {
  type MidiReading,
  readMidi,
  readMidiTogether,
  type Score,
  secondsOf,
  type TrackReading,
} from '../music/index.ts';
import { loopPicture } from '../render/index.ts';
import type { Told } from '../store/index.ts';
import { words } from '../words/index.ts';
import type { Tasks } from './messages.ts';
import { unpackStems } from './stem-pack.ts';

const NAME_LENGTH = 100;

export async function readScores({
  bytes,
  isStems = false,
  fileName,
  corrections,
}: Tasks['readMidi']['input']): Promise<Tasks['readMidi']['output']> {
  const reading = isStems
    ? readMidiTogether(await unpackStems(bytes), { corrections })
    : readMidi(bytes, { fileName, corrections });
  const { sections, loops, tracks, tempoFrom, keyFrom } = reading;
  const told = (score: Score): Score => ({
    ...score,
    bpm: corrections?.bpm ?? score.bpm,
    key: corrections?.key ?? score.key,
  });
  const scores = (loops.length > 0 ? loops : sections).map(told);
  const seconds = sections.map(told).reduce((sum, section) => sum + secondsOf(section), 0);
  const { png, alt } = loopPicture({ score: scores[0]!, label: words.pictures['best-loop'] });
  return {
    ...{ scores, seconds, tracks: tracks.map(shortNamed), tempoFrom, keyFrom },
    ...warningsOf(reading, corrections),
    picture: { png, alt },
  };
}

/** A track with no longer name than anybody reads. */
function shortNamed(track: TrackReading): TrackReading {
  return { ...track, name: track.name.slice(0, NAME_LENGTH).toWellFormed() };
}

/** The warnings that hold: where people say the tempo or the key, it matters no more what else was taken for it. */
function warningsOf({ warnings, warningsOn, tempoFrom }: MidiReading, { bpm, key }: Told = {}) {
  const without = (all: readonly string[], ...moot: readonly (readonly string[])[]) =>
    all.filter((warning) => !moot.flat().includes(warning));
  const held = without(warnings, bpm ? warningsOn.tempo : [], key ? warningsOn.key : []);
  return {
    warnings: held,
    others: without(held, warningsOn.tracks, tempoFrom === 'file' ? [] : warningsOn.tempo),
  };
}
