/** MIDI files, keys and scores; and how far a take may resemble a reference. */
import { clock, count, listed, number, percent, size, tempo } from '../text.ts';

/** Where an event of a score stands. */
type Place = {
  readonly part: 'drums' | 'bass' | 'chords' | 'melody';
  readonly number: number;
  readonly bar: number;
  readonly tick: number;
};

const EVENTS = { drums: 'Hit', bass: 'Bass note', chords: 'Chord', melody: 'Melody note' };

const TAKEN_FOR = {
  drums: 'is read as drums',
  bass: 'is read as bass',
  chords: 'is read as chords',
  melody: 'is read as melody',
  'leave-out': 'is left out',
};

export const errors = {
  'midi-empty': 'This MIDI file is empty. Export it again from your DAW.',
  'midi-too-big': ({ bytes, most }: { bytes: number; most: number }) =>
    `This MIDI file has ${size(bytes)}; the limit is ${size(most)}. Export only the beat.`,
  'midi-not-midi': 'This is not a MIDI file. Export a standard MIDI file (.mid) from your DAW.',
  'midi-truncated':
    'This MIDI file breaks off in the middle, as if a download was interrupted. Export or upload it again.',
  'midi-damaged': ({ part }: { part: 'header' | 'tracks' }) =>
    `This MIDI file is damaged: ${part === 'header' ? 'its header' : 'too much of its tracks'} cannot be read. Export it again from your DAW.`,
  'midi-format':
    'This MIDI file is of type 2, a set of separate patterns. Export it as type 0 or type 1 instead.',
  'midi-smpte':
    'This MIDI file counts time in SMPTE frames instead of beats. Export it with ticks per quarter note (PPQ).',
  'midi-too-dense': ({ most }: { most: number }) =>
    `This MIDI file has more than ${count(most, 'note')}. Export only the beat.`,
  'midi-no-notes':
    'This MIDI file has no notes. Select the clips in your DAW that you want to export, and export again.',
  'midi-too-long': ({ seconds, most }: { seconds: number; most: number }) =>
    `This MIDI file is ${clock(seconds)} long; it must be shorter than ${clock(most)}. Export only the part with the loop.`,
  'midi-too-many-bars': ({ bars, most }: { bars: number; most: number }) =>
    `This MIDI file has ${count(bars, 'bar')}; the limit is ${count(most, 'bar')}. Check its tempo changes, or export only the part with the loop.`,
  'midi-meter': ({ meter }: { meter: string }) =>
    `This MIDI file is in ${meter}, but Beatwright works in 4/4. If you play in 4/4, set your project to it and export again.`,
  'midi-tempo': ({ bpm }: { bpm: number }) =>
    `This MIDI file is at ${tempo(bpm)}, which is not a usable tempo. Set the tempo in your project and export again.`,
  'midi-too-many-tracks': ({ tracks, most }: { tracks: number; most: number }) =>
    `This MIDI file has ${count(tracks, 'track')} with notes; the limit is ${most}. Export only the beat.`,
  'midi-all-left-out': 'All tracks of this MIDI file are left out. Keep at least one of them.',
  'key-unknown': ({ text }: { text: string }) =>
    `“${text}” is not a key. Write a note, and a mode if it is not major, such as Fm, F# minor, Bb, D dorian or A harmonic minor.`,
  'score-tempo': ({ bpm, least, most }: { bpm: number; least: number; most: number }) =>
    `A tempo of ${bpm} BPM does not fit a score. Use ${least} to ${most} BPM, with at most two decimals.`,
  'score-key': ({ tonic, mode, modes }: { tonic: number; mode: string; modes: readonly string[] }) =>
    `A key with the tonic ${tonic} and the mode ${mode} does not exist. Use a tonic from 0 to 11 and one of these modes: ${listed(modes, 'or')}.`,
  'score-bars': ({ bars, most }: { bars: number; most: number }) =>
    `A score cannot have ${bars} bars. Use a whole number from 1 to ${most}.`,
  'score-drum': ({ number, drum, drums }: { number: number; drum: string; drums: readonly string[] }) =>
    `Hit ${number} is on “${drum}”, which is not a drum. Use ${listed(drums, 'or')}.`,
  'score-outside': (place: Place) => `${eventAt(place)} must begin and end on ticks within the score.`,
  'score-order': (place: Place) => `${eventAt(place)} is out of order or there twice.`,
  'score-overlap': (place: Place) => `${eventAt(place)} overlaps an earlier one.`,
  'score-pitch': (place: Place) => `${eventAt(place)} needs a pitch from 0 to 127.`,
  'score-velocity': (place: Place) => `${eventAt(place)} needs a velocity from 1 to 127.`,
  'score-glide': ({ number, bar, tick, most }: { number: number; bar: number; tick: number; most: number }) =>
    `Bass note ${number} (bar ${bar}, tick ${tick}) has an impossible glide. It must lie within its note and go 1 to ${most} semitones.`,
  'score-chord-order': ({ number, bar, tick }: { number: number; bar: number; tick: number }) =>
    `Chord ${number} (bar ${bar}, tick ${tick}) has pitches out of order or twice.`,
  'score-empty-chord': ({ number, bar, tick }: { number: number; bar: number; tick: number }) =>
    `Chord ${number} (bar ${bar}, tick ${tick}) has no pitches.`,
  'score-range': ({ semitones, pitch }: { semitones: number; pitch: number }) =>
    `Moved by ${count(semitones, 'semitone')}, pitch ${pitch} leaves MIDI's range of 0 to 127. Transpose by less.`,
};

