/**
 * Which drum each pitch of a drum track is. The General MIDI map says it where it makes sense of the rhythm;
 * samplers and kits have their own order, so else the name of the track says it, or the rhythm itself.
 */
import { DRUM_CHANNEL, drumOfPad } from './midi-general.ts';
import { byPitch, fitOf, type Rhythm, rhythmOf, TOLD_BY_RHYTHM } from './midi-rhythm.ts';
import type { Voice } from './midi-voices.ts';
import type { Drum } from './score.ts';

/** What a pitch of a drum track was taken for, and by what. */
export interface Pad {
  readonly pitch: number;
  readonly hits: number;
  readonly drum: Drum;
  /** `unknown` is read as percussion. */
  readonly from: 'map' | 'name' | 'rhythm' | 'unknown' | 'told';
}

export interface DrumVoice {
  readonly voice: Voice;
  /** The single drums that its names name. */
  readonly named: readonly Drum[];
}

interface Sound {
  readonly voice: Voice;
  readonly pitch: number;
  readonly rhythm: Rhythm;
  /** Its place among the sounds of its kit from below, or among tracks, 0 to 1. */
  readonly rank: number;
}

/** A reading of a kit's sounds: the drum of each, and how likely it is altogether. */
interface KitReading {
  readonly drums: ReadonlyMap<Sound, Pick<Pad, 'drum' | 'from'>>;
  readonly worth: number;
}

/**
 * What a pad of the map speaks for the map: much where the pads make up a kit by it, as pads in a row do not.
 * A stroke that is rare for its drum speaks against it, but real drummers play those.
 */
const PAD_OF_KIT = 3;
const PAD_OF_MAP = 1;
const LEAST_FIT_OF_KIT = -1;
const LEAST_FIT = -3;
/** Pads with a smaller share of the strokes do not make a kit. */
const LEAST_SHARE = 0.03;
/** Kits that are General MIDI's in another octave, in semitones. */
const SHIFTS = [-24, -12, 12, 24] as const;
const SHIFTED = 3;
/** A kit's order tells a little: kicks are low or first, hats above snares. */
const ORDER = 0.8;

const FAMILIES: readonly (readonly Drum[])[] = [
  ['kick'],
  ['snare', 'clap', 'rim'],
  ['closedHat', 'openHat'],
  ['lowTom', 'highTom'],
  ['crash', 'ride'],
  ['percussion', 'shaker'],
];

/**
 * The pads of drum voices, in their order.
 *
 * @param bars the length of the piece.
 * @param isOurs whether Beatwright wrote the file, by the map.
 */
export function padsOf(drumVoices: readonly DrumVoice[], bars: number, isOurs: boolean): Pad[][] {
  if (isOurs) return drumVoices.map(({ voice }) => [...mapped(soundsOf([voice], bars), 0).drums].map(padOf));
  const known = drumVoices.map((one) => (one.named.length === 1 ? namedPads(one) : undefined));
  const pads = new Map<Voice, Pad[]>();
  for (const [i, named] of known.entries()) if (named) pads.set(drumVoices[i]!.voice, named);
  const open = drumVoices.filter(({ voice }) => !pads.has(voice));
  const taken = new Set([...pads.values()].flat().map(({ drum }) => drum));
  const isSampler = ({ voice }: DrumVoice) => new Set(voice.notes.map(({ pitch }) => pitch)).size === 1;
  const samplers = open.filter(isSampler);
  const kits = open.filter((one) => !isSampler(one)).map((one) => [one]);
  for (const kit of samplers.length > 0 ? [...kits, samplers] : kits) {
    const sounds = soundsOf(
      kit.map(({ voice }) => voice),
      bars,
    );
    const named = new Set(kit.flatMap((one) => one.named));
    const { drums } = readKit(
      sounds,
      named,
      taken,
      kit.every(({ voice }) => voice.channel === DRUM_CHANNEL),
    );
    for (const { voice } of kit) pads.set(voice, []);
    for (const found of drums) pads.get(found[0].voice)!.push(padOf(found));
  }
  return drumVoices.map(({ voice }) => pads.get(voice)!.sort((a, b) => a.pitch - b.pitch));
}

function padOf([{ pitch, rhythm }, told]: readonly [Sound, Pick<Pad, 'drum' | 'from'>]): Pad {
  return { pitch, hits: rhythm.hits, ...told };
}

/** The pads of a track that is named for one drum, unless it holds a whole kit. */
function namedPads({ voice, named: [drum] }: DrumVoice): Pad[] | undefined {
  const pitches = byPitch(voice.notes);
  const isKin = (pitch: number) => {
    const mapped = drumOfPad(pitch, false);
    return (
      mapped !== undefined && FAMILIES.some((family) => family.includes(mapped) && family.includes(drum!))
    );
  };
  const kin = voice.notes.filter(({ pitch }) => isKin(pitch)).length / voice.notes.length;
  const isWholeKit =
    pitches.size > 2 && hasCore(pitches.keys()) && (kin < 1 || voice.channel === DRUM_CHANNEL);
  if (isWholeKit) return undefined;
  // The map tells open hats in a hat's track, and claps in a snare's, if it is the map that the track keeps to.
  const keepsToMap = kin >= 0.6 && pitches.size > 1;
  return [...pitches].map(([pitch, notes]) => {
    const mapped = keepsToMap ? drumOfPad(pitch, false) : undefined;
    return { pitch, hits: notes.length, drum: mapped ?? drum!, from: mapped ? 'map' : 'name' };
  });
}

