/** The catalogue's own source, read for what no running program knows: which facts a sentence declares. */
import { readdirSync, readFileSync } from 'node:fs';

/** A sentence with facts, as it is written. */
export interface Declared {
  /** Its path within its section, such as `midi-too-long` or `beat.title`. */
  readonly path: string;
  /** Each fact and its type, as they stand there. */
  readonly facts: Readonly<Record<string, string>>;
}

/** The areas of a language, each a file of its folder. */
export function areasOf(language: string): string[] {
  return readdirSync(folderOf(language))
    .filter((name) => name !== 'index.ts')
    .map((name) => name.replace(/\.ts$/, ''))
    .sort();
}

/** The sentences of an area that take facts, and the facts that each declares. */
export function declaredIn(language: string, area: string): Declared[] {
  const text = readFileSync(new URL(`${area}.ts`, folderOf(language)), 'utf8');
  const types = new Map(
    [...text.matchAll(/^type (\w+) = \{([^}]*)\}/gm)].map(([, name = '', body = '']) => [name, body]),
  );
  // A sentence with facts, or the name of an object of them, which stands further to the left.
  const entries = text.matchAll(
    /^( {2,})'?([\w-]+)'?:\s*(?:\(\s*(?:\{[^}]*\}|\w+)\s*:\s*(?:\{([^}]*)\}|(\w+)),?\s*\)\s*=>|(\{)$)/gm,
  );
  const above: string[] = [];
  return [...entries].flatMap(([, indent = '', id = '', body, name = '', opens]) => {
    above.splice(indent.length / 2 - 1, Number.POSITIVE_INFINITY, id);
    if (opens !== undefined) return [];
    return [{ path: above.join('.'), facts: factsIn(body ?? types.get(name) ?? '') }];
  });
}

function factsIn(body: string): Record<string, string> {
  return Object.fromEntries(
    [...body.matchAll(/(?:readonly )?(\w+): ([^;\n]+)/g)].map(([, name, type = '']) => [name, type.trim()]),
  );
}

function folderOf(language: string): URL {
  return new URL(`../../src/words/${language}/`, import.meta.url);
}

/**
 * Everything a fact of a type may be, one value of each kind; a list is never empty.
 * @throws RangeError if the type is none that a sentence may take
 */
export function valuesOf(name: string, type: string): unknown[] {
  return type.split(/\s*\|\s*/).flatMap<unknown>((one) => {
    const literal = /^'(.*)'$/.exec(one)?.[1];
    if (literal !== undefined) return [literal];
    switch (one) {
      case 'undefined':
        return [undefined];
      case 'boolean':
        return [true, false];
      case 'number':
        return [0, 1, 7];
      case 'string':
        return [`‹${name}›`];
      case 'readonly string[]':
        return [[`‹${name} 1›`], [`‹${name} 1›`, `‹${name} 2›`, `‹${name} 3›`]];
      default:
        throw new RangeError(`a sentence's fact cannot be of the type ${one}: write it out`);
    }
  });
}
