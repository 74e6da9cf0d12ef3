/** Hearing a track: what cannot be learned from, what is doubtful, and how far the work is. */
import { count, tempo } from '../text.ts';

export const errors = {
  'listen-rate': ({ rate, wanted }: { rate: number; wanted: number }) =>
    `This sound has a sample rate of ${rate} Hz, but listening needs ${wanted} Hz. Decode it at that rate.`,
  'listen-silence': 'This track is silent from start to end. Check the export and send it again.',
  'listen-too-short': ({ seconds }: { seconds: number }) =>
    `This track is only ${seconds.toFixed(1)} seconds long and no whole loop. Send a loop of whole bars, or at least 10 seconds of the track.`,
  'listen-too-few-bars': ({ bars, least }: { bars: number; least: number }) =>
    `This track has ${bars === 0 ? 'no whole bar' : `only ${count(bars, 'whole bar')}`}, and a loop needs ${least}. Send a longer part of it.`,
  'listen-noise':
    'This sounds like plain noise, without notes or a beginning or end. Check that you sent the right file.',
  'listen-metronome': ({ clicks }: { clicks: number }) =>
    `This is only a metronome at ${clicks} clicks a minute. Send the track itself.`,
  'listen-three': 'This track is in 3/4, but Beatwright works in 4/4. Send a track in 4/4.',
  'listen-speech':
    'There is a voice here, but no beat under it. Send the instrumental, or the track with its beat.',
  'listen-no-beat':
    'No steady beat could be found in this track. Send one with a constant tempo, or put the tempo into the file’s name, such as “keys 90 BPM”, and send it again.',
  'drums-weights':
    'The drum network cannot be read. Restore assets/drums.safetensors from this version of Beatwright.',
  'drums-weights-other': ({ name }: { name: string }) =>
    `These weights belong to another drum network (${name} does not fit). Use the ones that came with this version.`,
  'drums-weights-unfinished':
    'These weights have no thresholds yet, because their training has not finished. Finish it, or use other weights.',
  'drums-settings': ({
    file,
    settings,
    step,
    steps,
  }: {
    file: string;
    settings: string;
    step: number;
    steps: number;
  }) =>
    `${file} comes from a training with other settings (${settings}, step ${step} of ${steps}). Use the same settings, or another folder.`,
};

export const notes = {
  'listen-surround': ({ channels }: { channels: number }) =>
    `The file has ${channels} channels, which were mixed down. A stereo export gives better results.`,
  'listen-brief': ({ seconds }: { seconds: number }) =>
    `The clip is only ${Math.round(seconds)} seconds long, so little in it repeats. A longer part gives better results.`,
  'listen-dull':
    'The recording has no treble, so its hi-hats cannot be heard. A full-quality file gives better results.',
  'listen-damaged': ({ places }: { places: number }) =>
    `The file is damaged in ${count(places, 'place')}. What could not be read is missing, so the beat may be wrong after it. Export it again if you can.`,
  'listen-no-drums':
    'There are no drums in it, so tempo and bars follow from its notes and may be wrong. Please check and correct them.',
  'listen-tempo-by-name': ({ named, heard }: { named: number; heard: number }) =>
    `The tempo of ${tempo(named)} is from the file’s name; by ear it could be ${tempo(heard)}.`,
  'listen-key-by-name': ({ named, heard }: { named: string; heard: string }) =>
    `The key ${named} is from the file’s name; by ear it could be ${heard}.`,
  'listen-name-differs': ({ named, heard }: { named: number; heard: number }) =>
    `The file’s name says ${tempo(named)}, but it sounds like ${tempo(heard)}. Correct the tempo if the name is right.`,
  'listen-few-drums':
    'There are hardly any drums, so tempo and bars may be wrong. Please check and correct them.',
};

export const stages = {
  listening: 'listening to the track',
  'listening-drums': 'finding the drums',
  'listening-beat': 'finding the beat',
  'listening-loops': 'finding the loops',
  'listening-notes': 'finding the notes',
  'listening-score': 'writing the score',
};
