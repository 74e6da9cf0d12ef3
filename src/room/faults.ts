/** Faults that a test injects: what a network and a busy Discord do to a bot now and then. */

export interface FaultMatch {
  /** Default: any method. */
  readonly method?: string;
  /** A decoded path without `/api/v10`, or a CDN path. A string matches when it is contained. Default: any. */
  readonly path?: string | RegExp;
  /** How many requests it befalls. Default 1. */
  readonly times?: number;
}

export type FaultKind =
  /** 429; `retryAfter` in seconds. */
  | { readonly kind: 'rate-limit'; readonly retryAfter: number; readonly global?: boolean }
  /** An error status; `late`: the request takes effect and only its answer is lost. */
  | { readonly kind: 'error'; readonly status: number; readonly code?: number; readonly late?: boolean }
  /** The connection is cut; `late`: after the request took effect (a download: after half of it). */
  | { readonly kind: 'reset'; readonly late?: boolean }
  /** The request is answered `ms` real milliseconds later. */
  | { readonly kind: 'delay'; readonly ms: number };

export type Fault = FaultMatch & FaultKind;

export interface Faults {
  inject(fault: Fault): () => void;
  /** The fault that befalls this request; uses it up by one. */
  take(method: string, path: string): Fault | undefined;
}

export function createFaults(): Faults {
  const waiting: { fault: Fault; left: number }[] = [];
  return {
    inject(fault) {
      const entry = { fault, left: fault.times ?? 1 };
      waiting.push(entry);
      return () => {
        entry.left = 0;
      };
    },
    take(method, path) {
      const entry = waiting.find(({ fault, left }) => left > 0 && befalls(fault, method, path));
      if (!entry) return undefined;
      entry.left--;
      return entry.fault;
    },
  };
}

function befalls(fault: FaultMatch, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method !== method) return false;
  if (fault.path === undefined) return true;
  return typeof fault.path === 'string' ? path.includes(fault.path) : fault.path.test(path);
}
