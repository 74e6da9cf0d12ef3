/**
 * Which drum each pitch of a drum track is. The General MIDI map says it where it makes sense of the rhythm;
 * samplers and kits have their own order, so else the name of the track says it, or the rhythm itself.
 */
import { DRUM_CHANNEL, drumOfPad } from './midi-general.ts';
import { byPitch, oddsOf, rhythmOf, standingsOf } from './midi-rhythm.ts';
import { TOLD_BY_RHYTHM, type ToldByRhythm } from './midi-rhythm-weights.ts';
import type { Voice } from './midi-voices.ts';
import type { PadDrum } from './part-points.ts';
import type { Drum } from './score.ts';

/** What a pitch of a drum track was taken for, and by what. */
export interface Pad {
  readonly pitch: number;
  readonly hits: number;
  /** Only people leave pads out. */
  readonly drum: PadDrum;
  /** `unknown` is read as percussion. */
  readonly from: 'map' | 'name' | 'rhythm' | 'unknown' | 'told';
}

/** Whether a pad is read as General MIDI has it, so that there is nothing to tell. */
export function isByMap({ pitch, drum, from }: Pad): boolean {
  return from === 'map' && drumOfPad(pitch, false) === drum;
}

export interface DrumVoice {
  readonly voice: Voice;
  /** The single drums that its names name. */
  readonly named: readonly Drum[];
}

interface Sound {
  readonly voice: Voice;
  readonly pitch: number;
  readonly hits: number;
  /** How likely each drum is by the rhythm alone, as logarithms of chances. */
  readonly told: ReadonlyMap<ToldByRhythm | 'percussion', number>;
}

/** A reading of a kit's sounds: the drum of each, and how likely it is altogether. */
interface KitReading {
  readonly drums: ReadonlyMap<Sound, Pick<Pad, 'drum' | 'from'>>;
  /** A logarithm of its chance. */
  readonly worth: number;
}

/** How likely each order of pads is, as logarithms of odds: by the map, if that makes a kit of them or not; another. */
const KIT_BY_MAP = 12;
const PADS_BY_MAP = -4;
const OWN_ORDER = -6;
const KIT_SHIFTED = -1;
/** Kits that are General MIDI's in another octave, in semitones. */
const SHIFTS = [-24, -12, 12, 24] as const;
/** What a stroke that is rare for its drum speaks at most: real drummers play those. */
const LEAST = -2.5;
/** Pads with a smaller share of the strokes do not make a kit. */
const LEAST_SHARE = 0.03;
/** What a name that names a drum among others adds for it. */
const NAMED = 3;

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

