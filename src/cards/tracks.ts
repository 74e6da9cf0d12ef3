/** What is told of a MIDI file's tracks: what each was taken for, how surely, and which pads are worth a word. */
import { isByMap, LEAST_SURE, type Pad, type TrackReading } from '../music/index.ts';
import type { MidiFacts, Told } from '../store/index.ts';

export interface MidiCard {
  /** Where they are from; `told`: a person said it. */
  readonly tempoFrom: MidiFacts['tempoFrom'] | 'told';
  readonly keyFrom: MidiFacts['keyFrom'] | 'told';
  /** In the order of the file. */
  readonly tracks: readonly TrackCard[];
}

export interface TrackCard extends Omit<TrackReading, 'pads'> {
  /** How surely the part was found; `told`: a person said it. */
  readonly surely: 'told' | 'sure' | 'probably' | 'unsure';
  /** Of drums, from below. */
  readonly pads: readonly PadCard[];
}

export interface PadCard extends Pad {
  /** Whether it is as General MIDI has it, so that there is nothing to tell. */
  readonly isUsual: boolean;
}

/** From this confidence on a part is called sure. */
const SURE = 0.9;

export function midiCard({ tracks, tempoFrom, keyFrom }: MidiFacts, told: Told): MidiCard {
  return {
    tempoFrom: told.bpm === undefined ? tempoFrom : 'told',
    keyFrom: told.key === undefined ? keyFrom : 'told',
    tracks: tracks.map(({ pads = [], ...track }) => ({
      ...track,
      surely: told.tracks?.[track.index] === undefined ? surely(track) : 'told',
      pads: pads.map((pad) => ({ ...pad, isUsual: isByMap(pad) })),
    })),
  };
}

function surely({ confidence }: TrackReading): TrackCard['surely'] {
  if (confidence >= SURE) return 'sure';
  return confidence >= LEAST_SURE ? 'probably' : 'unsure';
}
