/**
 * Which part each voice of a MIDI file plays. Names, channels and programs are evidence beside the notes:
 * each gives points, logarithms of odds, and how surely a voice is told follows from their sum.
 */
import { featuresOf } from './midi-features.ts';
import { DRUM_CHANNEL } from './midi-general.ts';
import { hasCore } from './midi-pads.ts';
import { NOTE_WEIGHTS } from './midi-part-weights.ts';
import type { Voice } from './midi-voices.ts';
import { factsOfName } from './name-facts.ts';
import { type Points, TRACK_PARTS, type TrackPart } from './part-points.ts';
import { evidenceOfName, type NameEvidence } from './part-words.ts';
import type { Drum } from './score.ts';

export interface Role {
  readonly part: TrackPart;
  /** How likely this is right, 0 to 1. */
  readonly confidence: number;
  /** The single drums that its names name. */
  readonly named: readonly Drum[];
  /** Whether a name says a part outright, not only an instrument that could play several. */
  readonly isNamed: boolean;
}

/** What notes and names are worth beside the name of a track with one voice. */
const NOTES = 0.8;
const SHARED_NAME = 0.3;
const NAME_OF_LOOP = 0.9;
const NAME_OF_SONG = 0.45;
const NAME_OF_FILE = 0.25;
const OUR_NAME = 20;
const LOOP_WORD = /(?:^|[^a-z])(?:loops?|midi|patterns?|track|stem|part|bpm)(?:[^a-z]|$)/i;
/** What channel 10 is worth, and where a program numbers its channels by tracks. */
const DRUM_CHANNEL_POINTS = 5;
const NUMBERED_CHANNEL_POINTS = 1.5;
/** Drums elsewhere are rare where channel 10 is used; a track of one pitch is rarely a tune, and several come together. */
const KIT_ELSEWHERE = -2;
const ONE_PITCH = 2.5;
const SAMPLERS = 3;
const SINGLE_PADS = 1;

/** What General MIDI's programs are for, from the first one to the last, counted from 0. Piano is what is set where nothing is. */
const PROGRAM_POINTS: readonly (readonly [first: number, last: number, points: Points])[] = [
  [0, 0, { drums: -0.3 }],
  [1, 7, { chords: 0.7, melody: 0.4, drums: -1.5 }],
  [8, 15, { melody: 1.2, drums: -1.5 }],
  [16, 23, { chords: 1, drums: -1.5 }],
  [24, 31, { chords: 0.5, melody: 0.5, drums: -1.5 }],
  [32, 39, { bass: 3.5, drums: -1.5 }],
  [40, 47, { melody: 0.5, drums: -1 }],
  [48, 55, { chords: 1.2, drums: -1.5 }],
  [56, 87, { melody: 1.5, drums: -1.5 }],
  [88, 95, { chords: 1.5, drums: -1.5 }],
  [96, 114, { melody: 0.8, drums: -1.5 }],
  [115, 118, { drums: 2.5 }],
  [119, 119, { drums: 1, 'leave-out': 1.5 }],
  [120, 127, { drums: 0.5, 'leave-out': 3 }],
];
/** Points of a word that says a part, not an instrument. */
const OUTRIGHT = 3.5;
/** Few tracks are none of a beat's parts. */
const LEAVE_OUT_PRIOR = -4;

export interface RoleHints {
  readonly fileName?: string;
  /** Whether Beatwright wrote the file, so that the names of its tracks are the parts. */
  readonly isOurs?: boolean;
}

/** The role of every voice of a file, in their order. */
export function rolesOf(voices: readonly Voice[], hints: RoleHints = {}): Role[] {
  const file = fileOf(voices, hints);
  const odds = voices.map((voice) => oddsOf(voice, file));
  const told = odds.map(likeliest);
  // Something of a file is music, whatever it is called.
  const isNothing = told.every(({ part }) => part === 'leave-out');
  return voices.map((voice, i) => {
    const role = isNothing ? likeliest({ ...odds[i]!, 'leave-out': Number.NEGATIVE_INFINITY }) : told[i]!;
    return { ...role, named: namedDrums(voice, file), isNamed: isNamedForPart(voice, file) };
  });
}

/** What is asked of a file as a whole before its voices are told. */
interface FileEvidence {
  readonly isOurs: boolean;
  readonly name: NameEvidence;
  readonly isLoop: boolean;
  readonly isOneVoice: boolean;
  readonly isNumbered: boolean;
  readonly hasDrumChannel: boolean;
  readonly notes: ReadonlyMap<Voice, Points>;
  readonly names: ReadonlyMap<Voice, readonly NameEvidence[]>;
  readonly kits: readonly Voice[];
  readonly samplers: ReadonlyMap<Voice, number>;
}

function fileOf(voices: readonly Voice[], { fileName = '', isOurs = false }: RoleHints): FileEvidence {
  const notes = new Map(voices.map((voice) => [voice, notePoints(voice)]));
  const names = new Map(voices.map((voice) => [voice, voice.names.map(evidenceOfName)]));
  const isNumbered =
    areChannelsNumbered(voices) ||
    voices.some((voice) => voice.channel !== DRUM_CHANNEL && names.get(voice)!.some(isKitName));
  return {
    ...{ isOurs, isNumbered, notes, names },
    name: evidenceOfName(fileName.replace(/\.[a-z0-9]{2,4}$/i, '')),
    isLoop: isNameOfLoop(fileName),
    isOneVoice: voices.length === 1,
    hasDrumChannel: !isNumbered && voices.some(({ channel }) => channel === DRUM_CHANNEL),
    kits: voices.filter((voice) => isKit(voice, notes.get(voice)!, names.get(voice)!)),
    samplers: samplersAmong(voices),
  };
}

