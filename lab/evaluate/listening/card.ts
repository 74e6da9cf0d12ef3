/** How well tracks are heard, as a Markdown file. */
import { availableParallelism } from 'node:os';
import type { ListeningReport } from './report.ts';
import { listeningTable } from './table.ts';

export function listeningCard(report: ListeningReport): string {
  return `# Listening

How well \`beatwright listen\` and audio references are heard. \`npm run -s lab -- evaluate listening --card
assets/listening.md\` makes all of it again; ${(report.seconds / 60).toFixed(0)} min on ${availableParallelism()} cores, without a GPU.

These are renders: real records are harder.

## How it is measured
- Songs of the style grammar's validation side, through recordings of drums and kits of styles that no listener was
  trained with (\`recorded\`, \`synthesised\`), and as plain MIDI through FluidSynth with FluidR3 (\`fluidsynth\`);
  performances of the Groove MIDI Dataset's validation split (CC BY 4.0) through recordings (\`drummer\`).
- Every track is heard clean, through MP3 at 128 kbit/s, driven 6 dB into a limiter, with noise at −30 dB, and with a
  synthetic voice 3 dB under the music. No style is told.
- Measures are those of mir_eval (Raffel et al., "mir_eval: A Transparent Implementation of Common MIR Metrics", ISMIR
  2014): tempo within 4 %, beats and downbeats within 70 ms from the fifth second on, key by the weighted score, drums
  within 30 ms (clap and rim count as snare, shakers as closed hats, crash and ride as open hats), bass notes by pitch
  and onset within 50 ms, chord roots by time. Drums are pooled over all tracks, other figures are means over tracks.
- Baselines: Ellis' dynamic programming for beats ("Beat Tracking by Dynamic Programming", 2007); for drums spectral
  flux in bands, and non-negative matrix factorisation with one spectrum a voice and free ones besides (Wu and Lerch,
  ISMIR 2015); basic-pitch's own notes for the bass.
- Loops as producers trade them (\`lab/evaluate/loops\`): patterns written down by hand, not by our grammar, through
  recordings and recipes of drums, as drums alone, as whole beats and as one or two bars; keys, guitars and tunes without
  drums; and 25 loops of a real drum machine (WaivOps EDM-TR8, CC BY 4.0). \`named\` is accuracy 1 with the tempo in the
  file's name. Nothing was chosen by the unseen patterns.
- \`learning\`: an artist is trained with its references' scores and with what is heard in their sound (short songs, MP3 at
  192 kbit/s); \`kept\` is the share of the scores' gain on held-out songs that sound keeps. Below zero it harms.

\`\`\`
${listeningTable(report)}
\`\`\`
`;
}
