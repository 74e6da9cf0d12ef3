/** A take in words, for those who do not see its picture. */
import { chordName, keyName, noteName, type Score, STYLE_FACTS, secondsOf } from '../../music/index.ts';
import { words } from '../../words/index.ts';
import type { PictureRequest } from './panel.ts';

const { pictures } = words;

/** Chords that are named before the rest is counted. */
const CHORDS = 8;

/** What the picture of a take shows, in a few sentences. */
export function describeTake({
  score,
  style,
  take,
}: Pick<PictureRequest, 'score' | 'style' | 'take'>): string {
  const { bpm, key, bars } = score;
  const facts = { bpm, key: keyName(key), bars, seconds: secondsOf(score) };
  return `${pictures.take({ take, style: STYLE_FACTS[style].label, ...facts })} ${describeParts(score)}`;
}

/** What the picture of a loop shows that has no style and no letter. */
export function describeLoop(score: Score, label: string): string {
  const { bpm, key, bars } = score;
  return `${pictures.loop({ label, bpm, key: keyName(key), bars })} ${describeParts(score)}`;
}

function describeParts(score: Score): string {
  return [drumsOf(score), bassOf(score), chordsOf(score), melodyOf(score)]
    .filter((sentence) => sentence !== undefined)
    .join(' ');
}

function drumsOf({ drums }: Score): string {
  if (drums.length === 0) return pictures['no-drums'];
  const count = (...names: readonly string[]) => drums.filter(({ drum }) => names.includes(drum)).length;
  return pictures.drums({
    kicks: count('kick'),
    snares: count('snare', 'clap'),
    hats: count('closedHat', 'openHat'),
  });
}

function bassOf({ bass, key }: Score): string {
  if (bass.length === 0) return pictures['no-bass'];
  const glides = bass.filter(({ glide }) => glide).length;
  return pictures.bass({ notes: bass.length, ...rangeOf(bass, key), glides });
}

function chordsOf({ chords, key }: Score): string | undefined {
  if (chords.length === 0) return undefined;
  const names = chords.map(({ pitches }) => chordName(pitches, key));
  const changes = names.filter((name, i) => name !== names[i - 1]);
  return pictures.chords({ chords: changes.slice(0, CHORDS), more: Math.max(0, changes.length - CHORDS) });
}

function melodyOf({ melody, key }: Score): string | undefined {
  if (melody.length === 0) return undefined;
  return pictures.melody({ notes: melody.length, ...rangeOf(melody, key) });
}

function rangeOf(notes: readonly { readonly pitch: number }[], key: Score['key']) {
  const pitches = notes.map(({ pitch }) => pitch);
  return { low: noteName(Math.min(...pitches), key), high: noteName(Math.max(...pitches), key) };
}
