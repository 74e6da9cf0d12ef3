/** One sound, heard: rhythm, key, drums, notes and loops, joined. */
import type { Key, Sound, Style } from '../music/index.ts';
import { words } from '../words/index.ts';
import { passagesOf } from './form/index.ts';
import { checkMetronome, firstSound, isDull, natureOf, refuseWithoutBeat, warningsOn } from './guards.ts';
import { changesOf } from './key/changes.ts';
import { type Chroma, chromaOf, keyFeatures, keyOf } from './key/index.ts';
import type { HeardChord, PitchListener } from './pitch/index.ts';
import { beatIn, fluxDrums, type RhythmEvidence, type RhythmOptions } from './rhythm/index.ts';
import { loopOf } from './score.ts';
import { monoOf } from './sound.ts';
import type { DrumListener, Expectation, HeardHit, HeardKey, Hearing, Rhythm } from './types.ts';

/** What a person knows better than what was heard. */
export interface Corrections {
  /** Quarter notes a minute; what is heard is then looked for within 4 % of it. */
  readonly bpm?: number;
  readonly key?: Key;
}

export interface HearOptions {
  readonly drums: DrumListener;
  /** Without it, drums are all that is heard. */
  readonly pitch?: Pick<PitchListener, 'notesOf'>;
  /** The style that the artist says it is. */
  readonly style?: Style;
  readonly corrections?: Corrections;
  readonly onProgress?: (progress: { readonly stage: string; readonly fraction: number }) => void;
  /** Stops the work between its steps: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** With the chord that each half bar was taken for. */
export interface HearingWithHarmony extends Hearing {
  readonly harmony: readonly HeardChord[];
}

/** A track begins with a bar: it counts as so many changes of harmony in each 20 seconds. */
const OPENING = 4;
/** Kicks and snares a second, below which a track is taken to have no drums worth the name. */
const BEAT = 0.4;

/**
 * Hears a sound. It computes: call it on a worker thread.
 * @param sound at `LISTEN_RATE`.
 * @throws BeatwrightError `listen-rate`, `listen-silence`, `listen-too-short`, `listen-too-few-bars`, `listen-noise`,
 * `listen-metronome`, `listen-speech` or `listen-no-beat`, each with a sentence for people.
 */
export async function hear(sound: Sound, options: HearOptions): Promise<HearingWithHarmony> {
  const { drums, pitch, style, corrections = {}, onProgress, signal } = options;
  const tell = (stage: string, fraction: number) => {
    signal?.throwIfAborted();
    onProgress?.({ stage, fraction });
  };
  tell(words.stages.listening, 0);
  const mono = monoOf(sound);
  const nature = natureOf(mono);
  const { seconds } = nature;
  tell(words.stages['listening-drums'], 0.02);
  const activations = await drums.activations(mono);
  const first = drums.hitsOf(mono, activations);
  tell(words.stages['listening-beat'], 0.3);
  const chroma = chromaOf(mono);
  const wish: RhythmOptions = { style, bpm: corrections.bpm };
  const changes = [
    { time: firstSound(nature), weight: OPENING * Math.max(1, seconds / 20) },
    ...changesOf(chroma),
  ];
  const found = await beatOf({ seconds, hits: first, changes }, mono, drums, wish);
  checkMetronome(nature, found.hits);
  if (found.rhythm === undefined) refuseWithoutBeat(nature);
  const { rhythm, expected } = found;
  const heard = expected === undefined ? first : drums.hitsOf(mono, activations, expected);
  // What a telephone cannot carry was not heard, whatever the network says.
  const hits = isDull(nature.bright)
    ? heard.filter(({ voice }) => voice === 'kick' || voice === 'snare')
    : heard;
  tell(words.stages['listening-loops'], 0.4);
  const passages = passagesOf({ seconds, downbeats: rhythm.downbeats, hits, chroma });
  const key = keyHeard(chroma, passages, corrections.key);
  tell(words.stages['listening-notes'], 0.42);
  const { notes, harmony } = pitch
    ? await pitch.notesOf(mono, rhythm, {
        signal,
        onProgress: (done) => tell(words.stages['listening-notes'], 0.42 + 0.55 * done),
      })
    : { notes: [], harmony: [] };
  tell(words.stages['listening-score'], 0.98);
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
    warnings: [...warningsOn(nature), ...found.warnings],
  };
}

interface FoundBeat {
  readonly rhythm: Rhythm | undefined;
  /** What drums may be expected when; undefined if the beat was not found by them. */
  readonly expected?: Expectation;
  /** The strikes that it was found by. */
  readonly hits: readonly HeardHit[];
  readonly warnings: readonly string[];
}

/** The rhythm by its drums, or, where there are hardly any, by whatever begins to sound. */
async function beatOf(
  evidence: RhythmEvidence,
  mono: Float32Array,
  drums: DrumListener,
  wish: RhythmOptions,
): Promise<FoundBeat> {
  const { hits, seconds } = evidence;
  const beats = hits.filter(({ voice }) => voice === 'kick' || voice === 'snare').length;
  if (beats >= BEAT * seconds) {
    const beat = beatIn(evidence, wish);
    if (beat !== undefined) return { ...beat, hits, warnings: [] };
  }
  if (drums === fluxDrums) return { rhythm: beatIn(evidence, wish)?.rhythm, hits, warnings: [] };
  const onsets = fluxDrums.hitsOf(mono, await fluxDrums.activations(mono));
  return {
    rhythm: beatIn({ ...evidence, hits: onsets }, wish)?.rhythm,
    hits: onsets,
    warnings: [words.notes['listen-few-drums']],
  };
}

function keyHeard(chroma: Chroma, passages: readonly { readonly start: number }[], told?: Key): HeardKey {
  const heard = keyOf(keyFeatures(chroma, passages.length > 0 ? passages.map(({ start }) => start) : [0]));
  return told === undefined ? heard : { key: told, confidence: 1, runnerUp: heard.key };
}