/** Whether these pads have a kick, a snare or clap, and what keeps the time by the map. */
export function hasCore(pads: Iterable<number>): boolean {
  const drums = new Set([...pads].map((pad) => drumOfPad(pad, false)));
  const has = (...wanted: Drum[]) => wanted.some((drum) => drums.has(drum));
  return has('kick') && has('snare', 'clap') && has('closedHat', 'openHat', 'ride', 'shaker');
}

function soundsOf(voices: readonly Voice[], bars: number): Sound[] {
  const sounds = voices.flatMap((voice) =>
    [...byPitch(voice.notes)].map(([pitch, notes]) => ({ voice, pitch, rhythm: rhythmOf(notes, bars) })),
  );
  return sounds.map((sound, i) => ({ ...sound, rank: sounds.length > 1 ? i / (sounds.length - 1) : 0 }));
}

/** The likeliest of the maps and the rhythm's own reading. */
function readKit(
  sounds: readonly Sound[],
  named: ReadonlySet<Drum>,
  taken: ReadonlySet<Drum>,
  isOnDrumChannel: boolean,
): KitReading {
  let best = mapped(sounds, 0);
  const onMap = sounds.reduce((sum, { pitch, rhythm }) => sum + (isDrumPad(pitch) ? rhythm.hits : 0), 0);
  const strokes = sounds.reduce((sum, { rhythm }) => sum + rhythm.hits, 0);
  if (isOnDrumChannel && (onMap >= strokes / 2 || sounds.length < 3)) return best;
  // Sounds that share a pitch are samplers, of which no map knows.
  const isByPitch = new Set(sounds.map(({ pitch }) => pitch)).size === sounds.length;
  if (!isByPitch) best = { ...best, worth: Number.NEGATIVE_INFINITY };
  const others = [byRhythm(sounds, named, taken)];
  if (isByPitch && sounds.length > 2) others.push(...SHIFTS.map((shift) => mapped(sounds, shift)));
  for (const other of others) if (other.worth > best.worth) best = other;
  return best;
}

/** A kit as General MIDI has it, some semitones higher. */
function mapped(sounds: readonly Sound[], shift: number): KitReading {
  const isElectronic = sounds.some(({ pitch }) => pitch - shift === 22 || pitch - shift === 26);
  const drums = new Map<Sound, Pick<Pad, 'drum' | 'from'>>();
  const pads = sounds.map(({ pitch }) => pitch - shift);
  const strokes = sounds.reduce((sum, { rhythm }) => sum + rhythm.hits, 0);
  const isKit = hasCore(pads.filter((_, i) => sounds[i]!.rhythm.hits >= strokes * LEAST_SHARE));
  let worth = shift === 0 ? 0 : -SHIFTED;
  for (const [i, sound] of sounds.entries()) {
    const drum = drumOfPad(pads[i]!, isElectronic);
    drums.set(sound, drum ? { drum, from: 'map' } : { drum: 'percussion', from: 'unknown' });
    if (!drum || !isDrumPad(pads[i]!)) continue;
    const support = Math.min(1, sound.rhythm.hits / 4);
    worth += Math.max(isKit ? LEAST_FIT_OF_KIT : LEAST_FIT, fitOf(sound.rhythm, drum));
    worth += (isKit ? PAD_OF_KIT : PAD_OF_MAP) * support;
  }
  return { drums, worth };
}

/** Whether a pad is one of a kit: percussion instruments lie above. */
function isDrumPad(pad: number): boolean {
  return pad >= 35 && pad <= 59;
}

/** Each sound as the drum that it is struck like, a drum once; what is like none is percussion. */
function byRhythm(sounds: readonly Sound[], named: ReadonlySet<Drum>, taken: ReadonlySet<Drum>): KitReading {
  const choices = sounds.flatMap((sound) =>
    TOLD_BY_RHYTHM.map((drum) => ({
      sound,
      drum,
      fit: fitOf(sound.rhythm, drum) + orderOf(sound, drum) + (named.has(drum) ? 3 : 0),
    })),
  );
  const drums = new Map<Sound, Pick<Pad, 'drum' | 'from'>>();
  const used = new Set<Drum>(taken);
  let worth = 0;
  for (const { sound, drum, fit } of choices.sort((a, b) => b.fit - a.fit)) {
    if (fit <= 0 || drums.has(sound) || used.has(drum)) continue;
    drums.set(sound, { drum, from: 'rhythm' });
    used.add(drum);
    worth += fit - orderOf(sound, drum);
  }
  // Beside a kick and hats, what is left most often is the snare, wherever it falls.
  const [left] = sounds
    .filter((sound) => !drums.has(sound) && sound.rhythm.perBar <= 4)
    .sort((a, b) => b.rhythm.hits - a.rhythm.hits);
  const isSnareLeft = used.has('kick') && used.has('closedHat') && !used.has('snare') && !used.has('clap');
  if (left && isSnareLeft) drums.set(left, { drum: 'snare', from: 'rhythm' });
  for (const sound of sounds) {
    if (!drums.has(sound)) drums.set(sound, { drum: 'percussion', from: 'unknown' });
  }
  return { drums, worth };
}

function orderOf({ rank }: Sound, drum: Drum): number {
  if (drum === 'kick') return ORDER * (0.5 - rank);
  return drum === 'closedHat' || drum === 'openHat' || drum === 'crash' ? ORDER * (rank - 0.5) * 0.5 : 0;
}
