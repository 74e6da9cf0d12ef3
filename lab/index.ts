/**
 * `npm run -s lab -- COMMAND`: what is measured and pre-trained. The laboratory sees all of `src` and nothing in `src` sees
 * it: members and servers do without. `--help` lists the commands; `npm run bench` measures speed.
 */
import { boot } from '../src/boot.ts';

boot();
await import('./program.ts');
