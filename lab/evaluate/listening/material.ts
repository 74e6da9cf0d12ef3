/** Tracks whose truth is known: held-out songs and drummers through kits and SoundFonts that never trained. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFile } from 'atomically';
import type { Audio } from '../../../src/audio/index.ts';
import { grammarExamples } from '../../../src/corpus/index.ts';
import { LISTEN_RATE, monoOf } from '../../../src/listen/index.ts';
import {
  randomOf,
  type Score,
  type Sound,
  STYLES,
  type Style,
  ticksOf,
  writeMidi,
} from '../../../src/music/index.ts';
import { KITS, type Kit, render, renderSong, type Section } from '../../../src/render/index.ts';
import { undefinedIfAbsent } from '../../../src/words/index.ts';
import { HELD_OUT_STYLES, recordedKit } from '../drums/kits.ts';
import type { Samples } from '../drums/samples.ts';
import type { Grooves } from '../drums/scores.ts';
import { playFluidsynth } from './fluidsynth.ts';

/** What a track is played with. */
export const SOURCES = ['recorded', 'synthesised', 'fluidsynth', 'drummer'] as const;
export type TrackSource = (typeof SOURCES)[number];

export interface Track {
  readonly name: string;
  readonly source: TrackSource;
  readonly style: Style;
  /** What is played in it, from its first sample on. */
  readonly score: Score;
  /** Bars of the loop that it is made of; none of a drummer's performance. */
  readonly loopBars?: 4 | 8;
  /** The kit that it was rendered with, which may set instruments an octave off; plain MIDI has none. */
  readonly kit?: Kit;
  readonly sound: Sound;
  /** The drums alone. */
  readonly drums: Sound;
}

export interface TrackOptions {
  /** Where renders are kept; what is there is not made again. */
  readonly folder: string;
  readonly audio: Audio;
  readonly samples: Samples;
  readonly grooves: Grooves;
}

/** Validating songs count from here, away from those that choose anything. */
const FIRST_SONG = 40_000;
const FIRST_DRUMMER = 7;
/** A short song of a loop. */
const SECTIONS: readonly Section[] = [
  { kind: 'intro', bars: 4 },
  { kind: 'verse', bars: 8 },
  { kind: 'hook', bars: 8 },
];
/** Times that a drummer's passage is heard. */
const ROUNDS = 3;

/** The nth track of a source; undefined where its source is not installed. */
export async function trackOf(source: TrackSource, n: number, o: TrackOptions): Promise<Track | undefined> {
  const random = randomOf(`listening ${source} ${n}`);
  const style = STYLES[(n * 4 + SOURCES.indexOf(source)) % STYLES.length]!;
  if (source === 'drummer') return drummer(n, style, o);
  const [song] = [
    ...grammarExamples('validation', { styles: [style], train: 0, validation: 1, seed: FIRST_SONG + n }),
  ];
  const loop = song!.score;
  const held = HELD_OUT_STYLES[n % HELD_OUT_STYLES.length]!;
  const kit = source === 'recorded' ? recordedKit(held, 'heldOut', o.samples, random) : KITS[held];
  const play = async (score: Score): Promise<{ sound: Sound; score: Score } | undefined> => {
    const song = await renderSong({ score, style, kit, seed: n }, SECTIONS);
    if (source !== 'fluidsynth') return song;
    const sound = await playFluidsynth(writeMidi(song.score), o.audio);
    return sound && { sound, score: song.score };
  };
  const name = `${source}-${n}-${style}`;
  const whole = await kept(name, o, () => play(loop));
  const drums = await kept(`${name}-drums`, o, () => play({ ...loop, bass: [], chords: [], melody: [] }));
  if (whole === undefined || drums === undefined) return undefined;
  const loopBars = loop.bars === 4 ? 4 : 8;
  const track = {
    name,
    source,
    style,
    score: whole.score,
    loopBars,
    sound: whole.sound,
    drums: drums.sound,
  } as const;
  return source === 'fluidsynth' ? track : { ...track, kit };
}

/** A person's drumming, round and round, through recordings. */
async function drummer(n: number, style: Style, o: TrackOptions): Promise<Track | undefined> {
  const { validation } = o.grooves;
  const played = validation[(FIRST_DRUMMER + 31 * n) % Math.max(1, validation.length)]?.score;
  if (played === undefined) return undefined;
  const random = randomOf(`listening drummer ${n}`);
  const kit = recordedKit(style, 'heldOut', o.samples, random);
  const bars = played.bars * ROUNDS;
  const hits = Array.from({ length: ROUNDS }, (_, round) =>
    played.drums.map((hit) => ({ ...hit, tick: hit.tick + round * ticksOf(played) })),
  ).flat();
  const score: Score = { ...played, bars, drums: hits };
  const made = await kept(`drummer-${n}`, o, async () => ({
    sound: await render({ score, style, kit, seed: n }),
    score,
  }));
  if (made === undefined) return undefined;
  return { name: `drummer-${n}`, source: 'drummer', style, score, kit, sound: made.sound, drums: made.sound };
}

interface Made {
  readonly sound: Sound;
  readonly score: Score;
}

/** Reads what was made before, or makes it and keeps it: a WAV file, and the score in JSON. */
async function kept(
  name: string,
  { folder, audio }: TrackOptions,
  make: () => Promise<Made | undefined>,
): Promise<Made | undefined> {
  const [wav, json] = [join(folder, `${name}.wav`), join(folder, `${name}.json`)];
  const text = await readFile(json, 'utf8').catch(undefinedIfAbsent);
  if (text === undefined) {
    const made = await make();
    if (made === undefined) return undefined;
    await mkdir(folder, { recursive: true });
    const mono = { sampleRate: LISTEN_RATE, channels: [monoOf(made.sound)] };
    await writeFile(wav, await audio.encode(mono, { format: 'wav' }));
    await writeFile(json, JSON.stringify(made.score));
    return { sound: mono, score: made.score };
  }
  const sound = await audio.decode(wav, { sampleRate: LISTEN_RATE, channels: 1 });
  return { sound, score: JSON.parse(text) as Score };
}
