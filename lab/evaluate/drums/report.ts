/** Drum listeners on held-out scores through kits that never trained, clean and degraded. */
import type { Audio } from '../../../src/audio/index.ts';
import { type DrumListener, monoOf } from '../../../src/listen/index.ts';
import { randomOf, type Sound, type Style } from '../../../src/music/index.ts';
import { KITS, type Kit, renderTake } from '../../../src/render/index.ts';
import { type Degradation, degrade } from './degrade.ts';
import { type DrumFigures, drumFigures, type HeardSound } from './figures.ts';
import { HELD_OUT_STYLES, recordedKit } from './kits.ts';
import type { Samples } from './samples.ts';
import { type Grooves, type Piece, pieceOf, trueStrokes } from './scores.ts';

/** What is heard, and what is done to it before. */
const HEARINGS = ['drums', 'mix'] as const;
const DEGRADATIONS = {
  clean: {},
  degraded: { limit: 6, noise: -30, kbps: 128 },
  voice: { voice: -3, kbps: 128 },
} as const satisfies Record<string, Degradation>;
export type DrumCondition = `${(typeof HEARINGS)[number]} ${keyof typeof DEGRADATIONS}`;

/** Kits of recordings, and synthesised kits of styles. */
const KINDS = ['recorded', 'synthesised'] as const;

export interface DrumReportOptions {
  readonly listeners: Readonly<Record<string, DrumListener>>;
  readonly audio: Audio;
  readonly samples: Samples;
  readonly grooves: Grooves;
  /** Pieces of four bars, each through every condition. */
  readonly pieces: number;
  readonly seed: number;
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
}

/** Figures by listener, by condition, and in all or by kind of kit. */
export type DrumReport = Readonly<
  Record<
    string,
    Readonly<Record<DrumCondition, Readonly<Record<'all' | (typeof KINDS)[number], DrumFigures>>>>
  >
>;

/** Validating pieces count from here, far from those that choose thresholds. */
const FIRST_PIECE = 10_000;

export async function measureDrums(o: DrumReportOptions): Promise<DrumReport> {
  const sounds = new Map<string, HeardSound[]>();
  const note = (key: string, sound: HeardSound) => sounds.set(key, [...(sounds.get(key) ?? []), sound]);
  for (let n = 0; n < o.pieces; n++) {
    const random = randomOf(`drum test ${o.seed} ${n}`);
    const piece = pieceOf('validation', FIRST_PIECE + n, o.grooves, random.fork('piece'));
    const kind = n % 3 === 2 ? 'synthesised' : 'recorded';
    const take = await renderTake({
      score: piece.score,
      style: piece.style,
      kit: kitOf(kind, piece, random, o),
      seed: n,
    });
    const truth = trueStrokes(piece.score);
    const heardAs: Record<(typeof HEARINGS)[number], Sound | undefined> = {
      drums: take.stems.find(({ name }) => name === 'drums')?.sound,
      mix: take.master,
    };
    for (const hearing of HEARINGS) {
      const sound = heardAs[hearing];
      if (sound === undefined) continue;
      for (const [name, plan] of Object.entries(DEGRADATIONS)) {
        o.signal?.throwIfAborted();
        const mono = monoOf(await degrade(sound, plan, random.fork(name), o.audio));
        for (const [who, listener] of Object.entries(o.listeners)) {
          const heard = listener.hitsOf(mono, await listener.activations(mono));
          for (const group of ['all', kind]) note(`${who}/${hearing} ${name}/${group}`, { heard, truth });
        }
      }
    }
    o.onProgress?.((n + 1) / o.pieces);
  }
  const report: Record<string, Record<string, Record<string, DrumFigures>>> = {};
  for (const [key, some] of sounds) {
    const [who, condition, of] = key.split('/') as [string, string, string];
    report[who] ??= {};
    report[who][condition] ??= {};
    report[who][condition][of] = drumFigures(some);
  }
  return report as DrumReport;
}

function kitOf(
  kind: (typeof KINDS)[number],
  { style }: Piece,
  random: ReturnType<typeof randomOf>,
  { samples }: DrumReportOptions,
): Kit {
  const other: Style = random.pick(HELD_OUT_STYLES);
  return kind === 'recorded' ? recordedKit(style, 'heldOut', samples, random.fork('kit')) : KITS[other];
}
