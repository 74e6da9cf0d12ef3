import { describe, expect, it } from 'vitest';
import { measureFlow, textOf } from '../../src/flow/index.ts';
import { bytesIn } from './bytes.ts';
import { COUPLETS } from './verses.ts';

const lines = COUPLETS.split('\n') as [string, string, string, string];
const [a, b, c, d] = lines;
/** A verse that lasts two seconds a line, each written as `as` says it. */
const timed = (as: (line: string, second: number, i: number) => string) =>
  lines.map((line, i) => as(line, 10 + 2 * i, i));
const two = (n: number) => String(n).padStart(2, '0');
const clock = (second: number, point = ',') => `00:00:${two(second)}${point}500`;

/** The verse in forms that people keep lyrics in. */
const FORMS: Readonly<Record<string, string>> = {
  'LRC with its facts': [
    '[ar:Somebody]',
    '[offset:+200]',
    ...timed((line, s) => `[00:${two(s)}.00]${line}`),
  ].join('\n'),
  'LRC with times of words': timed(
    (line, s) =>
      `[00:${two(s)}.00] ${line
        .split(' ')
        .map((word, i) => `<00:${two(s)}.${10 + i}> ${word}`)
        .join(' ')}`,
  ).join('\n'),
  'LRC with times of syllables': COUPLETS.replace('pocket', '<00:10.5>pock<00:10.7>et'),
  SRT: timed((line, s, i) => `${i + 1}\r\n${clock(s)} --> ${clock(s + 1)}\r\n<i>${line}</i>\r\n\r\n`).join(
    '',
  ),
  'SRT without empty lines': timed(
    (line, s, i) => `${i + 1}\n${clock(s)} --> ${clock(s + 1)}\n{\\an8}${line}\n`,
  ).join(''),
  WebVTT: [
    'WEBVTT - made by hand',
    '',
    'NOTE what is noted',
    'over two lines is not sung',
    '',
    'STYLE\n::cue { color: red }',
    '',
    ...timed((line, s) => `a cue\n${clock(s, '.')} --> ${clock(s + 1, '.')} align:start\n<v Ann>${line}\n`),
  ].join('\n'),
  'WebVTT that builds up': [
    'WEBVTT',
    '',
    ...timed((line, s, i) => {
      const [first = '', ...rest] = line.split(' ');
      const built = `${first}${rest.map((word) => `<00:00:${two(s)}.900><c> ${word}</c>`).join('')}`;
      return `${clock(s, '.')} --> ${clock(s + 2, '.')}\n${lines[i - 1] ?? ' '}\n${built}\n`;
    }),
  ].join('\n'),
  'a paste of a site': `3 ContributorsTranslationsDeutschCold Snow Lyrics\n[Verse 1: Somebody]\n${a}\n${b}\nSee Somebody LiveGet tickets as low as $63You might also like\n${c}\n${d}12Embed`,
  'a paste whose lines ran together': `${a}\n${b}You might also like\n${c}\n${d}\n\n1.2KEmbed`,
  'chords over the lines': `Am        F\n${a}\nC   G/B  (N.C.)\n${b}\n| Dm7 | Ebmaj7 |\n${c}\nF#m7b5  x2\n${d}`,
  'tablature between': `e|---0---2-3-------|\nB|-1---1---------0-|\n${COUPLETS}`,
  ChordPro: `{title: Cold Snow}\n# a remark\n${COUPLETS.replace('pocket', '[Am]poc[G/B]ket').replace('night', '[F#m7]night')}`,
  'ChordPro with tablature': `{start_of_tab}\nhammer on here\n{end_of_tab}\n${COUPLETS}`,
  RTF: `{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fswiss Helvetica;}}{\\colortbl;\\red0\\green0\\blue0;}{\\*\\generator Riched20;}\\f0\\fs24 ${lines.join('\\par\r\n')}\\par}`,
  'RTF of a Mac': `{\\rtf1\\ansi\\ansicpg1252\\cocoartf2639{\\fonttbl\\f0\\fswiss\\fcharset0 Helvetica;}\n{\\*\\expandedcolortbl;;}\n\\f0\\b0 \\cf0 ${lines.join('\\\n')}}`,
};

