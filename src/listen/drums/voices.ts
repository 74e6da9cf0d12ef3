/** Which of the voices that are told apart by ear a drum of a score is heard as. */
import { DRUMS, type Drum } from '../../music/index.ts';
import { DRUM_VOICES, type DrumVoice } from '../types.ts';

const VOICES: Readonly<Record<Drum, DrumVoice>> = {
  kick: 'kick',
  snare: 'snare',
  clap: 'snare',
  rim: 'snare',
  closedHat: 'closedHat',
  openHat: 'openHat',
  lowTom: 'percussion',
  highTom: 'percussion',
  // Cymbals ring as an open hat does; a wood block in their place would be further from what was played.
  crash: 'openHat',
  ride: 'openHat',
  percussion: 'percussion',
  // Short bright noise that keeps the time: nobody tells it from a soft hat, and nobody misses the difference.
  shaker: 'closedHat',
};

export function voiceOf(drum: Drum): DrumVoice {
  return VOICES[drum];
}

/** The drums that are heard as each voice. */
export const DRUMS_OF = Object.fromEntries(
  DRUM_VOICES.map((voice) => [voice, DRUMS.filter((drum) => VOICES[drum] === voice)]),
) as unknown as Readonly<Record<DrumVoice, readonly Drum[]>>;
