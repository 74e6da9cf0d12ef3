/** One sound, heard: rhythm, key, drums, notes and loops, joined. */
import { type Key, keyName, type Sound, type Style } from '../music/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import { beatOf } from './beat.ts';
import { passagesOf, SHORTEST_LOOP } from './form/index.ts';
import { checkMetronome, checkNature, isDull, refuseWithoutBeat, warningsOn } from './guards.ts';
import { chromaOf, keyFeatures, keyOf, keyOfBass } from './key/index.ts';
import { natureOf } from './nature.ts';
import { notesIn } from './notes.ts';
import type { HeardChord, PitchListener } from './pitch/index.ts';
import { isInThree } from './rhythm/index.ts';
import { loopOf } from './score.ts';
import { LISTEN_RATE, monoOf, readyToHear } from './sound.ts';
import { each, roundAndRound, type Tracks } from './tracks.ts';
import type { DrumListener, HeardKey, Hearing, NamedTempo, Rhythm } from './types.ts';

/** What a person knows better than what was heard. */
export interface Corrections {
  /** Quarter notes a minute; what is heard is then looked for within 4 % of it. */
  readonly bpm?: number;
  readonly key?: Key;
}

/** What the file's name says. */
export interface Named {
  /** Decides between half and double, and helps where little is to be heard. */
  readonly tempo?: NamedTempo;
  readonly key?: Key;
}

