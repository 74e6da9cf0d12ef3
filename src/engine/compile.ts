import type * as tf from '@tensorflow/tfjs-core';
import type { Plan } from './call.ts';
import { prepareFallback } from './eager/fallback.ts';
import { EagerProgram } from './eager/program.ts';
import { EngineError } from './errors.ts';
import { nativeProgram } from './native/program.ts';
import { loadRuntime } from './native/runtime.ts';
import type { CompileOptions, Outputs, Program, UntypedProgram } from './program.ts';
import type { State } from './state.ts';
import { lacksGradient, prepareGradients, prepareTensorFlow } from './tensorflow.ts';
import type { Signature, TensorSpec, Tensors } from './types.ts';

/** The traced tensors of a function's states, by the states' names. */
export type StateTensors<S> = { readonly [K in keyof S]: S[K] extends State<infer T> ? Tensors<T> : never };

/** New values for some or all of a function's states. */
export type StateUpdates<S> = { readonly [K in keyof S]?: S[K] extends State<infer T> ? Updates<T> : never };

type Updates<T> = T extends TensorSpec ? tf.Tensor : { readonly [K in keyof T]?: Updates<T[K]> | undefined };

export type States = Readonly<Record<string, State<unknown>>>;

/** What a function returns: its outputs, or where it has states, outputs and the states' new values. */
export type Result<S> = Outputs | { readonly outputs: Outputs; readonly states?: StateUpdates<S> };

type OutputsOf<R, S> = [keyof S] extends [never] ? R : R extends { readonly outputs: infer O } ? O : never;

type NoStates = Readonly<Record<never, never>>;

/**
 * Makes a program of a function of tensors. The function is called once, with tensors that have a shape but no
 * values, and everything it does with TensorFlow.js' ops, gradients included, becomes one native program. (A
 * thread's first function that wants gradients is called again once they are loaded.) So it must be pure: what
 * it computes in plain JavaScript is computed once and stays as it is, and what it reads from outside becomes a
 * constant of the program.
 * @param signature the inputs' names, shapes and types, and the states it reads and writes.
 * @throws EngineError `engine-kernel` for an op without a mapping, `engine-traced-read` if the function reads a
 * tensor's values, `engine-random` if it draws random numbers. TensorFlow.js' own errors pass through.
 * @example
 * const program = await compile(({ x, w }) => ({ y: tf.relu(tf.matMul(x, w)) }), {
 *   inputs: { x: { shape: [1, 2] }, w: { shape: [2, 3] } },
 * });
 * const { y } = await program.run({ x: [1, 2], w: [1, 2, 3, 4, 5, 6] }); // y.data: 9, 12, 15
 */
export async function compile<
  const I extends Signature,
  const R extends Result<S>,
  const S extends States = NoStates,
>(
  fn: (inputs: Tensors<I>, states: StateTensors<S>) => R,
  signature: { readonly inputs: I; readonly states?: S },
  options: CompileOptions = {},
): Promise<Program<I, OutputsOf<R, S>>> {
  return (await program(fn as Plan['fn'], signature, options)) as Program<I, OutputsOf<R, S>>;
}

async function program(
  fn: Plan['fn'],
  signature: { readonly inputs: Signature; readonly states?: States },
  options: CompileOptions,
): Promise<UntypedProgram> {
  const plan: Plan = { fn, inputs: signature.inputs, states: signature.states as Plan['states'] };
  const states = Object.values(signature.states ?? {});
  if (new Set(states).size < states.length) {
    throw new EngineError('engine-name', 'One state was given under two names: a program knows it by one.');
  }
  await prepareTensorFlow();
  if (options.backend === 'eager') return eagerProgram(plan, options);
  const runtime = await loadRuntime();
  if (!(runtime instanceof Error)) {
    try {
      return await nativeProgram(runtime, plan, options);
    } catch (error) {
      if (!lacksGradient(error)) throw error;
      await prepareGradients();
      return nativeProgram(runtime, plan, options);
    }
  }
  if (options.backend === 'native') {
    throw new EngineError('engine-no-runtime', `onnxruntime-node could not be loaded: ${runtime.message}`, {
      cause: runtime,
    });
  }
  await prepareFallback(runtime, options.warn ?? ((message) => process.emitWarning(message)));
  return eagerProgram(plan, options);
}

/** Whether an eager program wants gradients shows only when it runs. */
async function eagerProgram(plan: Plan, options: CompileOptions): Promise<UntypedProgram> {
  await prepareGradients();
  return new EagerProgram(plan, options);
}
