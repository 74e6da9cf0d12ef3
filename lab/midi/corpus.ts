/**
 * Writes a corpus of MIDI files by independent little writers, reads it, and says how much was read rightly:
 * for the writers that reading is tuned on, for those held out, and for real drummers on channel 1.
 *
 *     node lab/midi/corpus.ts [--each 40] [--seed 1] [--misses 20] [--out folder]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomOf } from '../../src/music/index.ts';
import type { CorpusFile } from './corpus/case.ts';
import { grooveFiles } from './corpus/groove.ts';
import { reportOn } from './corpus/report.ts';
import { HELD_WRITERS } from './corpus/writers-held.ts';
import { TUNED_WRITERS, written } from './corpus/writers-tuned.ts';

const { values } = parseArgs({
  options: {
    each: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    misses: { type: 'string', default: '0' },
    out: { type: 'string' },
  },
});
const random = randomOf(`midi corpus ${values.seed}`);
const each = Number(values.each);
const corpora: Readonly<Record<string, readonly CorpusFile[]>> = {
  'tuned on': written(TUNED_WRITERS, random.fork('tuned'), each),
  'held out': written(HELD_WRITERS, random.fork('held'), each),
  'real drummers, 8 bars': grooveFiles(8),
};
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

for (const [name, files] of Object.entries(corpora)) {
  if (values.out !== undefined) keep(join(values.out, name), files);
  tell(name, files);
  const writers = new Set(files.map(({ writer }) => writer));
  if (writers.size > 1)
    for (const writer of writers)
      tell(
        `  ${writer}`,
        files.filter((file) => file.writer === writer),
      );
}

function tell(name: string, files: readonly CorpusFile[]): void {
  const report = reportOn(files);
  const shares = [
    `parts ${percent(report.partsRight)} of ${report.tracks} tracks`,
    `calibration error ${report.calibration.toFixed(3)}`,
    ...(files.some(({ tracks }) => tracks.some(({ drums }) => drums))
      ? [`strokes ${percent(report.strokesRight)}`]
      : []),
    ...(files.some(({ bpm }) => bpm !== undefined) ? [`tempi ${percent(report.tempiRight)}`] : []),
    ...(files.some(({ key }) => key !== undefined) ? [`keys ${percent(report.keysRight)}`] : []),
  ];
  console.log(`${name}: ${report.files} files, ${shares.join(', ')}`);
  if (name.startsWith('  '))
    for (const miss of report.misses.slice(0, Number(values.misses))) console.log(`    ${miss}`);
}

function keep(folder: string, files: readonly CorpusFile[]): void {
  mkdirSync(folder, { recursive: true });
  for (const [i, { writer, fileName, bytes }] of files.entries()) {
    writeFileSync(join(folder, `${i} ${writer} - ${fileName.replaceAll('/', '-')}`), bytes);
  }
}
