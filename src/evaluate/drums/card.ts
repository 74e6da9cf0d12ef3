/** What is to be known of a trained drum network, as the Markdown file that lies beside it. */
import { readSafetensors } from '../../engine/index.ts';
import type { DrumReport } from './report.ts';
import { drumTable } from './table.ts';

export function drumCard(weights: Uint8Array, report: DrumReport): string {
  const facts = JSON.parse(readSafetensors(weights).metadata['facts'] ?? '{}') as Record<string, unknown>;
  const { seed, steps, rows, frames, rate, examples, seconds, f } = facts;
  return `# The network that hears drums

From a mono sound to strokes of kick, snare (clap and rim count as snare), closed hat, open hat (crash and ride count
as open hat: they ring) and percussion (toms, shakers, wood, bells), each with velocity and with an onset refined below
the frame. ${(weights.length / 1e6).toFixed(2)} MB, numbers of 16 bits.

## How it is made
\`npm run -s beatwright -- pretrain-drums --seed ${seed} --steps ${steps}\` makes it anew: it renders the mixes, trains,
chooses thresholds and measures. Mixes change when kits do.

- It sees magnitudes in 80 mel bands through windows of 2048 and 512 samples, every 10 ms, as logarithms, every sound
  brought to one level; three convolutions over time and frequency, then six dilated ones over time. After Vogl, Dorfer,
  Widmer and Knees, "Drum Transcription via Joint Beat and Drum Modeling Using Convolutional Recurrent Neural Networks",
  ISMIR 2017, and, for velocities, Callender, Hawthorne and Engel, "Improving Perceptual Quality of Drum Transcription
  with the Expanded Groove MIDI Dataset", 2020.
- ${steps} steps of ${rows} excerpts of ${frames} frames at a rate of ${rate}, out of ${examples} examples; ${seconds} s.
- Data: songs of the style grammar; performances of the Groove MIDI Dataset (CC BY 4.0), its training split; kits of the
  renderer with every setting moved by chance and recordings of Sonic Pi's samples (CC0) among them. Mixes are driven,
  tilted, filtered, put in a room, hissed at, talked over by a synthetic voice and coded as MP3, or left as they are; a
  third of all is drums alone.
- F-measure of the pieces that chose the thresholds: ${inWords(f)}.

## How well it hears
F-measure at 30 ms, strokes of all pieces pooled, on validating songs and performances through kits that never trained:
held-out recordings, and kits of held-out styles. \`degraded\` is driven 6 dB into a limiter, with noise at −30 dB,
through MP3 at 128 kbit/s; \`voice\` has a synthetic voice 3 dB under the music, through the same MP3. \`templates\` is
non-negative matrix factorisation with one spectrum a voice and free ones besides.

\`\`\`
${drumTable(report)}
\`\`\`

## What it cannot do
All of this is rendered. Records are harder: what is sampled, layered, chopped or played on skins was not in the
training but for a few recordings. A stroke that is covered by a louder one of another voice is often missed, and
percussion is a drawer for much that has little in common.
`;
}

/** Figures by voice: `kick 0.87, snare 0.68`. */
function inWords(figures: unknown): string {
  return Object.entries(figures ?? {})
    .map(([voice, figure]) => `${voice} ${Number(figure).toFixed(2)}`)
    .join(', ');
}
