/** Strokes out of what the network says frame by frame. */
import { type Activations, DRUM_VOICES, type DrumVoice, type HeardHit } from '../types.ts';

/** What was found on validating sounds. */
export interface Calibration {
  /** Least activation that counts as a stroke, where the network is sure of the strongest ones. */
  readonly thresholds: Readonly<Record<DrumVoice, number>>;
  /** How much the threshold follows the strongest strokes of a sound down, 0 to 1. */
  readonly adaptation: Readonly<Record<DrumVoice, number>>;
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

/** Share of a threshold that always stays, however unsure the network is of a voice. */
const LEAST_SHARE = 0.5;

/** Those of a voice's peaks that are strokes: as sure as the threshold, lowered where even the strongest are unsure. */
export function surePeaks(peaks: readonly Peak[], threshold: number, adaptation: number): Peak[] {
  const strong = peaks.map(({ activation }) => activation).sort((a, b) => a - b)[
    Math.floor(peaks.length * 0.9)
  ];
  const least = threshold * Math.max(LEAST_SHARE, (strong ?? 1) ** adaptation);
  return peaks.filter(({ activation }) => activation >= least);
}

/** The strokes, sorted by time. */
export function strokesOf(activations: Activations, c: Calibration): HeardHit[] {
  return DRUM_VOICES.flatMap((voice) =>
    surePeaks(peaksOf(activations, voice), c.thresholds[voice], c.adaptation[voice]).map(
      ({ time, activation, velocity }) => ({
        time: Math.max(0, time - c.lateness[voice]),
        voice,
        velocity,
        confidence: activation,
      }),
    ),
  ).sort((a, b) => a.time - b.time);
}
