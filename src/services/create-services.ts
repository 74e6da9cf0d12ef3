import type { Flow } from '../flow/index.ts';
import type { Job, Store } from '../store/index.ts';
import { againServices } from './again.ts';
import { artistServices } from './artists.ts';
import { battleServices } from './battles.ts';
import { type BeatExtras, beatServices } from './beats.ts';
import type { ServiceContext } from './context.ts';
import { correctionServices } from './corrections.ts';
import { describeServices } from './describe.ts';
import { downloadServices } from './downloads.ts';
import { jobServices } from './jobs.ts';
import { keepServices } from './keep.ts';
import { kitServices } from './kits.ts';
import { lyricsServices } from './lyrics.ts';
import { privacyServices } from './privacy.ts';
import type { Quotas } from './quotas.ts';
import { referenceServices } from './references.ts';
import { reworkServices } from './rework.ts';
import type { Services } from './services.ts';
import { shelfServices } from './shelf.ts';
import { tasteServices } from './tastes.ts';
import { trainingServices } from './training.ts';

export interface ServiceOptions {
  readonly store: Store;
  /** Has a filed job done: by the queue, or by the terminal itself. */
  readonly send: (job: Job) => Promise<void>;
  /** Measures lyrics somewhere else than on this thread. @throws BeatwrightError as `measureFlow` and `textOf`. */
  readonly measureLyrics: (lyrics: string | Uint8Array) => Promise<Flow>;
  /** How long after the last upload a training starts by itself, in milliseconds. Default 60,000. */
  readonly trainAfterMs?: number;
  /** What members and servers may have and ask for; anything by default. */
  readonly quotas?: Quotas;
  /** What beats get besides MIDI and MP3; nothing by default. */
  readonly extras?: Partial<BeatExtras>;
}

/** The services over a store. They check who may do what, and refuse with sentences for people. */
export function createServices(options: ServiceOptions): Services {
  const { store, send, measureLyrics, trainAfterMs = 60_000, extras, quotas } = options;
  const context: ServiceContext = { store, send, measureLyrics, trainAfterMs, quotas };
  const wanted: BeatExtras = { wav: false, stems: false, ...extras };
  const beats = beatServices(context, wanted);
  return {
    ...artistServices(context),
    ...referenceServices(context),
    ...correctionServices(context),
    ...lyricsServices(context),
    ...kitServices(context),
    ...beats,
    ...battleServices(context, beats),
    ...tasteServices(context),
    ...reworkServices(context, wanted),
    ...againServices(context, wanted),
    ...describeServices(context),
    ...keepServices(context),
    ...downloadServices(context),
    ...shelfServices(context),
    ...trainingServices(context),
    ...jobServices(context),
    ...privacyServices(context),
  };
}
