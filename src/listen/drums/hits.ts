/** Strokes out of what the network says frame by frame. */
import type { Drum } from '../../music/index.ts';
import { type Activations, DRUM_VOICES, type DrumVoice, type Expectation, type HeardHit } from '../types.ts';
import { type Doubtful, oddsByKit } from './kit.ts';
import { DRUMS_OF } from './voices.ts';

/** What was found on validating sounds. */
export interface Calibration {
  /** Least activation that counts as a stroke. */
  readonly thresholds: Readonly<Record<DrumVoice, number>>;
  /** How late a voice is heard, in seconds; it is taken away. */
  readonly lateness: Readonly<Record<DrumVoice, number>>;
}

/** A peak of a voice's activation. */
export interface Peak {
  /** Onset in seconds. */
  readonly time: number;
  readonly activation: number;
  /** MIDI velocity, 1–127. */
  readonly velocity: number;
  /** How likely it is each of the voice's drums, as far as that is told. */
  readonly drums?: readonly number[];
}

/** Strokes of one voice nearer than this are one, in seconds: half a 64th at 140 bpm is more. */
const NEAREST = 0.02;
/** Velocity of strokes of which none is told. */
const PLAIN = 96;

/** Activation under which no peak is looked at. */
export const FAINTEST = 0.06;

/** All peaks of a voice, sorted by time. */
export function peaksOf(activations: Activations, voice: DrumVoice): Peak[] {
  const curve = activations.voices[voice];
  const peaks: Peak[] = [];
  for (let frame = 0; frame < curve.length; frame++) {
    const activation = curve[frame]!;
    if (activation < FAINTEST) continue;
    if (activation <= (curve[frame - 1] ?? 0) || activation < (curve[frame + 1] ?? 0)) continue;
    const peak = {
      time: Math.max(0, (frame + offsetAt(activations, voice, frame)) / activations.rate),
      activation,
      velocity: velocityAt(activations, voice, frame),
      ...(activations.drums && { drums: DRUMS_OF[voice].map((drum) => activations.drums![drum][frame]!) }),
    };
    const before = peaks.at(-1);
    if (before === undefined || peak.time - before.time >= NEAREST) peaks.push(peak);
    else if (before.activation < activation) peaks[peaks.length - 1] = peak;
  }
  return peaks;
}

/** The mean of what the peak and its neighbours say of the place, each as loud as it is sure. */
function offsetAt({ voices, offsets }: Activations, voice: DrumVoice, frame: number): number {
  const [curve, told] = [voices[voice], offsets?.[voice]];
  if (told === undefined) return 0;
  let [sum, weight] = [0, 0];
  for (let near = -1; near <= 1; near++) {
    const sure = curve[frame + near] ?? 0;
    const place = near + (told[frame + near] ?? 0);
    // A neighbour that tells of another stroke has no say.
    if (Math.abs(place - told[frame]!) > 1) continue;
    sum += sure * place;
    weight += sure;
  }
  return weight > 0 ? sum / weight : told[frame]!;
}

function velocityAt({ velocities }: Activations, voice: DrumVoice, frame: number): number {
  const share = velocities?.[voice][frame];
  return share === undefined ? PLAIN : Math.min(127, Math.max(1, Math.round(share * 127)));
}

/** Rounds in which the shares of a track's drums are found. */
const ROUNDS = 5;

/** How much what is expected counts beside what is heard: chosen on tracks and drummers apart from those measured. */
const EXPECTED = 0.5;

/**
 * The strokes, sorted by time: by their sound and, where it is known, by what is expected in their place, and then by
 * all that sound like them.
 */
export function strokesOf(activations: Activations, c: Calibration, expected?: Expectation): HeardHit[] {
  return DRUM_VOICES.flatMap((voice) => {
    const threshold = logOdds(c.thresholds[voice]);
    const candidates = peaksOf(activations, voice).map((peak) => ({
      ...peak,
      time: Math.max(0, peak.time - c.lateness[voice]),
      frame: Math.round(peak.time * activations.rate),
      odds: logOdds(peak.activation) - threshold,
    }));
    const odds =
      expected === undefined
        ? candidates.map((candidate) => candidate.odds)
        : decided(voice, candidates, activations, expected);
    const peaks = candidates.flatMap((candidate, i) =>
      odds[i]! >= 0 ? [{ ...candidate, activation: chanceOf(odds[i]! + threshold) }] : [],
    );
    const drums = drumsOf(peaks, voice);
    return peaks.map(({ time, activation, velocity }, i) => ({
      time,
      voice,
      ...(drums[i] && { drum: drums[i] }),
      velocity,
      confidence: activation,
    }));
  }).sort((a, b) => a.time - b.time);
}

/** Odds of a voice's strokes by what is expected in their places, then by what else sounds like them. */
function decided(
  voice: DrumVoice,
  candidates: readonly (Doubtful & { readonly time: number })[],
  { sounds }: Activations,
  expected: Expectation,
): number[] {
  const placed = candidates.map(({ time, frame, odds }) => ({
    frame,
    odds: odds + EXPECTED * expected(voice, time),
  }));
  return sounds === undefined ? placed.map(({ odds }) => odds) : oddsByKit(voice, placed, sounds);
}

const logOdds = (chance: number) => Math.log(chance / (1 - chance));
const chanceOf = (odds: number) => 1 / (1 + Math.exp(-odds));

/**
 * Which of its drums each stroke of a voice is. A track has few: each counts as likely as it is on the track, found
 * by expectation and maximisation (Saerens, Latinne and Decaestecker, "Adjusting the Outputs of a Classifier to New a
 * Priori Probabilities", Neural Computation 14(1), 2002).
 */
function drumsOf(peaks: readonly Peak[], voice: DrumVoice): (Drum | undefined)[] {
  const drums = DRUMS_OF[voice];
  let shares = drums.map(() => 1 / drums.length);
  const likely = ({ drums: told = [] }: Peak) => {
    const weighed = told.map((chance, k) => chance * shares[k]!);
    const sum = weighed.reduce((all, chance) => all + chance, 0) || 1;
    return weighed.map((chance) => chance / sum);
  };
  const heard = peaks.filter(({ drums: told }) => told !== undefined);
  for (let round = 0; round < ROUNDS; round++) {
    const sums = drums.map(() => 0);
    for (const peak of heard) for (const [k, chance] of likely(peak).entries()) sums[k]! += chance;
    shares = sums.map((sum) => sum / Math.max(1, heard.length));
  }
  return peaks.map((peak) => {
    if (peak.drums === undefined) return undefined;
    const chances = likely(peak);
    return drums[chances.indexOf(Math.max(...chances))];
  });
}
