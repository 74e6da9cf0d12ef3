/** What is to be known of trained pitch networks, as the Markdown file that lies beside them. */
import { readSafetensors } from '../../../src/engine/index.ts';
import type { PitchReport } from './report.ts';
import { pitchTable } from './table.ts';

export function pitchCard(weights: Uint8Array, report: PitchReport): string {
  const { seed, steps, examples } = readSafetensors(weights).metadata;
  return `# The networks that hear bass, chords and melody

From a mono sound and its beats to notes of bass (33 to 220 Hz, with slides), chords and melody, each with how sure it
is, and to the chord of every half bar. ${(weights.length / 1e6).toFixed(2)} MB, beside the network of basic-pitch,
which comes from its own package.

## How they are made
\`npm run -s lab -- pretrain-pitch --seed ${seed} --songs ${examples} --steps ${steps}\` makes them again: it renders the songs,
trains and measures. Sounds change when kits do.

- The bass: a picture of the low end, spectral peaks put where their phase says they are (Salamon and Gómez, IEEE TASLP
  20(6), 2012) and four bands that show what strikes; a network that sees each semitone with its overtones and two thirds
  of a second on each side, and says where it sounds, where it begins and where a note has slid to.
- Chords and melody: what rings is parted from what strikes (median filters; Fitzgerald, DAFx 2010), then goes through the
  network of Bittner, Bosch, Rubinstein, Meseguer-Brocal and Ewert (ICASSP 2022; \`@spotify/basic-pitch\`, Apache-2.0), whose
  weights stay as they are. Four small networks judge what it hears: which root a half bar has, which keys are its chord's,
  when chords are struck, and whether a note is the tune's. They look at the same place two and four bars away too, as loops
  come round.
- Data: ${examples} songs of eight bars by the style grammar, with any part left out at times and in two of five more slides
  than were written, played by kits of chance: basses of four makes, chords and tunes by any of 80 General MIDI programs
  (MuseScore General) or oscillators. Mixes are driven, tilted, filtered, put in a room, hissed at, talked over by a
  synthetic voice and coded as MP3, or left as they are.
- ${steps} steps of the bass network, of 8 excerpts of 2.5 s.

## How well they hear
F-measures, events of ${report.tracks} tracks pooled: held-out songs of 20 bars through kits that never trained, in which parts come and
go. \`recorded\` and \`synthesised\` are kits of held-out styles, \`fluidsynth\` is plain MIDI through FluidR3, whose sounds
MuseScore General is descended from. Bass, chords and melody count notes whose pitch is right and whose onset lies within
50 ms (\`notes\`: chords and melody, whosever they are); slides by the pitch they go to; strikes by their onsets; keys by half
bar; root is the share of time whose chord root is right. Beats are given. \`degraded\` is driven 6 dB into a limiter, with
noise at −30 dB, through MP3 at 128 kbit/s; \`voice\` has a synthetic voice 3 dB under the music, through the same MP3.

\`\`\`
${pitchTable(report)}
\`\`\`

\`surely heard\`: in how many tracks a part's mean confidence reaches 0.5, below which it is not learned from; the F-measure
there, and in the others.

## What they cannot do
All of this is rendered: samples that were chopped, pitched or filtered, guitars with effects and singers were not in the
training. A tune that lies within the chords is often taken for theirs. Soft pads begin later to the ear than they are
played. One bass note at a time is heard; a chord's lowest key may be taken for a bass's overtone. How hard keys are struck
is guessed. Of the bass's slides a third is missed, most where they are short or late in a note. The tracks are few:
figures move by some hundredths with their choice.
`;
}
