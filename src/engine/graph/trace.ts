/** Runs a function once on a backend that records, and gives what it recorded. */
import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';
import { KERNELS } from '../kernels/index.ts';
import type { Kernel } from '../kernels/kernel.ts';
import type { Dtype } from '../types.ts';
import { BACKEND, RecordingBackend } from './backend.ts';
import { callSite } from './call-site.ts';
import { fold } from './fold.ts';
import { Graph, type Value } from './graph.ts';

const MISSING_KERNEL = /(?:Cannot find registered kernel|Kernel) '(\w+)'(?: not registered)? for backend/;
const STACK_DEPTH = 100;

let backend: RecordingBackend | undefined;

/** A tensor of the function's, and the value it stands for. */
export interface Recorder {
  readonly graph: Graph;
  input(name: string, shape: readonly number[], dtype: Dtype): tf.Tensor;
  valueFor(tensor: tf.Tensor): Value;
}

/**
 * Records `run`, which must be synchronous, and then puts TensorFlow.js back as it was: the caller's backend,
 * its tensors and its memory, whether `run` throws or not.
 */
export function trace<T>(run: (recorder: Recorder) => T): T {
  const recording = registered();
  const graph = new Graph();
  const engine = tf.engine();
  // Reading the backend chooses one, if none was chosen yet; only then has it a name.
  const owner = engine.backend;
  const ownerName = tf.getBackend();
  const stackDepth = Error.stackTraceLimit;
  const { random } = Math;
  Error.stackTraceLimit = STACK_DEPTH;
  Math.random = frozenRandom;
  // The promise is of no interest: TensorFlow.js switches at once to a backend that is already made.
  void tf.setBackend(BACKEND);
  engine.startScope('compile');
  try {
    return recording.record(graph, owner, () =>
      run({
        graph,
        input(name, shape, dtype) {
          const info = recording.tensorOf(graph.input(name, shape, dtype));
          return engine.makeTensorFromTensorInfo(info, recording);
        },
        valueFor: (tensor) => recording.valueFor(tensor),
      }),
    );
  } catch (error) {
    throw explained(error);
  } finally {
    engine.endScope();
    void tf.setBackend(ownerName);
    Error.stackTraceLimit = stackDepth;
    Math.random = random;
  }
}

function registered(): RecordingBackend {
  if (backend) return backend;
  const made = new RecordingBackend();
  // Priority 0, below every real backend: TensorFlow.js must never choose it by itself.
  tf.registerBackend(BACKEND, () => made, 0);
  tf.engine().registry[BACKEND] = made;
  for (const [kernelName, record] of Object.entries(KERNELS)) {
    tf.registerKernel({
      kernelName,
      backendName: BACKEND,
      kernelFunc: ({ inputs, attrs }) => callKernel(made, kernelName, record, inputs, attrs ?? {}),
    });
  }
  backend = made;
  return made;
}

/** What a kernel does while a function is recorded. */
function callKernel(
  recording: RecordingBackend,
  name: string,
  record: Kernel,
  inputs: tf.NamedTensorInfoMap,
  attrs: tf.NamedAttrMap,
): tf.TensorInfo | tf.TensorInfo[] {
  // Optional inputs may be there and undefined.
  const given = Object.entries(inputs).flatMap(([key, input]) => (input ? [[key, input] as const] : []));
  const constants = given.flatMap(([key, input]) => {
    const constant = recording.constantOf(input);
    return constant ? [[key, constant] as const] : [];
  });
  const all = Array.isArray(inputs)
    ? constants.map(([, constant]) => constant)
    : Object.fromEntries(constants);
  const folded = constants.length === given.length ? fold(name, all, attrs) : undefined;
  if (folded) {
    const tensors = folded.map((constant) => recording.tensorWith(constant));
    return tensors.length === 1 ? tensors[0]! : tensors;
  }
  const values = Object.fromEntries(given.map(([key, input]) => [key, recording.valueFor(input)]));
  const result = record({ g: recording.recordingGraph(), inputs: values, attrs });
  return Array.isArray(result)
    ? result.map((value: Value) => recording.tensorOf(value))
    : recording.tensorOf(result as Value);
}

/** Randomness drawn while tracing would be the same in every run. */
function frozenRandom(): never {
  throw new EngineError(
    'engine-random',
    `Something random was asked for while a function was compiled${callSite()}: its value would be frozen into the ` +
      'program. Draw it outside and feed it as an input.',
  );
}

/** TensorFlow.js' own error about a kernel that is not mapped, said so that one can act on it. */
function explained(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const kernelName = MISSING_KERNEL.exec(error.message)?.[1];
  if (kernelName === undefined) return error;
  const gradient = error.stack?.includes('backpropagateGradients') ? ' (in a gradient)' : '';
  return new EngineError(
    'engine-kernel',
    `TensorFlow.js' kernel ${kernelName}${gradient}, used${callSite(error.stack)}, has no mapping to a native ` +
      'operator: write it with the ops that src/engine/README.md lists, or compile with { backend: "eager" }.',
    { cause: error },
  );
}
