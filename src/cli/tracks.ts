/** Tracks and drum notes of a MIDI file at the terminal: how they are told, and how they are named to be corrected. */
import { InvalidArgumentError } from 'commander';
import { noteName, PAD_DRUMS, type PadDrum, pitchOf, TRACK_PARTS, type TrackPart } from '../music/index.ts';
import { noTracks, type ReferenceCard, type ReferenceCorrection, type TrackCard } from '../services/index.ts';
import { BeatwrightError, words } from '../words/index.ts';

/** A track by its name or number, and what it is. */
export interface TrackWish {
  readonly track: string;
  readonly part: TrackPart;
}

/** A drum note, of one track if that is named, and what it is. */
export interface PadWish {
  readonly track?: string;
  readonly pitch: number;
  readonly drum: PadDrum;
}

/** `Lead=bass` or `2=leave out`, once for each track. */
export function trackOption(text: string, before: readonly TrackWish[] = []): TrackWish[] {
  const [track, is] = halves(text, 'Lead=melody');
  return [...before, { track, part: oneOf(TRACK_PARTS, is) }];
}

/** `38=snare`, `D2=snare` or, of one of several drum tracks, `Kit:38=snare`, once for each note. */
export function padOption(text: string, before: readonly PadWish[] = []): PadWish[] {
  const [of, is] = halves(text, '38=snare');
  const colon = of.lastIndexOf(':');
  const track = of.slice(0, Math.max(0, colon)).trim();
  const pitch = pitchOf(of.slice(colon + 1));
  if (pitch === undefined) throw new InvalidArgumentError(words.terminal.padNote);
  return [...before, { ...(track !== '' && { track }), pitch, drum: oneOf(PAD_DRUMS, is) }];
}

/** What stands before and behind the last `=`: names may hold one. */
function halves(text: string, example: string): [string, string] {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new InvalidArgumentError(words.terminal.equals({ example }));
  return [text.slice(0, at).trim(), text.slice(at + 1)];
}

/** However it is written: `closed hat`, `closed-hat`, `closedHat`. */
function oneOf<T extends string>(names: readonly T[], text: string): T {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '');
  const found = names.find((name) => plain(name) === plain(text));
  if (found === undefined) throw new InvalidArgumentError(`There are ${names.join(', ')}.`);
  return found;
}

/**
 * What is wished of tracks and notes, as the reference counts them.
 * @throws BeatwrightError `reference-no-tracks`, `reference-tracks-unread`, `reference-track-unknown`,
 * `reference-pad-unknown`, `correct-track-several`, `correct-pad-several`.
 */
export function partCorrections(
  reference: ReferenceCard,
  wishes: { readonly tracks?: readonly TrackWish[]; readonly pads?: readonly PadWish[] },
): Pick<ReferenceCorrection, 'tracks' | 'pads'> {
  const { tracks: named = [], pads: notes = [] } = wishes;
  if (named.length + notes.length === 0) return {};
  if (reference.midi === undefined) throw noTracks(reference);
  const all = reference.midi.tracks;
  const tracks: Record<number, TrackPart> = {};
  for (const { track, part } of named) tracks[trackNamed(reference.name, all, track).index] = part;
  const pads: Record<number, Record<number, PadDrum>> = {};
  for (const { track, pitch, drum } of notes) {
    const { index } =
      track === undefined ? onlyWith(reference.name, all, pitch) : trackNamed(reference.name, all, track);
    pads[index] = { ...pads[index], [pitch]: drum };
  }
  return { ...(named.length > 0 && { tracks }), ...(notes.length > 0 && { pads }) };
}

/** By its number, else by its name, whatever its case. */
function trackNamed(name: string, tracks: readonly TrackCard[], text: string): TrackCard {
  const numbered = tracks.find(({ index }) => String(index + 1) === text);
  if (numbered !== undefined) return numbered;
  const called = tracks.filter((track) => track.name.toLowerCase() === text.toLowerCase());
  const [only] = called;
  if (only === undefined) {
    const others = tracks.slice(0, 20).map(({ index, name: own }) => `${index + 1}${own && ` (${own})`}`);
    throw new BeatwrightError('reference-track-unknown', { name, track: text, others });
  }
  if (called.length === 1) return only;
  throw new BeatwrightError('correct-track-several', { track: text, numbers: numbersOf(called) });
}

/** The drum track that plays a note, if there is one alone. */
function onlyWith(name: string, tracks: readonly TrackCard[], pitch: number): TrackCard {
  const playing = tracks.filter(({ pads }) => pads.some((pad) => pad.pitch === pitch));
  const [only] = playing;
  const pad = `${noteName(pitch)} (${pitch})`;
  if (only === undefined) throw new BeatwrightError('reference-pad-unknown', { name, pad, track: undefined });
  if (playing.length === 1) return only;
  throw new BeatwrightError('correct-pad-several', { pad, pitch, numbers: numbersOf(playing) });
}

const numbersOf = (tracks: readonly TrackCard[]) => tracks.map(({ index }) => String(index + 1));

/** A line for each track, with the drum notes that are not as General MIDI has them. */
export function trackLines({ midi }: ReferenceCard): string[] {
  const said = words.views.tracks;
  return (midi?.tracks ?? []).map(({ index, name, part, surely, confidence, hasTwoHands, pads }) => {
    const line = said.line({
      name: name === '' ? said.unnamed({ number: index + 1 }) : `${index + 1} ${name}`,
      part: said.part[part],
      surely: said.surely({ surely, share: confidence }),
      hands: hasTwoHands ?? false,
      pads: pads
        .filter(({ isUsual }) => !isUsual)
        .map(({ pitch, drum, from }) =>
          said.pad({ note: noteName(pitch), pitch, drum: said.drum[drum], from }),
        ),
    });
    return `  ${line}`;
  });
}