/** Programs that number their channels by tracks, and set no instruments, put the tenth on channel 10 whatever it plays. */
function areChannelsNumbered(voices: readonly Voice[]): boolean {
  return (
    voices.length > DRUM_CHANNEL &&
    voices.every(({ channel, program = 0 }, i) => channel === i % 16 && program === 0)
  );
}

/** All evidence of a voice together. */
function oddsOf(voice: Voice, file: FileEvidence): Record<TrackPart, number> {
  const isOnDrumChannel = voice.channel === DRUM_CHANNEL;
  const hasOtherKit = file.hasDrumChannel ? !isOnDrumChannel : file.kits.some((kit) => kit !== voice);
  const ofFile = !file.isOneVoice ? NAME_OF_FILE : file.isLoop ? NAME_OF_LOOP : NAME_OF_SONG;
  const onDrumChannel = file.isNumbered ? NUMBERED_CHANNEL_POINTS : DRUM_CHANNEL_POINTS;
  return sum([
    [{ 'leave-out': LEAVE_OUT_PRIOR }, 1],
    [file.notes.get(voice)!, NOTES],
    ...file.names.get(voice)!.map(({ points }) => [points, file.isOurs ? OUR_NAME : 1] as const),
    ...voice.shared.map((name) => [evidenceOfName(name).points, SHARED_NAME] as const),
    [file.name.points, ofFile],
    [isOnDrumChannel ? { drums: onDrumChannel } : programPoints(voice.program), 1],
    [{ drums: KIT_ELSEWHERE }, hasOtherKit ? 1 : 0],
    [{ drums: ONE_PITCH }, isOfOnePitch(voice) ? 1 : 0],
    [{ drums: file.samplers.get(voice) ?? 0 }, 1],
  ]);
}

/** The single drums that a voice's names name; those of the file's name, if it names its one voice. */
function namedDrums(voice: Voice, file: FileEvidence): Drum[] {
  const own = file.names.get(voice)!.flatMap(({ drums }) => drums);
  const isByFile = own.length === 0 && file.isOneVoice && (file.isLoop || isOfOnePitch(voice));
  return [...new Set(isByFile ? file.name.drums : own)];
}

function isNamedForPart(voice: Voice, file: FileEvidence): boolean {
  const names = [...file.names.get(voice)!, ...(file.isOneVoice && file.isLoop ? [file.name] : [])];
  return names.some(({ points }) => Object.values(points).some((value) => value > OUTRIGHT));
}

/** Whether a name is one of a pack, which names its loops by what plays; songs are called anything. */
function isNameOfLoop(fileName: string): boolean {
  const { tempo, key } = factsOfName(fileName);
  return tempo !== undefined || key !== undefined || LOOP_WORD.test(fileName);
}

/** Whether a voice is a whole kit by its name, or by its notes beyond doubt. */
function isKit({ notes }: Voice, { drums = 0, ...others }: Points, names: readonly NameEvidence[]): boolean {
  if (names.some(isKitName)) return true;
  return (
    hasCore(new Set(notes.map(({ pitch }) => pitch))) &&
    Object.values(others).every((points) => drums > points + 3)
  );
}

function isKitName({ points, drums }: NameEvidence): boolean {
  return (points.drums ?? 0) >= 4 && drums.length !== 1;
}

function notePoints({ notes }: Voice): Points {
  const features = featuresOf(notes);
  const points = (part: keyof typeof NOTE_WEIGHTS) =>
    NOTE_WEIGHTS[part].reduce((total, weight, i) => total + weight * features[i]!, 0);
  return { drums: points('drums'), bass: points('bass'), chords: points('chords'), melody: points('melody') };
}

function programPoints(program: number | undefined): Points {
  if (program === undefined) return {};
  return PROGRAM_POINTS.find(([first, last]) => program >= first && program <= last)?.[2] ?? {};
}

/**
 * What speaks for drums in voices of one pitch each, if there are several: a kit parted by pad, or, all on the
 * same pitch, a rack of samplers.
 */
function samplersAmong(voices: readonly Voice[]): Map<Voice, number> {
  const single = voices.filter(isOfOnePitch);
  if (single.length < 2) return new Map();
  const counts = new Map<number, number>();
  for (const { notes } of single) counts.set(notes[0]!.pitch, (counts.get(notes[0]!.pitch) ?? 0) + 1);
  return new Map(
    single.map((voice) => [voice, counts.get(voice.notes[0]!.pitch)! > 1 ? SAMPLERS : SINGLE_PADS]),
  );
}

function isOfOnePitch({ notes }: Voice): boolean {
  return notes.every(({ pitch }) => pitch === notes[0]!.pitch);
}

function sum(evidence: readonly (readonly [points: Points, weight: number])[]): Record<TrackPart, number> {
  const odds: Record<TrackPart, number> = { drums: 0, bass: 0, chords: 0, melody: 0, 'leave-out': 0 };
  for (const [points, weight] of evidence) {
    for (const part of TRACK_PARTS) odds[part] += (points[part] ?? 0) * weight;
  }
  return odds;
}

function likeliest(odds: Record<TrackPart, number>): { part: TrackPart; confidence: number } {
  const part = TRACK_PARTS.reduce((best, one) => (odds[one] > odds[best] ? one : best));
  const total = TRACK_PARTS.reduce((all, one) => all + Math.exp(odds[one] - odds[part]), 0);
  return { part, confidence: 1 / total };
}