export const notes = {
  'midi-track-count': ({ announced, found }: { announced: number; found: number }) =>
    `The file announces ${count(announced, 'track')} and has ${found}. Those ${found} were read.`,
  'midi-lengths': ({ tracks }: { tracks: number }) =>
    `${count(tracks, 'track')} gave a wrong length. Everything up to the real end was read.`,
  'midi-stray': ({ bytes }: { bytes: number }) => `Skipped ${count(bytes, 'byte')} outside the tracks.`,
  'midi-outside': ({ events }: { events: number }) =>
    `Skipped ${count(events, 'event')} with impossible values.`,
  'midi-unreadable': ({ events }: { events: number }) =>
    `Skipped ${count(events, 'event')} whose tempo, time signature or key cannot be read.`,
  'midi-garbage': ({ pieces }: { pieces: number }) =>
    `Skipped ${count(pieces, 'piece')} of a track that no MIDI program would understand.`,
  'midi-tempo-from-name': ({ bpm }: { bpm: number }) =>
    `The file does not say its tempo. Its name does: ${tempo(bpm)}.`,
  'midi-tempo-differs': ({ inFile, inName }: { inFile: number; inName: number }) =>
    `The file says ${tempo(inFile)}, its name ${tempo(inName)}. It is read at ${tempo(inFile)}.`,
  'midi-key-differs': ({ inFile, inName }: { inFile: string; inName: string }) =>
    `The file says ${inFile}, its name ${inName}. It is read in ${inFile}.`,
  'midi-no-tempo': ({ bpm }: { bpm: number }) =>
    `The file does not say its tempo, so it is read at ${tempo(bpm)}.`,
  'midi-tempo-drifts': ({ slowest, fastest, bpm }: { slowest: number; fastest: number; bpm: number }) =>
    `The tempo drifts between ${number(slowest)} and ${tempo(fastest)}. All of it is read at ${tempo(bpm)}.`,
  'midi-tempo-changes': ({ slowest, fastest, bpm }: { slowest: number; fastest: number; bpm: number }) =>
    `The tempo changes between ${number(slowest)} and ${tempo(fastest)}. All of it is read at ${tempo(bpm)}.`,
  'midi-tempo-scaled': ({ from, to }: { from: number; to: number }) =>
    `${tempo(from)} is read as ${tempo(to)}, with note lengths to match.`,
  'midi-meter-changes': ({
    meters,
    meter,
    bars,
  }: {
    meters: readonly string[];
    meter: string;
    bars: number;
  }) =>
    `The time signature changes (${meters.join(', ')}). Only the main section is read: ${count(bars, 'bar')} of ${meter}.`,
  'midi-meter-as-four': ({ meter }: { meter: string }) => `${meter} is read as 4/4.`,
  'midi-meter-as-triplets': ({ meter }: { meter: string }) =>
    `${meter} is read as 4/4 in triplets: a dotted quarter note becomes a quarter note.`,
  'midi-long': ({ bars, most }: { bars: number; most: number }) =>
    `The file is ${count(bars, 'bar')} long. Beatwright uses the loops in it, and keeps the whole in sections of up to ${most} bars.`,
  'midi-pads': ({ pitches }: { pitches: readonly string[] }) =>
    `These notes are not in the drum map and are read as percussion: ${pitches.join(', ')}.`,
  'midi-pads-by-rhythm': ({ pitches }: { pitches: readonly string[] }) =>
    `The drums of this kit were recognised by their rhythm. It does not tell what these notes are, so they are read as percussion: ${pitches.join(', ')}.`,
  'midi-track-unsure': ({
    number,
    name,
    part,
    confidence,
  }: {
    number: number;
    name: string;
    part: 'drums' | 'bass' | 'chords' | 'melody' | 'leave-out';
    confidence: number;
  }) =>
    `Track ${number}${name === '' ? '' : ` (“${name}”)`} ${TAKEN_FOR[part]}, but this is only ${percent(confidence)} certain.`,
  'key-german-b': ({ text, taken, mode }: { text: string; taken: string; mode: 'major' | 'minor' }) =>
    `“${text}” is read as ${taken}, the German B. For the key a semitone higher, write B ${mode}.`,
  'key-minus': ({ text, taken }: { text: string; taken: string }) => `“${text}” is read as ${taken}.`,
  // A track without a name is an empty text.
  'midi-left-out': ({ part, tracks }: { part: string; tracks: readonly string[] }) =>
    `Beatwright reads one ${part} line. Where several play at once, notes were left out from ${listed(tracks.map((name) => (name === '' ? 'an unnamed track' : `“${name}”`)))}.`,
  'copy-melody': ({ reference }: { reference: string }) => `The melody repeats four bars of ${reference}.`,
  'copy-run': ({
    part,
    run,
    most,
    reference,
  }: {
    part: string;
    run: number;
    most: number;
    reference: string;
  }) =>
    `${events(part)} ${run} events in a row with ${reference}; up to ${most} would be usual for this artist.`,
  'copy-phrases': ({
    part,
    share,
    most,
    reference,
  }: {
    part: string;
    share: number;
    most: number;
    reference: string;
  }) =>
    `${events(part)} ${percent(share)} of the phrases with ${reference}; up to ${percent(most)} would be usual for this artist.`,
  'copy-bars': ({
    part,
    bars,
    share,
    most,
    reference,
  }: {
    part: string;
    bars: number;
    share: number;
    most: number;
    reference: string;
  }) =>
    `${events(part)} ${count(bars, 'bar')} with ${reference} (${percent(share)} alike; up to ${percent(most)} would be usual for this artist).`,
};

function eventAt({ part, number, bar, tick }: Place): string {
  return `${EVENTS[part]} ${number} (bar ${bar}, tick ${tick})`;
}

function events(part: string): string {
  return `The ${part} ${part === 'drums' || part === 'chords' ? 'share' : 'shares'}`;
}
