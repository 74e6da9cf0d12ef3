/**
 * Text of a MIDI file, whose encoding no file names: UTF-8 if it can be, else that of the languages that
 * producers write in whose letters make the most sense.
 */
import { hasPartWord } from './part-words.ts';

interface Encoding {
  readonly label: string;
  /** What most of its letters are in a name; others count against it. */
  readonly usual: RegExp;
  /** The share that usual letters have where nothing is known, so that the commoner encoding wins a draw. */
  readonly prior: number;
}

const ENCODINGS: readonly Encoding[] = [
  { label: 'windows-1252', usual: /[a-zäöüßéèêëáàâãåæçíìîïñóòôõøúùûœ]/iu, prior: 0.2 },
  { label: 'windows-1251', usual: /[а-яё]/iu, prior: 0.15 },
  { label: 'shift_jis', usual: /[\u3041-\u30ff\u4e00-\u9fff]/u, prior: 0.15 },
  { label: 'gb18030', usual: /[\u4e00-\u9fff]/u, prior: 0.05 },
  { label: 'big5', usual: /[\u4e00-\u9fff]/u, prior: 0 },
  { label: 'euc-kr', usual: /[\uac00-\ud7a3]/u, prior: 0 },
];

/** What a text's bytes say. Control characters become spaces. */
export function textOf(bytes: Uint8Array): string {
  return decoded(bytes)
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}

function decoded(bytes: Uint8Array): string {
  const utf8 = decodedAs('utf-8', bytes);
  if (utf8 !== undefined) return utf8;
  let best = '';
  let most = Number.NEGATIVE_INFINITY;
  for (const encoding of ENCODINGS) {
    const text = decodedAs(encoding.label, bytes);
    if (text === undefined) continue;
    const sense = senseOf(text, encoding);
    if (sense > most) [best, most] = [text, sense];
  }
  return best;
}

function decodedAs(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** How likely a reading is: known words decide, then how many of its letters are usual and in a usual order. */
function senseOf(text: string, { usual, prior }: Encoding): number {
  const beyond = [...text].filter((letter) => letter.charCodeAt(0) > 127);
  const share = beyond.filter((letter) => usual.test(letter)).length / Math.max(1, beyond.length);
  // A capital after a small letter, and accents in a row, come of reading in the wrong encoding.
  const odd = (text.match(/\p{Ll}\p{Lu}|[À-ÿ]{3}|[\uff61-\uff9f]/gu)?.length ?? 0) / beyond.length;
  return (hasForeignPartWord(text) ? 10 : 0) + share - odd + prior;
}

/** Whether a word that is not plain ASCII, and so depends on the encoding, says something about a part. */
function hasForeignPartWord(text: string): boolean {
  return text
    .split(/[\p{Z}\p{P}\p{S}\p{N}]+/u)
    .some((word) => /[^\p{ASCII}]/u.test(word) && hasPartWord(word));
}
