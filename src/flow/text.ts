/** The words of a text file, whatever alphabet its bytes are in. */
import { BeatwrightError } from '../words/index.ts';

/** Old alphabets go by several names; those of Windows are supersets, with what else to try. */
const NEWER: Readonly<Record<string, readonly string[]>> = {
  'ISO-8859-1': ['windows-1252'],
  'ISO-8859-2': ['windows-1250', 'iso-8859-2'],
  'windows-1250': ['windows-1250', 'iso-8859-2'],
  'ISO-8859-7': ['windows-1253', 'iso-8859-7'],
  'ISO-8859-8': ['windows-1255'],
  'ISO-8859-9': ['windows-1254'],
  // KOI8-U has letters where KOI8-R has frames.
  'KOI8-R': ['koi8-u'],
};
/** What the detector does not know: DOS and old Macs. */
const OTHERS = ['ibm866', 'x-mac-cyrillic', 'macintosh'];
/** Of the words that are not plain ASCII, at most this share may look broken. */
const MOST_BROKEN = 0.1;
/** Of longer ones, so much is looked at. */
const LONGEST_WORD = 40;

/**
 * A text file's words: in Unicode, marked or not, or in the old alphabet that makes words of its bytes.
 * @throws BeatwrightError `lyrics-format` for other files, by their name; `lyrics-encoding`, `lyrics-not-text`.
 */
export async function textOf(bytes: Uint8Array): Promise<string> {
  const unicode = fromUnicode(bytes);
  if (unicode !== undefined && isText(unicode)) return unicode;
  const { fileTypeFromBuffer } = await import('file-type');
  const type = await fileTypeFromBuffer(bytes);
  const isBinary = unicode !== undefined || bytes.some((byte) => byte < 9);
  if (isBinary && type !== undefined) throw new BeatwrightError('lyrics-format', { format: type.ext });
  if (isBinary) throw new BeatwrightError('lyrics-not-text');
  const readings = (await encodingsOf(bytes))
    .map((encoding) => decoded(bytes, encoding))
    .filter(isLikely)
    .map((text) => ({ text, broken: brokenShare(text) }));
  // Of readings that are alike, the likeliest comes first.
  const [best] = readings.sort((one, other) => one.broken - other.broken);
  if (best !== undefined && best.broken <= MOST_BROKEN) return best.text;
  if (type !== undefined) throw new BeatwrightError('lyrics-format', { format: type.ext });
  throw new BeatwrightError('lyrics-encoding');
}

function fromUnicode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be');
  return unmarked(bytes) ?? decoded(bytes, 'utf-8');
}

/** UTF-16 without its mark: spaces and ends of lines have a zero in every other byte, and no other text has any. */
function unmarked(bytes: Uint8Array): string | undefined {
  const zeros = [0, 1].map((at) =>
    bytes.reduce((sum, byte, i) => sum + Number(i % 2 === at && byte === 0), 0),
  );
  if (zeros[0] === zeros[1]) return undefined;
  const text = decoded(bytes, zeros[0]! > zeros[1]! ? 'utf-16be' : 'utf-16le');
  return isLikely(text) ? text : undefined;
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether there are no characters that no text has; spaces and ends of lines are none of them. */
function isText(text: string): boolean {
  return !/(?![\s\u0085])\p{Cc}/u.test(text);
}

/** The same of a guess, which is wrong if it finds characters that nobody has given a meaning. */
function isLikely(text: string | undefined): text is string {
  return text !== undefined && isText(text) && !/[\p{Cn}\p{Co}]/u.test(text);
}

/** Encodings to try, the likeliest first, by how often letters stand beside each other in the languages there are. */
async function encodingsOf(bytes: Uint8Array): Promise<string[]> {
  const { analyse } = await import('chardet');
  const found = analyse(bytes).flatMap(({ name }) => NEWER[name] ?? [name]);
  return [...found, ...OTHERS].filter((name) => !/^(?:ascii|utf-)/i.test(name));
}

/** In a text with letters of East Asia they are at least this share: two bytes of another alphabet may look like one. */
const FEWEST_EASTERN = 0.2;
const EASTERN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** Signs that stand beside letters only where letters were meant. */
const SIGNS = '[¢£¤¥¦§¨©¬®¯±²³µ¶¸¹¼½¾×÷ƒ†‡‰\\u02bd-\\u02ff\\u2200-\\u25ff]';
const BROKEN = [
  new RegExp(`\\p{L}${SIGNS}|${SIGNS}\\p{L}|\\p{L}[¡¿]\\p{L}`, 'u'),
  /\p{Ll}\p{Lu}/u,
  /\p{Script=Latin}.*[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}]/u,
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}].*\p{Script=Latin}/u,
];

/**
 * How many of the words with more than ASCII letters look as words do in the wrong alphabet: with signs among their
 * letters, a capital behind a small letter, or letters of two scripts.
 */
function brokenShare(text: string): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const eastern = text.match(EASTERN)?.length ?? 0;
  if (eastern > 0 && eastern < FEWEST_EASTERN * letters) return 1;
  const words = text
    .split(/[\s-]+/u)
    .map((word) => word.slice(0, LONGEST_WORD))
    .filter((word) => /[^\p{ASCII}\u2010-\u2027]/u.test(word));
  const broken = words.filter((word) => BROKEN.some((sign) => sign.test(word)));
  return broken.length / Math.max(1, words.length);
}
