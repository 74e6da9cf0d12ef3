/** What the name of a file says of the music in it: most packs write tempo and key there. */
import { BPM_RANGE } from './check.ts';
import { type KeyReading, keyInWords } from './key-words.ts';

export interface NameFacts {
  /** Quarter notes a minute, and whether the name says that this is what the number means. */
  readonly tempo?: { readonly bpm: number; readonly isSaid: boolean };
  /** The key; without a mode it is only a tonic, such as `(C)`. */
  readonly key?: KeyReading & { readonly hasMode: boolean };
}

/** Words for tempo, and words after which a number or a letter counts something. */
const TEMPO_WORD = /^(?:bpm|tempo|темп|テンポ)$/i;
const COUNTED =
  /^(?:vol|volume|pt|part|no|nr|num|number|take|v|ver|version|track|trk|idea|side|bars?|scene|pack|ch|channel|i|series)$/i;
/** After these, too, A and B count; other letters are keys: a loop in C. */
const COUNTED_AB = /^(?:loop|hook|verse|section|pattern|kit|midi)$/i;
/** Single letters that are something else: an electric piano, G-funk, a B section. */
const NO_TONIC =
  /^(?:E (?:piano|drums?|bass|guitar|gtr|kit)|G (?:funk|house)|B (?:boy|side|section|part|roll)|D (?:beat|n b))$/i;
const KEY_WORD = /^(?:key|in|tonart|tonality)$/i;
/** Modes that are words, as they are written after a tonic. */
const MODE =
  '(?:maj(?:or|eur)?|min(?:or|eur|ore)?|mi|dur|moll|m|mayor|menor|maggiore|dor(?:ian)?|phr(?:ygian)?|lyd(?:ian)?|mix(?:olydian)?|harmmin)';
