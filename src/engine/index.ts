/**
 * TensorFlow.js programs at native speed. A function written with ordinary `tf` ops, its gradients and its
 * optimiser's update included, is recorded once, written as one ONNX graph and run by ONNX Runtime. README.md says
 * how it works and which ops it knows.
 */

export { compile, type StateTensors, type StateUpdates } from './compile.ts';
export { constants, type TensorsOf } from './constants.ts';
export { EngineError } from './errors.ts';
export { type GraphModel, type GraphModelTensor, loadGraphModel } from './graph-model.ts';
export type { CompileOptions, Outputs, Program } from './program.ts';
export { type NamedTensors, readSafetensors, writeSafetensors } from './safetensors.ts';
export { gumbelNoise, type SampleOptions, sample, writeStep } from './sampling.ts';
export { createState, State } from './state.ts';
export {
  type AdamState,
  type AdamW,
  type AdamWOptions,
  adamW,
  countParameters,
  valueAndGradients,
} from './train.ts';
export {
  type Data,
  type Dtype,
  type Feed,
  type Feeds,
  mapSpecs,
  mapValues,
  type Signature,
  type TensorSpec,
  type Tensors,
  type TensorValue,
  type Values,
  valuesByPath,
} from './types.ts';