describe('lyrics kept as', () => {
  it.each(Object.entries(FORMS))('%s are the lines that are sung', async (_, text) => {
    expect(await measureFlow(text)).toEqual(await measureFlow(COUPLETS));
  });

  it('a paste of a site with headings are stanzas', async () => {
    const paste = `${a}\n${b}\nYou might also like[Chorus: Somebody]\n${c}\n${d}Embed`;
    expect(await measureFlow(paste)).toEqual(await measureFlow(`${a}\n${b}\n\n${c}\n${d}`));
  });

  it('subtitles have a new stanza after a pause', async () => {
    const cue = (line: string, from: number) => `${clock(from)} --> ${clock(from + 2)}\n${line}\n`;
    const apart = [cue(a, 10), cue(b, 20), cue(c, 30), cue(d, 40)].join('\n');
    expect((await measureFlow(apart)).rhyming).toMatchObject({ open: 1 });
  });

  it('RTF in other letters are those letters', async () => {
    const russian = 'Я иду по городу, луна над головой';
    const unicode = [...russian].map((letter) => `\\u${letter.charCodeAt(0)} ?`).join('');
    const hex = [...bytesIn('windows-1251', russian)].map((byte) => `\\'${byte.toString(16)}`).join('');
    const body = { unicode: `\\uc1 ${unicode}`, page: hex, font: `\\f1 ${hex}` };
    const fonts = '{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial;}}';
    const plain = await measureFlow(Array(4).fill(russian).join('\n'));
    for (const [what, line] of Object.entries(body)) {
      const page = what === 'page' ? 1251 : 1252;
      const rtf = `{\\rtf1\\ansi\\ansicpg${page}${fonts}${Array(4).fill(line).join('\\line ')}}`;
      expect(await measureFlow(rtf), what).toEqual(plain);
    }
    const japanese = '夜の街をひとりで歩いてる';
    const shiftJis = [...bytesIn('shift_jis', japanese)].map((byte) => `\\'${byte.toString(16)}`).join('');
    const rtf = `{\\rtf1\\ansi\\ansicpg932 ${Array(4).fill(shiftJis).join('\\par ')}}`;
    expect(await measureFlow(rtf)).toEqual(await measureFlow(Array(4).fill(japanese).join('\n')));
  });

  it('headings of several languages, or of Markdown, part stanzas', async () => {
    const headed = `# Song\nCouplet 1\n${a}\nПрипев:\n${b}\nEstribillo (x2)\n${c}\nStrofa 2\n${d}`;
    expect(await measureFlow(headed)).toEqual(await measureFlow(lines.join('\n\n')));
  });

  it('plain lines stay, whatever they look like', async () => {
    const plain = [
      'A',
      'You might also like the way I move',
      'B',
      'I embed my heart and I got to prove',
      'C D E F G',
    ];
    const { lines: found } = await measureFlow([...plain, a, b].join('\n'));
    expect(found).toBe(7);
  });
});

it('long and hostile lines are read as quickly as others', async () => {
  const long = [
    `A${'1'.repeat(50_000)}x`,
    `${'7'.repeat(50_000)}Embe`,
    `[A${'b1'.repeat(20_000)}`,
    '<'.repeat(50_000),
    '{\\rtf1'.repeat(8000),
    `00:00:01,0 --> 00:00:02,0\nla\n`.repeat(1500),
    '<p'.repeat(25_000),
  ];
  const started = performance.now();
  for (const text of long) await measureFlow(`${text}\n${COUPLETS}`).catch(() => {});
  await textOf(Uint8Array.from({ length: 200_000 }, (_, i) => (i === 9 ? 0xe4 : 97))).catch(() => {});
  expect(performance.now() - started).toBeLessThan(10_000);
});

describe('what is made for programs is refused by its name', () => {
  it.each([
    ['PDF', '%PDF-1.7\n1 0 obj\n'],
    ['HTML', `<!DOCTYPE html>\n<title>Song</title>${COUPLETS}`],
    ['HTML', lines.map((line) => `<p>${line}</p>`).join('\n')],
    ['HTML', lines.join('<br>\n')],
    ['XML', `<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml">${a}</tt>`],
  ])('%s: %#', async (name, text) => {
    await expect(measureFlow(text)).rejects.toMatchObject({
      id: 'lyrics-format',
      message: expect.stringContaining(name),
    });
  });
});