const LETTER_KEY = new RegExp(`^[A-Ga-g](?:[#♯b♭s]|sharp|flat)?${MODE}$`);
const CAPITAL_M = /^[A-G][#♯b♭]?M$/;
const GERMAN_KEY = /^(?:[cdefga]is|[cdg]es|es|as|h)(?:m|moll|dur)$/i;
/** The most words that a key is written in. */
const KEY_WORDS = 3;

interface Word {
  readonly text: string;
  /** What stands before it, such as `_` or `(`. */
  readonly before: string;
  readonly after: string;
}

/** What a file's name says of tempo and key, with or without its ending. */
export function factsOfName(fileName: string): NameFacts {
  const words = wordsIn(
    fileName.replace(/^.*[/\\]/, '').replace(/\.(?:mid|midi|rmi|kar|wav|aiff?|flac|mp3|ogg|m4a)$/i, ''),
  );
  const tempo = saidTempo(words) ?? likelyTempo(words);
  const key = keyIn(words, tempo);
  return {
    ...(tempo && { tempo: { bpm: tempo.bpm, isSaid: tempo.isSaid } }),
    ...(key && { key }),
  };
}

/** Words as they are, `140bpm` parted into two; a dash after a letter is none of its own. */
function wordsIn(name: string): Word[] {
  const parted = name
    .replace(/(\d)\s*(?=bpm)/gi, '$1 ')
    .replace(/(bpm)(?=\d)/gi, '$1 ')
    .replace(/(\d)[.,](?=\d)/g, '$1·');
  const found = [...parted.matchAll(/[^\s_\-–—()[\]{}+.,;&@]+/g)];
  return found.map((match, i) => {
    const from = match.index;
    const end = from + match[0].length;
    const before = parted.slice(i > 0 ? found[i - 1]!.index + found[i - 1]![0].length : 0, from);
    return { text: match[0], before, after: parted.slice(end, found[i + 1]?.index) };
  });
}

interface FoundTempo {
  readonly bpm: number;
  readonly isSaid: boolean;
  /** The first and the last word that say it. */
  readonly at: readonly [number, number];
}

/** A number beside a word for tempo. */
function saidTempo(words: readonly Word[]): FoundTempo | undefined {
  for (const side of [-1, 1]) {
    for (const [i, { text }] of words.entries()) {
      if (!TEMPO_WORD.test(text)) continue;
      const bpm = tempoOf(words[i + side]?.text);
      if (bpm !== undefined) return { bpm, isSaid: true, at: [Math.min(i, i + side), Math.max(i, i + side)] };
    }
  }
  return undefined;
}

/** A number that could be a tempo and counts nothing: beside a key, or else the only one. */
function likelyTempo(words: readonly Word[]): FoundTempo | undefined {
  const found = words.flatMap(({ text, before, after }, i): FoundTempo[] => {
    const bpm = /^\d/.test(text) ? tempoOf(text) : undefined;
    if (bpm === undefined || bpm < 60 || bpm > 200 || /^0/.test(text) || before.includes('#')) return [];
    const previous = words[i - 1]?.text ?? '';
    if (COUNTED.test(previous)) return [];
    const isBesideKey = isKeyWord(words[i + 1]) || isKeyWord(words[i - 1]);
    const isField = /[_([@-]/.test(before + after) || i < words.length - 1;
    return isBesideKey || bpm >= 100 || (isField && (bpm >= 70 || (i === 0 && after === '_')))
      ? [{ bpm, isSaid: false, at: [i, i] }]
      : [];
  });
  const beside = found.filter(({ at: [i] }) => isKeyWord(words[i + 1]) || isKeyWord(words[i - 1]));
  const [only] = beside.length === 1 ? beside : found;
  return beside.length === 1 || found.length === 1 ? only : undefined;
}

function tempoOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{2,3}(?:·\d{1,3})?$/.test(text)) return undefined;
  const bpm = Number(text.replace('·', '.'));
  return bpm >= BPM_RANGE[0] && bpm <= BPM_RANGE[1] + 60 ? bpm : undefined;
}

function isKeyWord(word: Word | undefined): boolean {
  return (
    word !== undefined && (isNamedKey(word.text) || /^[A-G][#♯b♭]?$/.test(word.text) || isCamelot(word.text))
  );
}

/** Whether one word alone is a key with its mode: `Em`, `Fmin`, `F#m`, `Fsharpmin`, `Hmoll`. */
function isNamedKey(text: string): boolean {
  if (GERMAN_KEY.test(text)) return /^[A-Z]/.test(text);
  if (CAPITAL_M.test(text) || !LETTER_KEY.test(text[0] + text.slice(1).toLowerCase())) return false;
  // In small letters a mode has to be more than an m; M in capitals is something else, as in FM.
  return /^[A-G]/.test(text) || /(?:min|maj|dur|moll)/i.test(text);
}

function isCamelot(text: string): boolean {
  return /^0?(?:1[0-2]|[1-9])[AB]$/.test(text);
}

/** The key that a name says most clearly: with its mode, as a number of the wheel, or by its tonic alone. */
function keyIn(words: readonly Word[], tempo: FoundTempo | undefined): NameFacts['key'] {
  const isBesideTempo = (i: number) =>
    tempo !== undefined && (i === tempo.at[0] - 1 || i === tempo.at[1] + 1);
  const isCounted = (i: number) => {
    const previous = words[i - 1]?.text ?? '';
    if (!/^[\s_.]$/.test(words[i]!.before)) return false;
    return COUNTED.test(previous) || (COUNTED_AB.test(previous) && /[AB]$/.test(words[i]!.text));
  };
  const isLoud = words.every(({ text }) => text === text.toUpperCase());
  const spelled = spelledKeys(words);
  const best = spelled.find(({ at }) => isBesideTempo(at) || isBesideTempo(at - 1)) ?? spelled.at(-1);
  if (best) return { ...best.reading, hasMode: true };
  for (const [i, { text }] of words.entries()) {
    // Beside a tempo `em` is a key, and so is `EM` in a name all of capitals.
    const isPlain = /^[a-g][#♯b♭]?m$/.test(text) || (CAPITAL_M.test(text) && isLoud);
    if (isPlain && isBesideTempo(i)) return withMode(text.replace(/M$/, 'm'), true);
    if (isCamelot(text) && !isCounted(i)) return withMode(text, true);
  }
  for (const [i, { text, before, after }] of words.entries()) {
    if (!/^[A-G][#♯b♭]?$/.test(text) || (isCounted(i) && !/[([]/.test(before))) continue;
    const isBracketed = /[([]$/.test(before) && /^[)\]]/.test(after);
    const isAsked =
      KEY_WORD.test(words[i - 1]?.text ?? '') ||
      (words[i - 1]?.text === 'of' && KEY_WORD.test(words[i - 2]?.text ?? ''));
    if (isBracketed || isAsked || isBesideTempo(i)) return withMode(text, false);
  }
  return tempo && loneTonic(words, tempo.isSaid);
}

/** A tonic anywhere in the name of a loop, if it is the only one and no other word or abbreviation. */
function loneTonic(words: readonly Word[], isTempoSaid: boolean): NameFacts['key'] {
  const found = words.flatMap(({ text }, i) => (/^[A-G][#♯b♭]?$/.test(text) ? [i] : []));
  const [at] = found;
  if (at === undefined || found.length > 1) return undefined;
  const { text } = words[at]!;
  // Without a word for the tempo it has to be a field of its own at the end, and no letter that counts.
  const isField = at === words.length - 1 && words[at]!.before.includes('_') && text !== 'B';
  const isLikely = text !== 'A' && (isTempoSaid || text.length > 1 || isField);
  const isOther = NO_TONIC.test(`${text} ${words[at + 1]?.text ?? ''}`);
  const previous = words[at - 1]?.text ?? '';
  const isCounted = COUNTED.test(previous) || COUNTED_AB.test(previous);
  return isLikely && !isOther && !isCounted ? withMode(text, false) : undefined;
}

function withMode(text: string, hasMode: boolean): NameFacts['key'] {
  const reading = keyInWords(text);
  return reading && { ...reading, hasMode };
}

/** The keys that are written out with their mode, in one word or more. */
function spelledKeys(words: readonly Word[]): { reading: KeyReading; at: number }[] {
  const found: { reading: KeyReading; at: number }[] = [];
  for (let at = 0; at < words.length; at++) {
    for (let count = Math.min(KEY_WORDS, words.length - at); count > 0; count--) {
      const texts = words.slice(at, at + count).map(({ text }) => text);
      const isKey = count === 1 ? isNamedKey(texts[0]!) && !isVerb(words, at) : isSpelled(texts);
      const reading = isKey ? keyInWords(texts.join(' ')) : undefined;
      if (!reading) continue;
      found.push({ reading, at });
      at += count - 1;
      break;
    }
  }
  return found;
}

/** Whether `Am` is what I am. */
function isVerb(words: readonly Word[], at: number): boolean {
  return (
    words[at]!.text === 'Am' && [words[at - 1], words[at + 1]].some((word) => /^i$/i.test(word?.text ?? ''))
  );
}

/** Whether several words can be a key: a tonic as one begins a name, then words of which the last is a mode. */
function isSpelled(texts: readonly string[]): boolean {
  return /^[A-HА-Я]/.test(texts[0]!)
    ? /^.{3,}$|^m$/.test(texts.at(-1)!)
    : /^(?:do|re|ré|mi|fa|sol|la|si)$/i.test(texts[0]!);
}
