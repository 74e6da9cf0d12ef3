/** What people say of a MIDI file's tracks and pads: what of it is new, and whether there is such a track. */
import { noteName, type PadDrum, type TrackPart, type TrackReading } from '../music/index.ts';
import { correctionsOf, type Reference, type Told } from '../store/index.ts';
import { BeatwrightError } from '../words/index.ts';

type Said = Pick<Told, 'tracks' | 'pads'>;

/**
 * What was not said before. Saying again what was only guessed is news: it is sure from then on.
 * @throws BeatwrightError `reference-no-tracks`, `reference-tracks-unread`, `reference-track-unknown`,
 * `reference-pad-unknown`, `midi-all-left-out`.
 */
export function partsNewsOf(reference: Reference, { tracks: said = {}, pads = {} }: Said): Said {
  const parts = numbered<TrackPart>(said);
  const drums = numbered(pads).map(([track, of]) => [track, numbered<PadDrum>(of)] as const);
  if (parts.length + drums.length === 0) return {};
  const tracks = reference.midi?.tracks;
  if (tracks === undefined) throw noTracks(reference);
  const told = correctionsOf(reference);
  for (const [index] of parts) trackIn(reference, tracks, index);
  for (const [index, of] of drums) {
    const track = trackIn(reference, tracks, index);
    for (const [pitch] of of) checkPad(reference, track, said[index] ?? track.part, pitch);
  }
  const left = tracks.filter(({ index, part }) => (said[index] ?? part) !== 'leave-out');
  if (left.length === 0) throw new BeatwrightError('midi-all-left-out');
  const newParts = parts.filter(([index, part]) => told.tracks?.[index] !== part);
  const newDrums = drums.flatMap(([index, of]) => {
    const fresh = of.filter(([pitch, drum]) => told.pads?.[index]?.[pitch] !== drum);
    return fresh.length > 0 ? [[index, Object.fromEntries(fresh)] as const] : [];
  });
  return {
    ...(newParts.length > 0 && { tracks: Object.fromEntries(newParts) }),
    ...(newDrums.length > 0 && { pads: Object.fromEntries(newDrums) }),
  };
}

/** Why a reference has no tracks to correct. */
export function noTracks({ name, kind }: Pick<Reference, 'name' | 'kind'>): BeatwrightError {
  return kind === 'audio'
    ? new BeatwrightError('reference-no-tracks', { name })
    : new BeatwrightError('reference-tracks-unread', { name });
}

function numbered<T>(of: Readonly<Record<number, T>>): [number, T][] {
  return Object.entries(of).map(([key, value]) => [Number(key), value]);
}

function trackIn({ name }: Reference, tracks: readonly TrackReading[], index: number): TrackReading {
  const track = tracks.find((each) => each.index === index);
  if (track !== undefined) return track;
  const others = tracks.slice(0, 20).map((each) => String(each.index + 1));
  throw new BeatwrightError('reference-track-unknown', { name, track: String(index + 1), others });
}

/** Of a track that becomes drums only now, any note could be a drum. */
function checkPad({ name }: Reference, { index, pads }: TrackReading, part: TrackPart, pitch: number): void {
  const isThere = pads === undefined ? pitch <= 127 : pads.some((pad) => pad.pitch === pitch);
  if (part === 'drums' && isThere) return;
  const pad = pitch <= 127 ? `${noteName(pitch)} (${pitch})` : String(pitch);
  throw new BeatwrightError('reference-pad-unknown', { name, pad, track: index + 1 });
}
