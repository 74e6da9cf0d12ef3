import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { areasOf } from './source.ts';

const root = new URL('../../', import.meta.url);
const source = globSync('{src,commands,lab}/**/*.ts', { cwd: root })
  .filter((path) => !path.startsWith('src/words/') && !path.startsWith('src/store/prisma/'))
  .map((path) => readFileSync(new URL(path, root), 'utf8'))
  .join('\n');
const idsIn = (pattern: RegExp) => new Set([...source.matchAll(pattern)].map(([, id]) => id));

const used: Readonly<Record<string, ReadonlySet<string | undefined>>> = {
  errors: idsIn(/new BeatwrightError\(\s*'([^']+)'/g),
  notes: idsIn(/\bnotes(?:\.|\[')([\w-]+)/g),
  stages: idsIn(/\bstages(?:\.|\[')([\w-]+)/g),
  pictures: idsIn(/\bpictures(?:\.|\[')([\w-]+)/g),
  packages: idsIn(/\bpackages(?:\.|\[')([\w-]+)/g),
};

/** Sections whose sentences have paths: every mention of one, or of what it is in, as `views.beat.title`. */
const mentions: Readonly<Record<string, readonly string[]>> = {
  commands: mentionsIn('commands'),
  views: mentionsIn('views'),
};

it.each(areasOf('english'))('says every sentence of %s', async (area) => {
  const sections: Record<string, object> = await import(`../../src/words/english/${area}.ts`);
  for (const [section, ids] of Object.entries(used)) {
    const dead = Object.keys(sections[section] ?? {}).filter((id) => !ids.has(id));
    expect(dead, `sentences that nobody says: remove them from ${area}.${section}`).toEqual([]);
  }
  for (const [section, found] of Object.entries(mentions)) {
    const dead = pathsOf(sections[section] ?? {}).filter((path) => !isMentioned(path, found));
    expect(dead, `texts that nobody shows: remove them from ${area}.${section}`).toEqual([]);
  }
});

function mentionsIn(section: string): string[] {
  return [...source.matchAll(new RegExp(`\\bwords\\.${section}\\.([\\w.]+)`, 'g'))].map(
    ([, path = '']) => path,
  );
}

/** Either by its whole path, or what it is in has a shorter name there and the rest of the path stands somewhere. */
function isMentioned(path: string, found: readonly string[]): boolean {
  return found.some((mention) => {
    if (mention === path) return true;
    if (!path.startsWith(`${mention}.`)) return false;
    const rest = path.slice(mention.length + 1).split('.');
    return rest.every((name) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(source));
  });
}

function pathsOf(texts: object, above: readonly string[] = []): string[] {
  return Object.entries(texts).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? pathsOf(value, [...above, name])
      : [[...above, name].join('.')],
  );
}
