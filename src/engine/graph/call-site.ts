import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const ENGINE = dirname(import.meta.dirname);

/** Where the compiled function was when a stack was taken, as ` at file:line:column`; empty where unknown. */
export function callSite(stack = new Error().stack ?? ''): string {
  for (const line of stack.split('\n').slice(1)) {
    const place = /(?:\(|at )((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*:\d+:\d+)\)?$/.exec(line)?.[1];
    if (!place) continue;
    const path = place.startsWith('file:') ? fileURLToPath(place) : place;
    if (path.startsWith(ENGINE) || path.includes('node_modules')) continue;
    return ` at ${path}`;
  }
  return '';
}
