/** What is to be known of artists' generators, as a Markdown file. */
import { availableParallelism } from 'node:os';
import { type ArtistsReport, EARLY, FORM_SEEDS } from './report.ts';
import { tableOfArtists } from './table.ts';

/** @param command that makes the report again. */
export function artistsCard(report: ArtistsReport, command: string): string {
  const { artists, copying, recognised } = report;
  const references = artists.map((one) => one.references);
  return `# Generators of artists

An artist's generator is an adapter of the base network (LoRA of rank 8, a vector, biases of the words: 0.3 MB), learned
from the artist's references with the style-weighted loss. This is what it comes to for artists whom the base has never
seen: ${artists.length} whose settings of the style grammar are kept out of all training, with ${Math.min(...references)} to ${Math.max(...references)} references each, and the
drummers of the Groove MIDI Dataset's validation split (CC BY 4.0).

\`${command}\` makes all of it again and resumes where it was stopped. Measured on ${availableParallelism()} cores, without a GPU.

## How to read it
- \`base\` is the network without an adapter, \`wrong\` the mean of all other artists' adapters, \`own\` the artist's.
  Figures are bits a step (a 16th) of songs that nobody has learned from, means over the seeds.
- \`plain\` is trained by cross-entropy alone (λ = 0), \`shuffled\` with the mask's weights in other places, \`uniform\` with
  everything marked alike, \`ia3\` with scales in place of LoRA (${FORM_SEEDS} seeds: it differs by much more than seeds do).
- p is of Student's paired test over the seeds, each the mean of all artists. After ${EARLY} steps, while λ is high, shows what
  each loss teaches first; at the end cross-entropy alone has the last word in all of them.
- Artists are recognised by a logistic regression over statistics of songs that has heard the references only.
${recognised === null ? '' : `  Chance is ${(100 * recognised.chance).toFixed(1)} %.\n`}- The originality gate is the one that stands before every delivery; ${copying.delivered} takes went through it.
- \`retention\` is what the adapter costs the base's own validation songs, of all styles.

\`\`\`
${tableOfArtists(report)}
\`\`\`

## What it does not show
The artists are settings of a grammar, more alike within themselves than people are. The drummers are people, but with
three to five performances each there is little to learn from and little to measure by.
`;
}
