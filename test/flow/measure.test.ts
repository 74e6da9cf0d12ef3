import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureFlow } from '../../src/flow/index.ts';
import { COUPLETS, DENSE, ELSEWHERE, PLAIN, PROSE, SLANG } from './verses.ts';

describe('a verse worked through by hand', () => {
  it('counts syllables, rhymes of several syllables, ends and their scheme', async () => {
    expect(await measureFlow(COUPLETS)).toEqual({
      language: 'english',
      lines: 4,
      adLibs: 0,
      syllables: { mean: 9, low: 9, high: 9 },
      rhyming: {
        // pocket · logic on rocket · comics: 4 of 9 syllables in two of the four lines; “full of” is repeated.
        density: 0.222,
        longest: 4,
        // LO-gic, CO-mics, slow and snow.
        where: [0, 0, 0, 1],
        masculine: 0.5,
        open: 0,
        scheme: 'AABB',
      },
    });
  });

  it('tells alternate and enclosing rhymes from couplets', async () => {
    const [a, b, c, d] = COUPLETS.split('\n');
    expect((await measureFlow([a, c, b, d].join('\n'))).rhyming?.scheme).toBe('ABAB');
    expect((await measureFlow([a, c, d, b].join('\n'))).rhyming?.scheme).toBe('ABBA');
  });

  it('hears rhymes within a line, and where in it they fall', async () => {
    const line = 'the phone was ringing and the crowd was singing loud';
    const { rhyming } = await measureFlow(`${line}\n\n${PROSE}`);
    // RING-ing is the 4th of 12 syllables, SING-ing the 10th; crowd the 8th and loud the 12th.
    expect(rhyming?.where).toEqual([0, 0.25, 0.25, 0.5]);
    expect(rhyming?.longest).toBe(2);
  });

  it('takes a word that is said again for no rhyme', async () => {
    const { rhyming } = await measureFlow(Array(4).fill('running to the river in the morning').join('\n'));
    expect(rhyming?.density).toBe(0);
  });
});

it('tells a verse full of rhymes from one of plain couplets and from prose', async () => {
  const density = async (text: string) => (await measureFlow(text)).rhyming!.density;
  expect(await density(DENSE)).toBeGreaterThan(0.5);
  expect(await density(PLAIN)).toBeLessThan(0.1);
  const prose = await measureFlow(PROSE);
  expect(prose.rhyming).toMatchObject({ density: 0, open: 1, where: [0, 0, 0, 0] });
  expect(prose.rhyming?.scheme).toBeUndefined();
});

it('reads slang and made-up words', async () => {
  const slang = await measureFlow(SLANG);
  expect(slang.language).toBe('english');
  expect(slang.syllables.mean).toBeGreaterThan(12);
  // live, give, is, biz.
  expect(slang.rhyming?.open).toBe(0);
  const made = await measureFlow('we got the gromp\nthey got the flomp\nyou keep a zindle\nI keep a blindle');
  expect(made.rhyming?.scheme).toBe('AABB');
  expect(made.rhyming?.masculine).toBe(0.5);
});

describe('what is not rapped', () => {
  it('leaves out headers and shouts, and says how many shouts there were', async () => {
    const plain = await measureFlow(COUPLETS);
    const [a, b, c, d] = COUPLETS.split('\n');
    const marked = `[Verse 1: somebody]\n[softly] ${a} (yeah)\n(what, what)\n${b}\n${c} (uh\nHook:\n[Hook]\n${d} *laughs*`;
    const heard = await measureFlow(marked);
    expect(heard.lines).toBe(4);
    expect(heard.adLibs).toBe(4);
    expect(heard.syllables).toEqual(plain.syllables);
    expect(heard.rhyming?.density).toBe(plain.rhyming?.density);
  });

  it('keeps stanzas apart', async () => {
    const apart = await measureFlow(COUPLETS.replaceAll('\n', '\n\n'));
    expect(apart.rhyming).toMatchObject({ density: 0, open: 1 });
  });
});

describe('other languages', () => {
  it.each(Object.entries(ELSEWHERE))('get the syllable part only: %s', async (_, text) => {
    const flow = await measureFlow(text);
    expect(flow.language).toBe('other');
    expect(flow.rhyming).toBeUndefined();
    expect(flow.syllables.mean).toBeGreaterThan(9);
    expect(flow.syllables.mean).toBeLessThan(17);
  });

  it('counts by each script’s own signs', async () => {
    const mean = async (line: string) => (await measureFlow(Array(4).fill(line).join('\n'))).syllables.mean;
    expect(await mean('Я иду домой')).toBe(5);
    expect(await mean('καλη μερα')).toBe(4);
    expect(await mean('서울의 밤')).toBe(4);
    expect(await mean('きょうはさむい')).toBe(6);
    expect(await mean('我在城里')).toBe(4);
  });

  it('says so where letters do not tell', async () => {
    await expect(measureFlow(Array(4).fill('مرحبا يا صديقي').join('\n'))).rejects.toMatchObject({
      id: 'lyrics-unreadable',
    });
  });
});

it('refuses what is no lyrics, with a sentence', async () => {
  const refused = (text: string) => expect(measureFlow(text)).rejects;
  await refused('').toMatchObject({ id: 'lyrics-too-short' });
  await refused('one line\n[Hook]\n(yeah)\n!!!').toMatchObject({ id: 'lyrics-too-short' });
  await refused('la la\n'.repeat(20_000)).toMatchObject({ id: 'lyrics-too-long' });
});

describe('whatever is written', () => {
  const word = fc.oneof(
    fc.constantFrom('i', 'the', 'and', 'running', 'gunning', 'street', 'heat', "ain't", '808', 'café'),
    fc.string({ maxLength: 8, unit: 'grapheme' }),
    fc.constantFrom('(yeah)', '[Hook]', '(', ')', '*', "''", '\0'),
  );
  const text = fc
    .array(fc.array(word, { minLength: 1, maxLength: 12 }), { minLength: 4, maxLength: 12 })
    .map((lines) => lines.map((words) => words.join(' ')).join('\n'));

  it('shares are shares, and case makes no difference', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (lyrics) => {
        const flow = await measureFlow(`${COUPLETS}\n${lyrics}`);
        const { low, high, mean } = flow.syllables;
        expect(low).toBeLessThanOrEqual(high);
        expect(mean).toBeGreaterThan(0);
        if (flow.rhyming === undefined) return;
        const { density, masculine, open, where } = flow.rhyming;
        for (const share of [density, masculine, open, ...where]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(where.reduce((sum, each) => sum + each)).toBeCloseTo(1, 2);
      }),
      { numRuns: 60 },
    );
    expect(await measureFlow(DENSE.toUpperCase())).toEqual(await measureFlow(DENSE));
  });

  it('a second helping of the same stanzas measures the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(COUPLETS, DENSE, PLAIN, SLANG),
        fc.integer({ min: 2, max: 4 }),
        async (lyrics, times) => {
          const once = await measureFlow(lyrics);
          const again = await measureFlow(Array(times).fill(lyrics).join('\n\n'));
          expect(again).toEqual({
            ...once,
            lines: once.lines * times,
            syllables: { ...again.syllables, mean: once.syllables.mean },
          });
        },
      ),
      { numRuns: 8 },
    );
  });
});
