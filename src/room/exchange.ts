/** What goes over the wire, and what was wrong with it. */
import type { Fault } from './faults.ts';

/** One HTTP request and its answer. */
export interface RoomExchange {
  readonly at: number;
  readonly method: string;
  /** Decoded, without `/api/v10`; a CDN path as it is. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  /** The JSON body, also the one within a multipart body. */
  readonly json: unknown;
  readonly files: readonly { readonly key: string; readonly name: string; readonly size: number }[];
  /** 0 until it is answered, and for a connection that was reset. */
  readonly status: number;
  readonly body: unknown;
  readonly ms: number;
  readonly fault: Fault | undefined;
}

/** Something that Discord would have refused, or that it forbids. */
export interface RoomViolation {
  readonly at: number;
  /** Stable name of the rule, such as `acknowledge-deadline`, `double-answer`, `content-length`, `schema`. */
  readonly rule: string;
  /** What happened, for a person. */
  readonly message: string;
  /** `PATCH /webhooks/…` or `gateway`. */
  readonly where: string;
  /** Discord's error code that the bot got, 0 for none. */
  readonly code: number;
}
