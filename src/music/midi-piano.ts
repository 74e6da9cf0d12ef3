/** A lone voice that plays bass, chords and tune at once, as a piano does. */
import type { Voice, VoiceNote } from './midi-voices.ts';
import type { Part } from './score.ts';

/** Below this pitch the left hand plays the bass. */
const LEFT_HAND_BELOW = 48;
/** Notes this close together, in ticks, are struck together. */
const TOGETHER_TICKS = 30;

/** The voice as bass, chords and melody, each where it has notes; undefined if it has not two hands. */
export function handsOf(voice: Voice): { voice: Voice; part: Part }[] | undefined {
  const { notes } = voice;
  const low = notes.filter((note) => note.pitch < LEFT_HAND_BELOW);
  const high = notes.filter((note) => note.pitch >= LEFT_HAND_BELOW);
  const highest = notes.reduce((most, { pitch }) => Math.max(most, pitch), 0);
  const hasTwoHands = low.length >= notes.length * 0.1 && high.length >= notes.length * 0.2;
  if (!hasTwoHands || highest < LEFT_HAND_BELOW + 12 || !soundTogether(low, high)) return undefined;
  const left = struck(low);
  if (left.filter((group) => group.length > 2).length > left.length * 0.2) return undefined;
  const right = struck(high);
  const parts: [Part, readonly VoiceNote[]][] = [
    ['bass', low],
    // Notes struck three at once are chords; the others are melody.
    ['chords', right.filter((group) => group.length > 2).flat()],
    ['melody', right.filter((group) => group.length < 3).flat()],
  ];
  return parts
    .filter(([, own]) => own.length > 0)
    .map(([part, own]) => ({ part, voice: { ...voice, notes: own } }));
}

/** Whether most low notes have a high one with them: one hand that wanders has not. Both are in order. */
function soundTogether(low: readonly VoiceNote[], high: readonly VoiceNote[]): boolean {
  let [next, reached, together] = [0, 0, 0];
  for (const { tick, duration } of low) {
    // How far the high notes sound that have begun before this one ends.
    for (; next < high.length && high[next]!.tick < tick + duration; next++) {
      reached = Math.max(reached, high[next]!.tick + high[next]!.duration);
    }
    if (reached > tick) together++;
  }
  return together > low.length / 2;
}

/** Notes in groups that are struck together. */
function struck(notes: readonly VoiceNote[]): VoiceNote[][] {
  const groups: VoiceNote[][] = [];
  for (const note of notes) {
    const group = groups.at(-1);
    if (group && note.tick - group[0]!.tick <= TOGETHER_TICKS) group.push(note);
    else groups.push([note]);
  }
  return groups;
}
