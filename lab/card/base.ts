/**
 * `npm run card -- --evaluation FILE [--log FILE] [--note TEXT]`: writes the base network's model card, assets/base.md, and the
 * contact sheet in it, assets/base.png. Figures come from the network's own facts, from what
 * `lab evaluate base --json` printed, and from what `lab pretrain` told while it trained; the note is set
 * below the figures.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { BASE_FILE, openBase } from '../../src/model/index.ts';
import { randomOf, STYLE_FACTS, STYLES } from '../../src/music/index.ts';
import { type BaseReport, tableOf } from '../evaluate/index.ts';
import { type SheetRow, scoreSheet } from './score-sheet.ts';

const SAMPLES = 20;
const CARD = new URL('../../assets/base.md', import.meta.url);
const SHEET = new URL('../../assets/base.png', import.meta.url);

const Facts = z.object({
  seed: z.number(),
  steps: z.number(),
  rows: z.number(),
  rate: z.number(),
  seconds: z.number(),
  validation: z.record(z.string(), z.object({ total: z.number() })),
});
type Facts = z.infer<typeof Facts>;

const { values } = parseArgs({
  options: {
    evaluation: { type: 'string' },
    log: { type: 'string' },
    sheet: { type: 'string' },
    note: { type: 'string' },
  },
});

const bytes = await readFile(BASE_FILE);
const base = await openBase(bytes);
const rows: SheetRow[] = [];
for (const style of STYLES) {
  const [slow, fast] = STYLE_FACTS[style].bpm;
  const asked = Array.from({ length: SAMPLES }, (_, i) => {
    const random = randomOf(`card ${style} ${i}`);
    const request = {
      style,
      bpm: slow + random.int(fast - slow + 1),
      key: { tonic: random.int(12), mode: 'minor' as const },
      bars: 8,
    };
    return { request, random };
  });
  rows.push({ label: STYLE_FACTS[style].label, scores: await base.samples(asked) });
  console.error(`${style}: ${SAMPLES} samples`);
}
await writeFile(values.sheet ?? SHEET, scoreSheet(rows));

if (values.evaluation !== undefined) {
  const report: BaseReport = JSON.parse(await readFile(values.evaluation, 'utf8'));
  const log = values.log === undefined ? '' : await readFile(values.log, 'utf8');
  await writeFile(CARD, cardOf(Facts.parse(base.facts), bytes.length, report, log, values.note));
}
await base.release();

function cardOf(facts: Facts, size: number, report: BaseReport, log: string, note?: string): string {
  const { seed, steps, rows: pieces, rate, seconds } = facts;
  const course = log.split('\n').filter((line) => line.startsWith('step '));
  return `# The base network

\`base.safetensors\` (${(size / 1e6).toFixed(1)} MB, half precision) writes four-part rap instrumentals in ${STYLES.length} styles: drums, bass, chords and melody with velocities, microtiming, rolls and glides, 16th by 16th. Every artist's generator is an adapter over it.

## What it is
A causal transformer over 16th steps (4 layers, width 192, 6 heads) reads what stood one step and one, two and four bars before; a small head spells each step word by word. It is told style, tempo, mode, density, swing, the place in the form and what is given. Sizes are in \`src/model/net/size.ts\`; the file's own header has them too.

## What it learned from
| source | share of what was shown | licence |
| --- | --- | --- |
| style grammar (\`src/corpus\`), 15 styles, written fresh for every piece | 85 % | MIT, this project |
| Groove MIDI Dataset, training performances (Gillick et al., 2019) | 8 % | CC BY 4.0 |
| OpenEWLD, songs in the public domain (Simonetta et al., 2018) | 5 % | public domain |
| free-midi-chords, progressions | 2 % | MIT |

No copyrighted composition is in it. NOTICE names every source.

## How it was made
\`\`\`
npm run -s lab -- pretrain --steps ${steps} --seed ${seed} --out assets/base.safetensors
\`\`\`
${steps} steps of ${pieces} pieces of 8 bars, AdamW, learning rate ${rate} (100 steps of warming up, then a cosine to nothing), ${Math.round(seconds / 60)} minutes on 2 cores that were shared with other work. Killed, it goes on from its last checkpoint. Bits a 16th step on what was kept out of training, as it went:

\`\`\`
${[...course, `end: ${bitsOf(facts)}`].join('\n')}
\`\`\`

## Figures
\`npm run -s lab -- evaluate base\`${report.models.some(({ name }) => name === 'gru') ? ' (with `--gru FILE`, a network of about as many parameters with a recurrent core, made by `pretrain --core gru`)' : ''}; on the validation split and on grammar songs that no training saw; ✓ reached, ✗ not reached:

\`\`\`
${tableOf(report)}
\`\`\`
${note === undefined ? '' : `\n${note}\n`}
## What it writes
${SAMPLES} samples of each style, as they come (8 bars, any key, nothing chosen). Drums below, bass orange, chords blue, melody yellow.

![${SAMPLES} piano rolls of each style](base.png)

\`npm run card -- --evaluation FILE\` makes this page and the picture.

## What it cannot do
- Its styles are what our grammar knows of them: facts from producers' sources, not records. It has heard human drummers (Groove), but no rap production made by people.
- It writes loops of 1 to 16 bars in 4/4. Forms longer than a loop are arranged from it, not composed.
- Where the grammar is silent (a style's rarer habits, meters, sample chops) it is silent too.
- Bits compare models on this validation music only; they say nothing of whether anyone likes a beat.
`;
}

function bitsOf({ validation }: Facts): string {
  return Object.entries(validation)
    .map(([source, { total }]) => `${source} ${total.toFixed(2)}`)
    .join(', ');
}
