/** What is to be known of a trained drum network, as the Markdown file that lies beside it. */
import { readSafetensors } from '../../../src/engine/index.ts';
import { DRUM_VOICES } from '../../../src/listen/index.ts';
import type { DrumFacts } from '../../pretrain/drums/index.ts';
import type { DrumReport } from './report.ts';
import { drumTable } from './table.ts';

export function drumCard(weights: Uint8Array, report: DrumReport): string {
  const { f, members } = JSON.parse(readSafetensors(weights).metadata['facts'] ?? '{}') as Facts;
  const [first] = members;
  const steps = Math.max(...members.map((member) => member.steps));
  return `# The networks that hear drums

From a mono sound to strokes of kick, snare (clap and rim count as snare), closed hat (a shaker counts as one: short
bright noise that keeps the time), open hat (crash and ride count as open hat: they ring) and percussion (toms, wood,
bells), each with velocity, with an onset refined below the frame, and with which of its voice's drums it is (a clap or a
snare, a ride or an open hat). ${(weights.length / 1e6).toFixed(2)} MB, numbers of 16 bits. ${members.length} networks hear
together: what each mistakes in its own way is outvoted.

## How it is made
\`npm run -s lab -- pretrain-drums --seed ${first?.seed} --steps ${steps}\` makes them again: it renders, trains, chooses
thresholds and measures. Mixes change when drum kits do, which must be there:
\`apt-get install hydrogen-drumkits avldrums.lv2-soundfont freepats csound-soundfont\`.

- Each sees magnitudes in 80 mel bands through windows of 2048 and 512 samples, every 10 ms, as logarithms, every sound
  brought to one level; three convolutions over time and frequency, then seven dilated ones over time, which see 1.3 s
  to both sides. After Vogl, Dorfer, Widmer and Knees, "Drum Transcription via Joint Beat and Drum Modeling Using
  Convolutional Recurrent Neural Networks", ISMIR 2017, and, for velocities, Callender, Hawthorne and Engel, "Improving
  Perceptual Quality of Drum Transcription with the Expanded Groove MIDI Dataset", 2020.
${members.map((member, n) => `- Network ${n + 1}: ${trainingOf(member)}`).join('\n')}
- What has a thud in it, as when struck on skin or stand, teaches that a hat is no snare besides; what rattles, that a tail
  which swells is no stroke. The mean of the logits decides.
- Four of five excerpts are of remixes, which are made while it learns: patterns, tempi, the drums of a kit, recordings,
  drums of recipes with settings from far and wide and the music under them are drawn one by one, so that no mix comes
  twice; recordings come kit by kit, so that acoustic kits are as many as machines; cymbals rattle more often than the
  rest; the music is played by instruments of General MIDI as often as by the renderer's. A network that learned from
  498 renders alone knew them by heart: drums-only snare F 0.97 on them and 0.79 on others made the same way.
- Data: songs of the style grammar; performances of the Groove MIDI Dataset (CC BY 4.0), its training split; kits of the
  renderer with every setting moved at random; recordings of Sonic Pi's samples (CC0); AVL Drumkits Black Pearl and Red
  Zeppelin by Glen MacArthur (CC BY-SA 3.0, but for what is made with them); freepats' General MIDI drums (GPL, but not
  for what they are mixed into) and those of Csound's SoundFont (public domain); and, of the drum kits for Hydrogen, those
  whose licences leave free what is made of them: Audiophob (CC0), rumpf kit by Emanuel Rumpf (CC BY 3.0), BJA Pacific by
  Luc Tunguay and circAfrique by Jim Harney (CC BY-SA 3.0), Electric Empire, Hard Electro and VariBreaks by Artemiy Pavlov
  (GPL, and all rights granted), Colombo Acoustic by Marcos Guglielmetti (GPL, but not for what it is mixed into). Mixes
  are driven, tilted, filtered, put in a room, hissed at, talked over by a synthetic voice and coded as MP3, or left as
  they are; a third of all is drums alone.
- Thresholds are chosen by renders and by as many mixes of kits that no network learned from: Forzee Stereo by Vladimir
  Sadovnikov and Alexander Belokurov, and three by Emiliano Grilli (all GPL). F-measure of these: ${inWords(f)}.

## How well they hear
F-measure at 30 ms, strokes of all pieces pooled, on validating songs and performances through kits that never trained:
held-out recordings, and kits of held-out styles. \`degraded\` is driven 6 dB into a limiter, with noise at −30 dB,
through MP3 at 128 kbit/s; \`voice\` has a synthetic voice 3 dB under the music, through the same MP3. \`templates\` is
non-negative matrix factorisation with one spectrum a voice and free ones besides. This is the first hearing: once a
track's beat is known, what is doubtful is decided by its place in the bar and by what else sounds like it
(\`assets/listening.md\`).

\`\`\`
${drumTable(report)}
\`\`\`

Clean drums alone, kits of held-out styles: ${byKind(report, 'synthesised')}.
Held-out recordings: ${byKind(report, 'recorded')}.

## What it cannot do
All of this is rendered. Records are harder: what is sampled, layered, chopped or played on skins was not in the
training but for a few recordings. A stroke that is covered by a louder one of another voice is often missed,
ghost strokes in a full mix mostly; cymbals whose tails swell are struck again and again, hats of much low noise
are snares besides, and percussion is a drawer for much that has little in common.
`;
}

/** What `joinDrums` says of how the networks came about. */
interface Facts {
  readonly f: Readonly<Record<string, number>>;
  readonly members: readonly DrumFacts[];
}

function trainingOf({ steps, rows, frames, rate, material, seconds }: DrumFacts): string {
  return `${steps} steps of ${rows} excerpts of ${frames} frames at a rate of ${rate}, out of ${material}; ${seconds} s.`;
}

function byKind(report: DrumReport, kind: 'recorded' | 'synthesised'): string {
  const figures = report['network']?.['drums clean'][kind];
  return inWords(figures && Object.fromEntries(DRUM_VOICES.map((voice) => [voice, figures[voice].f])));
}

/** Figures by voice: `kick 0.87, snare 0.68`. */
function inWords(figures: unknown): string {
  return Object.entries(figures ?? {})
    .map(([voice, figure]) => `${voice} ${Number(figure).toFixed(2)}`)
    .join(', ');
}
