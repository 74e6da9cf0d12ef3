/** What the product learns of an artist's sound from MP3s, as each way of using it renders a take. */
import type { Audio } from '../../../src/audio/index.ts';
import type { DrumVoice } from '../../../src/listen/index.ts';
import type { Master } from '../../../src/music/index.ts';
import { type Kit, kitUnder, kitWith, type OwnSound, oneShotOf } from '../../../src/render/index.ts';
import { hearTimbre } from '../../../src/threads/timbre.ts';
import { isStroke, type TrackTimbre, timbreFrom } from '../../../src/timbre/index.ts';

/**
 * The style's kit and mix, which is all that there was before; with drums fitted to the references, as a training does it;
 * with drums cut from them, as `/kit learn` does it; with the artist's mix; with all.
 */
export const WAYS = ['stock', 'fitted', 'samples', 'mix', 'all'] as const;
export type Way = (typeof WAYS)[number];

/** What a take is rendered with besides its style. */
export interface Learned {
  readonly kit: Kit;
  readonly master: Master;
}

export interface Lesson {
  by(way: Way, stock: Kit): Learned;
}

const NEVER = new AbortController().signal;

export async function learnedFrom(
  files: readonly Uint8Array[],
  audio: Audio,
  signal: AbortSignal = NEVER,
): Promise<Lesson> {
  const tracks: TrackTimbre[] = [];
  for (const bytes of files) tracks.push(await hearTimbre(audio, { bytes }, signal));
  return lessonOf(tracks);
}

export function lessonOf(tracks: readonly TrackTimbre[]): Lesson {
  const timbre = timbreFrom(tracks)!;
  const sounds = cutFrom(tracks);
  return {
    by(way, stock) {
      switch (way) {
        case 'stock':
          return { kit: stock, master: 'streaming' };
        case 'fitted':
          return { kit: { ...kitUnder(stock, timbre), mix: stock.mix }, master: 'streaming' };
        case 'samples':
          return { kit: kitWith(stock, sounds), master: 'streaming' };
        case 'mix':
          return { kit: kitUnder(stock, { ...timbre, drums: [] }), master: 'own' };
        case 'all':
          return { kit: kitWith(kitUnder(stock, timbre), sounds), master: 'own' };
      }
    },
  };
}

/** Of each voice the cleanest of all references, as `/kit learn` has it. */
function cutFrom(tracks: readonly TrackTimbre[]): OwnSound[] {
  const byVoice = Map.groupBy(
    tracks.flatMap(({ drums }) => drums.filter(({ sound, heardAs }) => isStroke(sound, heardAs))),
    ({ heardAs }): DrumVoice => heardAs,
  );
  return [...byVoice.values()].map((alike) => {
    const { drum, sound } = alike.reduce((best, each) => (each.clean > best.clean ? each : best));
    return { voice: drum, ...oneShotOf(sound, drum, 'a reference') };
  });
}
