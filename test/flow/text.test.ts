import { existsSync, readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { measureFlow, textOf } from '../../src/flow/index.ts';
import { BeatwrightError } from '../../src/words/index.ts';
import { bytesIn } from './bytes.ts';
import { ELSEWHERE } from './verses.ts';

const RUSSIAN = `Ёлки горят, мы идём по дворам
Ночь не спит, и не спится нам
Звук из окон летит вверх и вниз
Это мой город, мой каприз`;
const UKRAINIAN = `Я йду по місту, місяць над головою
Кожен провулок розмовляє зі мною
Мама казала тримайся й не бійся
Час відлітає, а ти лиш надійся`;
const JAPANESE = `夜の街をひとりで歩いてる
ネオンの光が俺を呼んでる
まだ終わらないこの物語
明日もここで歌うだけさ`;
const GREEK = `Περπατώ στην πόλη, φεγγάρι στο κεφάλι
Κάθε στενό μιλάει, σαν μια φωνή μεγάλη
Ο χρόνος πετάει, μα εσύ να με θυμάσαι`;
const TURKISH = `Şehirde yürüyorum, ay başımın üstünde
Her sokak konuşuyor, ışıklar gözümde
Zaman uçup gidiyor, geçmişe bakma`;
const POLISH = `Idę przez miasto, księżyc nad głową
Każda ulica jest moją rozmową
Czas ucieka, a ja wciąż idę na bój`;
const KOREAN = `밤거리를 혼자 걸어가
네온 불빛이 나를 불러
내일도 여기서 노래할 거야`;
const CURLY = `I don’t know what they’re saying, café lights
We stay up late, “running” all the nights
The city’s calling — I won’t let go`;

describe('a text file', () => {
  it.each([
    ['windows-1251', RUSSIAN],
    ['windows-1251', UKRAINIAN],
    ['koi8-r', RUSSIAN],
    ['koi8-u', UKRAINIAN],
    ['ibm866', RUSSIAN],
    ['iso-8859-5', RUSSIAN],
    ['x-mac-cyrillic', RUSSIAN],
    ['shift_jis', JAPANESE],
    ['euc-kr', KOREAN],
    ['windows-1252', ELSEWHERE.German],
    ['windows-1252', ELSEWHERE.French],
    ['windows-1252', CURLY],
    ['macintosh', ELSEWHERE.French],
    ['windows-1250', POLISH],
    ['iso-8859-2', POLISH],
    ['windows-1253', GREEK],
    ['windows-1254', TURKISH],
    ['utf-16le', RUSSIAN],
    ['utf-16be', JAPANESE],
    ['utf-16le', CURLY],
  ])('in %s is read as it was written: %#', async (encoding, text) => {
    expect(await textOf(bytesIn(encoding, text))).toBe(text);
  });

  it('marked as Unicode is read without the mark', async () => {
    for (const text of [RUSSIAN, JAPANESE]) {
      expect(await textOf(Buffer.from(`\ufeff${text}`))).toBe(text);
      for (const encoding of ['utf-16le', 'utf-16be'])
        expect(await textOf(bytesIn(encoding, `\ufeff${text}`))).toBe(text);
    }
  });

  it('may have signs that are newer than this program, or a maker’s own', async () => {
    for (const text of ['so new \u{1fadd}\u{1fae9}', 'my \uf8ff'])
      expect(await textOf(Buffer.from(text))).toBe(text);
  });

  it('in letters that make no words is refused, with what to do', async () => {
    const noise = Uint8Array.from({ length: 300 }, (_, i) => 128 + ((i * 7919) % 128));
    await expect(textOf(noise)).rejects.toMatchObject({
      id: 'lyrics-encoding',
      message: expect.stringContaining('UTF-8'),
    });
  });
});

describe('a file that is no text', () => {
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const types = `<Types><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`;
  const docx = zipSync({
    '[Content_Types].xml': strToU8(types),
    'word/document.xml': strToU8('<w:document/>'),
  });
  it.each([
    ['a Word document', docx],
    ['an old Word document', Buffer.from('d0cf11e0a1b11ae1'.padEnd(200, '0'), 'hex')],
    ['a Pages document', zipSync({ 'Index/Document.iwa': strToU8('pages') })],
    ['a ZIP file', zipSync({ 'verse.txt': strToU8('verse') })],
    ['png', Buffer.from('89504e470d0a1a0a0000000d49484452'.padEnd(120, '0'), 'hex')],
  ])('is refused by its name: %s', async (name, bytes) => {
    const refused = await textOf(bytes).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(BeatwrightError);
    expect(refused).toMatchObject({ id: 'lyrics-format', message: expect.stringContaining(name) });
    expect(refused).toMatchObject({ message: expect.stringContaining('paste') });
  });

  it('and that nobody knows is refused too', async () => {
    await expect(textOf(Uint8Array.from([1, 2, 3, 0, 4]))).rejects.toMatchObject({ id: 'lyrics-not-text' });
  });
});

const folder = new URL('../../../shared/cases/', import.meta.url);

describe.skipIf(!existsSync(folder))('the files of ../shared/cases', () => {
  const flowOf = async (name: string) => measureFlow(await textOf(readFileSync(new URL(name, folder))));

  it('with times of words have no more syllables than are sung', async () => {
    const { lines, syllables } = await flowOf('enhanced.lrc');
    expect(lines).toBe(4);
    expect(syllables.low).toBeGreaterThanOrEqual(8);
    expect(syllables.high).toBeLessThanOrEqual(9);
  });

  it('in Russian letters of Windows measure as in UTF-8', async () => {
    expect((await flowOf('russian_cp1251.txt')).syllables.mean).toBe(11.75);
  });
});
