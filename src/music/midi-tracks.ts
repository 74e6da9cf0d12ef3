/** The tracks of a MIDI file as people see them: what each was taken for, how surely, and what they put right. */
import { BeatwrightError, words } from '../words/index.ts';
import { type Pad, padsOf } from './midi-pads.ts';
import { handsOf } from './midi-piano.ts';
import { type Role, type RoleHints, rolesOf } from './midi-roles.ts';
import type { Voice } from './midi-voices.ts';
import type { PadDrum, TrackPart } from './part-points.ts';

/** A track, or one of its channels where it has several. */
export interface TrackReading {
  /** Its place in the file, by which it is corrected. The same file always counts the same. */
  readonly index: number;
  /** The names that the file gives it, '' if none. */
  readonly name: string;
  /** MIDI channel, 1 to 16. */
  readonly channel: number;
  /** General MIDI program, 1 to 128, if the file sets one. */
  readonly program?: number;
  /** How many notes it has. */
  readonly notes: number;
  readonly part: TrackPart;
  /** How likely the part is right, 0 to 1; 1 if a person said it. */
  readonly confidence: number;
  /** Whether it is a piano's whose low notes were read as bass, whose chords as chords, and the rest as melody. */
  readonly hasTwoHands?: true;
  /** Of drums, the drum that each pitch was taken for, from below. */
  readonly pads?: readonly Pad[];
}

/** What people said. A track or pad that is not named stays as it is read. */
export interface TrackCorrections {
  /** Parts by `TrackReading.index`. */
  readonly tracks?: Readonly<Record<number, TrackPart>>;
  /** Drums by `TrackReading.index`, then by pitch. */
  readonly pads?: Readonly<Record<number, Readonly<Record<number, PadDrum>>>>;
}

/** A voice and what it plays. */
export interface Cast {
  readonly voice: Voice;
  readonly part: TrackPart;
  readonly pads?: readonly Pad[];
}

/** Below this confidence people are asked. */
export const LEAST_SURE = 0.7;

/** A voice with its part, before its pads are told. */
export interface CastVoice extends Role {
  readonly voice: Voice;
  readonly isTold: boolean;
}

/** What each voice plays. @throws BeatwrightError `midi-all-left-out` if people leave nothing. */
export function castOf(
  voices: readonly Voice[],
  { corrections = {}, ...hints }: RoleHints & { readonly corrections?: TrackCorrections },
): CastVoice[] {
  const cast = rolesOf(voices, hints).map((role, i): CastVoice => {
    const voice = voices[i]!;
    const told = corrections.tracks?.[voice.index];
    if (told === undefined) return { ...role, voice, isTold: false };
    return { ...role, voice, part: told, confidence: 1, isTold: true };
  });
  if (cast.every(({ part }) => part === 'leave-out') && cast.some(({ isTold }) => isTold)) {
    throw new BeatwrightError('midi-all-left-out');
  }
  return cast;
}

/**
 * The tracks of a piece of some bars, with the pads of its drums.
 *
 * @throws BeatwrightError `midi-all-left-out` if people leave none of the pads that are all there is.
 */
export function tracksOf(
  cast: readonly CastVoice[],
  bars: number,
  { corrections = {}, isOurs = false }: { corrections?: TrackCorrections; isOurs?: boolean },
): { tracks: TrackReading[]; cast: Cast[]; warnings: string[] } {
  const drummers = cast.filter(({ part }) => part === 'drums');
  const pads = new Map(padsOf(drummers, bars, isOurs).map((found, i) => [drummers[i]!.voice, found]));
  const complete = cast.map(({ voice, part }): Cast => {
    const found = pads.get(voice)?.map((pad) => correctedPad(pad, corrections.pads?.[voice.index]));
    return { voice, part, ...(found && { pads: found }) };
  });
  const isOut = ({ part, pads: found = [] }: Cast) =>
    part === 'leave-out' || (part === 'drums' && found.every(({ drum }) => drum === 'leave-out'));
  if (corrections.pads && complete.every(isOut)) throw new BeatwrightError('midi-all-left-out');
  const pianist = pianistOf(cast);
  const hands = pianist && handsOf(pianist);
  const tracks = complete.map(
    ({ voice, part, pads: found }, i): TrackReading => ({
      index: voice.index,
      name: voice.name,
      channel: voice.channel + 1,
      ...(voice.program !== undefined && { program: voice.program + 1 }),
      notes: voice.notes.length,
      part,
      confidence: cast[i]!.confidence,
      ...(hands && voice === pianist && { hasTwoHands: true as const }),
      ...(found && { pads: found }),
    }),
  );
  return {
    tracks,
    cast: complete.flatMap((one) => (hands && one.voice === pianist ? hands : [one])),
    warnings: [...unknownPads(complete), ...unsure(tracks)],
  };
}

/** The one voice that has pitch, if nothing says outright what it plays: no person, no name, no doubtless bass. */
function pianistOf(cast: readonly CastVoice[]): Voice | undefined {
  const pitched = cast.filter(({ part }) => part !== 'drums' && part !== 'leave-out');
  const [only] = pitched;
  const isOpen = only && !only.isTold && !only.isNamed && only.part !== 'bass';
  return pitched.length === 1 && isOpen ? only.voice : undefined;
}

function correctedPad(pad: Pad, told: Readonly<Record<number, PadDrum>> | undefined): Pad {
  const drum = told?.[pad.pitch];
  return drum === undefined ? pad : { ...pad, drum, from: 'told' };
}

function unknownPads(cast: readonly Cast[]): string[] {
  const pads = cast.flatMap((one) => one.pads ?? []);
  const unknown = new Set(pads.filter(({ from }) => from === 'unknown').map(({ pitch }) => pitch));
  if (unknown.size === 0) return [];
  const pitches = [...unknown].sort((a, b) => a - b).map(String);
  // A kit with an order of its own is read by its rhythm.
  const isByRhythm = pads.some(({ from }) => from === 'rhythm');
  return [
    isByRhythm ? words.notes['midi-pads-by-rhythm']({ pitches }) : words.notes['midi-pads']({ pitches }),
  ];
}

function unsure(tracks: readonly TrackReading[]): string[] {
  return tracks
    .filter(({ confidence }) => confidence < LEAST_SURE)
    .slice(0, 4)
    .map(({ index, name, part, confidence }) =>
      words.notes['midi-track-unsure']({ number: index + 1, name: name.slice(0, 40), part, confidence }),
    );
}
