/** What the files of a take say of themselves, where players, DAWs and DJ software look. */
import { type Key, type Origin, pitchClassName, scalePitchClasses } from '../music/index.ts';
import type { Tags } from './messages.ts';

/** Tags of a sound by Beatwright. */
export function tagsOf(title: string, { bpm, key }: { bpm: number; key: Key }, origin?: Origin): Tags {
  const tags = { title, artist: 'Beatwright', bpm, key: initialKey(key) };
  return origin === undefined ? tags : { ...tags, origin };
}

/** A key as ID3's TKEY has it, which knows major and minor only: modes go by their third. */
function initialKey(key: Key): string {
  const isMinor = scalePitchClasses(key).includes((key.tonic + 3) % 12);
  return `${pitchClassName(key.tonic, key)}${isMinor ? 'm' : ''}`;
}

/** What of them a MIDI file says. */
export function midiTags({ title, origin }: Tags): Pick<Tags, 'title' | 'origin'> {
  return origin === undefined ? { title } : { title, origin };
}
