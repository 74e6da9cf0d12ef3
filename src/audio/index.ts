/**
 * Sound files in and out: the only folder that calls ffmpeg. It looks into files that strangers send (with a
 * whitelist of formats, no network and hard limits), decodes them to samples, and writes samples as MP3, Ogg
 * and WAV with the tags that DAWs and DJ software read. ffmpeg is a program of this machine or WebAssembly.
 */
import type { Sound } from '../music/index.ts';
import { type DecodedSound, type DecodeOptions, decode } from './decode.ts';
import { type EncodeOptions, encode } from './encode.ts';
import { type Engine, type EngineOptions, findEngine } from './engine.ts';
import { nativeRunner } from './native.ts';
import { type AudioFacts, type ProbeOptions, probe } from './probe.ts';
import type { Runner, Source } from './runner.ts';
import { wasmRunner } from './wasm/runner.ts';

export type { DecodedSound, DecodeOptions } from './decode.ts';
export type { AudioFormat, EncodeOptions } from './encode.ts';
export { type Engine, type EngineOptions, findEngine, wasmEngine } from './engine.ts';
export { retagged } from './id3.ts';
export type { AudioFacts, ProbeOptions } from './probe.ts';
export type { Source } from './runner.ts';
export type { Marker, Tags } from './tags.ts';

export interface AudioOptions extends EngineOptions {
  /** The ffmpeg to use, if it was found already; without it `findEngine` is asked, at the first call. */
  readonly engine?: Engine;
}

/** What can be done with sound files. A source is a path or the file's bytes. */
export interface Audio {
  /**
   * What a file holds, found by reading all of it and believing no header.
   * @throws BeatwrightError `audio-missing`, `audio-empty`, `audio-unreadable`, `audio-no-track`,
   * `audio-too-long`, `audio-too-big`, `audio-sample-rate`, `audio-channels`, `audio-timeout`; as `findEngine` does
   */
  probe(source: Source, options?: ProbeOptions): Promise<AudioFacts>;
  /** The first audio track as samples, never NaN. It is probed before. @throws BeatwrightError as `probe` does */
  decode(source: Source, options: DecodeOptions): Promise<DecodedSound>;
  /**
   * A sound as a file's bytes: MP3 (320 kbit/s, or V0 if long), Ogg Vorbis, FLAC or 24-bit WAV.
   * @throws BeatwrightError `audio-not-written`, `audio-timeout`
   */
  encode(sound: Sound, options: EncodeOptions): Promise<Uint8Array>;
}

/** The audio tools. ffmpeg is looked for once, at the first call that needs it. */
export function createAudio({ engine, ...options }: AudioOptions = {}): Audio {
  let found: Promise<Runner> | undefined;
  const runner: Runner = {
    async run(args, limits) {
      found ??= (engine === undefined ? findEngine(options) : Promise.resolve(engine)).then(createRunner);
      return (await found).run(args, limits);
    },
  };
  return {
    probe: (source, o = {}) => probe(runner, source, o),
    decode: (source, o) => decode(runner, source, o),
    encode: (sound, o) => encode(runner, sound, o),
  };
}

function createRunner(engine: Engine): Runner {
  return engine.kind === 'native' ? nativeRunner(engine) : wasmRunner(engine);
}
