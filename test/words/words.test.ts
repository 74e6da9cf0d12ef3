import { describe, expect, it } from 'vitest';
import { languages } from '../../src/words/index.ts';
import { areasOf, type Declared, declaredIn, valuesOf } from './source.ts';

type Sentence = string | ((facts: object) => string);

/** Sections whose texts are whole sentences. */
const SENTENCES = ['errors', 'notes'];
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** The most characters of a message. */
const MOST = 2000;
/** The most that Discord takes elsewhere, by what a text is for; the first that fits holds. */
const LIMITS: readonly (readonly [path: RegExp, most: number])[] = [
  [/^commands\./, 100],
  [/^views\..*\bbuttons\./, 80],
  [/^views\..*\bform\.(title|.*\blabel|label)$/, 45],
  [/^views\..*\bform\./, 100],
  // A take's name stands before the label.
  [/^views\..*\boptions\..*\blabel$/, 100 - 'A · '.length],
  [/^views\..*\b(options\.|placeholder$)/, 100],
];

const said = Object.entries(languages).flatMap(([language, sections]) =>
  Object.entries(sections).flatMap(([section, texts]) =>
    leaves(texts).map(([path, sentence]) => ({ language, section, path, sentence })),
  ),
);
const declared = new Map(
  Object.keys(languages).map((language) => [
    language,
    areasOf(language).flatMap((area) => declaredIn(language, area)),
  ]),
);

describe.each(said)('$language $section $path', ({ language, section, path, sentence }) => {
  it('has a text, and an id in kebab-case where it is a sentence', () => {
    if (SENTENCES.includes(section)) expect(path).toMatch(KEBAB);
    for (const { text } of textsOf(language, path, sentence)) expect(text.trim()).not.toBe('');
  });

  it('fits where Discord shows it', () => {
    const most = LIMITS.find(([what]) => what.test(`${section}.${path}`))?.[1] ?? MOST;
    for (const { text } of textsOf(language, path, sentence)) expect(text.length).toBeLessThanOrEqual(most);
  });

  it('asks for the facts that it uses, and uses each', () => {
    const wanted = factsOf(language, path, sentence);
    const read = new Set(textsOf(language, path, sentence).flatMap((one) => [...one.read]));
    expect([...read].sort()).toEqual(Object.keys(wanted).sort());
  });

  it('reads as plain English', () => {
    for (const { text } of textsOf(language, path, sentence)) {
      expect(text).not.toMatch(/undefined|NaN|\[object|\$?\{\w*\}| {2}|\bshall\b|as good as once/i);
      // A fact at the end may be a sentence of its own, or a list.
      if (SENTENCES.includes(section)) expect(text).toMatch(/[.?!”›]$/);
      if (section === 'stages') expect(text).toMatch(/^[a-z‹].*[a-z0-9›]$/);
    }
  });
});

it.each(Object.keys(languages))(
  '%s takes up every sentence of every area, each under one id',
  async (language) => {
    const ids: Record<string, string[]> = {};
    for (const area of areasOf(language)) {
      const sections: Record<string, object> = await import(`../../src/words/${language}/${area}.ts`);
      for (const [section, texts] of Object.entries(sections)) {
        ids[section] = [...(ids[section] ?? []), ...leaves(texts).map(([path]) => path)];
      }
    }
    for (const [section, found] of Object.entries(ids)) {
      const there = said.filter((one) => one.language === language && one.section === section);
      expect(there.map(({ path }) => path).sort()).toEqual(found.sort());
    }
  },
);

/** The texts of a section, however deep they lie, by their path. */
function leaves(texts: object, above = ''): [path: string, sentence: Sentence][] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
    const path = above === '' ? key : `${above}.${key}`;
    if (typeof value === 'object' && value !== null) return leaves(value, path);
    return [[path, value as Sentence]] satisfies [string, Sentence][];
  });
}

function factsOf(language: string, path: string, sentence: Sentence): Declared['facts'] {
  if (typeof sentence === 'string') return {};
  const found = declared.get(language)!.filter((one) => one.path === path);
  // The same path may stand in several sections: any that declares these facts will do.
  expect(found, `the facts of ${path} cannot be read from its source`).not.toEqual([]);
  return Object.assign({}, ...found.map(({ facts }) => facts)) as Declared['facts'];
}

/** What a sentence says of every mixture of facts, and which facts it asked for. */
function textsOf(language: string, path: string, sentence: Sentence): { text: string; read: Set<string> }[] {
  if (typeof sentence === 'string') return [{ text: sentence, read: new Set() }];
  return mixturesOf(Object.entries(factsOf(language, path, sentence))).map((facts) => {
    const read = new Set<string>();
    const watched = new Proxy(facts, {
      get(target, name: string) {
        read.add(name);
        return target[name];
      },
    });
    return { text: sentence(watched), read };
  });
}

function mixturesOf(facts: readonly (readonly [name: string, type: string])[]): Record<string, unknown>[] {
  return facts.reduce<Record<string, unknown>[]>(
    (mixtures, [name, type]) =>
      valuesOf(name, type).flatMap((value) => mixtures.map((one) => ({ ...one, [name]: value }))),
    [{}],
  );
}
