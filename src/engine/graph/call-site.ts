import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const ENGINE = dirname(import.meta.dirname);

/** Where the compiled function was when a stack was taken, as ` at file:line:column`; empty where unknown. */
export function callSite(stack = new Error().stack ?? ''): string {
  for (const line of stack.split('\n').slice(1)) {
    const place = /(?:\(|at )((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*:\d+:\d+)\)?$/.exec(line)?.[1];
    if (!place) continue;
    // A query belongs to the module's address, not to its file.
    const path = place.startsWith('file:') ? fileURLToPath(place.replace(/\?[^?]*(?=:\d+:\d+$)/, '')) : place;
    if (path.startsWith(ENGINE) || path.includes('node_modules')) continue;
    return ` at ${path}`;
  }
  return '';
}
