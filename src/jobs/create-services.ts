import type { Job, Store } from '../store/index.ts';
import { artistServices } from './service/artists.ts';
import { beatServices } from './service/beats.ts';
import type { ServiceContext } from './service/context.ts';
import { jobServices } from './service/jobs.ts';
import { referenceServices } from './service/references.ts';
import type { Services } from './services.ts';

export interface ServiceOptions {
  readonly store: Store;
  /** Has a filed job done: by the queue, or by the terminal itself. */
  readonly send: (job: Job) => Promise<void>;
  /** Whether beats shall have WAV files too; no by default. */
  readonly wav?: boolean;
}

/** The services over a store. They check who may do what, and refuse with sentences for people. */
export function createServices({ store, send, wav = false }: ServiceOptions): Services {
  const context: ServiceContext = { store, send };
  return {
    ...artistServices(context),
    ...referenceServices(context),
    ...beatServices(context, { wav }),
    ...jobServices(context),
  };
}
