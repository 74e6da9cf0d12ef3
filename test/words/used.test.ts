import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { areasOf } from './source.ts';

/** Areas whose callers still write their sentences themselves: to be emptied, and then removed. */
const NOT_YET: readonly string[] = ['audio', 'discord', 'terminal'];

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

it.each(areasOf('english').filter((area) => !NOT_YET.includes(area)))(
  'says every sentence of %s',
  async (area) => {
    const sections: Record<string, object> = await import(`../../src/words/english/${area}.ts`);
    for (const [section, ids] of Object.entries(used)) {
      const dead = Object.keys(sections[section] ?? {}).filter((id) => !ids.has(id));
      expect(dead, `sentences that nobody says: remove them from ${area}.${section}`).toEqual([]);
    }
  },
);
