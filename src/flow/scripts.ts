/** Syllables of words in other languages than English, as far as their letters tell. */

/** Scripts in which every character is a syllable, or a mora: Hangul, kana without its small glides, Han. */
const SYLLABIC =
  /[\p{Script=Hangul}\p{Script=Han}]|(?![ぁぃぅぇぉゃゅょゎァィゥェォャュョヮ])[\p{Script=Hiragana}\p{Script=Katakana}ー]/gu;
/** Runs of vowels: of Latin letters without their marks, of Cyrillic each by itself, of Greek. */
const NUCLEI = /[aeiouyæœøı]+|[аеёиоуыэюяіїєў]|[αεηιουω]+/gu;
/** Scripts whose writing leaves vowels out or joins them, so that letters do not tell. */
const LETTERS = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;

/** How many syllables a word has; at least one where it has letters of a script that tells, else undefined. */
export function syllablesBySpelling(word: string): number | undefined {
  const syllabic = word.match(SYLLABIC)?.length ?? 0;
  if (syllabic > 0) return syllabic;
  if (!LETTERS.test(word)) return undefined;
  // й and ї are letters of their own; only marks over Latin and Greek go.
  const plain = word.replace(/[^\p{Script=Cyrillic}]+/gu, (part) =>
    part.normalize('NFD').replace(/\p{M}/gu, ''),
  );
  return Math.max(1, plain.match(NUCLEI)?.length ?? 0);
}
