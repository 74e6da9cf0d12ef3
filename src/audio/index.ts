/**
 * Sound files in and out: the only folder that calls ffmpeg. It looks into files that strangers send (with a
 * whitelist of formats, no network and hard limits), decodes them to samples, and writes samples as MP3, Ogg
 * and WAV with the tags that DAWs and DJ software read.
 */
import type { Sound } from '../music/index.ts';
import { type DecodeOptions, decode } from './decode.ts';
import { type EncodeOptions, encode } from './encode.ts';
import { locateFfmpeg } from './locate.ts';
import { type Loudness, measureLoudness } from './loudness.ts';
import { type AudioFacts, type ProbeOptions, probe } from './probe.ts';
import { createRunner, type Source } from './runner.ts';

export type { DecodeOptions } from './decode.ts';
export type { AudioFormat, EncodeOptions, Marker, Tags } from './encode.ts';
export type { Loudness } from './loudness.ts';
export type { AudioFacts, ProbeOptions } from './probe.ts';
export type { Source } from './runner.ts';

export interface AudioOptions {
  /** The ffmpeg to use; without it PATH is searched, then the old binary that npm installed. */
  readonly ffmpegPath?: string;
  /** Hears one sentence where the person who runs Beatwright should know something. */
  readonly log?: (line: string) => void;
}

/** What can be done with sound files. A source is a path or the file's bytes. */
export interface Audio {
  /**
   * What a file holds, found by reading all of it and believing no header.
   * @throws BeatwrightError `audio-missing`, `audio-empty`, `audio-unreadable`, `audio-no-track`,
   * `audio-too-long`, `audio-timeout`
   */
  probe(source: Source, options?: ProbeOptions): Promise<AudioFacts>;
  /** The first audio track as samples, never NaN. @throws BeatwrightError as `probe` does */
  decode(source: Source, options: DecodeOptions): Promise<Sound>;
  /** A sound as a file's bytes: MP3 (320 kbit/s, or V0 if long), Ogg Vorbis, FLAC or 24-bit WAV. */
  encode(sound: Sound, options: EncodeOptions): Promise<Uint8Array>;
  /** Integrated loudness and true peak (ITU-R BS.1770-4, EBU R 128) as ffmpeg measures them. */
  loudness(sound: Sound | Source, options?: { readonly signal?: AbortSignal }): Promise<Loudness>;
}

/** The audio tools. ffmpeg is looked for once, at the first call that needs it. */
export function createAudio(options: AudioOptions = {}): Audio {
  let found: Promise<string> | undefined;
  const runner = createRunner(() => {
    found ??= locateFfmpeg(options.ffmpegPath, options.log ?? (() => {}));
    return found;
  });
  return {
    probe: (source, o = {}) => probe(runner, source, o),
    decode: (source, o) => decode(runner, source, o),
    encode: (sound, o) => encode(runner, sound, o),
    loudness: (sound, o = {}) => measureLoudness(runner, sound, o),
  };
}