function padOf([{ pitch, hits }, told]: readonly [Sound, Pick<Pad, 'drum' | 'from'>]): Pad {
  return { pitch, hits, ...told };
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

/** The sounds of a kit, or of samplers a track each. */
function soundsOf(voices: readonly Voice[], bars: number): Sound[] {
  const found = voices.flatMap((voice) =>
    [...byPitch(voice.notes)].map(([pitch, notes]) => ({ voice, pitch, notes })),
  );
  const standings = standingsOf(found.map(({ notes }) => notes));
  return found.map(({ voice, pitch, notes }, i) => ({
    ...{ voice, pitch, hits: notes.length },
    told: chancesOf(rhythmOf(notes, bars, standings[i])),
  }));
}

function chancesOf(rhythm: readonly number[]): Sound['told'] {
  const odds: [ToldByRhythm | 'percussion', number][] = TOLD_BY_RHYTHM.map((drum) => [
    drum,
    oddsOf(rhythm, drum),
  ]);
  odds.push(['percussion', 0]);
  const total = Math.log(odds.reduce((sum, [, one]) => sum + Math.exp(one), 0));
  return new Map(odds.map(([drum, one]) => [drum, one - total]));
}

/** How likely a sound is a drum by its rhythm. Few strokes say little. */
function chanceOf({ told, hits }: Sound, drum: Drum): number {
  const like = drum === 'clap' ? 'snare' : drum === 'ride' ? 'closedHat' : drum;
  return (told.get(like as ToldByRhythm) ?? told.get('percussion')!) * Math.min(1, hits / 6);
}

/** The likeliest of the maps and the rhythm's own reading. */
function readKit(
  sounds: readonly Sound[],
  named: ReadonlySet<Drum>,
  taken: ReadonlySet<PadDrum>,
  isOnDrumChannel: boolean,
): KitReading {
  const standard = mapped(sounds, 0);
  const strokes = sounds.reduce((sum, { hits }) => sum + hits, 0);
  const onMap = sounds.reduce((sum, { pitch, hits }) => sum + (isDrumPad(pitch) ? hits : 0), 0);
  if (isOnDrumChannel && (onMap >= strokes / 2 || sounds.length < 3)) return standard;
  const own = byRhythm(sounds, named, taken);
  // Sounds that share a pitch are samplers, of which no map knows.
  if (new Set(sounds.map(({ pitch }) => pitch)).size < sounds.length) return own;
  const others = sounds.length > 2 ? SHIFTS.map((shift) => mapped(sounds, shift)) : [];
  return [standard, own, ...others].reduce((best, one) => (one.worth > best.worth ? one : best));
}

/** A kit as General MIDI has it, some semitones higher. */
function mapped(sounds: readonly Sound[], shift: number): KitReading {
  const pads = sounds.map(({ pitch }) => pitch - shift);
  const isElectronic = pads.includes(22) || pads.includes(26);
  const strokes = sounds.reduce((sum, { hits }) => sum + hits, 0);
  const isKit = hasCore(pads.filter((_, i) => sounds[i]!.hits >= strokes * LEAST_SHARE)) && !isRow(pads);
  const drums = new Map<Sound, Pick<Pad, 'drum' | 'from'>>();
  let worth = !isKit ? PADS_BY_MAP : shift === 0 ? KIT_BY_MAP : KIT_SHIFTED;
  for (const [i, sound] of sounds.entries()) {
    const drum = drumOfPad(pads[i]!, isElectronic);
    drums.set(sound, drum ? { drum, from: 'map' } : { drum: 'percussion', from: 'unknown' });
    const isPad = drum !== undefined && isDrumPad(pads[i]!);
    worth += isPad || (isKit && drum) ? Math.max(LEAST, chanceOf(sound, drum)) : LEAST;
  }
  return { drums, worth };
}

/** Whether pads lie side by side, as samples do that were loaded one after another. */
function isRow(pads: readonly number[]): boolean {
  return pads.length > 3 && Math.max(...pads) - Math.min(...pads) === pads.length - 1;
}

/** Whether a pad is one of a kit: percussion instruments lie above. */
function isDrumPad(pad: number): boolean {
  return pad >= 35 && pad <= 59;
}

/** Each sound as the drum that it is struck like, a drum once; what is like none is percussion. */
function byRhythm(
  sounds: readonly Sound[],
  named: ReadonlySet<Drum>,
  taken: ReadonlySet<PadDrum>,
): KitReading {
  const choices = sounds.flatMap((sound) =>
    ([...TOLD_BY_RHYTHM, 'clap'] as const).map((drum) => {
      const chance = chanceOf(sound, drum) + (named.has(drum) ? NAMED : 0);
      return { sound, drum, chance, isLike: chance > chanceOf(sound, 'percussion') };
    }),
  );
  const drums = new Map<Sound, Pick<Pad, 'drum' | 'from'>>();
  const used = new Set<PadDrum>(taken);
  let worth = OWN_ORDER;
  for (const { sound, drum, chance, isLike } of choices.sort((a, b) => b.chance - a.chance)) {
    if (!isLike || drums.has(sound) || used.has(drum) || (drum === 'clap' && !used.has('snare'))) continue;
    drums.set(sound, { drum, from: 'rhythm' });
    used.add(drum);
    worth += Math.max(LEAST, chance);
  }
  // Beside a kick and hats, what is left most often is the snare, wherever it falls.
  const left = sounds.filter((sound) => !drums.has(sound)).sort((a, b) => b.hits - a.hits);
  const isSnareLeft = used.has('kick') && used.has('closedHat') && !used.has('snare') && !used.has('clap');
  for (const [i, sound] of left.entries()) {
    worth += Math.max(LEAST, chanceOf(sound, 'percussion'));
    const isSnare = i === 0 && isSnareLeft;
    drums.set(sound, isSnare ? { drum: 'snare', from: 'rhythm' } : { drum: 'percussion', from: 'unknown' });
  }
  return { drums, worth };
}
