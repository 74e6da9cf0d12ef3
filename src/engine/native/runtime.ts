/** ONNX Runtime: loaded once if it can be, and its sessions, shared by programs of equal content. */
import { hash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { default as Ort } from 'onnxruntime-node';

export type Runtime = typeof Ort;

let loading: Promise<Runtime | Error> | undefined;

/** ONNX Runtime, or why there is none: some machines lack its library. */
export function loadRuntime(): Promise<Runtime | Error> {
  loading ??= import('onnxruntime-node').then(
    (module) => module.default,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  return loading;
}

/**
 * How long a thread waits for the next operator with its core held. ONNX Runtime's own choice is long: on two cores
 * that others want too, it makes training up to twice as slow. This is as fast on idle cores, but for a few percent.
 */
const SPIN_MICROSECONDS = '20';

interface Shared {
  readonly session: Promise<Ort.InferenceSession>;
  users: number;
}

const sessions = new Map<string, Shared>();

export interface SessionLease {
  readonly session: Ort.InferenceSession;
  release(): Promise<void>;
}

/** A session for a model; the same one for the same bytes and threads, until every lease is released. */
export async function leaseSession(
  ort: Runtime,
  model: Uint8Array,
  threads: number = availableParallelism(),
): Promise<SessionLease> {
  const key = `${threads} ${hash('sha256', model, 'base64')}`;
  let shared = sessions.get(key);
  if (!shared) {
    shared = { session: ort.InferenceSession.create(model, optionsFor(threads)), users: 0 };
    sessions.set(key, shared);
  }
  shared.users++;
  const mine = shared;
  const release = async () => {
    mine.users--;
    if (mine.users > 0) return;
    sessions.delete(key);
    await (await mine.session).release();
  };
  try {
    return { session: await mine.session, release };
  } catch (error) {
    mine.users--;
    sessions.delete(key);
    throw error;
  }
}

/**
 * Denormal numbers are left as they are: flushing them to zero would also change the arithmetic of the JavaScript on
 * this thread, and ONNX Runtime lets only a process' first session decide it.
 */
function optionsFor(threads: number): Ort.InferenceSession.SessionOptions {
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // What fails is thrown, and need not be printed too.
    logSeverityLevel: 4,
    extra: { session: { intra_op: { allow_spinning: '1', spin_duration_us: SPIN_MICROSECONDS } } },
  };
}
