/** What the plain listeners hear of the tracks. */
import {
  type DrumListener,
  type DrumVoice,
  type Ears,
  fluxDrums,
  type HeardHit,
  monoOf,
} from '../../../src/listen/index.ts';
import type { HeardSound } from '../drums/figures.ts';
import { ellisBeats } from './ellis.ts';
import { drumFs, figuresOfBeats, trueBass } from './figures.ts';
import type { Track } from './material.ts';
import { noteF } from './measures.ts';

/** Below this MIDI pitch basic-pitch's notes are taken for the bass: A3, 220 Hz. */
const BASS_TOP = 57;

export interface Baselines {
  /** Ellis' dynamic programming on the clean set. */
  readonly ellis: { readonly tempo1: number; readonly tempo2: number; readonly beatF: number };
  /** Spectral flux in bands: drums in the mix and alone. */
  readonly flux: MixAndAlone;
  /** Non-negative matrix factorisation, with a spectrum a voice; null where it was not asked for. */
  readonly templates: MixAndAlone | null;
  /** Basic-pitch's own notes below the top of the bass; null without its network. */
  readonly basicPitchBassF: number | null;
}
export type DrumFs = Readonly<Record<DrumVoice | 'mean', number>>;
/** Drums heard in the mix, and by themselves. */
interface MixAndAlone {
  readonly mix: DrumFs;
  readonly alone: DrumFs;
}

async function hitsIn(mono: Float32Array, drums: Ears['drums']): Promise<readonly HeardHit[]> {
  return drums.hitsOf(mono, await drums.activations(mono));
}

/** A drum listener on tracks in full and on their drums alone. */
class DrumsHeard {
  readonly #drums: DrumListener;
  readonly #mix: HeardSound[] = [];
  readonly #alone: HeardSound[] = [];

  constructor(drums: DrumListener) {
    this.#drums = drums;
  }

  async hear(track: Track, truth: HeardSound['truth']): Promise<void> {
    this.#mix.push({ heard: await hitsIn(monoOf(track.sound), this.#drums), truth });
    this.#alone.push({ heard: await hitsIn(monoOf(track.drums), this.#drums), truth });
  }

  result(): MixAndAlone {
    return { mix: drumFs(this.#mix), alone: drumFs(this.#alone) };
  }
}

/** The plain listeners, on the clean tracks. */
export class Baseline {
  readonly #ellis: { tempo1: number; tempo2: number; beatF: number }[] = [];
  readonly #flux = new DrumsHeard(fluxDrums);
  readonly #templates: DrumsHeard | undefined;
  readonly #bass: number[] = [];

  constructor(templates: DrumListener | undefined) {
    this.#templates = templates && new DrumsHeard(templates);
  }

  async measure(track: Track, truth: HeardSound['truth'], { pitch }: Ears): Promise<void> {
    const mono = monoOf(track.sound);
    this.#ellis.push(figuresOfBeats(ellisBeats(mono), track.score));
    for (const drums of [this.#flux, this.#templates]) await drums?.hear(track, truth);
    if (pitch === undefined || track.loopBars === undefined) return;
    const low = (await pitch.rawNotesOf(mono)).filter((one) => one.pitch < BASS_TOP);
    this.#bass.push(noteF(low, trueBass(track)));
  }

  result(): Baselines {
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    return {
      ellis: {
        tempo1: mean(this.#ellis.map(({ tempo1 }) => tempo1)),
        tempo2: mean(this.#ellis.map(({ tempo2 }) => tempo2)),
        beatF: mean(this.#ellis.map((one) => one.beatF)),
      },
      flux: this.#flux.result(),
      templates: this.#templates?.result() ?? null,
      basicPitchBassF: this.#bass.length > 0 ? mean(this.#bass) : null,
    };
  }
}
