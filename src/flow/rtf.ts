/** The text of a document in Rich Text Format, as word processors and the Mac's TextEdit save it. */

export function isRtf(text: string): boolean {
  return /^\s*\{\\rtf/.test(text);
}

/** A word with its number, a byte, a sign, a brace, or text. */
const TOKEN = /\\([a-z]+)(-?\d+)? ?|\\'([0-9a-f]{2})|\\([^a-z'])|([{}])|([^\\{}\r\n]+)/giu;

/** Groups that hold no text of the document. */
const NO_TEXT = new Set(
  'fonttbl colortbl stylesheet listtable listoverridetable info pict object header headerl headerr headerf footer footerl footerr footerf footnote themedata datastore generator'.split(
    ' ',
  ),
);
const MEANINGS: Readonly<Record<string, string>> = {
  ...{ par: '\n', line: '\n', sect: '\n', page: '\n', row: '\n', tab: ' ', cell: ' ' },
  ...{ lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', emdash: '—', endash: '–' },
};
const SIGNS: Readonly<Record<string, string>> = {
  ...{ '\\': '\\', '{': '{', '}': '}', '~': ' ', _: '-', '\n': '\n', '\r': '\n' },
};
/** Alphabets of fonts and of documents, where their number is not Windows' own. */
const CHARSETS: Readonly<Record<number, number>> = {
  ...{ 77: 10_000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258 },
  ...{ 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250 },
};
const ENCODINGS: Readonly<Record<number, string>> = {
  ...{ 866: 'ibm866', 932: 'shift_jis', 936: 'gbk', 949: 'euc-kr', 950: 'big5' },
  ...{ 10000: 'macintosh', 10007: 'x-mac-cyrillic', 65001: 'utf-8' },
};

interface Group {
  readonly isSkipped: boolean;
  readonly isFonts: boolean;
  /** Characters that stand for a Unicode one where that cannot be shown. */
  readonly fallbacks: number;
  readonly codePage: number | undefined;
}

export function rtfText(rtf: string): string {
  let text = '';
  let bytes: number[] = [];
  let documentPage = 1252;
  const fontPages = new Map<number, number>();
  let font = 0;
  let toSkip = 0;
  const stack: Group[] = [];
  let group: Group = { isSkipped: false, isFonts: false, fallbacks: 1, codePage: undefined };
  const flush = () => {
    if (bytes.length > 0) text += decoded(bytes, group.codePage ?? documentPage);
    bytes = [];
  };
  const add = (more: string) => {
    if (group.isSkipped) return;
    for (const character of more) {
      if (toSkip > 0) toSkip -= 1;
      // Of two bytes of a character, the second may stand there as a letter.
      else if (character < '\u0080') bytes.push(character.charCodeAt(0));
      else {
        flush();
        text += character;
      }
    }
  };
  const change = (to: Partial<Group>) => {
    flush();
    group = { ...group, ...to };
  };
  for (const [, word, parameter, byte, sign, brace, plain] of rtf.matchAll(TOKEN)) {
    const number = Number(parameter ?? Number.NaN);
    if (plain !== undefined) add(plain);
    else if (byte !== undefined) {
      if (group.isSkipped) continue;
      if (toSkip > 0) toSkip -= 1;
      else bytes.push(Number.parseInt(byte, 16));
    } else if (brace === '{') {
      flush();
      stack.push(group);
    } else if (brace === '}') {
      flush();
      group = stack.pop() ?? group;
      toSkip = 0;
    } else if (sign === '*') change({ isSkipped: true });
    else if (sign !== undefined) add(SIGNS[sign] ?? '');
    else if (word === undefined) continue;
    else if (NO_TEXT.has(word)) change({ isSkipped: true, isFonts: word === 'fonttbl' });
    else if (word === 'f' && group.isFonts) font = number;
    else if (word === 'fcharset') fontPages.set(font, CHARSETS[number] ?? documentPage);
    else if (word === 'f') change({ codePage: fontPages.get(number) });
    else if (word === 'plain') change({ codePage: undefined });
    else if (word === 'ansicpg') documentPage = number;
    else if (word === 'mac') documentPage = 10_000;
    else if (word === 'uc') change({ fallbacks: number });
    else if (word === 'u' && !group.isSkipped) {
      flush();
      text += String.fromCharCode(number & 0xffff);
      toSkip = group.fallbacks;
    } else if (MEANINGS[word] !== undefined) {
      toSkip = 0;
      add(MEANINGS[word]);
    }
  }
  flush();
  return text;
}

function decoded(bytes: readonly number[], codePage: number): string {
  const all = Uint8Array.from(bytes);
  try {
    return new TextDecoder(ENCODINGS[codePage] ?? `windows-${codePage}`).decode(all);
  } catch {
    // A number that names no alphabet.
    return new TextDecoder('windows-1252').decode(all);
  }
}
