/** A take in words, for those who do not see its picture. */
import { chordName, keyName, pitchClassName, type Score, STYLE_FACTS, secondsOf } from '../../music/index.ts';
import type { PictureRequest } from './panel.ts';

/** Chords that are named before the rest is counted. */
const CHORDS = 8;

/** What the picture of a take shows, in a few sentences. */
export function describeTake({
  score,
  style,
  take,
}: Pick<PictureRequest, 'score' | 'style' | 'take'>): string {
  const seconds = Math.round(secondsOf(score) * 10) / 10;
  const head = `Take ${take}: ${STYLE_FACTS[style].label}, ${Math.round(score.bpm)} bpm, ${keyName(score.key)}, ${counted(score.bars, 'bar')}, ${counted(seconds, 'second')}.`;
  return `${head} ${describeParts(score)}`;
}

/** What the picture of a loop shows that has no style and no letter. */
export function describeLoop(score: Score, label: string): string {
  const head = `${label}: ${Math.round(score.bpm)} bpm, ${keyName(score.key)}, ${counted(score.bars, 'bar')}.`;
  return `${head} ${describeParts(score)}`;
}

function describeParts(score: Score): string {
  return [drumsOf(score), bassOf(score), chordsOf(score), melodyOf(score)]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function drumsOf({ drums }: Score): string {
  if (drums.length === 0) return 'No drums.';
  const count = (...names: readonly string[]) => drums.filter(({ drum }) => names.includes(drum)).length;
  const counts = [
    counted(count('kick'), 'kick'),
    counted(count('snare', 'clap'), 'snare or clap', 'snares and claps'),
    counted(count('closedHat', 'openHat'), 'hat'),
  ];
  return `Drums: ${counts.join(', ')}.`;
}

function bassOf({ bass, key }: Score): string {
  if (bass.length === 0) return 'No bass.';
  const pitches = bass.map(({ pitch }) => pitch);
  const glides = bass.filter(({ glide }) => glide).length;
  const slides = glides === 0 ? '' : `, ${counted(glides, 'glide')}`;
  return `Bass: ${counted(bass.length, 'note')} ${rangeOf(pitches, key)}${slides}.`;
}

function chordsOf({ chords, key }: Score): string {
  if (chords.length === 0) return '';
  const names = chords.map(({ pitches }) => chordName(pitches, key));
  const changes = names.filter((name, i) => name !== names[i - 1]);
  const more = changes.length > CHORDS ? ` and ${changes.length - CHORDS} more` : '';
  return `Chords: ${changes.slice(0, CHORDS).join(', ')}${more}.`;
}

function melodyOf({ melody, key }: Score): string {
  if (melody.length === 0) return '';
  const pitches = melody.map(({ pitch }) => pitch);
  return `Melody: ${counted(melody.length, 'note')} ${rangeOf(pitches, key)}.`;
}

function rangeOf(pitches: readonly number[], key: Score['key']): string {
  const name = (pitch: number) => `${pitchClassName(pitch, key)}${Math.floor(pitch / 12) - 1}`;
  const low = Math.min(...pitches);
  const high = Math.max(...pitches);
  return low === high ? `on ${name(low)}` : `between ${name(low)} and ${name(high)}`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
