/**
 * `node scripts/examples.ts`: makes the sound examples of README again, `assets/examples/*.ogg`: a take of each of four styles
 * by the base network, the way of every beat, each from its own seed. The practice room greets with them.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTerminal } from '../src/cli/terminal.ts';
import { ASKER, withWorkshop } from '../src/cli/workshop.ts';
import type { Style } from '../src/music/index.ts';

const OUT = './assets/examples';
const EXAMPLES: readonly { readonly style: Style; readonly bars: number; readonly seed: number }[] = [
  { style: 'boom-bap', bars: 4, seed: 11 },
  { style: 'lo-fi', bars: 4, seed: 12 },
  { style: 'trap', bars: 4, seed: 13 },
  { style: 'uk-drill', bars: 4, seed: 14 },
];

const terminal = createTerminal({ json: false });
const data = await mkdtemp(join(tmpdir(), 'beatwright-examples-'));
try {
  await mkdir(OUT, { recursive: true });
  await withWorkshop(terminal, { data }, async ({ services, finish }) => {
    for (const [i, { style, bars, seed }] of EXAMPLES.entries()) {
      const { takes } = await finish(
        'beat',
        (await services.requestBeat(ASKER, { style, bars, seed })).jobId,
      );
      const wish = { takeId: takes[0]!.id, download: 'ogg' } as const;
      await finish('download', (await services.requestDownload(ASKER, wish)).jobId);
      const [file] = await services.downloadFiles(wish);
      const path = join(OUT, `${i + 1}-${style}.ogg`);
      await writeFile(path, file!.bytes);
      console.log(`${path}: ${file!.bytes.length} bytes`);
    }
  });
} finally {
  await rm(data, { recursive: true, force: true });
}
