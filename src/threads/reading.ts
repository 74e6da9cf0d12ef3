/** A MIDI file, or several of one song, become the scores of its loops. */
import { readMidi, readMidiTogether, type Score, secondsOf } from '../music/index.ts';
import { loopPicture } from '../render/index.ts';
import { words } from '../words/index.ts';
import type { Tasks } from './messages.ts';
import { unpackStems } from './stem-pack.ts';

export async function readScores({
  bytes,
  isStems = false,
  fileName,
  corrections,
}: Tasks['readMidi']['input']): Promise<Tasks['readMidi']['output']> {
  const { sections, loops, warnings } = isStems
    ? readMidiTogether(await unpackStems(bytes))
    : readMidi(bytes, { fileName });
  const told = (score: Score): Score => ({
    ...score,
    bpm: corrections?.bpm ?? score.bpm,
    key: corrections?.key ?? score.key,
  });
  const scores = (loops.length > 0 ? loops : sections).map(told);
  const seconds = sections.map(told).reduce((sum, section) => sum + secondsOf(section), 0);
  const { png, alt } = loopPicture({ score: scores[0]!, label: words.pictures['best-loop'] });
  return { scores, seconds, warnings: [...warnings], picture: { png, alt } };
}
