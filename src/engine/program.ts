/** A compiled program: what it is to its caller, whichever way it runs. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Feeds, OutputValues } from './types.ts';

export interface Program<Inputs, Outputs> {
  /** `native`: ONNX Runtime runs the compiled graph. `eager`: TensorFlow.js runs the function itself. */
  readonly kind: 'native' | 'eager';
  /**
   * Runs once. The program's states, if it has any, hold their new values afterwards, and keep their old ones if
   * the run fails. Runs wait for each other, so that they need not be awaited before the next is asked for.
   *
   * A native run blocks the JavaScript thread it is called on until it is done: heavy programs belong on worker
   * threads.
   * @throws EngineError `engine-feed-…` for an input that does not fit, `engine-not-finite` if an output that must
   * be finite is not, `engine-released` after `release`.
   */
  run(feeds: Feeds<Inputs>): Promise<OutputValues<Outputs>>;
  /**
   * Runs once for each of the feeds, in order, as one run: the states go from step to step without leaving ONNX
   * Runtime, whose binding copies them at the end of every run. Training in groups of eight steps is up to a tenth
   * faster, and leaves less to collect. If one step fails, the states are as they were before the first.
   */
  runMany(feeds: readonly Feeds<Inputs>[]): Promise<OutputValues<Outputs>[]>;
  /** Gives back what the program holds. Programs of equal content share it; the last one frees it. */
  release(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A program whose types its compiler's caller knows. */
export interface UntypedProgram extends Omit<Program<unknown, unknown>, 'run' | 'runMany'> {
  run(feeds: unknown): Promise<unknown>;
  runMany(feeds: readonly unknown[]): Promise<unknown[]>;
}

/** Outputs of a function that is compiled: tensors in records and lists. */
export type Outputs = { readonly [name: string]: Tensor | Outputs | readonly (Tensor | Outputs)[] };

export interface CompileOptions {
  /**
   * `auto` runs natively where `onnxruntime-node` loads, and eagerly elsewhere. `eager` always runs the function
   * itself, on the TensorFlow.js backend that is active at each run.
   */
  readonly backend?: 'auto' | 'native' | 'eager';
  /** Threads for one run; as many as the machine has unless told. One is often as fast for small programs. */
  readonly threads?: number;
  /**
   * Paths of outputs that must be finite, such as a loss: a run where one is not fails with `engine-not-finite`
   * and the number of the run, and leaves the states as they were. Unless told: `loss`, if there is such an output.
   */
  readonly finite?: readonly string[];
  /** Told once per process if programs run eagerly because `onnxruntime-node` does not load. */
  readonly warn?: (message: string) => void;
}
