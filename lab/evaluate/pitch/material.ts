/** Makes what the pitch listener learns from: songs rendered at random, degraded, and kept as it is shown them. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFile } from 'atomically';
import type { Audio } from '../../../src/audio/index.ts';
import { grammarExamples } from '../../../src/corpus/index.ts';
import { readSafetensors, writeSafetensors } from '../../../src/engine/index.ts';
import { monoOf } from '../../../src/listen/index.ts';
import {
  PARTS,
  type Part,
  type Random,
  randomOf,
  type Score,
  STYLES,
  slice,
  TICKS_PER_QUARTER,
  TICKS_PER_STEP,
} from '../../../src/music/index.ts';
import { type Kit, render } from '../../../src/render/index.ts';
import { undefinedIfAbsent } from '../../../src/words/index.ts';
import type { PitchExample, PitchShowing, TrueNotes } from '../../pretrain/pitch/index.ts';
import { degrade, drawDegradation } from '../drums/degrade.ts';
import type { Samples } from '../drums/samples.ts';
import { pitchKit } from './kits.ts';

export interface PitchMaterialOptions {
  /** Where examples are kept; what is there is not made again. */
  readonly folder: string;
  readonly audio: Audio;
  readonly samples: Samples;
  readonly showing: PitchShowing;
  readonly seed: number;
}

/** Songs count from here, far from those that anything else trains on. */
const FIRST_SONG = 9_000_000;
/** The most bars of a song that are rendered. */
const BARS = 8;

/** The nth example. Made once, then read. */
export async function pitchExample(n: number, o: PitchMaterialOptions): Promise<PitchExample> {
  const file = join(o.folder, `${n}.safetensors`);
  const kept = await readExample(file);
  if (kept) return kept;
  await mkdir(o.folder, { recursive: true });
  const random = randomOf(`pitch ${o.seed} ${n}`);
  const style = STYLES[n % STYLES.length]!;
  const seed = FIRST_SONG + Math.floor(n / STYLES.length);
  const [song] = [...grammarExamples('train', { styles: [style], train: 1, validation: 0, seed })];
  const passage = slice(song!.score, 0, Math.min(BARS, song!.score.bars));
  const score = bent(thinned(passage, random.fork('parts')), random.fork('slides'));
  const kit = pitchKit(random.fork('kit'), o.samples);
  const clean = await render({ score, style, kit, seed: n });
  const chance = random.fork('degrade');
  const heard = await degrade(clean, drawDegradation(chance), chance, o.audio);
  await keep(file, await o.showing.show(monoOf(heard)), trueNotes(score, kit));
  return (await readExample(file))!;
}

/** How often a part is away: what is not played should not be heard. */
const AWAY: Readonly<Record<Part, number>> = { drums: 0.08, bass: 0.08, chords: 0.1, melody: 0.15 };

function thinned(score: Score, random: Random): Score {
  const away = PARTS.filter((part) => random.next() < AWAY[part]);
  return { ...score, ...Object.fromEntries(away.map((part) => [part, []])) };
}

/** How often a song's bass slides more than it is written to, and how often a note does then. */
const BENT = 0.4;
const BENDS = 0.35;
/** Semitones of a slide. */
const SLIDES = [-12, -7, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 7, 12];
/** MIDI pitches that a bass may slide to. */
const [LOWEST, HIGHEST] = [24, 57];

/** Slides of every width and at every speed: few songs have many, and some widths hardly come. */
function bent(score: Score, random: Random): Score {
  if (random.next() >= BENT) return score;
  const bass = score.bass.map((note) => {
    const chance = random.next() < BENDS;
    const pitch = note.pitch + random.pick(SLIDES);
    const duration = Math.round(TICKS_PER_STEP * (0.3 + 1.7 * random.next()));
    const room = note.duration - duration - TICKS_PER_STEP;
    const offset = Math.round(TICKS_PER_STEP / 2 + room * random.next());
    if (!chance || note.glide || room <= 0 || pitch < LOWEST || pitch > HIGHEST) return note;
    return { ...note, glide: { pitch, offset, duration } };
  });
  return { ...score, bass };
}

/**
 * What a score plays, in seconds and as it sounds: a kit may set its instruments an octave off; without one it
 * sounds as it is written.
 */
export function trueNotes({ bpm, bars, bass, chords, melody }: Score, kit?: Kit): TrueNotes {
  const tick = 60 / (bpm * TICKS_PER_QUARTER);
  const moved = (part: 'bass' | 'chords' | 'melody') => {
    const instrument = kit?.[part];
    return instrument && 'transpose' in instrument ? (instrument.transpose ?? 0) : 0;
  };
  const timed = (note: { tick: number; duration: number }, pitch: number) => ({
    time: note.tick * tick,
    duration: note.duration * tick,
    pitch,
  });
  const beats = Array.from({ length: 4 * bars }, (_, i) => (i * 60) / bpm);
  return {
    bass: bass.map((note) => ({
      ...timed(note, note.pitch + moved('bass')),
      ...(note.glide && {
        glide: {
          pitch: note.glide.pitch + moved('bass'),
          time: (note.tick + note.glide.offset) * tick,
          duration: note.glide.duration * tick,
        },
      }),
    })),
    chords: chords.flatMap((chord) => chord.pitches.map((pitch) => timed(chord, pitch + moved('chords')))),
    melody: melody.map((note) => timed(note, note.pitch + moved('melody'))),
    grid: { beats, downbeats: beats.filter((_, i) => i % 4 === 0) },
  };
}

async function keep(file: string, shown: Omit<PitchExample, 'truth'>, truth: TrueNotes): Promise<void> {
  const { image, posteriors } = shown;
  const table = (data: Float32Array, rows: number) => ({ shape: [rows, data.length / rows], data });
  const bytes = writeSafetensors(
    {
      tensors: {
        rows: table(image.rows, image.frames),
        bands: table(image.bands, image.frames),
        sounding: table(posteriors.sounding, posteriors.frames),
        onsets: table(posteriors.onsets, posteriors.frames),
      },
      metadata: { truth: JSON.stringify(truth), rate: String(posteriors.rate) },
    },
    'F16',
  );
  await writeFile(file, bytes);
}

async function readExample(file: string): Promise<PitchExample | undefined> {
  const bytes = await readFile(file).catch(undefinedIfAbsent);
  if (bytes === undefined) return undefined;
  const { tensors, metadata } = readSafetensors(bytes);
  const { rows, bands, sounding, onsets } = tensors;
  return {
    image: { frames: rows!.shape[0]!, rows: rows!.data, bands: bands!.data },
    posteriors: {
      rate: Number(metadata['rate']),
      frames: sounding!.shape[0]!,
      sounding: sounding!.data,
      onsets: onsets!.data,
    },
    truth: JSON.parse(metadata['truth']!) as TrueNotes,
  };
}