export interface HearOptions {
  readonly drums: DrumListener;
  /** Without it, drums are all that is heard. */
  readonly pitch?: Pick<PitchListener, 'notesOf' | 'rawNotesOf'>;
  /** The style that the artist says it is. */
  readonly style?: Style;
  readonly corrections?: Corrections;
  readonly named?: Named;
  readonly onProgress?: (progress: { readonly stage: string; readonly fraction: number }) => void;
  /** Stops the work between its steps: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** With the chord that each half bar was taken for. */
export interface HearingWithHarmony extends Hearing {
  readonly harmony: readonly HeardChord[];
}

/** Sounds shorter than this, in seconds, are taken for one loop, and heard round and round until they are as long. */
const LONG = 6;

/**
 * Hears a sound. It computes: call it on a worker thread.
 * @param sound at `LISTEN_RATE`.
 * @throws BeatwrightError `listen-rate`, `listen-silence`, `listen-too-short`, `listen-too-few-bars`, `listen-noise`,
 * `listen-metronome`, `listen-three`, `listen-speech` or `listen-no-beat`, each with a sentence for people.
 */
export async function hear(sound: Sound, options: HearOptions): Promise<HearingWithHarmony> {
  return hearTracks({ mix: readyToHear(monoOf(sound)), parts: new Map() }, options);
}

/** @throws as `hear`. */
export async function hearTracks(tracks: Tracks, options: HearOptions): Promise<HearingWithHarmony> {
  const { mix } = tracks;
  const seconds = mix.length / LISTEN_RATE;
  const nature = natureOf(mix);
  checkNature(nature);
  if (seconds >= LONG) return { ...(await hearIn(tracks, options, nature)), seconds };
  const end = endOf(mix);
  const loop = each(tracks, (samples) => samples.subarray(0, end));
  const rounds = Math.ceil((LONG * LISTEN_RATE) / end);
  const heard = await hearIn(roundAndRound(loop, rounds), options).catch((error: unknown) => {
    const isVague =
      error instanceof BeatwrightError && /^listen-(no-beat|speech|too-few-bars)$/.test(error.id);
    throw isVague ? new BeatwrightError('listen-too-short', { seconds }) : error;
  });
  if (!isWholeBars(end / LISTEN_RATE, heard)) throw new BeatwrightError('listen-too-short', { seconds });
  return { ...heard, seconds };
}

/** Seconds of silence at the end that an encoder may have put there. */
const PADDING = 0.1;

/** Where a loop ends, in samples, without that silence. */
function endOf(mono: Float32Array): number {
  const end = 1 + mono.findLastIndex((x) => x !== 0);
  return mono.length - end < PADDING * LISTEN_RATE ? end : mono.length;
}

/** How far a loop may be from whole bars, as a share of one; a loop may be half a bar, too. */
const WHOLE = 0.06;

function isWholeBars(seconds: number, { bpm }: Pick<Rhythm, 'bpm'>): boolean {
  const halves = (seconds * bpm) / 120;
  return Math.round(halves) > 0 && Math.abs(halves - Math.round(halves)) < 2 * WHOLE;
}

async function hearIn(
  tracks: Tracks,
  options: HearOptions,
  nature = natureOf(tracks.mix),
): Promise<HearingWithHarmony> {
  const { mix: mono, parts } = tracks;
  const { drums, pitch, style, corrections = {}, named = {}, onProgress, signal } = options;
  const tell = (stage: string, fraction: number) => {
    signal?.throwIfAborted();
    onProgress?.({ stage, fraction });
  };
  tell(words.stages.listening, 0);
  const { seconds } = nature;
  tell(words.stages['listening-drums'], 0.02);
  const struck = parts.get('drums') ?? mono;
  const activations = await drums.activations(struck);
  const first = drums.hitsOf(struck, activations);
  checkMetronome(nature, mono, first);
  tell(words.stages['listening-beat'], 0.3);
  const chroma = chromaOf(mono);
  const evidence = { mono, nature, chroma, hits: first };
  const found = await beatOf(evidence, { drums, pitch, style, bpm: corrections.bpm, named: named.tempo });
  if (found === undefined) refuseWithoutBeat(nature);
  const { rhythm, expected } = found;
  const heard = expected === undefined ? found.hits : drums.hitsOf(struck, activations, expected);
  if (isInThree(heard, rhythm)) throw new BeatwrightError('listen-three');
  // What a telephone cannot carry was not heard, whatever the network says.
  const hits = isDull(nature.bright)
    ? heard.filter(({ voice }) => voice === 'kick' || voice === 'snare')
    : heard;
  const few = fewBars(tracks, rhythm);
  if (few !== undefined) {
    const again = await hearIn(few, { ...options, corrections: { ...corrections, bpm: rhythm.bpm } });
    const { bpmConfidence, octaveConfidence, otherBpm } = rhythm;
    const warnings = [...warningsOn(nature), ...found.warnings];
    return { ...again, bpmConfidence, octaveConfidence, otherBpm, warnings };
  }
  tell(words.stages['listening-loops'], 0.4);
  const passages = passagesOf({ seconds, downbeats: rhythm.downbeats, hits, chroma });
  tell(words.stages['listening-notes'], 0.42);
  const { notes, harmony } = await notesIn(tracks, rhythm, pitch, {
    signal,
    onProgress: (done) => tell(words.stages['listening-notes'], 0.42 + 0.55 * done),
  });
  tell(words.stages['listening-score'], 0.98);
  const starts = passages.map(({ start }) => start);
  const heardKey =
    keyOfBass(notes, { downbeats: rhythm.downbeats, starts }) ??
    keyOf(keyFeatures(chroma, starts.length > 0 ? starts : [0]));
  const key = toldKey(heardKey, corrections.key ?? named.key);
  const loops = passages.map((passage) => loopOf(passage, { bpm: rhythm.bpm, key: key.key, hits, notes }));
  return {
    seconds,
    ...rhythm,
    key: key.key,
    keyConfidence: key.confidence,
    runnerUpKey: key.runnerUp,
    drums: hits,
    notes,
    harmony,
    loops: loops.filter(
      ({ score }) => score.drums.length + score.bass.length + score.chords.length + score.melody.length > 0,
    ),
    warnings: [...warningsOn(nature), ...found.warnings, ...keyNote(key, corrections.key, named.key)],
  };
}

/** A key by the name that differs from what was heard is told. */
function keyNote({ key, runnerUp }: HeardKey, told: Key | undefined, named: Key | undefined): string[] {
  if (told !== undefined || named === undefined || keyName(key) === keyName(runnerUp)) return [];
  return [words.notes['listen-key-by-name']({ named: keyName(named), heard: keyName(runnerUp) })];
}

/** Of a sound with one to three whole bars: one or two of them, round and round, as the loop that they are. */
function fewBars(tracks: Tracks, { downbeats, bpm }: Rhythm): Tracks | undefined {
  const bar = (240 / bpm) * LISTEN_RATE;
  const from = Math.round((downbeats[0] ?? 0) * LISTEN_RATE);
  const bars = Math.floor((tracks.mix.length - from) / bar + WHOLE);
  if (bars < 1 || bars >= SHORTEST_LOOP) return undefined;
  const taken = bars === 1 ? 1 : 2;
  const loop = each(tracks, (samples) => {
    const cut = new Float32Array(Math.round(taken * bar));
    cut.set(samples.subarray(from, from + cut.length));
    return cut;
  });
  return roundAndRound(loop, SHORTEST_LOOP / taken + 1);
}

function toldKey(heard: HeardKey, told?: Key): HeardKey {
  return told === undefined ? heard : { key: told, confidence: 1, runnerUp: heard.key };
}
