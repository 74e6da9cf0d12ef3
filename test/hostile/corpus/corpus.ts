import { AUDIO } from './audio.ts';
import type { Hostile } from './case.ts';
import { SOUNDFONTS } from './fonts.ts';
import { MIDI } from './midi.ts';
import { TEXTS } from './texts.ts';

/** Everything hostile that was thought of. */
export const CORPUS: readonly Hostile[] = [...MIDI, ...AUDIO, ...SOUNDFONTS, ...TEXTS];
